#include "records/changes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

namespace {

Result<void> go_on(sql::Statement& select, const std::vector<std::string>& after) {
  if (after.empty()) return {};
  std::int64_t at = 0;
  if (after.size() == 2 && is_uuid(after[1])) {
    const char* end = after[0].data() + after[0].size();
    const auto [stop, error] = std::from_chars(after[0].data(), end, at);
    if (error == std::errc() && stop == end) {
      select.text(" and (c.at, c.id) < (").value(at).text(", ").value(after[1]).text(")");
      return {};
    }
  }
  return fail(Errc::invalid, "records.bad_cursor");
}

}  // namespace

Result<BulkChanges> bulk_changes(accounts::Office& office, const Kinds& kinds,
                                 std::string_view name, const std::vector<std::string>& after,
                                 std::size_t limit) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select(
      "select c.id, c.what, c.reason, c.at, c.by_id, c.records, u.id, exists (select 1 from "
      "records_version v join records_record r on r.organisation_id = v.organisation_id and r.id = "
      "v.record_id where v.organisation_id = c.organisation_id and v.change_id = c.id and "
      "r.version "
      "> v.version) from records_change c left join records_change u on u.organisation_id = "
      "c.organisation_id and u.undoes_id = c.id where c.records > 1 and c.organisation_id = ");
  select.value(transaction.organisation().text);
  select
      .text(
          " and exists (select 1 from records_version v join records_record r on "
          "r.organisation_id = v.organisation_id and r.id = v.record_id where v.organisation_id = "
          "c.organisation_id and v.change_id = c.id and r.kind = ")
      .value(kind.name)
      .text(")");
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  if (!sight.is_whole()) {
    select.text(
        " and c.records = (select count(*) from records_version v join records_record r on "
        "r.organisation_id = v.organisation_id and r.id = v.record_id where v.organisation_id = "
        "c.organisation_id and v.change_id = c.id");
    sight.narrow(select);
    select.text(")");
  }
  TRY(go_on(select, after));
  select.text(" order by c.at desc, c.id desc limit ");
  select.value(static_cast<std::int64_t>(limit + 1));
  BulkChanges found;
  for (const sql::Row& row : TRY(transaction.all(select))) {
    if (found.changes.size() == limit) {
      const BulkChange& last = found.changes.back();
      found.next = {std::to_string(std::get<std::int64_t>(store::of_instant(last.at))),
                    last.id.text};
      break;
    }
    found.changes.push_back({ChangeId{store::text_in(row[0])}, store::text_in(row[1]),
                             store::text_in(row[2]), TRY(store::instant_in(row[3])),
                             AccountId{store::text_in(row[4])}, store::integer_in(row[5]),
                             !sql::is_null(row[6]), store::boolean_in(row[7])});
  }
  return found;
}

nlohmann::ordered_json as_json(const BulkChange& change, const Names& names) {
  return {{"id", change.id.text},
          {"what", change.what},
          {"at", format_instant(change.at)},
          {"by", name_of(change.by, names)},
          {"reason", change.reason},
          {"records", change.records},
          {"undone", change.undone},
          {"touched", change.touched}};
}

}  // namespace ombud::records
