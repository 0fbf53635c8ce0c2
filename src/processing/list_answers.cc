// ombud processing systems | recipients | persons | countries; /api/processing/lists/….
#include "processing/list_answers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "processing/asked.h"
#include "processing/list_document.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Kinds;

constexpr std::int64_t most_lines = 200;

ordered_json as_json(const Piece& piece) {
  return {{"text", piece.text},
          {"room", piece.room},
          {"kind", piece.kind},
          {"number", piece.number},
          {"lacking", piece.lacking}};
}

ordered_json as_json(const ListLine& line) {
  ordered_json cells = ordered_json::array();
  for (const std::vector<Piece>& cell : line.cells) {
    ordered_json pieces = ordered_json::array();
    for (const Piece& piece : cell) pieces.push_back(as_json(piece));
    cells.push_back(std::move(pieces));
  }
  return {{"group", line.group},     {"about", as_json(line.about)}, {"cells", std::move(cells)},
          {"lacking", line.lacking}, {"abroad", line.abroad},        {"special", line.special}};
}

ordered_json head_json(const List& list, Language language) {
  ordered_json columns = ordered_json::array();
  for (const std::string& column : list.columns) columns.push_back(say(column, {}, language));
  return {{"list", word(list.name)}, {"columns", std::move(columns)}};
}

Day today_of(const accounts::Office& office) {
  return std::chrono::floor<std::chrono::days>(office.clock.now());
}

struct Asked {
  ListName name = ListName::systems;
  std::string unit;
  std::optional<Grouping> by = {};
  Narrow narrow = {};
};

// Systems alone are put together; what else is a list is in the order of its names.
Result<std::optional<Grouping>> grouping_in(ListName name, const std::string& wanted) {
  if (wanted.empty()) return std::optional<Grouping>();
  const auto by = name == ListName::systems ? grouping_of(wanted) : std::nullopt;
  if (!by) return fail(Errc::invalid, "processing.no_such_grouping", {{"by", wanted}});
  return by;
}

Result<List> made(accounts::Office& office, const Kinds& kinds, const Asked& asked,
                  Language language) {
  Scope scope = TRY(scope_in(office, kinds, asked.unit, ""));
  scope.beside = kinds_beside(asked.name, asked.unit.empty());
  const Register all = TRY(read_register(office, kinds, scope));
  List list = list_of(asked.name, kinds, all, language, today_of(office));
  narrow(list, asked.narrow);
  if (asked.by) group(list, *asked.by, language);
  return list;
}

Result<ListName> name_in(const accounts::Visit& visit) {
  const std::string& asked = visit.request.parameter("list");
  if (const auto name = list_name_of(asked)) return *name;
  return fail(Errc::not_found, "processing.no_such_list", {{"list", asked}});
}

Result<Asked> asked_in(const accounts::Visit& visit, http::Fields& fields) {
  Asked asked;
  asked.name = TRY(name_in(visit));
  asked.unit = TRY(fields.optional_text("unit", 64)).value_or("");
  asked.by = TRY(grouping_in(asked.name, TRY(fields.optional_text("grouped_by", 16)).value_or("")));
  asked.narrow.search = TRY(fields.optional_text("search", 500)).value_or("");
  asked.narrow.lacking = TRY(fields.boolean("lacking"));
  asked.narrow.abroad = TRY(fields.boolean("abroad"));
  asked.narrow.special = TRY(fields.boolean("special"));
  return asked;
}

Result<http::Answer> list_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Asked asked = TRY(asked_in(visit, fields));
  const std::int64_t from = TRY(fields.integer("from"));
  const std::int64_t limit = TRY(fields.integer("limit"));
  TRY(fields.no_more());
  if (limit < 1 || limit > most_lines)
    return fail(Errc::invalid, "http.bad_limit", {{"most", std::to_string(most_lines)}});
  if (from < 0) return fail(Errc::invalid, "http.bad_cursor");
  const List list = TRY(made(visit.office, kinds, asked, visit.request.language));
  ordered_json json = head_json(list, visit.request.language);
  json["count"] = list.lines.size();
  json["lines"] = ordered_json::array();
  for (auto at = static_cast<std::size_t>(from);
       at < list.lines.size() && at < static_cast<std::size_t>(from + limit); ++at)
    json["lines"].push_back(as_json(list.lines[at]));
  return http::json(json_text(json));
}

Result<http::Answer> export_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Asked asked = TRY(asked_in(visit, fields));
  const std::string wanted = TRY(fields.text("format", 16));
  const std::string language = TRY(fields.text("language", 16));
  TRY(fields.no_more());
  const documents::Format format = TRY(list_format(wanted));
  const Language said = TRY(language_of(language));
  const List list = TRY(made(visit.office, kinds, asked, said));
  return file_answer(visit,
                     TRY(documents::write(document_of(list, visit.office, said, format), format)),
                     {word(list.name), format, list.lines.size()});
}

void show(cli::Call& call, const List& list) {
  const Language language = call.language();
  // A table of eight columns with lists in them is for paper; here each line is a block.
  std::string under;
  for (const ListLine& line : list.lines) {
    if (line.group != under) {
      under = line.group;
      call.line("== " + under);
      call.line("");
    }
    call.line(line.about.number.empty() ? line.about.text
                                        : line.about.number + " " + line.about.text);
    std::vector<std::pair<std::string, std::string>> facts;
    for (std::size_t at = 0; at < line.cells.size(); ++at)
      if (!line.cells[at].empty())
        facts.emplace_back("  " + say(list.columns[at + 1], {}, language),
                           cell_text(line.cells[at], language, "; "));
    call.facts(facts);
    call.line("");
  }
}

Result<int> write_out(accounts::Office& office, cli::Call& call, const List& list) {
  const documents::Format format = TRY(list_format(ending_of(call.value("--out"))));
  return write_exported(
      office, call,
      TRY(documents::write(document_of(list, office, call.language(), format), format)),
      {word(list.name), format, list.lines.size()});
}

Result<int> list_now(accounts::Office& office, cli::Call& call, const Kinds& kinds, ListName name) {
  Asked asked{name, call.value("--unit")};
  if (name == ListName::systems) asked.by = TRY(grouping_in(name, call.value("--by")));
  asked.narrow.search = call.value("--search");
  asked.narrow.lacking = call.has("--lacking");
  asked.narrow.abroad = call.has("--abroad");
  asked.narrow.special = call.has("--special");
  const List list = TRY(made(office, kinds, asked, call.language()));
  if (call.has("--out")) return write_out(office, call, list);
  if (call.json()) {
    ordered_json json = head_json(list, call.language());
    json["count"] = list.lines.size();
    json["lines"] = ordered_json::array();
    for (const ListLine& line : list.lines) json["lines"].push_back(as_json(line));
    call.print_json(json_text(json, 2));
  } else if (list.lines.empty()) {
    call.line(say("processing.list_empty", {}, call.language()));
  } else {
    show(call, list);
  }
  return 0;
}

}  // namespace

std::vector<accounts::Route> list_routes(const records::KindsOf& kinds) {
  const auto asked = [](std::string path) {
    // What is searched for may be a name, which has no place in an address.
    return http::Declaration{.method = http::Method::post,
                             .path = std::move(path),
                             .permission = "processing.read",
                             .work = http::Work::own,
                             .body = http::Body::json,
                             .needs_key = false};
  };
  return {{asked("/api/processing/lists/{list}"), with(kinds, list_here)},
          {asked("/api/processing/lists/{list}/files"), with(kinds, export_here)}};
}

std::vector<cli::Command> list_commands(accounts::Entrance& entrance,
                                        const records::KindsOf& kinds) {
  std::vector<cli::Command> all;
  for (const ListName name :
       {ListName::systems, ListName::recipients, ListName::persons, ListName::countries}) {
    cli::Command& command = all.emplace_back(cli::Command{
        .name = fmt::format("processing {}", word(name)),
        .summary = "processing.summary_of_" + std::string(word(name)),
        .example =
            fmt::format("ombud processing {} --lacking --out {}.xlsx", word(name), word(name)),
        .options = {{.name = "--unit", .help = "processing.unit_help", .value_name = "UNIT"},
                    {.name = "--search", .help = "processing.search_help", .value_name = "WORDS"},
                    {.name = "--lacking", .help = "processing.list_lacking_help", .flag = true},
                    {.name = "--abroad", .help = "processing.list_abroad_help", .flag = true},
                    {.name = "--special", .help = "processing.list_special_help", .flag = true},
                    {.name = "--out", .help = "processing.list_out_help", .value_name = "FILE"}},
        .run = [&entrance, kinds, name](cli::Call& call) -> Result<int> {
          accounts::Office& office = *TRY(entrance.enter(call, "processing.read"));
          return list_now(office, call, TRY(kinds(office)), name);
        }});
    if (name == ListName::systems)
      command.options.push_back({.name = "--by",
                                 .help = "processing.list_by_help",
                                 .choices = {"type", "group", "data", "class", "basis"}});
  }
  return all;
}

}  // namespace ombud::processing
