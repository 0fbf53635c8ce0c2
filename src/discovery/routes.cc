// Proposing a map, what people say of its columns, and whether it could be carried out.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "discovery/answers.h"
#include "discovery/background.h"
#include "discovery/preflight.h"
#include "discovery/preflight_json.h"
#include "http/fields.h"

namespace ombud::discovery {

namespace {

using accounts::Visit;
using connectors::System;
using nlohmann::ordered_json;

constexpr std::size_t most_name_bytes = 512;

Result<System> system_of(Visit& visit) {
  return connectors::find(visit.office, visit.request.parameter("system"));
}

Result<http::Answer> propose_map(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::int64_t sample_rows = TRY(fields.integer("sample_rows"));
  const bool anew = TRY(fields.boolean("anew"));
  TRY(fields.no_more());
  const System system = TRY(system_of(visit));
  const jobs::Enqueued job = TRY(enqueue_proposal(visit.office, system, sample_rows, anew));
  http::Answer answer =
      http::json(json_text({{"job", job.number}, {"was_there", job.was_there}}), 202);
  answer.headers.emplace_back("Location", "/api/jobs/" + job.number);
  return answer;
}

ordered_json as_json(const std::vector<std::pair<std::string, std::string>>& columns) {
  ordered_json all = ordered_json::array();
  for (const auto& [table, column] : columns) all.push_back({{"table", table}, {"column", column}});
  return all;
}

// What of it the newest map does not say yet; nothing waits where no map was proposed.
Result<ordered_json> waiting_json(Visit& visit, const System& system) {
  const Result<datamap::Map> map = datamap::latest(visit.office, system, false);
  if (!map && map.error().key == "datamap.none") return ordered_json::array();
  if (!map) return fail(map.error());
  Instant made_at{};
  for (const datamap::Version& one : TRY(datamap::versions(visit.office, system)))
    if (one.number == map->version) made_at = one.made_at;
  return as_json(TRY(not_worked_in(visit.office, system, *map, made_at)));
}

Result<http::Answer> list_answers(Visit& visit) {
  const System system = TRY(system_of(visit));
  ordered_json all = ordered_json::array();
  for (const Answer& one : TRY(answers(visit.office, system))) {
    all.push_back({{"table", one.table},
                   {"column", one.column},
                   {"personal", one.personal},
                   {"category", nullptr},
                   {"said_by", TRY(accounts::find(visit.office, one.said_by)).name},
                   {"said_at", format_instant(one.said_at)}});
    if (one.category) all.back()["category"] = word(*one.category);
  }
  return http::json(
      json_text({{"answers", std::move(all)}, {"waiting", TRY(waiting_json(visit, system))}}));
}

struct Columns {
  std::string table;
  std::vector<std::string> columns;
};

Result<Columns> columns_in(http::Fields& fields) {
  Columns given;
  given.table = TRY(fields.text("table", most_name_bytes));
  given.columns = TRY(fields.texts("columns", most_answers));
  if (given.columns.empty())
    return fail(Errc::invalid, "http.missing_field", {{"field", "columns"}});
  return given;
}

Result<http::Answer> give_answers(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Columns given = TRY(columns_in(fields));
  Answer said{.table = given.table, .personal = TRY(fields.boolean("personal"))};
  const auto category = TRY(fields.optional_text("category", most_name_bytes));
  TRY(fields.no_more());
  if (category) {
    said.category = data_category_of(*category);
    if (!said.category)
      return fail(Errc::invalid, "discovery.bad_category", {{"given", *category}});
    if (!said.personal) return fail(Errc::invalid, "discovery.category_of_no");
  }
  std::vector<Answer> all;
  for (const std::string& column : given.columns) {
    all.push_back(said);
    all.back().column = column;
  }
  const System system = TRY(system_of(visit));
  const Result<void> done = answer_all(visit.office, system, std::move(all));
  if (!done) return fail(connectors::in_plain_words(done.error(), visit.request.language));
  return http::done();
}

Result<http::Answer> take_back(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Columns given = TRY(columns_in(fields));
  TRY(fields.no_more());
  const System system = TRY(system_of(visit));
  for (const std::string& column : given.columns)
    TRY(withdraw(visit.office, system, given.table, column));
  return http::done();
}

Result<http::Answer> run_preflight(Visit& visit) {
  const System system = TRY(system_of(visit));
  const Result<Preflight> done = preflight_of(visit.office, system);
  if (!done) return fail(connectors::in_plain_words(done.error(), visit.request.language));
  return http::json(json_text(preflight_json(*done, visit.request.language)));
}

}  // namespace

std::vector<accounts::Route> routes() {
  using http::Method;
  using http::Work;
  const std::string answers = "/api/discovery/answers/{system}";
  return {{{.method = Method::post,
            .path = "/api/discovery/proposals/{system}",
            .permission = "datamap.propose",
            .work = Work::writes,
            .body = http::Body::json},
           propose_map},
          {{.path = answers, .permission = "discovery.answers"}, list_answers},
          {{.method = Method::post,
            .path = answers,
            .permission = "discovery.answer",
            .work = Work::own,
            .body = http::Body::json},
           give_answers},
          {{.method = Method::post,
            .path = "/api/discovery/withdrawals/{system}",
            .permission = "discovery.answer",
            .work = Work::writes,
            .body = http::Body::json},
           take_back},
          {{.method = Method::post,
            .path = "/api/discovery/preflights/{system}",
            .permission = "datamap.show",
            .work = Work::own,
            .side_by_side = 2},
           run_preflight}};
}

}  // namespace ombud::discovery
