#include "evidence/rows.h"

#include <algorithm>

namespace ombud::evidence::rows {

namespace {

using store::Transaction;

sql::Value number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::uint64_t number_in(const sql::Value& value) {
  return static_cast<std::uint64_t>(store::integer_in(value));
}

std::string own(const Transaction& transaction) { return transaction.organisation().text; }

Result<std::optional<Instant>> optional_instant_in(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

Epoch epoch_in(const sql::Row& row) {
  return {store::integer_in(row[0]), store::text_in(row[1]), number_in(row[2]),
          store::text_in(row[3]), store::text_in(row[4])};
}

// The columns are always: id, at, event, object, pseudonym, month, person_sealed, bytes, epoch,
// position.
Result<EntryRow> entry_in(const sql::Row& row) {
  EntryRow read;
  read.entry.id.text = store::text_in(row[0]);
  read.entry.at = TRY(store::instant_in(row[1]));
  read.entry.event = store::text_in(row[2]);
  read.entry.object = store::text_in(row[3]);
  read.entry.pseudonym = store::text_in(row[4]);
  read.month = store::text_in(row[5]);
  if (!sql::is_null(row[6])) read.person_sealed = store::blob_in(row[6]);
  read.entry.bytes = store::blob_in(row[7]);
  if (!sql::is_null(row[8])) read.epoch = store::integer_in(row[8]);
  if (!sql::is_null(row[9])) read.entry.position = number_in(row[9]);
  return read;
}

// The columns are those of each_entry().
EntryView entry_view(std::span<const sql::ValueView> row) {
  using Kind = sql::ValueView::Kind;
  EntryView view;
  if (row[0].kind == Kind::integer) view.position = static_cast<std::uint64_t>(row[0].integer);
  view.columns = {row[1].bytes, row[2].integer, row[3].bytes,
                  row[4].bytes, row[5].bytes,   row[6].bytes};
  view.bytes = row[7].bytes;
  const auto is_text = [](const sql::ValueView& value) { return value.kind == Kind::text; };
  view.is_of_our_kinds = is_text(row[1]) && row[2].kind == Kind::integer &&
                         std::all_of(row.begin() + 3, row.begin() + 7, is_text) &&
                         row[7].kind == Kind::blob;
  return view;
}

// The values of a new entry's columns.
void put(const std::string& organisation, const EntryRow& row, std::vector<sql::Value>& values) {
  const Entry& entry = row.entry;
  values.emplace_back(organisation);
  values.emplace_back(entry.id.text);
  values.push_back(store::of_instant(entry.at));
  for (const std::string* text : {&entry.event, &entry.object, &entry.pseudonym, &row.month})
    values.emplace_back(*text);
  values.push_back(row.person_sealed ? sql::Value(sql::Blob{*row.person_sealed})
                                     : sql::Value(sql::Null()));
  values.emplace_back(sql::Blob{entry.bytes});
}

Result<std::vector<EntryRow>> entries_in(const std::vector<sql::Row>& all) {
  std::vector<EntryRow> read;
  read.reserve(all.size());
  for (const sql::Row& row : all) read.push_back(TRY(entry_in(row)));
  return read;
}

}  // namespace

Result<std::vector<Epoch>> epochs(Transaction& transaction) {
  const auto all =
      TRY(transaction.all("select number, origin, size, note, previous from evidence_epoch "
                          "where organisation_id = ? order by number",
                          {own(transaction)}));
  std::vector<Epoch> read;
  for (const sql::Row& row : all) read.push_back(epoch_in(row));
  return read;
}

Result<std::optional<Epoch>> lock_last_epoch(Transaction& transaction, sql::Engine engine) {
  // SQLite's write transaction holds the whole file already.
  const sql::Literal question =
      engine == sql::Engine::sqlite
          ? sql::Literal(
                "select number, origin, size, note, previous from evidence_epoch "
                "where organisation_id = ? order by number desc limit 1")
          : sql::Literal(
                "select number, origin, size, note, previous from evidence_epoch "
                "where organisation_id = ? order by number desc limit 1 for update");
  const std::optional<sql::Row> row = TRY(transaction.one(question, {own(transaction)}));
  if (!row) return std::optional<Epoch>();
  return std::optional(epoch_in(*row));
}

Result<void> add_epoch(Transaction& transaction, const Epoch& epoch, Instant begun_at) {
  return transaction.execute_exactly(
      1,
      "insert into evidence_epoch (organisation_id, number, origin, begun_at, size, note, "
      "previous) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {own(transaction), epoch.number, epoch.origin, store::of_instant(begun_at),
       number(epoch.size), epoch.note, epoch.previous});
}

Result<void> update_epoch(Transaction& transaction, const Epoch& epoch) {
  return transaction.execute_exactly(
      1, "update evidence_epoch set size = ?, note = ? where organisation_id = ? and number = ?",
      {number(epoch.size), epoch.note, own(transaction), epoch.number});
}

Result<std::optional<Instant>> last_told(Transaction& transaction) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select max(at) from evidence_entry where organisation_id = ?", {own(transaction)}));
  return optional_instant_in(row->at(0));
}

Result<std::optional<Instant>> last_waiting(Transaction& transaction) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select max(at) from evidence_entry where organisation_id = ? and position is null",
      {own(transaction)}));
  return optional_instant_in(row->at(0));
}

Result<void> add_entries(Transaction& transaction, std::span<const EntryRow> rows) {
  // Eight at a time: on PostgreSQL each statement is a way to the server and back. More of them in
  // one would seldom be full.
  static constexpr std::size_t together = 8;
  static const sql::Literal eight =
      "insert into evidence_entry (organisation_id, id, at, event, object, pseudonym, month, "
      "person_sealed, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?), "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?), "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static const sql::Literal one =
      "insert into evidence_entry (organisation_id, id, at, event, object, pseudonym, month, "
      "person_sealed, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  while (!rows.empty()) {
    const std::size_t count = rows.size() < together ? 1 : together;
    std::vector<sql::Value> values;
    values.reserve(9 * count);
    for (const EntryRow& row : rows.first(count)) put(own(transaction), row, values);
    TRY(transaction.execute_exactly(static_cast<std::int64_t>(count), count == 1 ? one : eight,
                                    std::move(values)));
    rows = rows.subspan(count);
  }
  return {};
}

Result<std::optional<EntryRow>> entry(Transaction& transaction, const EntryId& id) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, at, event, object, pseudonym, month, person_sealed, bytes, epoch, position "
      "from evidence_entry where organisation_id = ? and id = ?",
      {own(transaction), id.text}));
  if (!row) return std::optional<EntryRow>();
  return std::optional(TRY(entry_in(*row)));
}

Result<std::vector<EntryRow>> entries(Transaction& transaction, const Log::Filter& filter,
                                      const std::optional<std::string>& pseudonym) {
  // One text for each way that has an index; what is not asked for is open at both ends.
  static const sql::Literal by_person =
      "select id, at, event, object, pseudonym, month, person_sealed, bytes, epoch, position "
      "from evidence_entry where organisation_id = ? and at >= ? and at <= ? "
      "and (at < ? or id < ?) and (? = 0 or event = ?) and (? = 0 or object = ?) and pseudonym = ? "
      "order by at desc, id desc limit ?";
  static const sql::Literal by_time =
      "select id, at, event, object, pseudonym, month, person_sealed, bytes, epoch, position "
      "from evidence_entry where organisation_id = ? and at >= ? and at <= ? "
      "and (at < ? or id < ?) and (? = 0 or event = ?) and (? = 0 or object = ?) "
      "order by at desc, id desc limit ?";
  const auto asked = [](const auto& what) { return std::int64_t{what ? 1 : 0}; };
  const sql::Value until = store::of_instant(filter.until.value_or(Instant::max()));
  // No id is smaller than this one: without a page before, the end itself is out.
  const std::string before =
      filter.before ? filter.before->text : "00000000-0000-0000-0000-000000000000";
  std::vector<sql::Value> values{own(transaction),
                                 store::of_instant(filter.from.value_or(Instant::min())),
                                 until,
                                 until,
                                 before,
                                 asked(filter.event),
                                 filter.event.value_or(""),
                                 asked(filter.object),
                                 filter.object.value_or("")};
  if (pseudonym) values.emplace_back(*pseudonym);
  values.push_back(number(filter.limit));
  return entries_in(TRY(transaction.all(pseudonym ? by_person : by_time, std::move(values))));
}

Result<std::int64_t> count(Transaction& transaction, Instant begin, Instant end) {
  const auto row = TRY(transaction.one(
      "select count(*) from evidence_entry where organisation_id = ? and at >= ? and at < ?",
      {own(transaction), store::of_instant(begin), store::of_instant(end)}));
  return store::integer_in(row->at(0));
}

Result<std::optional<EntryRow>> entry_at(Transaction& transaction, Instant begin, Instant end,
                                         std::uint64_t place) {
  const auto row = TRY(transaction.one(
      "select id, at, event, object, pseudonym, month, person_sealed, bytes, epoch, position "
      "from evidence_entry where organisation_id = ? and at >= ? and at < ? "
      "order by at, id limit 1 offset ?",
      {own(transaction), store::of_instant(begin), store::of_instant(end), number(place)}));
  if (!row) return std::optional<EntryRow>();
  return std::optional(TRY(entry_in(*row)));
}

Result<std::vector<EntryRow>> entries(Transaction& transaction, std::int64_t epoch,
                                      std::uint64_t begin, std::uint64_t end) {
  return entries_in(TRY(transaction.all(
      "select id, at, event, object, pseudonym, month, person_sealed, bytes, epoch, position "
      "from evidence_entry where organisation_id = ? and epoch = ? and position >= ? and "
      "position < ? order by position",
      {own(transaction), epoch, number(begin), number(end)})));
}

Result<void> each_entry(Transaction& transaction, std::int64_t epoch, std::uint64_t begin,
                        std::uint64_t end, const std::function<void(const EntryView&)>& take) {
  return transaction.each_view(
      "select position, id, at, event, object, pseudonym, month, bytes from evidence_entry "
      "where organisation_id = ? and epoch = ? and position >= ? and position < ? "
      "order by position",
      {own(transaction), epoch, number(begin), number(end)},
      [&](std::span<const sql::ValueView> row) -> Result<void> {
        take(entry_view(row));
        return {};
      });
}

Result<std::int64_t> entries_from(Transaction& transaction, std::int64_t epoch,
                                  std::uint64_t position) {
  const auto row = TRY(transaction.one(
      "select count(*) from evidence_entry where organisation_id = ? and epoch = ? and "
      "position >= ?",
      {own(transaction), epoch, number(position)}));
  return store::integer_in(row->at(0));
}

Result<std::vector<EntryRow>> place_waiting(Transaction& transaction, const Epoch& epoch,
                                            std::int64_t limit) {
  const std::int64_t placed = TRY(transaction.execute(
      "update evidence_entry set epoch = ?, position = ? + next.n from "
      "(select id, row_number() over (order by at, id) - 1 as n from "
      "(select id, at from evidence_entry where organisation_id = ? and position is null "
      "order by at, id limit ?) as waiting) as next "
      "where evidence_entry.organisation_id = ? and evidence_entry.id = next.id",
      {epoch.number, number(epoch.size), own(transaction), limit, own(transaction)}));
  if (placed == 0) return std::vector<EntryRow>();
  return entries(transaction, epoch.number, epoch.size,
                 epoch.size + static_cast<std::uint64_t>(placed));
}

Result<void> place(Transaction& transaction, Entry& entry, const Epoch& epoch) {
  entry.position = epoch.size;
  return transaction.execute_exactly(
      1,
      "update evidence_entry set epoch = ?, position = ? "
      "where organisation_id = ? and id = ? and position is null",
      {epoch.number, number(epoch.size), own(transaction), entry.id.text});
}

Result<void> forget_persons_before(Transaction& transaction, const std::string& month) {
  TRY(
      transaction.execute("update evidence_entry set person_sealed = null "
                          "where organisation_id = ? and month < ? and person_sealed is not null",
                          {own(transaction), month}));
  return {};
}

Result<std::string> tile(Transaction& transaction, std::int64_t epoch, unsigned level,
                         std::uint64_t index) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select hashes from evidence_tile where organisation_id = ? and epoch = ? and level = ? "
      "and number = ?",
      {own(transaction), epoch, std::int64_t{level}, number(index)}));
  return row ? store::blob_in(row->at(0)) : std::string();
}

Result<void> each_tile(Transaction& transaction, std::int64_t epoch, unsigned level,
                       std::uint64_t begin, std::uint64_t end,
                       const std::function<void(std::uint64_t, std::string_view)>& take) {
  return transaction.each_view(
      "select number, hashes from evidence_tile where organisation_id = ? and epoch = ? "
      "and level = ? and number >= ? and number < ?",
      {own(transaction), epoch, std::int64_t{level}, number(begin), number(end)},
      [&](std::span<const sql::ValueView> row) -> Result<void> {
        using Kind = sql::ValueView::Kind;
        if (row[0].kind == Kind::integer && row[1].kind == Kind::blob)
          take(static_cast<std::uint64_t>(row[0].integer), row[1].bytes);
        return {};
      });
}

Result<void> put_tile(Transaction& transaction, std::int64_t epoch, const Tile& tile) {
  return transaction.execute_exactly(
      1,
      "insert into evidence_tile (organisation_id, epoch, level, number, hashes) "
      "values (?, ?, ?, ?, ?) on conflict (organisation_id, epoch, level, number) "
      "do update set hashes = excluded.hashes",
      {own(transaction), epoch, std::int64_t{tile.level}, number(tile.index),
       sql::Blob{tile.hashes}});
}

Result<void> add_checkpoint(Transaction& transaction, const Epoch& epoch, Instant signed_at) {
  return transaction.execute_exactly(
      1,
      "insert into evidence_checkpoint (organisation_id, epoch, size, note, signed_at) "
      "values (?, ?, ?, ?, ?)",
      {own(transaction), epoch.number, number(epoch.size), epoch.note,
       store::of_instant(signed_at)});
}

Result<std::vector<SignedCheckpoint>> checkpoints(Transaction& transaction, std::int64_t epoch,
                                                  std::uint64_t from, std::int64_t limit) {
  const auto all = TRY(transaction.all(
      "select size, note from evidence_checkpoint where organisation_id = ? and epoch = ? "
      "and size >= ? order by size limit ?",
      {own(transaction), epoch, number(from), limit}));
  std::vector<SignedCheckpoint> read;
  for (const sql::Row& row : all) read.push_back({number_in(row[0]), store::text_in(row[1])});
  return read;
}

Result<void> mark_left(Transaction& transaction, std::int64_t epoch, std::uint64_t size,
                       Instant at) {
  TRY(transaction.execute(
      "update evidence_checkpoint set left_at = ? "
      "where organisation_id = ? and epoch = ? and size = ? and left_at is null",
      {store::of_instant(at), own(transaction), epoch, number(size)}));
  return {};
}

Result<std::optional<Instant>> last_left(Transaction& transaction) {
  const auto row =
      TRY(transaction.one("select max(left_at) from evidence_checkpoint where organisation_id = ?",
                          {own(transaction)}));
  return optional_instant_in(row->at(0));
}

}  // namespace ombud::evidence::rows
