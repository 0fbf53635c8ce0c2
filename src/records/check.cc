// Whether values are what the declaration asks for, and in the one form in which they are kept.

#include <unicode/uloc.h>

#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"
#include "detectors/detectors.h"
#include "records/value.h"

namespace ombud::records {

namespace {

constexpr std::size_t most_of_text = 500;
constexpr std::size_t most_of_prose = 20'000;
constexpr std::size_t most_items = 200;
constexpr std::size_t most_rows = 500;

bool is_country(std::string_view text) {
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code)
    if (text == *code) return true;
  return false;
}

bool is_web_address(std::string_view text) {
  const std::size_t begin = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view rest = text.substr(begin);
  return begin != 0 && rest.find('.') != std::string_view::npos && !rest.starts_with('.') &&
         std::ranges::none_of(rest, [](char c) { return c == ' ' || c == '"' || c == '<'; });
}

bool has_format(Format format, const std::string& text) {
  switch (format) {
    case Format::free:
      return true;
    case Format::email:
      return detectors::is_valid(detectors::Kind::email, text, {});
    case Format::phone:
      return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) >= 3 &&
             text.find_first_not_of("0123456789 +-()/") == std::string::npos;
    case Format::web:
      return is_web_address(text);
    case Format::organisation_number:
      return detectors::is_valid(detectors::Kind::organisation_number, text, {});
    case Format::country:
      return is_country(text);
  }
  return false;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t most_characters(const Field& field) {
  if (field.most != 0) return static_cast<std::size_t>(field.most);
  return field.type == Type::prose ? most_of_prose : most_of_text;
}

// Controls that no form field can hold; a line break only where several lines may stand.
bool has_controls(std::string_view text, bool lines) {
  return std::ranges::any_of(text, [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 && !(lines && (c == '\n' || c == '\t'));
  });
}

class Checker {
 public:
  explicit Checker(Demand demand) : demand_(demand) {}

  void row(const std::vector<Field>& fields, const std::string& title, const std::string& at,
           Row& row) {
    Row checked;
    for (const Field& field : fields) {
      const Value* value = row.find(field.name);
      std::optional<Value> normal;
      if (value != nullptr) normal = value_of(field, at + field.name, *value);
      if (normal) checked.values.emplace_back(field.name, *std::move(normal));
    }
    row = std::move(checked);
    // Whether something is asked for depends on other values, which stand in their form only now.
    for (const Field& field : fields) {
      const bool there = row.find(field.name) != nullptr;
      const bool needed = field.required && (demand_ == Demand::all || field.name == title);
      if (there && !is_asked(field, row))
        wrong(at + field.name, "records.not_asked_for");
      else if (!there && needed && is_asked(field, row))
        wrong(at + field.name, "records.missing");
    }
  }

  std::vector<Fault> faults;

 private:
  void wrong(const std::string& path, std::string key, Params params = {}) {
    faults.push_back({path, {Errc::invalid, std::move(key), std::move(params)}});
  }

  // Nothing where it is empty.
  std::optional<Value> value_of(const Field& field, const std::string& path, const Value& value) {
    if (const auto* rows = std::get_if<std::vector<Row>>(&value))
      return rows_of(field, path, *rows);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      return list_of(field, path, *list);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      const bool bounded = field.least != 0 || field.most != 0;
      if (bounded && (*number < field.least || *number > field.most))
        wrong(path, "records.out_of_range",
              {{"least", std::to_string(field.least)}, {"most", std::to_string(field.most)}});
      return value;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      std::string normal = text_of(field, path, *text);
      if (normal.empty()) return {};
      return normal;
    }
    return value;
  }

  std::string text_of(const Field& field, const std::string& path, const std::string& given) {
    if (!is_utf8(given)) {
      wrong(path, "records.no_utf8");
      return {};
    }
    std::string text = to_nfc(trim(given));
    if (text.empty()) return text;
    switch (field.type) {
      case Type::day:
        if (!parse_day(text)) wrong(path, "records.no_day");
        break;
      case Type::choice:
        if (std::ranges::find(field.choices, text, &Choice::word) == field.choices.end())
          wrong(path, "records.no_such_choice");
        break;
      case Type::link:
      case Type::account:
        if (!is_uuid(text)) wrong(path, "records.no_such_record");
        break;
      default:
        check_text(field, path, text);
    }
    return text;
  }

  void check_text(const Field& field, const std::string& path, const std::string& text) {
    const bool prose = field.type == Type::prose;
    const std::size_t most = most_characters(field);
    if (has_controls(text, prose)) wrong(path, prose ? "records.controls" : "records.one_line");
    if (characters(text) > most) wrong(path, "records.too_long", {{"most", std::to_string(most)}});
    if (!has_format(field.format, text))
      wrong(path, "records.no_" + std::string(word(field.format)));
  }

  std::optional<Value> list_of(const Field& field, const std::string& path,
                               const std::vector<std::string>& list) {
    std::vector<std::string> normal;
    for (std::size_t at = 0; at < list.size(); ++at) {
      std::string text = text_of(field, path + "." + std::to_string(at), list[at]);
      if (!text.empty() && std::ranges::find(normal, text) == normal.end())
        normal.push_back(std::move(text));
    }
    if (normal.size() > most_items)
      wrong(path, "records.too_many", {{"most", std::to_string(most_items)}});
    if (normal.empty()) return {};
    return normal;
  }

  std::optional<Value> rows_of(const Field& field, const std::string& path,
                               const std::vector<Row>& rows) {
    std::vector<Row> normal;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      Row one = rows[at];
      const std::size_t before = faults.size();
      row(field.fields, "", path + "." + std::to_string(at) + ".", one);
      // A line that was left empty lacks nothing.
      if (one.values.empty())
        faults.resize(before);
      else
        normal.push_back(std::move(one));
    }
    if (normal.size() > most_rows)
      wrong(path, "records.too_many", {{"most", std::to_string(most_rows)}});
    if (normal.empty()) return {};
    return normal;
  }

  Demand demand_;
};

bool meets(const std::optional<Field::When>& when, const Row& beside) {
  if (!when) return true;
  const Value* value = beside.find(when->field);
  if (value == nullptr) return false;
  const auto fits = [&](const std::string& word) {
    return std::ranges::find(when->words, word) != when->words.end();
  };
  if (const auto* yes = std::get_if<bool>(value)) return fits(*yes ? "yes" : "no");
  if (const auto* word = std::get_if<std::string>(value)) return fits(*word);
  const auto* words = std::get_if<std::vector<std::string>>(value);
  return words != nullptr && std::ranges::any_of(*words, fits);
}

}  // namespace

std::string fitted(const Field& field, std::string text) {
  const std::size_t most = most_characters(field);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((text[at] & 0xC0) != 0x80 && ++count > most) text.resize(at);
  return text;
}

bool is_asked(const Field& field, const Row& beside) { return meets(field.when, beside); }

bool is_asked(const AttachedDocument& document, const Row& beside) {
  return meets(document.when, beside);
}

Demand demand_in(const Kind& kind, std::string_view state) {
  return state == kind.states.front().name ? Demand::title : Demand::all;
}

std::vector<Fault> check(const Kind& kind, Demand demand, Row& row) {
  Checker checker(demand);
  checker.row(kind.fields, kind.title, "", row);
  return std::move(checker.faults);
}

std::vector<Fault> all_faults(const Kind& kind, Demand demand, Row row, std::vector<Fault> unread) {
  const std::size_t read = unread.size();
  for (Fault& fault : check(kind, demand, row)) {
    const bool told = std::any_of(
        unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(read), [&](const Fault& one) {
          return fault.path == one.path || fault.path.starts_with(one.path + ".");
        });
    // Links were not looked up yet, and a condition may be among what was not read.
    const bool early =
        fault.error.key == "records.no_such_record" || fault.error.key == "records.not_asked_for";
    if (!told && !early) unread.push_back(std::move(fault));
  }
  return unread;
}

}  // namespace ombud::records
