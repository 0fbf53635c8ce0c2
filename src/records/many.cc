// Many records as one change, and a change taken back.

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "records/pen.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/wish.h"

namespace ombud::records {

namespace {

constexpr std::size_t most_at_once = 10'000;

Failure changed_meanwhile(const Record& record) {
  return fail(Errc::conflict, "records.changed_meanwhile",
              {{"number", record.number}, {"version", std::to_string(record.version)}});
}

Record patched(Record record, const Patch& patch) {
  for (const auto& [field, value] : patch.set.values) record.row.set(field, value);
  for (const std::string& field : patch.clear) record.row.clear(field);
  if (patch.owner) record.owner = patch.owner;
  return record;
}

}  // namespace

Result<Many> edit_many(accounts::Office& office, const Kinds& kinds, std::string_view name,
                       const Patch& patch) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::edit));
  if (trim(patch.reason).empty()) return fail(Errc::invalid, "records.no_reason");
  if (patch.records.size() > most_at_once)
    return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_at_once)}});
  for (const std::string& field : patch.clear)
    if (kind.field(field) == nullptr) return fail(Errc::invalid, "records.no_such_field");
  std::map<std::string, int> seen;
  std::vector<std::string> ids;
  for (const auto& [id, version] : patch.records) {
    if (!is_uuid(id.text)) return unknown(id.text);
    if (seen.emplace(id.text, version).second) ids.push_back(id.text);
  }
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  std::vector<Record> records = TRY(records_of(kinds, transaction, ids, sight));
  for (const Record& record : records)
    if (record.kind != kind.name) return unknown(record.number);
  std::set<std::string> gone(ids.begin(), ids.end());
  for (const Record& record : records) gone.erase(record.id.text);
  if (!gone.empty()) {
    accounts::note_hidden(office, kind.name + " " + *gone.begin());
    return unknown(*gone.begin());
  }
  std::ranges::sort(records, {}, &Record::number);
  std::vector<Record> after;
  for (const Record& before : records) {
    if (before.version != seen[before.id.text]) return changed_meanwhile(before);
    TRY(takes_edits(kind, before));
    after.push_back(patched(before, patch));
  }
  const auto faults = TRY(faults_of(office, kinds, kind, transaction, after));
  Many many;
  Pen pen(office, kinds, kind, transaction, {"records.edited_many", trim(patch.reason)});
  for (std::size_t at = 0; at < after.size(); ++at) {
    for (const Fault& fault : faults[at]) many.faults.emplace_back(after[at].number, fault);
    const bool same = after[at].row == records[at].row && after[at].owner == records[at].owner;
    if (!same && many.faults.empty()) TRY(pen.put(after[at]));
  }
  if (!many.faults.empty() || pen.records() == 0) return many;
  TRY(pen.end());
  TRY(transaction.commit());
  many.change = pen.change();
  many.changed = pen.records();
  return many;
}

Result<Moved> move_many(accounts::Office& office, const Kinds& kinds, std::string_view name,
                        const std::vector<RecordId>& ids, std::string_view by,
                        const std::string& reason) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::edit));
  const auto move = std::ranges::find(kind.moves, by, &Move::name);
  if (move == kind.moves.end())
    return fail(Errc::invalid, "records.no_such_move", {{"move", std::string(by)}});
  TRY(permitted(office, kind, move->permission));
  if (trim(reason).empty()) return fail(Errc::invalid, "records.no_reason");
  if (ids.size() > most_at_once)
    return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_at_once)}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  std::vector<std::string> texts;
  for (const RecordId& id : ids) texts.push_back(id.text);
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "edit"));
  std::vector<Record> records = TRY(records_of(kinds, transaction, texts, sight));
  std::erase_if(records, [&](const Record& one) {
    return one.kind != kind.name || one.archived ||
           std::ranges::find(move->from, one.state) == move->from.end();
  });
  std::ranges::sort(records, {}, &Record::number);
  for (Record& record : records) record.state = move->to;
  const auto faults = TRY(faults_of(office, kinds, kind, transaction, records));
  Moved moved;
  Pen pen(office, kinds, kind, transaction, {"records.moved", trim(reason)});
  for (std::size_t at = 0; at < records.size(); ++at) {
    if (!faults[at].empty()) {
      moved.left.emplace_back(records[at].id, faults[at]);
      continue;
    }
    TRY(pen.put(records[at]));
    moved.records.push_back(records[at]);
  }
  if (pen.records() == 0) return moved;
  TRY(pen.end());
  TRY(transaction.commit());
  moved.change = pen.change();
  return moved;
}

Result<Many> undo(accounts::Office& office, const Kinds& kinds, const ChangeId& change,
                  const std::string& reason) {
  const auto no_such = [] { return fail(Errc::not_found, "records.no_such_change"); };
  if (!is_uuid(change.text)) return no_such();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const std::optional<sql::Row> made =
      TRY(transaction.one("select kind from records_change where organisation_id = ? and id = ?",
                          {organisation, change.text}));
  if (!made) return no_such();
  const Kind& first = *TRY(allowed(office, kinds, store::text_in((*made)[0]), Verb::edit));
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "select v.record_id, v.version, b.content, b.state, b.owner_id, b.archived, b.review_on "
      "from records_version v join records_record r on r.organisation_id = v.organisation_id "
      "and r.id = v.record_id left join records_version b on b.organisation_id = "
      "v.organisation_id and b.record_id = v.record_id and b.version = v.version - 1 "
      "where v.organisation_id = ? and v.change_id = ? order by r.kind, v.record_id",
      {organisation, change.text}));
  std::vector<std::string> ids;
  for (const sql::Row& row : rows) ids.push_back(store::text_in(row[0]));
  std::map<std::string, Record> now;
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  for (Record& record : TRY(records_of(kinds, transaction, ids, sight)))
    now.emplace(record.id.text, std::move(record));
  // What changed others' records too is not his to know of.
  if (std::ranges::any_of(ids, [&](const std::string& id) { return !now.contains(id); })) {
    accounts::note_hidden(office, "change " + change.text);
    return no_such();
  }
  if (TRY(transaction.one(
          "select id from records_change where organisation_id = ? and undoes_id = ?",
          {organisation, change.text})))
    return fail(Errc::conflict, "records.already_undone");
  Pen pen(office, kinds, first, transaction, {"records.undone", trim(reason), change});
  for (const sql::Row& row : rows) {
    Record record = now.at(store::text_in(row[0]));
    const Kind& kind = *TRY(allowed(office, kinds, record.kind, Verb::edit));
    TRY(pen.turn_to(kind));
    if (record.version != store::integer_in(row[1]))
      return fail(Errc::conflict, "records.changed_since", {{"number", record.number}});
    if (sql::is_null(row[2])) {
      record.archived = true;
    } else {
      record.row = TRY(row_in(kind, store::text_in(row[2])));
      record.title = record.row.text(kind.title);
      record.state = store::text_in(row[3]);
      const auto owner = store::optional_text_in(row[4]);
      record.owner = owner ? std::optional(AccountId{*owner}) : std::nullopt;
      record.archived = store::boolean_in(row[5]);
      if (const auto day = store::optional_text_in(row[6])) record.review_on = TRY(parse_day(*day));
    }
    TRY(pen.put(record));
  }
  TRY(pen.end());
  TRY(transaction.commit());
  return Many{pen.change(), pen.records(), {}};
}

}  // namespace ombud::records
