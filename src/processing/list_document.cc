#include "processing/list_document.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "processing/new_file.h"

namespace ombud::processing {

std::string cell_text(const std::vector<Piece>& pieces, Language language,
                      std::string_view between) {
  std::string text;
  for (const Piece& piece : pieces) {
    if (!text.empty()) text += between;
    text += piece.lacking ? say("processing.list_lacking", {{"what", piece.text}}, language)
                          : piece.text;
  }
  return text;
}

documents::Document document_of(const List& list, const accounts::Office& office, Language language,
                                documents::Format format) {
  const bool for_sheets = format == documents::Format::xlsx || format == documents::Format::csv;
  const std::string_view between = for_sheets ? "; " : "\n";
  const std::string title = "processing.list_of_" + std::string(word(list.name));
  documents::Document document;
  document.title = say(title, {}, language);
  document.language = code(language);
  document.author = office.organisation.name;
  document.made_at = office.clock.now();
  document.page = {.head = office.organisation.name, .foot = document.title, .landscape = true};
  document.blocks.emplace_back(documents::Paragraph{
      say("processing.list_made",
          {{"organisation", office.organisation.name},
           {"day", format_day(std::chrono::floor<std::chrono::days>(office.clock.now()))}},
          language)});
  documents::Table table;
  table.caption = document.title;
  table.row_heads = true;
  for (const std::string& column : list.columns) table.columns.push_back(say(column, {}, language));
  for (const ListLine& line : list.lines) {
    documents::Row row{line.about.number.empty() ? line.about.text
                                                 : line.about.number + " " + line.about.text};
    for (const std::vector<Piece>& cell : line.cells)
      row.push_back(cell_text(cell, language, between));
    table.rows.push_back(std::move(row));
  }
  document.blocks.emplace_back(std::move(table));
  return document;
}

namespace {

// Before the file: what left the house unsaid could not be taken back.
Result<void> tell(accounts::Office& office, const Exported& exported) {
  evidence::Told told;
  told.event = "processing.exported";
  told.use = UseKind::export_data;
  told.account = office.actor.account;
  told.criterion = exported.what;
  told.reference = exported.what;  // No person was looked for: what it is says why.
  told.object = exported.what;
  told.details = {{"format", std::string(documents::word(exported.format))},
                  {"lines", std::to_string(exported.lines)}};
  TRY(office.log.append_now(told));
  return {};
}

}  // namespace

std::string ending_of(const std::string& file) {
  const std::size_t dot = file.rfind('.');
  return dot == std::string::npos ? "" : file.substr(dot + 1);
}

Result<documents::Format> list_format(const std::string& word) {
  if (const auto format = documents::format_of(word)) return *format;
  return fail(Errc::invalid, "processing.no_such_format", {{"format", word}});
}

Result<documents::Format> picture_format(const std::string& word) {
  const auto format = documents::format_of(word);
  if (format && *format != documents::Format::xlsx && *format != documents::Format::csv)
    return *format;
  return fail(Errc::invalid, "processing.no_picture_format", {{"format", word}});
}

Result<http::Answer> file_answer(accounts::Visit& visit, std::string bytes,
                                 const Exported& exported) {
  http::Answer answer;
  answer.body = std::move(bytes);
  answer.type = documents::media_type(exported.format);
  const Day today = std::chrono::floor<std::chrono::days>(visit.office.clock.now());
  answer.headers.emplace_back(
      "Content-Disposition",
      fmt::format("attachment; filename=\"{}-{}{}\"", exported.what, format_day(today),
                  documents::file_ending(exported.format)));
  answer.headers.emplace_back("Cache-Control", "no-store");
  TRY(tell(visit.office, exported));
  return answer;
}

Result<int> write_exported(accounts::Office& office, cli::Call& call, const std::string& bytes,
                           const Exported& exported) {
  const std::string& file = call.value("--out");
  TRY(tell(office, exported));
  TRY(write_new_file(file, bytes));
  if (call.json())
    call.print_json(json_text({{"file", file}, {"lines", exported.lines}}, 2));
  else
    call.line(say("processing.list_written",
                  {{"file", file}, {"count", std::to_string(exported.lines)}}, call.language()));
  return 0;
}

}  // namespace ombud::processing
