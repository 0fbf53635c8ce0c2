#include "records/file_records.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "records/headings.h"

namespace ombud::records {

namespace {

using tables::Line;
using tables::Table;
using ValueKind = tables::Value::Kind;

bool is_own(std::string_view path) {
  return path == number_path || path == state_path || path == owner_path;
}

bool is_line_path(const ColumnRule& rule) {
  return !is_own(rule.field) && rule.field.find('.') != std::string::npos;
}

std::optional<std::size_t> place_in(const Table& table, const std::string& column) {
  const auto at = std::ranges::find(table.columns, column);
  if (at == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(at - table.columns.begin());
}

bool says_nothing(const tables::Value& value) {
  return value.kind == ValueKind::absent || value.kind == ValueKind::nothing;
}

// The text of a field in a line, as it is before anything is made of it.
std::string text_in(const Table& table, const Mapping& mapping, std::string_view path,
                    std::size_t line) {
  for (const ColumnRule& rule : mapping.columns) {
    if (rule.field != path) continue;
    const auto column = place_in(table, rule.column);
    if (column) return trim(table.lines[line].at(*column).text);
  }
  return {};
}

bool same_in(const Row& a, const Row& b, std::span<const std::string> fields) {
  return std::ranges::all_of(fields, [&](const std::string& field) {
    const Value* one = a.find(field);
    const Value* other = b.find(field);
    return (one == nullptr) == (other == nullptr) && (one == nullptr || *one == *other);
  });
}

}  // namespace

std::vector<FileRecord> records_in(const Kind& kind, const Table& table, const Mapping& mapping,
                                   const std::string& key) {
  const bool has_lines = std::ranges::any_of(mapping.columns, [](const ColumnRule& rule) {
    return is_line_path(rule) && rule.column.find("[]") == std::string::npos;
  });
  std::vector<FileRecord> records;
  std::map<std::string, std::size_t> seen;
  for (std::size_t line = 0; line < table.lines.size(); ++line) {
    FileRecord record;
    if (key == number_path) record.number = text_in(table, mapping, number_path, line);
    if (record.number.empty())
      record.key = text_in(table, mapping, key == number_path ? kind.title : key, line);
    const std::string id = record.number + "\n" + fold(record.key);
    if (id == "\n" && has_lines && !records.empty()) {
      records.back().lines.push_back(line);
      continue;
    }
    const auto [at, first] = seen.emplace(id, records.size());
    if (!first && id != "\n") {
      if (has_lines) {
        records[at->second].lines.push_back(line);
        continue;
      }
      record.twice = records[at->second].lines.front();
    }
    record.lines = {line};
    records.push_back(std::move(record));
  }
  return records;
}

FileReader::FileReader(const Kind& kind, const Table& table, const Mapping& mapping,
                       const CellReader& cells)
    : kind_(kind), table_(table), mapping_(mapping), cells_(cells) {
  for (const ColumnRule& rule : mapping_.columns) {
    const auto column = place_in(table_, rule.column);
    if (!column || rule.field.empty()) continue;
    if (is_own(rule.field)) {
      own_.push_back({&rule, *column, nullptr});
      continue;
    }
    const std::string outer = rule.field.substr(0, rule.field.find('.'));
    by_field_[outer].push_back({&rule, *column, kind_.at(rule.field)});
  }
}

std::string FileReader::title_of(const FileRecord& from) const {
  return text_in(table_, mapping_, kind_.title, from.lines.front());
}

void FileReader::say(const Rule& rule, std::size_t line, const std::string& path,
                     std::vector<CellReader::Wrong> wrong, std::vector<CellFault>& faults) const {
  for (CellReader::Wrong& one : wrong)
    faults.push_back({line, rule.rule->column, path, std::move(one.said), std::move(one.error)});
}

std::optional<std::size_t> FileReader::speaking(const Rule& rule, const FileRecord& from,
                                                std::vector<CellFault>& faults) const {
  std::optional<std::size_t> found;
  for (const std::size_t line : from.lines) {
    const tables::Value& value = table_.lines[line].at(rule.column);
    if (value.kind == ValueKind::absent) continue;
    if (!found) {
      found = line;
    } else if (says_nothing(table_.lines[*found].at(rule.column))) {
      if (!says_nothing(value)) found = line;
    } else if (!says_nothing(value) && value != table_.lines[*found].at(rule.column)) {
      faults.push_back({line,
                        rule.rule->column,
                        rule.rule->field,
                        value.text,
                        {Errc::invalid,
                         "records.other_above",
                         {{"row", std::to_string(table_.lines[*found].row)}}}});
    }
  }
  return found;
}

FileReader::Origin FileReader::put(const FileRecord& from, Record& record,
                                   std::vector<CellFault>& faults) const {
  Origin origin;
  origin.first = from.lines.front();
  if (record.version == 0) put_fresh(record, origin.first, faults);
  for (const Rule& rule : own_) put_own(rule, from, record, origin, faults);
  for (const auto& [name, rules] : by_field_) {
    const Field* field = kind_.field(name);
    must(field != nullptr);
    if (field->type == Type::rows)
      put_lines(*field, rules, from, record, origin, faults);
    else
      put_plain(name, rules, from, record, origin, faults);
  }
  return origin;
}

void FileReader::put_fresh(Record& record, std::size_t line, std::vector<CellFault>& faults) const {
  for (const auto& [name, text] : mapping_.fresh) {
    const Field* field = kind_.field(name);
    if (field == nullptr) continue;
    std::vector<CellReader::Wrong> wrong;
    const std::optional<Value> value = cells_.whole(*field, {}, {ValueKind::text, text, {}}, wrong);
    if (value) record.row.set(name, *value);
    for (CellReader::Wrong& one : wrong) faults.push_back({line, "", name, text, one.error});
  }
}

void FileReader::put_own(const Rule& rule, const FileRecord& from, Record& record, Origin& origin,
                         std::vector<CellFault>& faults) const {
  const auto line = speaking(rule, from, faults);
  if (!line) return;
  const std::string text = trim(table_.lines[*line].at(rule.column).text);
  origin.fields[rule.rule->field.substr(rule.rule->field.find('.') + 1)] = *line;
  if (text.empty() || rule.rule->field == number_path) return;
  if (rule.rule->field == owner_path) {
    const Result<std::string> account = cells_.account(text);
    if (account)
      record.owner = AccountId{*account};
    else
      say(rule, *line, "", {{text, account.error()}}, faults);
    return;
  }
  const auto state = std::ranges::find_if(kind_.states, [&](const State& one) {
    return fold(one.name) == fold(text) ||
           std::ranges::any_of(one.label,
                               [&](const std::string& label) { return fold(label) == fold(text); });
  });
  if (state != kind_.states.end())
    record.state = state->name;
  else
    say(rule, *line, "", {{text, {Errc::invalid, "records.no_such_state", {}}}}, faults);
}

void FileReader::put_plain(const std::string& name, const std::vector<Rule>& rules,
                           const FileRecord& from, Record& record, Origin& origin,
                           std::vector<CellFault>& faults) const {
  bool spoken = false;
  std::vector<std::string> list;
  std::optional<Value> value;
  for (const Rule& rule : rules) {
    const auto line = speaking(rule, from, faults);
    if (!line) continue;
    spoken = true;
    origin.fields[name] = *line;
    std::vector<CellReader::Wrong> wrong;
    value = cells_.whole(*rule.field, *rule.rule, table_.lines[*line].at(rule.column), wrong);
    say(rule, *line, name, std::move(wrong), faults);
    if (value && rule.field->many)
      std::ranges::move(std::get<std::vector<std::string>>(*value), std::back_inserter(list));
  }
  if (!list.empty()) value = Value(std::move(list));
  if (!spoken) return;
  if (value)
    record.row.set(name, *std::move(value));
  else
    record.row.clear(name);
}

void FileReader::put_lines(const Field& rows, const std::vector<Rule>& rules,
                           const FileRecord& from, Record& record, Origin& origin,
                           std::vector<CellFault>& faults) const {
  bool spoken = false;
  std::vector<Row> lines;
  std::vector<std::size_t> places;
  for (const std::size_t line : from.lines) {
    for (const Rule& rule : rules)
      spoken = spoken || table_.lines[line].at(rule.column).kind != ValueKind::absent;
    // A second column for the same value of a line is another line.
    std::vector<Rule> left = rules;
    while (!left.empty()) {
      std::vector<Rule> now;
      std::vector<Rule> later;
      for (const Rule& rule : left) {
        const bool taken =
            std::ranges::any_of(now, [&](const Rule& other) { return other.field == rule.field; });
        (taken ? later : now).push_back(rule);
      }
      read_lines(rows, now, line, lines, places, faults);
      left = std::move(later);
    }
  }
  if (!spoken) return;
  std::vector<std::string> said;
  for (const Field& field : rows.fields)
    if (std::ranges::any_of(rules, [&](const Rule& rule) { return rule.field == &field; }))
      said.push_back(field.name);
  origin.fields[rows.name] = origin.first;
  origin.lines[rows.name] = std::move(places);
  if (lines.empty())
    record.row.clear(rows.name);
  else
    record.row.set(rows.name, merged(lines_of(record.row, rows.name), lines, said));
}

void FileReader::read_lines(const Field& rows, const std::vector<Rule>& rules, std::size_t line,
                            std::vector<Row>& all, std::vector<std::size_t>& places,
                            std::vector<CellFault>& faults) const {
  struct Column {
    const Rule* rule;
    std::vector<tables::Value> items;
    bool taken = false;  // Each item is one value already.
  };

  std::vector<Column> columns;
  std::size_t count = 0;
  for (const Rule& rule : rules) {
    const tables::Value& value = table_.lines[line].at(rule.column);
    Column column{&rule, {}, false};
    const bool of_lines =
        value.kind == ValueKind::list && rule.rule->column.find("[]") != std::string::npos;
    if (of_lines)
      column.items = value.items;
    else if (rule.field->many)
      column.items = {value};
    else
      column = {&rule, cells_.items(*rule.field, *rule.rule, value), true};
    count = std::max(count, column.items.size());
    columns.push_back(std::move(column));
  }
  for (std::size_t at = 0; at < count; ++at) {
    Row row;
    const std::string path = rows.name + "." + std::to_string(all.size()) + ".";
    const std::size_t before = faults.size();
    for (const Column& column : columns) {
      if (at >= column.items.size()) continue;
      const Rule& rule = *column.rule;
      std::vector<CellReader::Wrong> wrong;
      const tables::Value& item = column.items[at];
      const auto value = column.taken ? cells_.one(*rule.field, *rule.rule, item, wrong)
                                      : cells_.whole(*rule.field, *rule.rule, item, wrong);
      say(rule, line, path + rule.field->name, std::move(wrong), faults);
      if (value) row.set(rule.field->name, *value);
    }
    if (row.values.empty() && faults.size() == before) continue;
    all.push_back(std::move(row));
    places.push_back(line);
  }
}

CellFault FileReader::in_file(const Origin& origin, const Fault& fault) const {
  const std::vector<std::string> parts = split(fault.path, '.');
  CellFault cell{origin.first, "", fault.path, "", fault.error};
  if (fault.path.empty()) return cell;
  std::string path = parts[0];
  if (const auto field = origin.fields.find(parts[0]); field != origin.fields.end())
    cell.line = field->second;
  const auto lines = origin.lines.find(parts[0]);
  if (parts.size() >= 3 && lines != origin.lines.end()) {
    std::size_t place = 0;
    std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), place);
    if (place < lines->second.size()) cell.line = lines->second[place];
    path += "." + parts[2];
  }
  if (parts[0] == "owner" || parts[0] == "state") path = "record." + parts[0];
  for (const ColumnRule& rule : mapping_.columns)
    if (rule.field == path) {
      cell.column = rule.column;
      if (const auto column = place_in(table_, rule.column))
        cell.said = table_.lines[cell.line].at(*column).text;
      break;
    }
  return cell;
}

std::vector<Row> merged(const std::vector<Row>& before, const std::vector<Row>& lines,
                        const std::vector<std::string>& said) {
  std::vector<bool> used(before.size(), false);
  std::vector<std::optional<Row>> all(lines.size());
  const auto take = [&](std::size_t count) {
    const auto fields = std::span(said).first(std::min(count, said.size()));
    for (std::size_t at = 0; at < lines.size(); ++at)
      for (std::size_t old = 0; !all[at] && old < before.size(); ++old) {
        if (used[old] || !same_in(before[old], lines[at], fields)) continue;
        used[old] = true;
        all[at] = before[old];
      }
  };
  take(said.size());
  // What is left may have changed: then what is said first still tells which one it is.
  take(1);
  std::vector<Row> result;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Row row = all[at].value_or(Row{});
    for (const std::string& field : said)
      if (const Value* value = lines[at].find(field))
        row.set(field, *value);
      else
        row.clear(field);
    result.push_back(std::move(row));
  }
  return result;
}

}  // namespace ombud::records
