#include "records/reviews.h"

#include <algorithm>

#include "base/text.h"
#include "records/pen.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/wish.h"
#include "records/work.h"

namespace ombud::records {

void in_open_states(sql::Statement& select, const Kinds& kinds,
                    const std::function<bool(const Kind&)>& of) {
  select.text(" and (1 = 0");
  for (const Kind& kind : kinds.all()) {
    if (!of(kind)) continue;
    std::vector<sql::Value> open;
    for (const State& state : kind.states)
      if (!state.closed) open.emplace_back(state.name);
    select.text(" or (r.kind = ").value(kind.name);
    select.text(" and r.state in (").values(open).text("))");
  }
  select.text(")");
}

Result<Saved> review(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                     const std::string& note, std::optional<Day> next_on) {
  Record record = TRY(to_change(office, kinds, id, version));
  const Kind& kind = *TRY(kinds.find(record.kind));
  TRY(takes_edits(kind, record));
  const std::string what = trim(note);
  if (what.empty()) return fail(Errc::invalid, "records.no_reason");
  if (!next_on && kind.review_months == 0)
    return fail(Errc::conflict, "records.never_reviewed", {{"kind", kind.name}});
  if (next_on && *next_on <= TRY(today(office)))
    return fail(Errc::invalid, "records.review_past", {{"day", format_day(*next_on)}});
  record.review_on = next_on ? next_on : next_review(kind, office.clock.now());
  const State* state = kind.state(record.state);
  if (next_on && state != nullptr && !state->remind.empty())
    record.row.set(state->remind, format_day(*next_on));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Pen pen(office, kinds, kind, transaction, {"records.reviewed", what});
  TRY(pen.put(record));
  TRY(pen.end());
  TRY(transaction.commit());
  return Saved{std::move(record), {}};
}

Result<std::vector<Record>> due_reviews(accounts::Office& office, const Kinds& kinds,
                                        const DueReviews& wanted) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select = select_records(transaction.organisation().text);
  select.text(" and r.review_on is not null and r.review_on <= ").value(format_day(wanted.until));
  if (wanted.owner) select.text(" and r.owner_id = ").value(wanted.owner->text);
  in_open_states(select, kinds,
                 [&](const Kind& kind) { return office.actor.may(kind.room + ".read"); });
  TRY(Sight::of(office, kinds, transaction, "read")).narrow(select);
  select.text(" order by r.review_on, r.kind, r.number limit ");
  select.value(static_cast<std::int64_t>(wanted.limit));
  std::vector<Record> found;
  for (const sql::Row& row : TRY(transaction.all(select)))
    found.push_back(TRY(record_in(kinds, row)));
  return found;
}

}  // namespace ombud::records
