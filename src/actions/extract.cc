#include "actions/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "actions/counsel.h"
#include "actions/out_file.h"
#include "actions/rows.h"
#include "actions/values.h"
#include "base/json.h"
#include "base/text.h"
#include "connectors/connectors.h"
#include "documents/documents.h"

namespace ombud::actions {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t keys_a_read = 500;
// On the page only the beginning of a long table is shown; the CSV file has all of it.
constexpr std::size_t rows_on_page = 200;
constexpr std::size_t characters_on_page = 2'000;

// Where one extract is being written.
struct Desk {
  accounts::Office& office;
  const Plan& plan;
  Language language;
  Outlet& outlet;
  OutFile json;  // Written as it goes: the rows of one person may be more than fits into memory.
  Extracted extracted = {};
  documents::Document page = {};
};

std::string said(const Desk& desk, std::string_view key, const Params& params = {}) {
  return say(key, params, desk.language);
}

Json json_of(const sql::Value& value) {
  if (sql::is_null(value)) return nullptr;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* blob = std::get_if<sql::Blob>(&value))
    return blob->broken_text ? Json(from_latin1(blob->bytes))
                             : Json{{"base64", to_base64(blob->bytes)}};
  return replace_broken_utf8(sql::plain(value));
}

std::string cell_of(const sql::Value& value) {
  if (const auto* blob = std::get_if<sql::Blob>(&value); blob != nullptr && blob->broken_text)
    return from_latin1(blob->bytes);
  if (const auto* blob = std::get_if<sql::Blob>(&value))
    return is_utf8(blob->bytes) ? blob->bytes : "base64:" + to_base64(blob->bytes);
  return sql::is_null(value) ? std::string() : replace_broken_utf8(sql::plain(value));
}

std::string file_name(const Step& step) {
  std::string name = fmt::format("{}.{}.csv", step.system, step.table);
  for (char& c : name)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
  return name;
}

// Rows that are still the person's, in the plan's order.
Result<std::vector<RowNow>> rows_now(Desk& desk, connectors::Connector& connector, const Step& step,
                                     std::span<const Line> lines, std::int64_t& left_out) {
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  const sql::Table* table = catalogue.find(step.table);
  if (table == nullptr) return fail(Errc::conflict, "actions.table_gone", {{"table", step.table}});
  RowsAsked asked{
      table, TRY(names_in(catalogue, *table, step.key_columns)), step.whole_row_is_key, {}, false};
  std::vector<std::string> columns;
  for (const Change& change : step.changes) columns.push_back(change.column);
  columns.insert(columns.end(), step.belongs_by.begin(), step.belongs_by.end());
  TRY(names_in(catalogue, *table, columns));
  for (const std::string& column : columns) asked.columns.push_back(table->column(column));
  std::vector<sql::Row> keys;
  for (const Line& line : lines) keys.push_back(line.key);
  auto now = TRY(read_rows(connector.connection(), asked, keys));
  RowHash hash(desk.office.vault, "plan", connector.system().id.text, step.table);
  std::vector<RowNow> rows;
  for (const Line& line : lines) {
    const auto found = now.find(key_text(line.key));
    const auto belongs = [&](const RowNow& row) {
      return hash.of_values({row.values.begin() + static_cast<std::ptrdiff_t>(step.changes.size()),
                             row.values.end()}) == line.belongs;
    };
    if (found == now.end() || !belongs(found->second)) {
      ++left_out;
      continue;
    }
    found->second.values.resize(step.changes.size());
    // That there is a password is his to know; the password itself would open the system.
    for (std::size_t i = 0; i < step.changes.size(); ++i)
      if (step.changes[i].category == DataCategory::credential &&
          !sql::is_null(found->second.values[i]))
        found->second.values[i] = said(desk, "actions.extract_exists");
    rows.push_back(std::move(found->second));
  }
  return rows;
}

void show_on_page(documents::Table& table, const RowNow& row, const Desk& desk) {
  if (table.rows.size() >= rows_on_page) return;
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (row.is_too_large(i)) {
      cells.push_back(said(desk, "actions.extract_too_large"));
    } else if (const auto* blob = std::get_if<sql::Blob>(&row.values[i]);
               blob != nullptr && !blob->broken_text) {
      cells.push_back(said(desk, "actions.extract_file"));
    } else {
      std::string cell = cell_of(row.values[i]);
      if (cell.size() > characters_on_page)
        cell = replace_broken_utf8(cell.substr(0, characters_on_page)) + "\xe2\x80\xa6";
      cells.push_back(std::move(cell));
    }
  }
  table.rows.push_back(std::move(cells));
}

Json meaning_of(const Step& step) {
  Json columns = Json::array();
  for (const Change& change : step.changes)
    columns.push_back({{"column", change.column}, {"category", word(change.category)}});
  return columns;
}

// One row into the table's two files and onto the page.
void write_row(Desk& desk, const Step& step, const RowNow& row, OutFile& csv, bool first) {
  Json object = Json::object();
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < step.changes.size(); ++i) {
    object[step.changes[i].column] =
        row.is_too_large(i) ? Json{{"bytes", sql::plain(row.values[i])}} : json_of(row.values[i]);
    cells.push_back(row.is_too_large(i) ? said(desk, "actions.extract_too_large")
                                        : cell_of(row.values[i]));
  }
  const std::string line = documents::csv_line(cells, true);
  const std::string text = json_text(object);
  for (std::int64_t copy = 0; copy < row.copies; ++copy) {
    csv.write(line);
    desk.json.write(first && copy == 0 ? "\n" : ",\n");
    desk.json.write(text);
  }
}

Result<void> write_rows(Desk& desk, connectors::Connector& connector, const Step& step,
                        std::span<const Line> lines, OutFile& csv, Extracted::Part& part) {
  std::vector<std::string> header;
  for (const Change& change : step.changes) header.push_back(change.column);
  csv.write(documents::csv_line(header, true));
  documents::Table shown{step.table, header, {}};
  for (std::size_t at = 0; at < lines.size(); at += keys_a_read) {
    const auto some = lines.subspan(at, std::min(keys_a_read, lines.size() - at));
    for (const RowNow& row : TRY(rows_now(desk, connector, step, some, part.left_out))) {
      write_row(desk, step, row, csv, part.rows == 0);
      show_on_page(shown, row, desk);
      part.rows += row.copies;
    }
  }
  desk.page.blocks.emplace_back(documents::Heading{3, step.table});
  desk.page.blocks.emplace_back(shown);
  if (part.rows > static_cast<std::int64_t>(rows_on_page))
    desk.page.blocks.emplace_back(
        documents::Paragraph{said(desk, "actions.extract_more_rows",
                                  {{"rows", grouped(part.rows)}, {"file", file_name(step)}})});
  return {};
}

// A table that could not be read to its end has no CSV file, and its JSON says that it is not
// complete; nor is one of which a row has changed since the plan so that it may be somebody else's.
Result<void> write_step(Desk& desk, connectors::Connector& connector, const Step& step,
                        std::span<const Line> lines) {
  Extracted::Part part{step.system, step.table, 0, 0};
  OutFile csv(desk.outlet, file_name(step));
  desk.json.write(json_text(step.table) + ": {\"columns\": " + json_text(meaning_of(step)) +
                  ",\n\"rows\": [");
  const Result<void> written = write_rows(desk, connector, step, lines, csv, part);
  const bool whole = written.has_value() && part.left_out == 0;
  desk.json.write(whole ? "],\n\"complete\": true}" : "],\n\"complete\": false}");
  if (!written) {
    csv.discard();
    return fail(written.error());
  }
  desk.extracted.files.push_back(TRY(csv.finish()));
  // Whether a row that has changed is still the person's is for a new plan to say, not for silence.
  if (part.left_out > 0)
    desk.extracted.not_reached.push_back(
        {step.system,
         {Errc::conflict,
          "actions.extract_left_out",
          {{"table", step.table}, {"rows", std::to_string(part.left_out)}}},
         false});
  desk.extracted.rows += part.rows;
  desk.extracted.parts.push_back(std::move(part));
  return {};
}

Result<void> write_steps(Desk& desk, connectors::Connector& connector, const PlannedSystem& planned,
                         const std::vector<Line>& lines) {
  bool first = true;
  for (std::size_t step = 0; step < desk.plan.steps.size(); ++step) {
    if (desk.plan.steps[step].system != planned.name ||
        desk.plan.steps[step].what != Step::What::show)
      continue;
    std::vector<Line> some;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(some),
                 [&](const Line& line) { return line.step == step; });
    desk.json.write(first ? "\n" : ",\n");
    first = false;
    TRY(write_step(desk, connector, desk.plan.steps[step], some));
  }
  return {};
}

// Everything of one system, or why not.
Result<void> write_system(Desk& desk, const PlannedSystem& planned, const std::vector<Line>& lines,
                          bool& first) {
  const auto connector =
      TRY(connectors::open(desk.office, TRY(connectors::find(desk.office, planned.id))));
  TRY(datamap::executable(desk.office, *connector));
  sql::Transaction snapshot =
      TRY(sql::Transaction::begin(connector->connection(), sql::Begin::read));
  desk.page.blocks.emplace_back(documents::Heading{2, planned.name});
  desk.page.blocks.emplace_back(documents::Paragraph{said(desk, "actions.extract_purpose")});
  const std::string& controller =
      planned.controller.empty() ? desk.office.organisation.name : planned.controller;
  desk.json.write((first ? "\n" : ",\n") + json_text(planned.name) +
                  ": {\"controller\": " + json_text(controller) +
                  ",\n\"purposes\": null, \"recipients\": null, \"kept_until\": null,\n"
                  "\"tables\": {");
  first = false;
  const Result<void> written = write_steps(desk, *connector, planned, lines);
  desk.json.write("}}");
  if (!written) return fail(written.error());
  return snapshot.commit();
}

void begin_page(Desk& desk) {
  desk.page.title = said(desk, "actions.extract_title");
  desk.page.language = code(desk.language);
  desk.page.blocks.emplace_back(documents::Heading{1, desk.page.title});
  desk.page.blocks.emplace_back(
      documents::Facts{{{said(desk, "actions.extract_controller"), desk.office.organisation.name},
                        {said(desk, "actions.extract_reference"), desk.plan.reference},
                        {said(desk, "actions.extract_number"), desk.plan.number},
                        {said(desk, "actions.extract_date"),
                         format_instant(desk.office.clock.now()).substr(0, 10)}}});
  desk.page.blocks.emplace_back(documents::Paragraph{said(desk, "actions.extract_rights")});
}

// Rows of other people that name this person: said by count, never shown.
void say_named(Desk& desk) {
  for (const Step& step : desk.plan.steps)
    if (step.why == "actions.because_pointing")
      desk.page.blocks.emplace_back(documents::Paragraph{
          said(desk, "actions.extract_named",
               {{"system", step.system}, {"table", step.table}, {"rows", grouped(step.rows)}})});
}

void say_missed(Desk& desk) {
  std::vector<NotReached> missed = desk.plan.not_reached;
  missed.insert(missed.end(), desk.extracted.not_reached.begin(), desk.extracted.not_reached.end());
  Json list = Json::array();
  if (!missed.empty())
    desk.page.blocks.emplace_back(documents::Heading{2, said(desk, "actions.extract_not_reached")});
  for (const NotReached& one : missed) {
    const std::string text = say(one.why, desk.language);
    desk.page.blocks.emplace_back(documents::Notice{one.system + ": " + text});
    list.push_back({{"system", one.system}, {"text", text}});
  }
  desk.json.write(",\n\"not_reached\": " + json_text(list) + "}\n");
}

Result<void> finish_files(Desk& desk) {
  desk.extracted.files.push_back(TRY(desk.json.finish()));
  OutFile page(desk.outlet, "extract.html");
  page.write(documents::to_html(desk.page));
  desk.extracted.files.push_back(TRY(page.finish()));
  return {};
}

void begin_json(Desk& desk, const Action& action) {
  const auto member = [&](std::string_view name, const std::string& value) {
    desk.json.write(json_text(name) + ": " + json_text(value) + ",\n");
  };
  desk.json.write("{");
  member("format", "ombud-extract@v1");
  member("action", action.number);
  member("organisation", desk.office.organisation.name);
  member("reference", desk.plan.reference);
  desk.json.write("\"systems\": {");
}

bool is_of_storage(const Error& error) {
  return error.key == "actions.disk_full" || error.key == "actions.can_not_write" ||
         error.key == "actions.extract_too_large" || error.key.starts_with("vault.");
}

}  // namespace

Result<void> may_extract_to(const std::string& folder) { return WorkingFolder::check(folder); }

Result<Extracted> extract(accounts::Office& office, const Action& action, const Plan& plan,
                          Outlet& outlet, Language language, Progress& progress) {
  Desk desk{office, plan, language, outlet, OutFile(outlet, "extract.json")};
  begin_json(desk, action);
  begin_page(desk);
  std::vector<Line> lines;
  for (std::int64_t i = 1; i < action.chunks; ++i)
    for (Line& line : TRY(read_lines(TRY(chunk(office, action, i)))))
      lines.push_back(std::move(line));
  std::uint64_t done = 0;
  bool first = true;
  for (const PlannedSystem& system : plan.systems) {
    TRY(progress.go_on());
    TRY(not_stopped(office, action));
    Result<void> written = write_system(desk, system, lines, first);
    if (!written && is_of_storage(written.error())) return fail(written.error());
    if (!written) desk.extracted.not_reached.push_back({system.name, written.error(), false});
    progress.tell("systems", ++done, plan.systems.size());
  }
  desk.json.write("}");
  say_named(desk);
  say_missed(desk);
  TRY(finish_files(desk));
  desk.extracted.page = std::move(desk.page);
  return std::move(desk.extracted);
}

}  // namespace ombud::actions
