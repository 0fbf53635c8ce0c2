#include "records/cell_values.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

namespace {

using Kind_of_value = tables::Value::Kind;

bool is_empty(const tables::Value& value) {
  return value.kind == Kind_of_value::absent || value.kind == Kind_of_value::nothing;
}

Failure wrong(std::string key, Params params = {}) {
  return fail(Errc::invalid, std::move(key), std::move(params));
}

// The names of all countries in the four languages, folded.
const std::map<std::string, std::string>& country_names() {
  static const std::map<std::string, std::string> names = [] {
    std::map<std::string, std::string> all;
    for (const char* language : {"en", "sv", "da", "nb"})
      for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
        icu::UnicodeString wide;
        icu::Locale("", *code).getDisplayCountry(icu::Locale(language), wide);
        std::string name;
        wide.toUTF8String(name);
        all.emplace(fold(name), *code);
      }
    return all;
  }();
  return names;
}

std::string country(const std::string& text) {
  const auto at = country_names().find(fold(text));
  return at == country_names().end() ? text : at->second;
}

// Sheets break lines where a field has one.
std::string one_line(std::string text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t';
    if (!blank)
      line += c;
    else if (!line.ends_with(' '))
      line += ' ';
  }
  return line;
}

std::optional<std::int64_t> integer(std::string_view text) {
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    // Blanks between thousands, the one that does not break included.
    if (text[at] == ' ') continue;
    if (text.substr(at).starts_with("\xC2\xA0")) {
      ++at;
      continue;
    }
    digits += text[at];
  }
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

Result<Catalogue> Catalogue::of(store::Transaction& transaction, const Kind& kind,
                                const Sight& sight) {
  Catalogue made;
  sql::Statement select(
      "select r.id, r.number, r.title, r.archived from records_record r where "
      "r.organisation_id = ");
  select.value(transaction.organisation().text).text(" and r.kind = ").value(kind.name);
  sight.narrow(select, kind);
  for (const sql::Row& row : TRY(transaction.all(select))) {
    Entry entry{RecordId{store::text_in(row[0])}, store::integer_in(row[1]),
                store::boolean_in(row[3]), fold(store::text_in(row[2]))};
    if (!entry.archived) made.by_title_.emplace(entry.title, entry);
    made.by_serial_.emplace(entry.serial, std::move(entry));
  }
  return made;
}

const Catalogue::Entry* Catalogue::by_serial(std::int64_t serial) const {
  const auto at = by_serial_.find(serial);
  return at == by_serial_.end() ? nullptr : &at->second;
}

std::vector<const Catalogue::Entry*> Catalogue::by_title(std::string_view title) const {
  std::vector<const Entry*> found;
  const auto [begin, end] = by_title_.equal_range(fold(title));
  for (auto at = begin; at != end; ++at) found.push_back(&at->second);
  return found;
}

void Catalogue::add(const RecordId& id, std::string_view title) {
  Entry entry{id, 0, false, fold(title)};
  by_title_.emplace(entry.title, std::move(entry));
}

Result<std::string> Catalogue::find(const Kind& kind, std::string_view text) const {
  if (is_uuid(std::string(text))) return std::string(text);
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string number(text.substr(0, blank));
  const Entry* numbered = nullptr;
  if (const std::int64_t serial = serial_in(kind, number); serial != 0)
    numbered = by_serial(serial);
  const std::string title = trim(text.substr(blank));
  const bool has_both = serial_in(kind, number) != 0 && !title.empty();
  if (numbered != nullptr && (!has_both || numbered->title == fold(title)))
    return numbered->id.text;
  // With another register's numbers the title decides.
  const auto titled = by_title(has_both ? title : text);
  if (titled.size() == 1) return titled.front()->id.text;
  if (titled.size() > 1) return wrong("records.several_called_so");
  if (numbered != nullptr) return wrong("records.called_otherwise", {{"number", number}});
  return wrong("records.no_such_called", {{"kind", kind.name}});
}

CellReader::CellReader(const Kinds& kinds, const std::map<std::string, Catalogue>& catalogues,
                       const std::map<std::string, std::string>& accounts)
    : kinds_(kinds), catalogues_(catalogues), accounts_(accounts) {}

std::optional<bool> yes_or_no(std::string_view text) {
  const std::string word = fold(text);
  for (const std::string_view yes : {"yes", "ja", "true", "sant", "sand", "1", "x", "y", "j"})
    if (word == yes) return true;
  for (const std::string_view no : {"no", "nej", "nei", "false", "falskt", "falsk", "0", "n"})
    if (word == no) return false;
  return std::nullopt;
}

std::vector<tables::Value> CellReader::items(const Field& field, const ColumnRule& rule,
                                             const tables::Value& value) const {
  std::vector<tables::Value> all;
  const auto take = [&](tables::Value item) {
    if (item.kind == Kind_of_value::text) item.text = trim(item.text);
    if (is_empty(item) || (item.kind == Kind_of_value::text && item.text.empty())) return;
    if (!rule.values.empty()) {
      const auto said = std::ranges::find_if(rule.values, [&](const auto& pair) {
        return pair.first != "*" && fold(pair.first) == fold(item.text);
      });
      const auto other = std::ranges::find(rule.values, std::string("*"),
                                           [](const auto& pair) { return pair.first; });
      const auto meant = said != rule.values.end() ? said : other;
      if (meant != rule.values.end()) {
        if (meant->second.empty()) return;
        item = {Kind_of_value::text, meant->second, {}};
      }
    }
    all.push_back(std::move(item));
  };
  if (value.kind == Kind_of_value::list) {
    for (const tables::Value& item : value.items) take(item);
    return all;
  }
  if (value.kind != Kind_of_value::text || (rule.split.empty() && !field.many)) {
    take(value);
    return all;
  }
  // Our own sheets have a line each, since a value may hold the other separators.
  std::string separator = rule.split;
  if (separator.empty()) separator = value.text.find('\n') != std::string::npos ? "\n" : ";";
  std::string_view left = value.text;
  while (true) {
    const std::size_t end = left.find(separator);
    take({Kind_of_value::text, std::string(left.substr(0, end)), {}});
    if (end == std::string_view::npos) return all;
    left.remove_prefix(end + separator.size());
  }
}

std::optional<Value> CellReader::one(const Field& field, const ColumnRule& rule,
                                     const tables::Value& value, std::vector<Wrong>& faults) const {
  if (is_empty(value)) return std::nullopt;
  if (value.kind == Kind_of_value::broken || value.kind == Kind_of_value::list) {
    const bool broken = value.kind == Kind_of_value::broken;
    faults.push_back(
        {"", {Errc::invalid, broken ? "records.cell_broken" : "records.several_values", {}}});
    return std::nullopt;
  }
  Result<Value> read = this->read(field, rule, value);
  if (read) return *std::move(read);
  faults.push_back({value.text, read.error()});
  return std::nullopt;
}

std::optional<Value> CellReader::whole(const Field& field, const ColumnRule& rule,
                                       const tables::Value& value,
                                       std::vector<Wrong>& faults) const {
  const std::vector<tables::Value> all = items(field, rule, value);
  if (!field.many) {
    if (all.empty()) return std::nullopt;
    if (all.size() == 1) return one(field, rule, all.front(), faults);
    faults.push_back({value.text, {Errc::invalid, "records.several_values", {}}});
    return std::nullopt;
  }
  std::vector<std::string> list;
  for (const tables::Value& item : all)
    if (std::optional<Value> read = one(field, rule, item, faults))
      list.push_back(std::get<std::string>(*std::move(read)));
  if (list.empty()) return std::nullopt;
  return list;
}

Result<Value> CellReader::read(const Field& field, const ColumnRule& rule,
                               const tables::Value& value) const {
  const std::string text = trim(value.text);
  switch (field.type) {
    case Type::integer: {
      const auto number = integer(text);
      if (!number) return wrong("records.no_integer");
      return Value(*number);
    }
    case Type::yes_no:
      return Value(TRY(yes_no(text)));
    case Type::day: {
      const std::string date = text.substr(0, 10);
      const bool is_date = value.kind == Kind_of_value::day || value.kind == Kind_of_value::instant;
      const std::optional<Day> day = is_date ? day_in(date, "") : day_in(text, rule.days);
      const std::string_view form = rule.days.empty() ? day_forms().front() : rule.days;
      if (!day) return wrong("records.no_day_so", {{"form", std::string(form)}});
      return Value(format_day(*day));
    }
    case Type::choice:
      return Value(TRY(choice(field, text)));
    case Type::link: {
      const auto at = catalogues_.find(field.to);
      must(at != catalogues_.end());
      return Value(TRY(at->second.find(*TRY(kinds_.find(field.to)), text)));
    }
    case Type::account:
      return Value(TRY(account(text)));
    default:
      return Value(to_nfc(field.format == Format::country ? country(text)
                          : field.type == Type::prose     ? text
                                                          : one_line(text)));
  }
}

Result<std::string> CellReader::choice(const Field& field, const std::string& text) const {
  const std::string folded = fold(text);
  std::set<std::string> meant;
  for (const Choice& choice : field.choices) {
    if (fold(choice.word) == folded) return choice.word;
    for (const std::string& label : choice.label)
      if (fold(label) == folded) meant.insert(choice.word);
  }
  // In two languages one word may be two choices: then it is none.
  if (meant.size() != 1) return wrong("records.no_such_choice");
  return *meant.begin();
}

Result<bool> CellReader::yes_no(const std::string& text) {
  const std::optional<bool> read = yes_or_no(text);
  if (!read) return wrong("records.no_yes_or_no");
  return *read;
}

Result<std::string> CellReader::account(const std::string& name) const {
  if (is_uuid(name)) return name;
  const auto at = accounts_.find(fold(name));
  if (at == accounts_.end()) return wrong("records.no_such_account");
  return at->second;
}

}  // namespace ombud::records
