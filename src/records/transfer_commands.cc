// records import.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "evidence/files.h"
#include "records/commands.h"
#include "records/import_view.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_file_bytes = 64 << 20;
constexpr std::size_t faults_shown = 50;

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

// The files themselves, and of a folder those in it, by name.
std::vector<std::string> paths_in(const std::vector<std::string>& given) {
  std::vector<std::string> all;
  for (const std::string& path : given) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
      all.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (std::filesystem::directory_iterator entry(path, failed), end; !failed && entry != end;
         entry.increment(failed))
      if (entry->is_regular_file(failed)) inside.push_back(entry->path().string());
    std::ranges::sort(inside);
    std::ranges::move(inside, std::back_inserter(all));
  }
  return all;
}

Result<std::vector<tables::File>> files_in(cli::Call& call) {
  std::vector<tables::File> files;
  std::size_t left = most_file_bytes;
  for (const std::string& path : paths_in(call.values("FILE"))) {
    const std::string name = std::filesystem::path(path).filename().string();
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(Errc::not_found, "records.no_file", {{"file", name}});
    std::string bytes;
    char piece[64 << 10];
    while (file.read(piece, sizeof piece) || file.gcount() > 0) {
      bytes.append(piece, static_cast<std::size_t>(file.gcount()));
      if (bytes.size() > left)
        return fail(Errc::invalid, "records.files_too_large",
                    {{"most", std::to_string(most_file_bytes >> 20)}});
    }
    left -= bytes.size();
    files.push_back({replace_broken_utf8(name), std::move(bytes)});
  }
  if (files.empty())
    return fail(Errc::not_found, "records.no_file", {{"file", call.values("FILE").front()}});
  return files;
}

Result<std::size_t> row_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size())
    return fail(Errc::invalid, "records.bad_rows", {{"rows", std::string(text)}});
  return number;
}

// "2-40,44"
Result<std::set<std::size_t>> rows_in(const std::string& text) {
  std::set<std::size_t> rows;
  for (const std::string& part : split(text, ',')) {
    const std::size_t dash = part.find('-');
    const std::size_t first = TRY(row_number(trim(part.substr(0, dash))));
    const std::size_t last =
        dash == std::string::npos ? first : TRY(row_number(trim(part.substr(dash + 1))));
    if (last < first || last - first > tables::most_lines)
      return fail(Errc::invalid, "records.bad_rows", {{"rows", part}});
    for (std::size_t row = first; row <= last; ++row) rows.insert(row);
  }
  return rows;
}

// --map, --ignore and --new speak for what they name alone.
Result<void> correct(cli::Call& call, const tables::Table& table, Mapping& mapping) {
  const auto known = [&](const std::string& column) -> Result<void> {
    if (std::ranges::find(table.columns, column) != table.columns.end()) return {};
    return fail(Errc::invalid, "records.file_lacks_column", {{"column", column}});
  };
  const auto drop = [&](const std::string& column) {
    std::erase_if(mapping.columns, [&](const ColumnRule& rule) { return rule.column == column; });
  };
  for (const std::string& column : call.values("--ignore")) {
    TRY(known(column));
    drop(column);
    mapping.columns.push_back({column, "", "", "", {}});
  }
  std::set<std::string> dropped;
  for (const std::string& pair : call.values("--map")) {
    // A column may have the sign in its name, a field has not.
    const std::size_t equal = pair.rfind('=');
    if (equal == std::string::npos || equal == 0)
      return fail(Errc::invalid, "records.bad_map", {{"map", pair}});
    const std::string column = pair.substr(0, equal);
    TRY(known(column));
    if (dropped.insert(column).second) drop(column);
    mapping.columns.push_back({column, pair.substr(equal + 1), "", "", {}});
  }
  if (call.has("--ignore-rest"))
    for (const std::string& column : table.columns)
      if (std::ranges::find(mapping.columns, column, &ColumnRule::column) == mapping.columns.end())
        mapping.columns.push_back({column, "", "", "", {}});
  for (const std::string& pair : call.values("--new")) {
    const std::size_t equal = pair.find('=');
    if (equal == std::string::npos || equal == 0)
      return fail(Errc::invalid, "records.bad_map", {{"map", pair}});
    const std::string field = pair.substr(0, equal);
    std::erase_if(mapping.fresh, [&](const auto& one) { return one.first == field; });
    mapping.fresh.emplace_back(field, pair.substr(equal + 1));
  }
  if (call.has("--key")) mapping.key = call.value("--key");
  return {};
}

Result<std::string> text_of(const std::string& path) {
  const auto text = TRY(evidence::read_file(path, 1 << 20));
  if (!text) return fail(Errc::not_found, "records.no_file", {{"file", path}});
  return *text;
}

Result<Mapping> mapping_for(cli::Call& call, const Asked& asked, const tables::Table& table) {
  const std::vector<SavedMapping> saved = TRY(mappings(asked.office, asked.kinds, asked.kind));
  Mapping mapping;
  if (call.has("--mapping-file")) {
    mapping = TRY(read_mapping(asked.kind, TRY(text_of(call.value("--mapping-file")))));
  } else if (call.has("--mapping")) {
    const std::string& name = call.value("--mapping");
    const auto at = std::ranges::find(saved, name, &SavedMapping::name);
    if (at == saved.end())
      return fail(Errc::not_found, "records.no_such_mapping", {{"mapping", name}});
    mapping = at->mapping;
  } else if (const auto last = remembered(saved, table)) {
    call.remark(said(call, "records.mapping_used", {{"name", last->name}}));
    mapping = last->mapping;
  } else {
    mapping = propose(asked.kind, table);
  }
  TRY(correct(call, table, mapping));
  TRY(check_mapping(asked.kind, mapping));
  return mapping;
}

std::string what_becomes(cli::Call& call, const Kind& kind, const ColumnRule& rule) {
  if (rule.field.empty()) return said(call, "records.column_ignored");
  std::string text = label_of_path(kind, rule.field, call.language());
  if (!rule.split.empty()) text += said(call, "records.column_split", {{"split", rule.split}});
  if (!rule.days.empty()) text += said(call, "records.column_days", {{"days", rule.days}});
  return text;
}

void print_columns(cli::Call& call, const Kind& kind, const tables::Table& table,
                   const Mapping& mapping) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string& name = table.columns[column];
    std::string example;
    for (const tables::Line& line : table.lines)
      if (example = shown(line.at(column)); !example.empty()) break;
    bool said_anything = false;
    for (const ColumnRule& rule : mapping.columns) {
      if (rule.column != name) continue;
      rows.push_back({said_anything ? "" : name, rule.field, what_becomes(call, kind, rule),
                      said_anything ? "" : example});
      said_anything = true;
    }
    if (!said_anything) rows.push_back({name, "?", said(call, "records.column_unsaid"), example});
  }
  for (const auto& [field, value] : mapping.fresh)
    rows.push_back({said(call, "records.column_fresh"), field,
                    label_of_path(kind, field, call.language()), value});
  call.table({{said(call, "records.column_column")},
              {said(call, "records.column_field")},
              {said(call, "records.column_label")},
              {said(call, "records.column_example")}},
             rows);
}

void print_faults(cli::Call& call, const Kind& kind, const tables::Table& table,
                  const Import& import) {
  for (std::size_t at = 0; at < std::min(import.faults.size(), faults_shown); ++at) {
    const CellFault& fault = import.faults[at];
    std::string line = place_of(table, table.lines[fault.line], call.language());
    if (!fault.column.empty())
      line += ", " + said(call, "records.in_column", {{"column", fault.column}});
    else if (!fault.path.empty())
      line += ", " + label_and_path(kind, fault.path, call.language());
    line += ": ";
    if (!fault.said.empty())
      line += "\"" + shown({tables::Value::Kind::text, fault.said, {}}) + "\". ";
    call.line(line + say(fault.error, call.language()));
  }
  if (import.faults.size() > faults_shown)
    call.line(said(
        call, "records.more_faults",
        {{"shown", std::to_string(faults_shown)}, {"all", std::to_string(import.faults.size())}}));
}

int exit_of(const Import& import, const ImportWish& wish) {
  if (import.faults.empty() || (wish.write && wish.skip_wrong)) return 0;
  return wish.write ? cli::usage : cli::found_false;
}

void print_counts(cli::Call& call, const Kind& kind, const Import& import, const ImportWish& wish) {
  const auto count = [&](Came came) { return std::to_string(import.count(came)); };
  call.line(said(call, "records.import_counts",
                 {{"new", count(Came::fresh)},
                  {"changed", count(Came::changed)},
                  {"same", count(Came::same)},
                  {"wrong", count(Came::wrong)}}));
  if (import.change)
    call.line(said(call, "records.import_written",
                   {{"kind", kind.name}, {"change", import.change->text}}));
  else if (wish.write && exit_of(import, wish) != 0)
    call.line(said(call, "records.import_not_written"));
  else if (!wish.write && import.count(Came::fresh) + import.count(Came::changed) > 0)
    call.line(
        said(call, import.faults.empty() ? "records.import_tried" : "records.import_tried_wrong"));
}

Result<int> import_records(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked asked = TRY(records::asked(entrance, call, kinds_of, Verb::edit));
  const tables::Table table = TRY(tables::read(TRY(files_in(call)), call.value("--sheet")));
  ImportWish wish;
  wish.mapping = TRY(mapping_for(call, asked, table));
  wish.write = call.has("--write");
  wish.skip_wrong = call.has("--skip-wrong");
  if (call.has("--rows")) wish.rows = TRY(rows_in(call.value("--rows")));
  wish.reason = call.value("--reason");
  if (wish.reason.empty())
    wish.reason = said(call, "records.imported_from",
                       {{"file", table.files.front() + (table.files.size() > 1 ? " …" : "")}});
  if (call.has("--save-mapping"))
    TRY(save_mapping(asked.office, asked.kinds, asked.kind, call.value("--save-mapping"),
                     wish.mapping));
  const Import import = TRY(import_table(asked.office, asked.kinds, asked.kind, table, wish));
  if (call.json()) {
    ordered_json answer = columns_json(asked.kind, table, wish.mapping, call.language());
    answer.erase("fields");
    answer.update(import_json(asked.kind, table, import, most_imported, call.language()));
    call.print_json(json_text(answer, 2));
    return exit_of(import, wish);
  }
  print_columns(call, asked.kind, table, wish.mapping);
  call.line("");
  print_faults(call, asked.kind, table, import);
  print_counts(call, asked.kind, import, wish);
  if (!import.unsaid.empty()) call.line(said(call, "records.unsaid_hint"));
  return exit_of(import, wish);
}

cli::Command import_command(accounts::Entrance& entrance, KindsOf kinds) {
  return {
      .name = "records import",
      .summary = "records.import_summary",
      .example = "ombud records import activity list.xlsx --map Formål=purposes.purpose --write",
      .options =
          {kind_option(),
           {.name = "FILE", .help = "records.import_file_help", .required = true, .repeated = true},
           {.name = "--sheet", .help = "records.sheet_help", .value_name = "NAME"},
           {.name = "--mapping", .help = "records.mapping_help", .value_name = "NAME"},
           {.name = "--mapping-file", .help = "records.mapping_file_help", .value_name = "FILE"},
           {.name = "--map",
            .help = "records.map_help",
            .repeated = true,
            .value_name = "COLUMN=FIELD"},
           {.name = "--ignore",
            .help = "records.ignore_help",
            .repeated = true,
            .value_name = "COLUMN"},
           {.name = "--new",
            .help = "records.new_help",
            .repeated = true,
            .value_name = "FIELD=VALUE"},
           {.name = "--ignore-rest", .help = "records.ignore_rest_help", .flag = true},
           {.name = "--save-mapping", .help = "records.save_mapping_help", .value_name = "NAME"},
           {.name = "--key", .help = "records.key_help", .value_name = "FIELD"},
           {.name = "--rows", .help = "records.rows_help", .value_name = "ROWS"},
           {.name = "--skip-wrong", .help = "records.skip_wrong_help", .flag = true},
           {.name = "--reason", .help = "records.reason_help", .value_name = "TEXT"},
           {.name = "--write", .help = "records.write_help", .flag = true}},
      .run = with_kinds(entrance, std::move(kinds), import_records)};
}

}  // namespace

std::vector<cli::Command> transfer_commands(accounts::Entrance& entrance, KindsOf kinds) {
  std::vector<cli::Command> all{import_command(entrance, kinds)};
  for (cli::Command& command : export_commands(entrance, std::move(kinds)))
    all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::records
