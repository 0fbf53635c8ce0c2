// What records were: each version, and all of a kind at a moment.

#include "records/history.h"

#include <algorithm>
#include <map>

#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

namespace {

constexpr std::size_t records_at_once = 500;

// Of a version's row in the order of select_versions().
Result<Record> version_in(const Kind& kind, const sql::Row& row, Record head) {
  head.version = static_cast<int>(store::integer_in(row[0]));
  head.changed_at = TRY(store::instant_in(row[1]));
  head.title = store::text_in(row[2]);
  head.state = store::text_in(row[3]);
  head.owner = std::nullopt;
  if (const auto owner = store::optional_text_in(row[4])) head.owner = AccountId{*owner};
  head.archived = store::boolean_in(row[5]);
  head.row = TRY(row_in(kind, store::text_in(row[6])));
  head.changed_by = AccountId{store::text_in(row[7])};
  head.review_on = std::nullopt;
  return head;
}

std::vector<std::string> differences(const Kind& kind, const Record& before, const Record& after) {
  std::vector<std::string> fields;
  for (const Field& field : kind.fields) {
    const Value* old = before.row.find(field.name);
    const Value* now = after.row.find(field.name);
    if ((old == nullptr) != (now == nullptr) || (old != nullptr && *old != *now))
      fields.push_back(field.name);
  }
  return fields;
}

}  // namespace

Result<std::vector<Version>> history(accounts::Office& office, const Kinds& kinds,
                                     const RecordId& id) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const Record head = TRY(seen(office, kinds, transaction, id));
  const Kind& kind = *TRY(kinds.find(head.kind));
  std::vector<Version> versions;
  for (const sql::Row& row : TRY(transaction.all(
           "select v.version, v.at, v.title, v.state, v.owner_id, v.archived, v.content, c.by_id, "
           "c.id, c.what, c.reason from records_version v join records_change c "
           "on c.organisation_id = v.organisation_id and c.id = v.change_id "
           "where v.organisation_id = ? and v.record_id = ? order by v.version",
           {transaction.organisation().text, id.text}))) {
    Version version;
    version.record = TRY(version_in(kind, row, head));
    version.version = version.record.version;
    version.at = version.record.changed_at;
    version.by = version.record.changed_by;
    version.change = ChangeId{store::text_in(row[8])};
    version.what = store::text_in(row[9]);
    version.reason = store::text_in(row[10]);
    version.fields =
        differences(kind, versions.empty() ? Record{} : versions.back().record, version.record);
    versions.push_back(std::move(version));
  }
  std::ranges::reverse(versions);
  return versions;
}

Result<Record> as_of(accounts::Office& office, const Kinds& kinds, const RecordId& id, Instant at) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const Record head = TRY(seen(office, kinds, transaction, id));
  const Kind& kind = *TRY(kinds.find(head.kind));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select v.version, v.at, v.title, v.state, v.owner_id, v.archived, v.content, c.by_id "
      "from records_version v join records_change c "
      "on c.organisation_id = v.organisation_id and c.id = v.change_id "
      "where v.organisation_id = ? and v.record_id = ? and v.at <= ? "
      "order by v.version desc limit 1",
      {transaction.organisation().text, id.text, store::of_instant(at)}));
  if (!row) return fail(Errc::not_found, "records.not_yet", {{"number", head.number}});
  return version_in(kind, *row, head);
}

namespace {

// Of the columns that as_of_kind() asks for.
Result<Record> record_as_of(const Kind& kind, const sql::Row& row) {
  Record head;
  head.id = RecordId{store::text_in(row[8])};
  head.kind = kind.name;
  head.number = number_text(kind, store::integer_in(row[9]));
  head.made_at = TRY(store::instant_in(row[10]));
  return version_in(kind, row, std::move(head));
}

// "… where of the kind, there and not archived then", to go on with " and …".
sql::Statement as_of_kind(const std::string& organisation, const Kind& kind, Instant at) {
  sql::Statement select(
      "select v.version, v.at, v.title, v.state, v.owner_id, v.archived, v.content, c.by_id, "
      "r.id, r.number, r.made_at from records_record r join records_version v "
      "on v.organisation_id = r.organisation_id and v.record_id = r.id join records_change c "
      "on c.organisation_id = v.organisation_id and c.id = v.change_id "
      "where r.organisation_id = ");
  select.value(organisation).text(" and r.kind = ").value(kind.name);
  select.text(" and v.archived = ").value(false);
  select.text(
      " and v.version = (select max(l.version) from records_version l where "
      "l.organisation_id = r.organisation_id and l.record_id = r.id and l.at <= ");
  select.value(store::of_instant(at)).text(")");
  return select;
}

}  // namespace

Result<void> each_as_of(accounts::Office& office, const Kinds& kinds, std::string_view name,
                        Instant at, const std::function<Result<void>(const Record&)>& take) {
  const Kind& kind = *TRY(kinds.find(name));
  // What was there at a moment does not change any more: it can be read bit by bit.
  for (std::string after;;) {
    const std::vector<Record> records =
        TRY(some_as_of(office, kinds, kind, at, after, records_at_once));
    for (const Record& record : records) TRY(take(record));
    if (records.size() < records_at_once) return {};
    after = records.back().number;
  }
}

Result<std::vector<Record>> some_as_of(accounts::Office& office, const Kinds& kinds,
                                       const Kind& kind, Instant at, const std::string& after,
                                       std::size_t most) {
  TRY(allowed(office, kinds, kind.name, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select = as_of_kind(transaction.organisation().text, kind, at);
  // Whose it is now is who may see what it was.
  TRY(Sight::of(office, kinds, transaction, "read")).narrow(select, kind);
  select.text(" and r.number > ").value(serial_in(kind, after));
  select.text(" order by r.number limit ").value(static_cast<std::int64_t>(most));
  std::vector<Record> records;
  for (const sql::Row& row : TRY(transaction.all(select)))
    records.push_back(TRY(record_as_of(kind, row)));
  return records;
}

Result<std::vector<Record>> find_several(accounts::Office& office, const Kinds& kinds,
                                         const std::vector<std::string>& ids,
                                         std::optional<Instant> at) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  std::vector<Record> found = TRY(records_of(kinds, transaction, ids, sight));
  if (!at) return found;
  std::map<std::string, Record> heads;
  std::vector<sql::Value> known;
  for (Record& record : found) {
    known.emplace_back(record.id.text);
    heads.emplace(record.id.text, std::move(record));
  }
  found.clear();
  for (std::size_t from = 0; from < known.size(); from += records_at_once) {
    sql::Statement select(
        "select v.version, v.at, v.title, v.state, v.owner_id, v.archived, v.content, c.by_id, "
        "v.record_id from records_version v join records_change c "
        "on c.organisation_id = v.organisation_id and c.id = v.change_id "
        "where v.organisation_id = ");
    select.value(transaction.organisation().text).text(" and v.record_id in (");
    select.values(std::span(known).subspan(from, std::min(records_at_once, known.size() - from)));
    select
        .text(
            ") and v.version = (select max(l.version) from records_version l where "
            "l.organisation_id = v.organisation_id and l.record_id = v.record_id and l.at <= ")
        .value(store::of_instant(*at))
        .text(")");
    for (const sql::Row& row : TRY(transaction.all(select))) {
      const Record& head = heads.at(store::text_in(row[8]));
      found.push_back(TRY(version_in(*TRY(kinds.find(head.kind)), row, head)));
    }
  }
  return found;
}

}  // namespace ombud::records
