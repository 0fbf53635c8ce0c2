// Many records over HTTP: all that a list shows, changed at once, found again and undone at once.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/page.h"
#include "records/changes.h"
#include "records/here.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

// What is chosen by "all that are shown"; each with its version, so that what comes of it is the
// same as if each had been chosen by hand.
Result<http::Answer> matching_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Wanted wanted = TRY(conditions_in(fields, there.kind));
  TRY(fields.no_more());
  ordered_json all = ordered_json::array();
  for (const auto& [id, version] : TRY(matching(visit.office, there.kinds, wanted)))
    all.push_back({{"id", id.text}, {"version", version}});
  return http::json(json_text({{"records", std::move(all)}}));
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
    wrong.push_back(as_json(there.kind, number, fault, visit.request.language));
  if (!wrong.empty()) return refused(std::move(wrong), visit.request.language);
  return http::json(
      json_text({{"change", many.change ? ordered_json(many.change->text) : ordered_json()},
                 {"changed", many.changed}}));
}

Result<http::Answer> changes_here(Visit& visit, const There& there) {
  const auto after = TRY(http::cursor_in(visit.request, 2)).value_or(std::vector<std::string>());
  const BulkChanges found = TRY(bulk_changes(visit.office, there.kinds, there.kind.name, after));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  ordered_json all = ordered_json::array();
  for (const BulkChange& change : found.changes) all.push_back(as_json(change, names));
  return http::json(json_text(
      {{"changes", std::move(all)},
       {"next", found.next.empty() ? ordered_json() : ordered_json(http::cursor_of(found.next))}}));
}

Result<http::Answer> undo_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  const Many undone =
      TRY(undo(visit.office, there.kinds, ChangeId{visit.request.parameter("change")}, reason));
  return http::json(json_text({{"change", undone.change->text}, {"changed", undone.changed}}));
}

}  // namespace

std::vector<Place> many_places() {
  using http::Method;
  return {asked_place("/{kind}/matching", matching_here),
          written_place(Method::post, "/{kind}/edits", edit_many_here),
          read_place("/{kind}/changes", changes_here, {"cursor"}),
          written_place(Method::post, "/{kind}/changes/{change}/undo", undo_here)};
}

}  // namespace ombud::records
