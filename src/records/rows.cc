#include "records/rows.h"

#include <fmt/format.h>

#include <charconv>

#include "records/sight.h"

namespace ombud::records {

namespace {

constexpr std::size_t ids_at_once = 500;

}  // namespace

Result<Row> row_in(const Kind& kind, const std::string& json) {
  std::vector<Fault> ignored;
  return read_json(kind, json, ignored);
}

sql::Statement select_records(const std::string& organisation) {
  sql::Statement select(
      "select r.id, r.kind, r.number, r.version, r.title, r.state, r.owner_id, r.archived, "
      "r.review_on, r.made_at, r.changed_at, r.changed_by, v.content from records_record r "
      "join records_version v on v.organisation_id = r.organisation_id and v.record_id = r.id "
      "and v.version = r.version where r.organisation_id = ");
  select.value(organisation);
  return select;
}

Result<Record> record_in(const Kinds& kinds, const sql::Row& row) {
  Record record;
  record.id = RecordId{store::text_in(row[0])};
  record.kind = store::text_in(row[1]);
  const Kind& kind = *TRY(kinds.find(record.kind));
  record.number = number_text(kind, store::integer_in(row[2]));
  record.version = static_cast<int>(store::integer_in(row[3]));
  record.title = store::text_in(row[4]);
  record.state = store::text_in(row[5]);
  if (const auto owner = store::optional_text_in(row[6])) record.owner = AccountId{*owner};
  record.archived = store::boolean_in(row[7]);
  if (const auto day = store::optional_text_in(row[8])) record.review_on = TRY(parse_day(*day));
  record.made_at = TRY(store::instant_in(row[9]));
  record.changed_at = TRY(store::instant_in(row[10]));
  record.changed_by = AccountId{store::text_in(row[11])};
  record.row = TRY(row_in(kind, store::text_in(row[12])));
  return record;
}

Result<Record> record_of(const Kinds& kinds, store::Transaction& transaction, const RecordId& id) {
  if (!is_uuid(id.text)) return unknown(id.text);
  std::vector<Record> found = TRY(records_of(kinds, transaction, {id.text}));
  if (found.empty()) return unknown(id.text);
  return std::move(found.front());
}

namespace {

Result<std::vector<Record>> chosen(const Kinds& kinds, store::Transaction& transaction,
                                   const std::vector<std::string>& ids, const Sight* sight) {
  std::vector<Record> found;
  for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
    const std::size_t end = std::min(ids.size(), at + ids_at_once);
    const std::vector<sql::Value> some(ids.begin() + static_cast<std::ptrdiff_t>(at),
                                       ids.begin() + static_cast<std::ptrdiff_t>(end));
    sql::Statement select = select_records(transaction.organisation().text);
    select.text(" and r.id in (").values(some).text(")");
    if (sight != nullptr) sight->narrow(select);
    for (const sql::Row& row : TRY(transaction.all(select)))
      found.push_back(TRY(record_in(kinds, row)));
  }
  return found;
}

}  // namespace

Result<std::vector<Record>> records_of(const Kinds& kinds, store::Transaction& transaction,
                                       const std::vector<std::string>& ids, const Sight& sight) {
  return chosen(kinds, transaction, ids, &sight);
}

Result<std::vector<Record>> records_of(const Kinds& kinds, store::Transaction& transaction,
                                       const std::vector<std::string>& ids) {
  return chosen(kinds, transaction, ids, nullptr);
}

Result<void> permitted(accounts::Office& office, const Kind& kind, const std::string& permission) {
  if (office.actor.may(permission)) return {};
  accounts::note_hidden(office, kind.name);
  return fail(Errc::forbidden, "records.not_permitted", {{"permission", permission}});
}

Result<const Kind*> allowed(accounts::Office& office, const Kinds& kinds, std::string_view name,
                            Verb verb) {
  const Kind* kind = TRY(kinds.find(name));
  TRY(permitted(office, *kind, kind->room + (verb == Verb::read ? ".read" : ".edit")));
  return kind;
}

std::string number_text(const Kind& kind, std::int64_t serial) {
  return fmt::format("{}-{:04}", kind.series, serial);
}

std::int64_t serial_in(const Kind& kind, std::string_view number) {
  std::int64_t serial = 0;
  if (!number.starts_with(kind.series + "-")) return 0;
  number.remove_prefix(kind.series.size() + 1);
  const char* end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, serial);
  return error == std::errc() && stop == end ? serial : 0;
}

Result<std::int64_t> next_serial(store::Transaction& transaction, const std::string& kind,
                                 std::int64_t count) {
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute(
      "insert into records_series (organisation_id, kind, counted) values (?, ?, 0) "
      "on conflict do nothing",
      {organisation, kind}));
  // The row is locked until the end.
  TRY(transaction.execute_exactly(
      1, "update records_series set counted = counted + ? where organisation_id = ? and kind = ?",
      {count, organisation, kind}));
  const std::optional<sql::Row> row = TRY(
      transaction.one("select counted from records_series where organisation_id = ? and kind = ?",
                      {organisation, kind}));
  must(row.has_value());
  return store::integer_in((*row)[0]) - count + 1;
}

sql::Value day_or_null(const std::optional<Day>& day) {
  return day ? sql::Value(format_day(*day)) : sql::Value(sql::Null{});
}

Failure unknown(std::string_view number) {
  return fail(Errc::not_found, "records.unknown", {{"number", std::string(number)}});
}

}  // namespace ombud::records
