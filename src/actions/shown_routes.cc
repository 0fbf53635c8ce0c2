// What shows a person's data over HTTP: an extract as it will be read, its files, and rows of a
// plan. Each look is an entry of the log.

#include "actions/routes.h"
#include "actions/samples.h"
#include "actions/sealed_extract.h"
#include "actions/view.h"
#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::actions {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<Action> action_in(Visit& visit) {
  return find_action(visit.office, visit.request.parameter("action"));
}

// An extract holds everything there is, so its reader may read everything.
Result<void> may_read_it(const Visit& visit) {
  for (const DataClass data_class : accounts::all_classes())
    if (!accounts::may_read(visit.office.actor, data_class, accounts::Task::extract))
      return fail(Errc::forbidden, "actions.extract_not_for_your_roles");
  return {};
}

Result<http::Answer> read_extract(Visit& visit) {
  TRY(may_read_it(visit));
  const Action action = TRY(action_in(visit));
  const std::string page = TRY(page_of(visit.office, action));
  visit.tell(told(visit.office, "actions.extract_read", UseKind::view, action));
  http::Answer answer = http::json(page);
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

// Only what was certified and has its receipt leaves the house.
Result<http::Answer> extract_as_file(Visit& visit) {
  TRY(may_read_it(visit));
  const Action action = TRY(action_in(visit));
  if (action.receipt_body.empty())
    return fail(Errc::conflict, "actions.no_receipt", {{"number", action.number}});
  http::Answer answer;
  answer.body = zip(TRY(files_of(visit.office, action)));
  answer.type = "application/zip";
  answer.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"" + action.number + ".zip\"");
  answer.headers.emplace_back("Cache-Control", "no-store");
  visit.tell(told(visit.office, "actions.extract_downloaded", UseKind::export_data, action));
  return answer;
}

Result<std::size_t> count_in(http::Fields& fields, std::string_view name) {
  const std::int64_t number = TRY(fields.integer(name));
  if (number < 0)
    return fail(Errc::invalid, "actions.no_such_place", {{"field", std::string(name)}});
  return static_cast<std::size_t>(number);
}

ordered_json as_json(const accounts::Actor& actor, const Sample& sample) {
  ordered_json columns = ordered_json::array();
  for (const SampleColumn& column : sample.columns)
    columns.push_back(
        {{"column", column.column},
         {"category", word(column.category)},
         {"class", word(column.data_class)},
         {"never", column.category == DataCategory::credential ||
                       !accounts::may_read(actor, column.data_class, accounts::Task::reveal)}});
  ordered_json rows = ordered_json::array();
  for (const SampleRow& row : sample.rows) {
    ordered_json cells = ordered_json::array();
    for (const auto& cell : row.cells) cells.push_back(cell ? ordered_json(*cell) : ordered_json());
    rows.push_back({{"line", row.line}, {"cells", std::move(cells)}});
  }
  return {{"columns", columns}, {"rows", rows}, {"changed", sample.changed}};
}

Result<http::Answer> show_sample(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::size_t step = TRY(count_in(fields, "step"));
  TRY(fields.no_more());
  const Sample found = TRY(sample(visit.office, TRY(action_in(visit)), step));
  return http::json(json_text(as_json(visit.office.actor, found)));
}

Result<http::Answer> reveal_cell(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Cell cell;
  cell.step = TRY(count_in(fields, "step"));
  cell.line = TRY(count_in(fields, "line"));
  cell.column = TRY(fields.text("column", 256));
  const std::string reason = TRY(fields.text("reason", 500));
  TRY(fields.no_more());
  const std::string value = TRY(reveal(visit.office, TRY(action_in(visit)), cell, reason));
  http::Answer answer = http::json(json_text({{"value", value}}));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

accounts::Route look(const std::string& noun, Result<http::Answer> (*run)(Visit&), bool opens) {
  // Sources are asked. Nothing is kept of the answer, so nothing is gained by a key.
  return {{.method = http::Method::post,
           .path = "/api/actions/{action}/" + noun,
           .permission = "actions.reveal",
           .work = http::Work::own,
           .body = http::Body::json,
           .needs_key = false,
           .side_by_side = 2,
           .step_up = opens},
          run};
}

}  // namespace

std::vector<accounts::Route> shown_routes() {
  return {
      {{.path = "/api/actions/{action}/extract",
        .permission = "actions.extract",
        .tells = true,
        .side_by_side = 2},
       read_extract},
      {{.path = "/api/actions/{action}/extract/file",
        .permission = "actions.extract",
        .tells = true,
        .side_by_side = 2,
        .step_up = true},
       extract_as_file},
      look("samples", show_sample, false),
      look("revelation", reveal_cell, true),
  };
}

}  // namespace ombud::actions
