// Records over HTTP: the paths of each room (here.h), and those of one record.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/page.h"
#include "records/commands.h"
#include "records/here.h"
#include "records/reviews.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

// The kind that the path names, of the path's room; another room's is not there.
Result<const Kind*> kind_in(const Visit& visit, const Kinds& kinds, const std::string& room) {
  const Kind* kind = TRY(kinds.find(visit.request.parameter("kind")));
  if (kind->room != room)
    return fail(Errc::not_found, "records.no_such_kind", {{"kind", kind->name}});
  return kind;
}

Result<http::Answer> list_kinds(Visit& visit, const Kinds& kinds, const std::string& room) {
  ordered_json all = ordered_json::array();
  for (const Kind& kind : kinds.all())
    if (kind.room == room) all.push_back(as_json(kinds, kind, visit.request.language));
  const std::string text = json_text({{"kinds", std::move(all)}});
  return http::with_etag(visit.request, http::json(text), text);
}

Result<Wanted> wanted_in(const http::Request& request, const Kind& kind) {
  http::Fields fields = TRY(http::Fields::of(request));
  Wanted wanted = TRY(conditions_in(fields, kind));
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
  draft.reason = TRY(fields.optional_text("reason", most_reason)).value_or("");
  TRY(fields.no_more());
  return draft;
}

Result<http::Answer> create_here(Visit& visit, const There& there) {
  Saved saved;
  Draft draft = TRY(draft_in(visit, there, saved.faults));
  if (saved.faults.empty())
    saved = TRY(create(visit.office, there.kinds, there.kind.name, std::move(draft)));
  else
    saved.faults =
        all_faults(there.kind, Demand::title, std::move(draft.row), std::move(saved.faults));
  return came_of(visit, there, saved, 201);
}

Result<http::Answer> edit_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(http::check_version(visit.request, version_text(record)));
  Saved saved;
  Draft draft = TRY(draft_in(visit, there, saved.faults));
  if (saved.faults.empty())
    saved = TRY(edit(visit.office, there.kinds, record.id, record.version, std::move(draft)));
  else
    saved.faults = all_faults(there.kind, demand_in(there.kind, record.state), std::move(draft.row),
                              std::move(saved.faults));
  return came_of(visit, there, saved, 200);
}

Result<http::Answer> copy_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  return came_of(visit, there,
                 TRY(duplicate(visit.office, there.kinds, record.id, visit.request.language)), 201);
}

Result<http::Answer> show_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const std::string& at = visit.request.query("as_of");
  if (at.empty()) return shown(visit, there, record, 200);
  return shown_as_it_was(visit, there,
                         TRY(as_of(visit.office, there.kinds, record.id, TRY(moment_in(at)))));
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

Result<http::Answer> review_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(http::check_version(visit.request, version_text(record)));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string note = TRY(fields.text("note", most_reason));
  std::optional<Day> next_on;
  if (const auto day = TRY(fields.optional_text("next_on", 10))) next_on = TRY(parse_day(*day));
  TRY(fields.no_more());
  return came_of(visit, there,
                 TRY(review(visit.office, there.kinds, record.id, record.version, note, next_on)),
                 200);
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

// The paths of one room.
class RoomRoutes {
 public:
  RoomRoutes(std::string room, KindsOf kinds) : room_(std::move(room)), kinds_(std::move(kinds)) {}

  std::vector<accounts::Route> all() {
    using http::Method;
    routes_.push_back({{.path = "/api/" + room_ + "/kinds", .permission = room_ + ".read"},
                       [room = room_, kinds = kinds_](Visit& visit) -> Result<http::Answer> {
                         return list_kinds(visit, TRY(kinds(visit.office)), room);
                       }});
    add({read_place("/{kind}/{number}", show_here, {"as_of"}),
         read_place("/{kind}/{number}/history", history_here),
         read_place("/{kind}/{number}/links", links_here),
         asked_place("/{kind}/lists", list_records),
         written_place(Method::post, "/{kind}", create_here),
         written_place(Method::put, "/{kind}/{number}", edit_here),
         bare_place(Method::post, "/{kind}/{number}/copies", copy_here),
         written_place(Method::post, "/{kind}/{number}/moves", move_here),
         written_place(Method::post, "/{kind}/{number}/archive", archive_here),
         written_place(Method::post, "/{kind}/{number}/reviews", review_here)});
    add(many_places());
    add(view_places());
    add(talk_places());
    add(transfer_places());
    add(attachment_places());
    return std::move(routes_);
  }

 private:
  void add(std::vector<Place> places) {
    for (auto& [declared, here] : places) {
      declared.path = "/api/" + room_ + declared.path;
      declared.permission = room_ + "." + declared.permission;
      routes_.push_back(
          {std::move(declared),
           [room = room_, kinds = kinds_, here = here](Visit& visit) -> Result<http::Answer> {
             const Kinds all = TRY(kinds(visit.office));
             return here(visit, {all, *TRY(kind_in(visit, all, room))});
           }});
    }
  }

  std::string room_;
  KindsOf kinds_;
  std::vector<accounts::Route> routes_;
};

}  // namespace

std::vector<accounts::Route> routes(const std::string& room, KindsOf kinds) {
  return RoomRoutes(room, std::move(kinds)).all();
}

}  // namespace ombud::records
