// Records over HTTP. Each room that declares kinds has the same paths under its own name, with its
// own permissions: /api/processing/activity/B-0001 is read with processing.read.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "http/problem.h"
#include "records/commands.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 2 << 20;
constexpr std::size_t most_reason = 2'000;

// The kind that the path names, of the path's room; another room's is not there.
Result<const Kind*> kind_in(const Visit& visit, const Kinds& kinds, const std::string& room) {
  const Kind* kind = TRY(kinds.find(visit.request.parameter("kind")));
  if (kind->room != room)
    return fail(Errc::not_found, "records.no_such_kind", {{"kind", kind->name}});
  return kind;
}

// What a path means: the room that it belongs to and all kinds.
struct There {
  const Kinds& kinds;
  const Kind& kind;
};

Result<Record> record_in(Visit& visit, const There& there) {
  return find(visit.office, there.kinds, there.kind.name, visit.request.parameter("number"));
}

// A problem that says of each value what is wrong with it (RFC 9457, 3.2).
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

Result<http::Answer> shown(Visit& visit, const There& there, const Record& record, int status) {
  const Names names = TRY(names_of(visit.office, there.kinds, {record}));
  http::Answer answer = http::json(json_text(as_json(there.kinds, record, names)), status);
  answer.headers.emplace_back("ETag", http::etag_of(version_text(record)));
  return answer;
}

Result<http::Answer> came_of(Visit& visit, const There& there, const Saved& saved, int status) {
  if (saved.record) return shown(visit, there, *saved.record, status);
  return refusal(there.kind, saved.faults, visit.request.language);
}

Result<http::Answer> list_kinds(Visit& visit, const Kinds& kinds, const std::string& room) {
  ordered_json all = ordered_json::array();
  for (const Kind& kind : kinds.all())
    if (kind.room == room) all.push_back(as_json(kinds, kind, visit.request.language));
  const std::string text = json_text({{"kinds", std::move(all)}});
  return http::with_etag(visit.request, http::json(text), text);
}

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

Result<Wanted> wanted_in(const http::Request& request, const Kind& kind) {
  http::Fields fields = TRY(http::Fields::of(request));
  Wanted wanted;
  wanted.kind = kind.name;
  wanted.search = TRY(fields.optional_text("search", 500)).value_or("");
  wanted.states = TRY(fields.texts("states"));
  TRY(read_values(TRY(fields.object("values")), wanted));
  order_by(wanted, TRY(fields.optional_text("order", 64)).value_or("number"));
  wanted.descending = TRY(fields.boolean("descending"));
  wanted.archived = TRY(fields.boolean("archived"));
  wanted.after = TRY(fields.texts("after", 2));
  const std::int64_t limit = TRY(fields.integer("limit"));
  if (limit < 1 || limit > 200) return fail(Errc::invalid, "http.bad_limit", {{"most", "200"}});
  wanted.limit = static_cast<std::size_t>(limit);
  TRY(fields.no_more());
  return wanted;
}

Result<http::Answer> list_records(Visit& visit, const There& there) {
  const Wanted wanted = TRY(wanted_in(visit.request, there.kind));
  const Page page = TRY(list(visit.office, there.kinds, wanted));
  const Names names = TRY(names_of(visit.office, there.kinds, page.records));
  ordered_json records = ordered_json::array();
  for (const Record& record : page.records) records.push_back(as_json(there.kinds, record, names));
  return http::json(
      json_text({{"records", std::move(records)}, {"count", page.count}, {"next", page.next}}));
}

// The fields of a record as the body gives them; the faults are those of reading.
Result<Draft> draft_in(Visit& visit, const There& there, std::vector<Fault>& faults) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Draft draft;
  const std::string row = TRY(fields.object("fields"));
  if (row.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "fields"}});
  draft.row = TRY(read_json(there.kind, row, faults));
  if (const auto owner = TRY(fields.optional_text("owner", 64))) draft.owner = AccountId{*owner};
  TRY(fields.no_more());
  return draft;
}

Result<http::Answer> create_here(Visit& visit, const There& there) {
  Saved saved;
  Draft draft = TRY(draft_in(visit, there, saved.faults));
  if (saved.faults.empty())
    saved = TRY(create(visit.office, there.kinds, there.kind.name, std::move(draft)));
  return came_of(visit, there, saved, 201);
}

Result<http::Answer> edit_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(http::check_version(visit.request, version_text(record)));
  Saved saved;
  Draft draft = TRY(draft_in(visit, there, saved.faults));
  if (saved.faults.empty())
    saved = TRY(edit(visit.office, there.kinds, record.id, record.version, std::move(draft)));
  return came_of(visit, there, saved, 200);
}

Result<http::Answer> show_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const std::string& at = visit.request.query("as_of");
  if (at.empty()) return shown(visit, there, record, 200);
  const Record then = TRY(as_of(visit.office, there.kinds, record.id, TRY(moment_in(at))));
  return shown(visit, there, then, 200);
}

Result<http::Answer> move_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(http::check_version(visit.request, version_text(record)));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string name = TRY(fields.text("move", 64));
  const std::string reason = TRY(fields.optional_text("reason", most_reason)).value_or("");
  TRY(fields.no_more());
  return came_of(visit, there,
                 TRY(move(visit.office, there.kinds, record.id, record.version, name, reason)),
                 200);
}

Result<http::Answer> archive_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(http::check_version(visit.request, version_text(record)));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const bool archived = TRY(fields.boolean("archived"));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  return came_of(
      visit, there,
      TRY(archive(visit.office, there.kinds, record.id, record.version, archived, reason)), 200);
}

Result<http::Answer> history_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const std::vector<Version> versions = TRY(history(visit.office, there.kinds, record.id));
  std::vector<Record> records;
  for (const Version& version : versions) records.push_back(version.record);
  const Names names = TRY(names_of(visit.office, there.kinds, records));
  ordered_json all = ordered_json::array();
  for (const Version& version : versions) all.push_back(as_json(there.kinds, version, names));
  return http::json(json_text({{"versions", std::move(all)}}));
}

Result<http::Answer> links_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  ordered_json all = ordered_json::array();
  for (const Linked& one : TRY(linked(visit.office, there.kinds, record.id))) {
    const Kind& from = *TRY(there.kinds.find(one.kind));
    all.push_back({{"room", from.room},
                   {"kind", one.kind},
                   {"kind_label", say(from.label, visit.request.language)},
                   {"number", one.number},
                   {"title", one.title},
                   {"state", one.state},
                   {"field", one.field},
                   {"label", label_of(from, one.field, visit.request.language)}});
  }
  return http::json(json_text({{"links", std::move(all)}}));
}

// [{"id", "version"}, …]
Result<void> read_records(const std::string& json, Patch& patch) {
  if (json.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "records"}});
  for (const ordered_json& one : ordered_json::parse(json)) {
    const bool good = one.is_object() && one.size() == 2 && one.contains("id") &&
                      one["id"].is_string() && one.contains("version") &&
                      one["version"].is_number_integer();
    if (!good)
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "records"}, {"wanted", "list"}});
    patch.records.emplace_back(RecordId{one["id"].get<std::string>()}, one["version"].get<int>());
  }
  return {};
}

Result<http::Answer> edit_many_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Patch patch;
  TRY(read_records(TRY(fields.list("records")), patch));
  std::vector<Fault> faults;
  const std::string set = TRY(fields.object("set"));
  if (!set.empty()) patch.set = TRY(read_json(there.kind, set, faults));
  patch.clear = TRY(fields.texts("clear"));
  if (const auto owner = TRY(fields.optional_text("owner", 64))) patch.owner = AccountId{*owner};
  patch.reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  if (!faults.empty()) return came_of(visit, there, Saved{{}, std::move(faults)}, 200);
  const Many many = TRY(edit_many(visit.office, there.kinds, there.kind.name, patch));
  ordered_json wrong = ordered_json::array();
  for (const auto& [number, fault] : many.faults)
    wrong.push_back({{"number", number},
                     {"path", fault.path},
                     {"key", fault.error.key},
                     {"label", label_of(there.kind, fault.path, visit.request.language)},
                     {"text", say(fault.error, visit.request.language)}});
  if (!wrong.empty()) return refused(std::move(wrong), visit.request.language);
  return http::json(
      json_text({{"change", many.change ? ordered_json(many.change->text) : ordered_json()},
                 {"changed", many.changed}}));
}

Result<http::Answer> undo_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  const Many undone =
      TRY(undo(visit.office, there.kinds, ChangeId{visit.request.parameter("change")}, reason));
  return http::json(json_text({{"change", undone.change->text}, {"changed", undone.changed}}));
}

using Here = Result<http::Answer> (*)(Visit&, const There&);

// The paths of one room.
class RoomRoutes {
 public:
  RoomRoutes(std::string room, KindsOf kinds) : room_(std::move(room)), kinds_(std::move(kinds)) {}

  std::vector<accounts::Route> all() {
    using http::Method;
    routes_.push_back({{.path = "/api/" + room_ + "/kinds", .permission = room_ + ".read"},
                       [room = room_, kinds = kinds_](Visit& visit) -> Result<http::Answer> {
                         return list_kinds(visit, *TRY(kinds()), room);
                       }});
    read("/{kind}/{number}", show_here, {"as_of"});
    read("/{kind}/{number}/history", history_here);
    read("/{kind}/{number}/links", links_here);
    // What is searched for may be a name, which has no place in an address.
    asked("/{kind}/lists", list_records);
    written(Method::post, "/{kind}", create_here);
    written(Method::put, "/{kind}/{number}", edit_here);
    written(Method::post, "/{kind}/{number}/moves", move_here);
    written(Method::post, "/{kind}/{number}/archive", archive_here);
    written(Method::post, "/{kind}/edits", edit_many_here);
    written(Method::post, "/{kind}/changes/{change}/undo", undo_here);
    return std::move(routes_);
  }

 private:
  void add(http::Declaration declared, Here here) {
    declared.path = "/api/" + room_ + declared.path;
    routes_.push_back({std::move(declared),
                       [room = room_, kinds = kinds_, here](Visit& visit) -> Result<http::Answer> {
                         const Kinds& all = *TRY(kinds());
                         return here(visit, {all, *TRY(kind_in(visit, all, room))});
                       }});
  }

  void read(std::string path, Here here, std::vector<std::string> queries = {}) {
    add({.path = std::move(path), .permission = room_ + ".read", .queries = std::move(queries)},
        here);
  }

  void asked(std::string path, Here here) {
    add({.method = http::Method::post,
         .path = std::move(path),
         .permission = room_ + ".read",
         .work = http::Work::own,
         .body = http::Body::json,
         .needs_key = false},
        here);
  }

  void written(http::Method method, std::string path, Here here) {
    add({.method = method,
         .path = std::move(path),
         .permission = room_ + ".edit",
         .work = http::Work::writes,
         .body = http::Body::json,
         .most_bytes = most_bytes},
        here);
  }

  std::string room_;
  KindsOf kinds_;
  std::vector<accounts::Route> routes_;
};

}  // namespace

http::Answer refusal(const Kind& kind, const std::vector<Fault>& faults, Language language) {
  return refused(as_json(kind, faults, language), language);
}

std::vector<accounts::Route> routes(const std::string& room, KindsOf kinds) {
  return RoomRoutes(room, std::move(kinds)).all();
}

}  // namespace ombud::records
