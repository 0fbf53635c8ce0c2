#include "processing/list_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

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

namespace {

struct Shown {
  Language language = Language::en;
  bool group = false;  // In a column of its own, by which a sheet is filtered.
  std::string_view between;
};

std::string title_of(const List& list, Language language) {
  const std::string title = "processing.list_of_" + std::string(word(list.name));
  return say(title, {}, language);
}

documents::Table table_of(const List& list, std::span<const ListLine> lines, const Shown& shown) {
  documents::Table table;
  const bool of_group = !shown.group && !lines.empty() && !lines.front().group.empty();
  table.caption = of_group ? lines.front().group : title_of(list, shown.language);
  table.row_heads = !shown.group;
  if (shown.group) table.columns.push_back(say("processing.list_group", {}, shown.language));
  for (const std::string& column : list.columns)
    table.columns.push_back(say(column, {}, shown.language));
  for (const ListLine& line : lines) {
    documents::Row row;
    if (shown.group) row.push_back(line.group);
    row.push_back(line.about.number.empty() ? line.about.text
                                            : line.about.number + " " + line.about.text);
    for (const std::vector<Piece>& cell : line.cells)
      row.push_back(cell_text(cell, shown.language, shown.between));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

documents::Document document_of(const List& list, const accounts::Office& office, Language language,
                                documents::Format format) {
  const bool for_sheets = format == documents::Format::xlsx || format == documents::Format::csv;
  const std::string_view between = for_sheets ? "; " : "\n";
  documents::Document document;
  document.title = title_of(list, language);
  document.language = code(language);
  document.author = office.organisation.name;
  document.made_at = office.clock.now();
  document.page = {.head = office.organisation.name, .foot = document.title, .landscape = true};
  document.blocks.emplace_back(documents::Paragraph{
      say("processing.list_made",
          {{"organisation", office.organisation.name},
           {"day", format_day(std::chrono::floor<std::chrono::days>(office.clock.now()))}},
          language)});
  const bool grouped = !list.lines.empty() && !list.lines.front().group.empty();
  if (!grouped || for_sheets) {
    document.blocks.emplace_back(table_of(list, list.lines, {language, grouped, between}));
    return document;
  }
  for (auto at = list.lines.begin(); at != list.lines.end();) {
    const auto end = std::find_if(at, list.lines.end(),
                                  [&](const ListLine& line) { return line.group != at->group; });
    document.blocks.emplace_back(documents::Heading{.text = at->group});
    document.blocks.emplace_back(table_of(list, {at, end}, {language, false, between}));
    at = end;
  }
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
