#include "records/here.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/page.h"
#include "http/problem.h"
#include "records/commands.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 2 << 20;

// {"field": ["word", …], …}
Result<void> read_values(const std::string& json, Wanted& wanted) {
  if (json.empty()) return {};
  const ordered_json asked = ordered_json::parse(json);
  for (const auto& [field, words] : asked.items()) {
    const auto is_text = [](const ordered_json& word) { return word.is_string(); };
    if (!words.is_array() || words.empty() || !std::ranges::all_of(words, is_text))
      return fail(Errc::invalid, "http.wrong_kind", {{"field", field}, {"wanted", "list"}});
    wanted.values.emplace_back(field, words.get<std::vector<std::string>>());
  }
  return {};
}

Result<ordered_json> json_of(Visit& visit, const There& there, const Record& record) {
  return as_json(there.kinds, record, TRY(names_of(visit.office, there.kinds, {record})));
}

http::Answer answer_of(const Record& record, const ordered_json& body, int status) {
  http::Answer answer = http::json(json_text(body), status);
  answer.headers.emplace_back("ETag", http::etag_of(version_text(record)));
  return answer;
}

}  // namespace

Place read_place(std::string path, Here here, std::vector<std::string> queries) {
  return {{.path = std::move(path), .permission = "read", .queries = std::move(queries)}, here};
}

Place asked_place(std::string path, Here here) {
  return {{.method = http::Method::post,
           .path = std::move(path),
           .permission = "read",
           .work = http::Work::own,
           .body = http::Body::json,
           .needs_key = false},
          here};
}

Place written_place(http::Method method, std::string path, Here here, std::string permission) {
  return {{.method = method,
           .path = std::move(path),
           .permission = std::move(permission),
           .work = http::Work::writes,
           .body = http::Body::json,
           .most_bytes = most_bytes},
          here};
}

Place bare_place(http::Method method, std::string path, Here here, std::string permission) {
  return {{.method = method,
           .path = std::move(path),
           .permission = std::move(permission),
           .work = http::Work::writes},
          here};
}

Result<Record> record_in(Visit& visit, const There& there) {
  return find(visit.office, there.kinds, there.kind.name, visit.request.parameter("number"));
}

Result<http::Answer> shown_as_it_was(Visit& visit, const There& there, const Record& record) {
  return answer_of(record, TRY(json_of(visit, there, record)), 200);
}

Result<http::Answer> shown(Visit& visit, const There& there, const Record& record, int status) {
  ordered_json body = TRY(json_of(visit, there, record));
  const Allowance may = TRY(allowance(visit.office, there.kinds, record));
  body["may"] = {{"edit", may.edit}, {"moves", may.moves}};
  return answer_of(record, body, status);
}

Result<http::Answer> came_of(Visit& visit, const There& there, const Saved& saved, int status) {
  if (saved.record) return shown(visit, there, *saved.record, status);
  return refusal(there.kind, saved.faults, visit.request.language);
}

http::Answer refused(ordered_json faults, Language language) {
  http::Answer answer = http::problem({Errc::invalid, "records.not_saved", {}}, language);
  ordered_json body = ordered_json::parse(answer.body);
  answer.status = 422;
  body["status"] = answer.status;
  body["title"] = http::phrase_of(answer.status);
  body["faults"] = std::move(faults);
  answer.body = json_text(body);
  return answer;
}

http::Answer refusal(const Kind& kind, const std::vector<Fault>& faults, Language language) {
  return refused(as_json(kind, faults, language), language);
}

Result<Wanted> conditions_in(http::Fields& fields, const Kind& kind) {
  Wanted wanted;
  wanted.kind = kind.name;
  wanted.search = TRY(fields.optional_text("search", 500)).value_or("");
  wanted.states = TRY(fields.texts("states"));
  TRY(read_values(TRY(fields.object("values")), wanted));
  order_by(wanted, TRY(fields.optional_text("order", 64)).value_or("number"));
  wanted.descending = TRY(fields.boolean("descending"));
  wanted.archived = TRY(fields.boolean("archived"));
  return wanted;
}

}  // namespace ombud::records
