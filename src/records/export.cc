#include "records/export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "records/commands.h"
#include "records/headings.h"
#include "records/history.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t records_at_once = 500;
constexpr std::size_t columns_to_read = 5;  // Beside number and name, where nobody chose.

constexpr Word<ExportFormat> words[] = {{ExportFormat::xlsx, "xlsx"},
                                        {ExportFormat::csv, "csv"},
                                        {ExportFormat::json, "json"},
                                        {ExportFormat::pdf, "pdf"},
                                        {ExportFormat::html, "html"}};

bool is_to_read(ExportFormat format) {
  return format == ExportFormat::pdf || format == ExportFormat::html;
}

// All that are wanted, some at a time.
class Reading {
 public:
  Reading(accounts::Office& office, const Kinds& kinds, const Kind& kind, const ExportWish& wish)
      : office_(office), kinds_(kinds), kind_(kind), wish_(wish), wanted_(wish.wanted) {
    wanted_.limit = records_at_once;
    wanted_.after.clear();
  }

  /// The next, valid until the call after; null at the end.
  Result<const Record*> next() {
    if (at_ == records_.size()) TRY(fetch());
    if (at_ == records_.size()) return nullptr;
    return &records_[at_++];
  }

  const Names& names() const { return names_; }

 private:
  Result<void> fetch() {
    if (ended_) return {};
    at_ = 0;
    if (wish_.at) {
      records_ = TRY(some_as_of(office_, kinds_, kind_, *wish_.at, last_, records_at_once));
      ended_ = records_.empty();
      if (!ended_) last_ = records_.back().number;
    } else {
      Page page = TRY(list(office_, kinds_, wanted_));
      records_ = std::move(page.records);
      wanted_.after = std::move(page.next);
      ended_ = wanted_.after.empty();
    }
    names_ = TRY(names_of(office_, kinds_, records_));
    return {};
  }

  accounts::Office& office_;
  const Kinds& kinds_;
  const Kind& kind_;
  const ExportWish& wish_;
  Wanted wanted_;
  std::vector<Record> records_;
  Names names_;
  std::string last_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

// "S-0001 Payroll": as a link is written and read.
std::string called_text(const std::string& id, const Names& names) {
  const auto at = names.find(id);
  if (at == names.end()) return id;
  return at->second.number.empty() ? at->second.title : at->second.number + " " + at->second.title;
}

// A value as it stands in a cell, so that reading it gives the value.
class Cells {
 public:
  Cells(const Names& names, Language language) : names_(names), language_(language) {}

  std::string text(const Field& field, const Value& value) const {
    if (const auto* one = std::get_if<std::string>(&value)) return said(field, *one);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* yes = std::get_if<bool>(&value))
      return say(*yes ? "records.yes" : "records.no", {}, language_);
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    if (list == nullptr) return {};
    std::string all;
    for (const std::string& one : *list) all += (all.empty() ? "" : "\n") + said(field, one);
    // A line break says that this is the list, whatever the value holds.
    if (list->size() == 1 && all.find(';') != std::string::npos) all += "\n";
    return all;
  }

 private:
  std::string said(const Field& field, const std::string& text) const {
    if (field.type == Type::link || field.type == Type::account) return called_text(text, names_);
    if (field.type != Type::choice) return text;
    const auto choice = std::ranges::find(field.choices, text, &Choice::word);
    return choice == field.choices.end() ? text : records::say(choice->label, language_);
  }

  const Names& names_;
  Language language_;
};

std::size_t lines_in(const Record& record, const std::vector<Heading>& columns) {
  std::size_t most = 1;
  for (const Heading& column : columns)
    if (column.within != nullptr)
      most = std::max(most, lines_of(record.row, column.within->name).size());
  return most;
}

std::string own_text(const Kind& kind, const Record& record, const std::string& path,
                     const Names& names, Language language) {
  if (path == number_path) return record.number;
  if (path == owner_path) return record.owner ? name_of(*record.owner, names) : "";
  const State* state = kind.state(record.state);
  return state == nullptr ? record.state : say(state->label, language);
}

documents::Kind kind_of_cells(const Heading& column) {
  if (column.field == nullptr || column.field->many) return documents::Kind::text;
  if (column.field->type == Type::integer) return documents::Kind::number;
  return column.field->type == Type::day ? documents::Kind::date : documents::Kind::text;
}

// The rows of a sheet: of each record as many as its longest lines are.
class SheetRows {
 public:
  SheetRows(const Kind& kind, const std::vector<Heading>& columns, Reading& reading,
            Language language)
      : kind_(kind), columns_(columns), reading_(reading), language_(language) {}

  Result<bool> next(documents::Row& row) {
    if (line_ == lines_) {
      record_ = TRY(reading_.next());
      if (record_ == nullptr) return false;
      line_ = 0;
      lines_ = lines_in(*record_, columns_);
    }
    row.clear();
    for (const Heading& column : columns_) row.push_back(cell(column));
    ++line_;
    return true;
  }

 private:
  // Number and name stand on every row: by them the rows belong together.
  std::string cell(const Heading& column) const {
    const Cells cells(reading_.names(), language_);
    if (column.within != nullptr) {
      const std::vector<Row>& lines = lines_of(record_->row, column.within->name);
      if (line_ >= lines.size()) return {};
      const Value* value = lines[line_].find(column.field->name);
      return value == nullptr ? "" : cells.text(*column.field, *value);
    }
    const bool on_all = column.path == number_path || column.path == kind_.title;
    if (line_ > 0 && !on_all) return {};
    if (column.field == nullptr)
      return own_text(kind_, *record_, column.path, reading_.names(), language_);
    const Value* value = record_->row.find(column.path);
    return value == nullptr ? "" : cells.text(*column.field, *value);
  }

  const Kind& kind_;
  const std::vector<Heading>& columns_;
  Reading& reading_;
  Language language_;
  const Record* record_ = nullptr;
  std::size_t line_ = 0;
  std::size_t lines_ = 0;
};

// Which columns, and of a document to read each field of lines as one.
Result<std::vector<Heading>> columns_in(const Kind& kind, const ExportWish& wish) {
  std::vector<Heading> all = headings_of(kind, wish.language);
  if (is_to_read(wish.format))
    for (const Field& field : kind.fields)
      if (field.type == Type::rows)
        all.push_back({field.name, say(field.label, wish.language), &field, nullptr});
  std::vector<Heading> chosen;
  if (wish.columns.empty() && !is_to_read(wish.format)) return all;
  std::vector<std::string> paths = wish.columns;
  if (paths.empty()) {
    paths = {std::string(number_path), kind.title, std::string(state_path)};
    for (const Field& field : kind.fields)
      if (field.listed && field.name != kind.title && paths.size() < columns_to_read + 2)
        paths.push_back(field.name);
  }
  for (const std::string& path : paths) {
    const auto heading = std::ranges::find(all, path, &Heading::path);
    if (heading != all.end()) {
      chosen.push_back(*heading);
      continue;
    }
    // Lines of which all columns are meant.
    const std::size_t before = chosen.size();
    for (const Heading& one : all)
      if (one.within != nullptr && one.within->name == path) chosen.push_back(one);
    if (chosen.size() == before)
      return fail(Errc::invalid, "records.no_such_column", {{"column", path}, {"kind", kind.name}});
  }
  return chosen;
}

class Exporter {
 public:
  Exporter(accounts::Office& office, const Kinds& kinds, const Kind& kind, const ExportWish& wish)
      : office_(office), kind_(kind), wish_(wish), reading_(office, kinds, kind, wish) {}

  Result<void> write(const documents::Sink& sink) {
    const std::vector<Heading> columns = TRY(columns_in(kind_, wish_));
    if (wish_.format == ExportFormat::json) return write_json(sink);
    SheetRows rows(kind_, columns, reading_, wish_.language);
    documents::Table table;
    table.caption = say(kind_.plural, wish_.language);
    for (const Heading& column : columns) {
      table.columns.push_back(column.label);
      table.kinds.push_back(kind_of_cells(column));
    }
    table.row_heads = true;
    table.further = [&](documents::Row& row) -> Result<bool> {
      return is_to_read(wish_.format) ? next_to_read(columns, row) : rows.next(row);
    };
    documents::Document document;
    document.title = say(kind_.plural, wish_.language);
    document.language = code(wish_.language);
    document.author = office_.organisation.name;
    document.made_at = office_.clock.now();
    if (is_to_read(wish_.format)) {
      document.page.head = office_.organisation.name;
      document.page.landscape = columns.size() > 4;
      document.blocks.emplace_back(documents::Paragraph{as_it_was(), {}});
    }
    // HTML is made of what is held.
    if (wish_.format == ExportFormat::html) return write_held(document, std::move(table), sink);
    document.blocks.emplace_back(std::move(table));
    return documents::write(document, *documents::format_of(word(wish_.format)), sink);
  }

 private:
  std::string as_it_was() const {
    const Instant at = wish_.at.value_or(office_.clock.now());
    return say("records.as_it_was", {{"at", format_instant(at).substr(0, 16)}}, wish_.language);
  }

  static Result<void> write_held(documents::Document& document, documents::Table table,
                                 const documents::Sink& sink) {
    const auto further = std::exchange(table.further, {});
    documents::Row row;
    while (TRY(further(row))) table.rows.push_back(row);
    document.blocks.emplace_back(std::move(table));
    return sink(TRY(documents::write(document, documents::Format::html)));
  }

  Result<bool> next_to_read(const std::vector<Heading>& columns, documents::Row& row) {
    const Record* record = TRY(reading_.next());
    if (record == nullptr) return false;
    row.clear();
    for (const Heading& column : columns) {
      if (column.field == nullptr) {
        row.push_back(own_text(kind_, *record, column.path, reading_.names(), wish_.language));
        continue;
      }
      const std::string& outer = column.within == nullptr ? column.path : column.within->name;
      const Value* value = record->row.find(outer);
      const Field& field = column.within == nullptr ? *column.field : *column.within;
      row.push_back(value == nullptr ? "" : shown(field, *value, reading_.names(), wish_.language));
    }
    return true;
  }

  ordered_json value_json(const Field& field, const Value& value) const {
    const Names& names = reading_.names();
    const bool named = field.type == Type::link || field.type == Type::account;
    if (const auto* text = std::get_if<std::string>(&value))
      return named ? called_text(*text, names) : *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* yes = std::get_if<bool>(&value)) return *yes;
    ordered_json all = ordered_json::array();
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      for (const std::string& one : *list) all.push_back(named ? called_text(one, names) : one);
    else
      for (const Row& line : std::get<std::vector<Row>>(value))
        all.push_back(row_json(field.fields, line));
    return all;
  }

  ordered_json row_json(const std::vector<Field>& fields, const Row& row) const {
    ordered_json object = ordered_json::object();
    for (const auto& [name, value] : row.values) {
      const auto field = std::ranges::find(fields, name, &Field::name);
      if (field != fields.end()) object[name] = value_json(*field, value);
    }
    return object;
  }

  Result<void> write_json(const documents::Sink& sink) {
    const ordered_json head = {{"format", "ombud-records-1"},
                               {"kind", kind_.name},
                               {"exported_at", format_instant(office_.clock.now())}};
    std::string text = json_text(head);
    text.pop_back();
    TRY(sink(text + ",\"records\":["));
    for (bool first = true;; first = false) {
      const Record* record = TRY(reading_.next());
      if (record == nullptr) break;
      ordered_json one = {{"record", ordered_json::object()}};
      one["record"] = {{"number", record->number}, {"state", record->state}};
      if (record->owner) one["record"]["owner"] = name_of(*record->owner, reading_.names());
      one.update(row_json(kind_.fields, record->row));
      TRY(sink((first ? "\n" : ",\n") + json_text(one)));
    }
    return sink("\n]}\n");
  }

  accounts::Office& office_;
  const Kind& kind_;
  const ExportWish& wish_;
  Reading reading_;
};

// Before anything leaves: no entry, no data.
Result<void> tell(accounts::Office& office, const Kind& kind, const ExportWish& wish) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  evidence::Told told;
  told.event = "records.exported";
  told.use = is_to_read(wish.format) ? UseKind::print : UseKind::export_data;
  told.account = office.actor.account;
  // A register is taken out for what it is kept for.
  told.reference = kind.law.empty() ? kind.name : kind.law;
  told.criterion = wish.wanted.search.empty() ? kind.name : kind.name + ": " + wish.wanted.search;
  told.object = kind.name;
  told.details.emplace_back("format", word(wish.format));
  if (wish.at) told.details.emplace_back("as_of", format_instant(*wish.at));
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

}  // namespace

std::string_view word(ExportFormat format) { return word_in(words, format); }

std::optional<ExportFormat> export_format_of(std::string_view text) {
  return value_in(words, text);
}

std::string_view media_type(ExportFormat format) {
  if (format == ExportFormat::json) return "application/json";
  return documents::media_type(*documents::format_of(word(format)));
}

Result<void> export_records(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const ExportWish& wish, const documents::Sink& sink) {
  TRY(allowed(office, kinds, kind.name, Verb::read));
  const Wanted& wanted = wish.wanted;
  const bool narrowed = !wanted.search.empty() || !wanted.states.empty() ||
                        !wanted.values.empty() || wanted.archived || wanted.owner;
  if (wish.at && narrowed) return fail(Errc::invalid, "records.as_of_is_whole");
  TRY(columns_in(kind, wish));
  TRY(tell(office, kind, wish));
  return Exporter(office, kinds, kind, wish).write(sink);
}

std::string export_name(const Kind& kind, const ExportWish& wish, Instant now) {
  return kind.name + "-" + format_instant(wish.at.value_or(now)).substr(0, 10) + "." +
         std::string(word(wish.format));
}

}  // namespace ombud::records
