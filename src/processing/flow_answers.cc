// ombud processing flow; /api/processing/flows.
#include "processing/flow_answers.h"

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "processing/asked.h"
#include "processing/list_document.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Kinds;

// Beyond this one line of a matrix each would make an answer of megabytes.
constexpr std::size_t most_by_line = 50;

ordered_json as_json(const Node& node) {
  return {{"layer", word(node.layer)},
          {"title", node.title},
          {"note", node.note},
          {"room", node.room},
          {"kind", node.kind},
          {"number", node.number},
          {"stands_out", node.stands_out},
          {"ways", node.ways},
          {"x", node.at.x},
          {"y", node.at.y},
          {"width", node.width},
          {"height", node.height}};
}

ordered_json as_json(const Edge& edge) {
  ordered_json points = ordered_json::array();
  for (const documents::Point& point : edge.points) points.push_back({point.x, point.y});
  return {{"from", edge.from},
          {"to", edge.to},
          {"planned", edge.planned},
          {"ways", edge.ways},
          {"points", std::move(points)}};
}

ordered_json as_json(const Flow& flow, const std::string& of_what) {
  ordered_json json = {{"of", of_what},
                       {"width", flow.width},
                       {"height", flow.height},
                       {"left_out", flow.left_out},
                       {"text", flow.as_text},
                       {"heads", ordered_json::array()},
                       {"nodes", ordered_json::array()},
                       {"edges", ordered_json::array()}};
  for (std::size_t at = 0; at < flow.heads.size(); ++at)
    json["heads"].push_back({{"text", flow.heads[at]}, {"x", flow.heads_at[at]}});
  for (const Node& node : flow.nodes) json["nodes"].push_back(as_json(node));
  for (const Edge& edge : flow.edges) json["edges"].push_back(as_json(edge));
  return json;
}

struct Drawn {
  Flow flow;
  std::string of_what;
};

// `number` empty: of the whole organisation, or of a unit with what is part of it.
Result<Drawn> drawn(accounts::Office& office, const Kinds& kinds, const std::string& number,
                    const std::string& unit, Language language) {
  if (number.empty()) {
    const Register all = TRY(read_register(office, kinds, TRY(scope_in(office, kinds, unit, ""))));
    std::string of_what = office.organisation.name;
    if (!unit.empty()) of_what = TRY(records::find(office, kinds, "unit", unit)).title;
    return Drawn{flow_of(kinds, all, language, all.activities.size() > most_by_line),
                 std::move(of_what)};
  }
  const records::Record activity = TRY(records::find(office, kinds, "activity", number));
  const Register all = TRY(register_of(office, kinds, {activity}));
  return Drawn{flow_of(kinds, all, language, false), activity.number + " " + activity.title};
}

Result<http::Answer> whole_here(accounts::Visit& visit, const Kinds& kinds) {
  const Drawn found =
      TRY(drawn(visit.office, kinds, "", visit.request.query("unit"), visit.request.language));
  return http::json(json_text(as_json(found.flow, found.of_what)));
}

Result<http::Answer> one_here(accounts::Visit& visit, const Kinds& kinds) {
  const Drawn found = TRY(
      drawn(visit.office, kinds, visit.request.parameter("activity"), "", visit.request.language));
  return http::json(json_text(as_json(found.flow, found.of_what)));
}

Result<http::Answer> export_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string number = TRY(fields.optional_text("number", 64)).value_or("");
  const std::string unit = TRY(fields.optional_text("unit", 64)).value_or("");
  const std::string wanted = TRY(fields.text("format", 16));
  const Language language = TRY(language_of(TRY(fields.text("language", 16))));
  TRY(fields.no_more());
  const auto format = TRY(picture_format(wanted));
  const Drawn found = TRY(drawn(visit.office, kinds, number, unit, language));
  return file_answer(visit,
                     TRY(documents::write(
                         flow_document(found.flow, found.of_what, visit.office, language), format)),
                     {"data-flow", format, found.flow.as_text.size()});
}

Result<int> show(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  const Language language = call.language();
  const Drawn found =
      TRY(drawn(office, kinds, call.value("NUMBER"), call.value("--unit"), language));
  if (call.has("--out")) {
    const auto format = TRY(picture_format(ending_of(call.value("--out"))));
    return write_exported(
        office, call,
        TRY(documents::write(flow_document(found.flow, found.of_what, office, language), format)),
        {"data-flow", format, found.flow.as_text.size()});
  }
  if (call.json()) {
    call.print_json(json_text(as_json(found.flow, found.of_what), 2));
  } else if (found.flow.nodes.empty()) {
    call.line(say("processing.flow_empty", {}, language));
  } else {
    call.line(found.of_what);
    for (const std::string& line : found.flow.as_text) call.line("  " + line);
  }
  return 0;
}

}  // namespace

documents::Document flow_document(const Flow& flow, const std::string& of_what,
                                  const accounts::Office& office, Language language) {
  documents::Document document;
  document.title = say("processing.flow_title", {{"what", of_what}}, language);
  document.language = code(language);
  document.author = office.organisation.name;
  document.made_at = office.clock.now();
  document.page = {.head = office.organisation.name, .foot = document.title, .landscape = true};
  if (flow.left_out > 0)
    document.blocks.emplace_back(documents::Notice{
        say("processing.flow_left_out", {{"count", std::to_string(flow.left_out)}}, language)});
  document.blocks.emplace_back(figure_of(flow, document.title, language));
  document.blocks.emplace_back(
      documents::Heading{1, say("processing.flow_in_words", {}, language)});
  documents::List list;
  for (const std::string& line : flow.as_text) list.items.push_back({{line}, {}});
  document.blocks.emplace_back(std::move(list));
  return document;
}

std::vector<accounts::Route> flow_routes(const records::KindsOf& kinds) {
  return {{{.path = "/api/processing/flows", .permission = "processing.read", .queries = {"unit"}},
           with(kinds, whole_here)},
          {{.path = "/api/processing/flows/{activity}", .permission = "processing.read"},
           with(kinds, one_here)},
          {{.method = http::Method::post,
            .path = "/api/processing/flows/files",
            .permission = "processing.read",
            .work = http::Work::own,
            .body = http::Body::json,
            .needs_key = false},
           with(kinds, export_here)}};
}

std::vector<cli::Command> flow_commands(accounts::Entrance& entrance,
                                        const records::KindsOf& kinds) {
  return {{.name = "processing flow",
           .summary = "processing.flow_summary",
           .example = "ombud processing flow B-0001 --out recruitment.pdf",
           .options = {{.name = "NUMBER", .help = "processing.flow_number_help"},
                       {.name = "--unit", .help = "processing.unit_help", .value_name = "UNIT"},
                       {.name = "--out", .help = "processing.flow_out_help", .value_name = "FILE"}},
           .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
             accounts::Office& office = *TRY(entrance.enter(call, "processing.read"));
             return show(office, call, TRY(kinds(office)));
           }}};
}

}  // namespace ombud::processing
