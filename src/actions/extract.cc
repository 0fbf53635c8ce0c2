#include "actions/extract.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "actions/rows.h"
#include "base/text.h"
#include "connectors/connectors.h"
#include "documents/documents.h"

namespace ombud::actions {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t keys_a_read = 500;
// On the page only the beginning of a long table is shown; the CSV file has all of it.
constexpr std::size_t rows_on_page = 200;
constexpr std::size_t characters_on_page = 2'000;

Failure storage_failure(int error, const std::string& folder) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return fail(Errc::exhausted, "actions.disk_full", {{"folder", folder}});
  return fail(Errc::unavailable, "actions.can_not_write", {{"folder", folder}});
}

// A file of the extract: hashed as it is written, on the disk when it is closed.
class OutFile {
 public:
  OutFile(const std::string& folder, std::string name)
      : folder_(folder),
        name_(std::move(name)),
        file_(open((folder + "/" + name_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)),
        error_(file_ < 0 ? errno : 0) {}

  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  ~OutFile() {
    if (file_ >= 0) close(file_);
  }

  void write(std::string_view bytes) {
    held_ += bytes;
    content_ += bytes;
    if (held_.size() >= (1u << 16)) flush();
  }

  /// Name and SHA-256.
  Result<std::pair<std::string, std::string>> finish() {
    flush();
    if (error_ == 0 && fsync(file_) != 0) error_ = errno;
    if (error_ != 0) return storage_failure(error_, folder_);
    return std::pair{name_, to_hex(vault::sha256(content_))};
  }

 private:
  void flush() {
    std::string_view left = held_;
    while (error_ == 0 && !left.empty()) {
      const ssize_t written = ::write(file_, left.data(), left.size());
      if (written < 0 && errno != EINTR) error_ = errno;
      if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
    }
    held_.clear();
  }

  std::string folder_;
  std::string name_;
  int file_;
  int error_;
  std::string held_;
  std::string content_;
};

// Where one extract is being written.
struct Desk {
  accounts::Office& office;
  const Plan& plan;
  Language language;
  std::string folder;
  Extracted extracted;
  documents::Document page;
  Json json;
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
    return Json{{"base64", to_base64(blob->bytes)}};
  return replace_broken_utf8(sql::plain(value));
}

std::string cell_of(const sql::Value& value) {
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
  const RowHash hash(desk.office.vault, "plan", connector.system().id.text, step.table);
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
    rows.push_back(std::move(found->second));
  }
  return rows;
}

void show_on_page(documents::Table& table, const RowNow& row, const Desk& desk) {
  if (table.rows.size() >= rows_on_page) return;
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (row.too_large[i]) {
      cells.push_back(said(desk, "actions.extract_too_large"));
    } else if (std::holds_alternative<sql::Blob>(row.values[i])) {
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

Result<void> write_step(Desk& desk, connectors::Connector& connector, const Step& step,
                        std::span<const Line> lines) {
  Extracted::Part part{step.system, step.table, 0, 0};
  OutFile csv(desk.folder, file_name(step));
  std::vector<std::string> header;
  for (const Change& change : step.changes) header.push_back(change.column);
  csv.write(documents::csv_line(header, true));
  documents::Table shown{step.table, header, {}};
  Json rows = Json::array();
  for (std::size_t at = 0; at < lines.size(); at += keys_a_read) {
    const auto some = lines.subspan(at, std::min(keys_a_read, lines.size() - at));
    for (const RowNow& row : TRY(rows_now(desk, connector, step, some, part.left_out))) {
      Json object = Json::object();
      std::vector<std::string> cells;
      for (std::size_t i = 0; i < header.size(); ++i) {
        object[header[i]] =
            row.too_large[i] ? Json{{"bytes", sql::plain(row.values[i])}} : json_of(row.values[i]);
        cells.push_back(row.too_large[i] ? said(desk, "actions.extract_too_large")
                                         : cell_of(row.values[i]));
      }
      csv.write(documents::csv_line(cells, true));
      show_on_page(shown, row, desk);
      for (std::int64_t copy = 0; copy < row.copies; ++copy) rows.push_back(object);
      part.rows += row.copies;
    }
  }
  desk.extracted.files.push_back(TRY(csv.finish()));
  desk.json["systems"][step.system]["tables"][step.table] = {{"columns", meaning_of(step)},
                                                             {"rows", rows}};
  desk.page.blocks.emplace_back(documents::Heading{3, step.table});
  desk.page.blocks.emplace_back(shown);
  if (part.rows > static_cast<std::int64_t>(rows_on_page))
    desk.page.blocks.emplace_back(
        documents::Paragraph{said(desk, "actions.extract_more_rows",
                                  {{"rows", grouped(part.rows)}, {"file", file_name(step)}})});
  desk.extracted.rows += part.rows;
  desk.extracted.parts.push_back(std::move(part));
  return {};
}

// Everything of one system, or why not.
Result<void> write_system(Desk& desk, const PlannedSystem& planned,
                          const std::vector<Line>& lines) {
  const auto connector =
      TRY(connectors::open(desk.office, TRY(connectors::find(desk.office, planned.id))));
  TRY(datamap::executable(desk.office, *connector));
  sql::Transaction snapshot =
      TRY(sql::Transaction::begin(connector->connection(), sql::Begin::read));
  desk.page.blocks.emplace_back(documents::Heading{2, planned.name});
  desk.page.blocks.emplace_back(documents::Paragraph{said(desk, "actions.extract_purpose")});
  desk.json["systems"][planned.name] = {
      {"controller",
       planned.controller.empty() ? desk.office.organisation.name : planned.controller},
      {"purposes", nullptr},
      {"recipients", nullptr},
      {"kept_until", nullptr},
      {"tables", Json::object()}};
  for (std::size_t step = 0; step < desk.plan.steps.size(); ++step) {
    if (desk.plan.steps[step].system != planned.name ||
        desk.plan.steps[step].what != Step::What::show)
      continue;
    std::vector<Line> some;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(some),
                 [&](const Line& line) { return line.step == step; });
    TRY(write_step(desk, *connector, desk.plan.steps[step], some));
  }
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

void say_missed(Desk& desk, const std::vector<NotReached>& missed) {
  if (missed.empty()) return;
  desk.page.blocks.emplace_back(documents::Heading{2, said(desk, "actions.extract_not_reached")});
  for (const NotReached& one : missed) {
    const std::string text = say(one.why, desk.language);
    desk.page.blocks.emplace_back(documents::Notice{one.system + ": " + text});
    desk.json["not_reached"].push_back({{"system", one.system}, {"text", text}});
  }
}

Result<void> finish_files(Desk& desk) {
  OutFile json(desk.folder, "extract.json");
  json.write(desk.json.dump(2) + "\n");
  desk.extracted.files.push_back(TRY(json.finish()));
  OutFile page(desk.folder, "extract.html");
  page.write(documents::to_html(desk.page));
  desk.extracted.files.push_back(TRY(page.finish()));
  return {};
}

// A new folder beside the wished one, which must be missing or empty.
Result<std::string> working_folder(const std::string& folder) {
  if (folder.empty()) return fail(Errc::invalid, "actions.no_folder");
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error))
    return fail(Errc::conflict, "actions.folder_not_empty", {{"folder", folder}});
  const std::string beside = folder + ".part";
  fs::remove_all(beside, error);
  if (mkdir(beside.c_str(), 0700) != 0) return storage_failure(errno, folder);
  return beside;
}

}  // namespace

Result<Extracted> extract(accounts::Office& office, const Action& action, const Plan& plan,
                          const std::string& folder, Language language, Progress& progress) {
  Desk desk{office, plan, language, TRY(working_folder(folder)), {}, {}, Json::object()};
  desk.json["format"] = "ombud-extract@v1";
  desk.json["action"] = action.number;
  desk.json["organisation"] = office.organisation.name;
  desk.json["reference"] = plan.reference;
  desk.json["systems"] = Json::object();
  desk.json["not_reached"] = Json::array();
  begin_page(desk);
  std::vector<Line> lines;
  for (std::int64_t i = 1; i < action.chunks; ++i)
    for (Line& line : TRY(read_lines(TRY(chunk(office, action, i)))))
      lines.push_back(std::move(line));
  std::uint64_t done = 0;
  for (const PlannedSystem& system : plan.systems) {
    Result<void> written = write_system(desk, system, lines);
    if (!written && written.error().code == Errc::exhausted) return fail(written.error());
    if (!written) desk.extracted.not_reached.push_back({system.name, written.error(), false});
    progress.tell("systems", ++done, plan.systems.size());
  }
  say_named(desk);
  say_missed(desk, plan.not_reached);
  say_missed(desk, desk.extracted.not_reached);
  TRY(finish_files(desk));
  std::error_code error;
  fs::remove(folder, error);  // The empty folder that the rename takes the place of.
  if (rename(desk.folder.c_str(), folder.c_str()) != 0) return storage_failure(errno, folder);
  desk.extracted.folder = folder;
  return desk.extracted;
}

}  // namespace ombud::actions
