#include "records/records.h"

#include <algorithm>

#include "base/text.h"
#include "records/pen.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/wish.h"

namespace ombud::records {

namespace {

// `before`: what it was, where what is the same shall write nothing.
Result<Saved> saved(accounts::Office& office, const Kinds& kinds, const Kind& kind, Record record,
                    std::string event, const std::string& reason, const Record* before = nullptr) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Saved done;
  done.faults = TRY(faults_of(office, kinds, kind, transaction, {&record, 1})).front();
  if (!done.faults.empty()) return done;
  if (before != nullptr && record.row == before->row && record.owner == before->owner)
    return Saved{*before, {}};
  Pen pen(office, kinds, kind, transaction, {std::move(event), reason});
  if (record.id.empty())
    TRY(pen.make(record));
  else
    TRY(pen.put(record));
  TRY(pen.end());
  TRY(transaction.commit());
  done.record = std::move(record);
  return done;
}

// A role that only decides may be for others than one that edits.
std::string verb_of(const Move& move) {
  return move.permission.substr(move.permission.find('.') + 1);
}

Result<void> may_move(accounts::Office& office, const Kinds& kinds, const Record& record,
                      const Move& move) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return is_his(office, kinds, transaction, record, verb_of(move));
}

}  // namespace

Result<Record> to_change(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                         int version) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Record record = TRY(seen(office, kinds, transaction, id));
  TRY(allowed(office, kinds, record.kind, Verb::edit));
  TRY(is_his(office, kinds, transaction, record));
  if (record.version != version)
    return fail(Errc::conflict, "records.changed_meanwhile",
                {{"number", record.number}, {"version", std::to_string(record.version)}});
  return record;
}

Result<Saved> create(accounts::Office& office, const Kinds& kinds, std::string_view name,
                     Draft draft) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::edit));
  Record record;
  record.kind = kind.name;
  record.state = kind.states.front().name;
  record.row = std::move(draft.row);
  record.owner = draft.owner ? draft.owner : office.actor.account;
  return saved(office, kinds, kind, std::move(record), "records.created", trim(draft.reason));
}

Result<Saved> edit(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                   Draft draft) {
  Record record = TRY(to_change(office, kinds, id, version));
  const Kind& kind = *TRY(kinds.find(record.kind));
  TRY(takes_edits(kind, record));
  const Record before = record;
  record.row = std::move(draft.row);
  if (draft.owner) record.owner = draft.owner;
  return saved(office, kinds, kind, std::move(record), "records.edited", trim(draft.reason),
               &before);
}

Result<Saved> duplicate(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                        Language language) {
  Record record = TRY(find(office, kinds, id));
  const Kind& kind = *TRY(kinds.find(record.kind));
  for (const Field& field : kind.fields)
    if (field.retired) record.row.clear(field.name);
  record.row.set(kind.title, fitted(*kind.field(kind.title),
                                    say("records.copy_of", {{"title", record.title}}, language)));
  return create(office, kinds, kind.name,
                {.row = std::move(record.row),
                 .reason = say("records.copied_from", {{"number", record.number}}, language)});
}

Result<Saved> move(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                   std::string_view name, const std::string& reason) {
  Record record = TRY(to_change(office, kinds, id, version));
  const Kind& kind = *TRY(kinds.find(record.kind));
  const auto move = std::ranges::find(kind.moves, name, &Move::name);
  if (move == kind.moves.end())
    return fail(Errc::invalid, "records.no_such_move", {{"move", std::string(name)}});
  TRY(permitted(office, kind, move->permission));
  TRY(may_move(office, kinds, record, *move));
  if (record.archived || std::ranges::find(move->from, record.state) == move->from.end())
    return fail(Errc::conflict, "records.not_from_here",
                {{"number", record.number}, {"move", std::string(name)}});
  record.state = move->to;
  return saved(office, kinds, kind, std::move(record), "records.moved", trim(reason));
}

Result<Saved> archive(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                      bool archived, const std::string& reason) {
  Record record = TRY(to_change(office, kinds, id, version));
  const std::string why = trim(reason);
  if (why.empty()) return fail(Errc::invalid, "records.no_reason");
  if (record.archived == archived) return Saved{record, {}};
  const Kind& kind = *TRY(kinds.find(record.kind));
  record.archived = archived;
  if (!archived) record.review_on = next_review(kind, office.clock.now());
  return saved(office, kinds, kind, std::move(record),
               archived ? "records.archived" : "records.brought_back", why);
}

Result<Allowance> allowance(accounts::Office& office, const Kinds& kinds, const Record& record) {
  const Kind& kind = *TRY(kinds.find(record.kind));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Allowance may;
  // Nobody has tried anything yet: unlike a refusal, this leaves no line in the log.
  may.edit = TRY(Sight::of(office, kinds, transaction, "edit")).holds(kind, record);
  if (!may.edit) return may;
  for (const Move& move : kind.moves)
    if (TRY(Sight::of(office, kinds, transaction, verb_of(move))).holds(kind, record))
      may.moves.push_back(move.name);
  return may;
}

Result<Record> find(accounts::Office& office, const Kinds& kinds, const RecordId& id) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return seen(office, kinds, transaction, id);
}

Result<Record> find(accounts::Office& office, const Kinds& kinds, std::string_view name,
                    std::string_view number) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::read));
  const std::int64_t counted = serial_in(kind, number);
  if (counted == 0) return unknown(number);
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select = select_records(transaction.organisation().text);
  select.text(" and r.kind = ").value(kind.name).text(" and r.number = ").value(counted);
  const std::vector<sql::Row> rows = TRY(transaction.all(select));
  if (rows.empty()) return unknown(number);
  Record record = TRY(record_in(kinds, rows.front()));
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  if (!sight.holds(kind, record)) return hidden(office, record, number);
  return record;
}

}  // namespace ombud::records
