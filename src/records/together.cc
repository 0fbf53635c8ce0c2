// Records of several kinds that belong together, written as one change.

#include <algorithm>
#include <functional>
#include <map>
#include <span>

#include "base/text.h"
#include "records/named.h"
#include "records/pen.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/wish.h"

namespace ombud::records {

namespace {

// Those that lie there get what the wish says of them, on what is known of the rest.
Result<void> take_over(accounts::Office& office, const Kinds& kinds,
                       store::Transaction& transaction, std::vector<Record>& wanted) {
  std::vector<std::string> ids;
  for (const Record& record : wanted)
    if (record.version != 0) ids.push_back(record.id.text);
  std::map<std::string, Record> there;
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  for (Record& record : TRY(records_of(kinds, transaction, ids, sight)))
    there.emplace(record.id.text, std::move(record));
  for (Record& record : wanted) {
    const Kind& kind = *TRY(allowed(office, kinds, record.kind, Verb::edit));
    if (record.version == 0) {
      if (record.state.empty()) record.state = kind.states.front().name;
      if (!record.owner) record.owner = office.actor.account;
      continue;
    }
    const auto at = there.find(record.id.text);
    if (at == there.end() || at->second.kind != record.kind) return unknown(record.number);
    Record& now = at->second;
    if (now.version != record.version)
      return fail(Errc::conflict, "records.changed_meanwhile",
                  {{"number", now.number}, {"version", std::to_string(now.version)}});
    if (!record.archived && !now.archived) TRY(takes_edits(kind, now));
    now.row = std::move(record.row);
    now.archived = record.archived;
    if (record.owner) now.owner = record.owner;
    record = std::move(now);
  }
  return {};
}

using Faults = std::vector<std::pair<std::string, Fault>>;

// Once for the records of each kind.
Result<void> each_kind(const Kinds& kinds, std::vector<Record>& records,
                       const std::function<Result<void>(const Kind&, std::span<Record>)>& take) {
  for (auto from = records.begin(); from != records.end();) {
    const Kind& kind = *TRY(kinds.find(from->kind));
    const auto to =
        std::find_if(from, records.end(), [&](const Record& one) { return one.kind != kind.name; });
    TRY(take(kind, std::span(from, to)));
    from = to;
  }
  return {};
}

// The row in its normal form, before anything is written.
void check_row(const Kind& kind, Record& record, Faults& faults) {
  for (Fault& fault : check(kind, demand_in(kind, record.state), record.row))
    faults.emplace_back(record.row.text(kind.title), std::move(fault));
  record.title = record.row.text(kind.title);
}

}  // namespace

Result<Many> write_together(accounts::Office& office, const Kinds& kinds,
                            std::vector<Record> records, const std::string& event,
                            const std::string& reason) {
  Many many;
  if (records.empty()) return many;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(take_over(office, kinds, transaction, records));
  std::ranges::stable_sort(records, {}, &Record::kind);
  TRY(each_kind(kinds, records, [&](const Kind& kind, std::span<Record> some) -> Result<void> {
    TRY(resolve(office, kinds, kind, transaction, some));
    for (Record& record : some) check_row(kind, record, many.faults);
    // Before they are written: afterwards no link is new any more.
    const auto unseen = TRY(links_of_others(office, kinds, transaction, some, records));
    for (std::size_t at = 0; at < unseen.size(); ++at)
      for (const Fault& fault : unseen[at]) many.faults.emplace_back(some[at].title, fault);
    return {};
  }));
  if (!many.faults.empty()) return many;
  Pen pen(office, kinds, *TRY(kinds.find(records.front().kind)), transaction,
          {event, trim(reason)});
  TRY(pen.announce(records));
  TRY(each_kind(kinds, records, [&](const Kind& kind, std::span<Record> some) -> Result<void> {
    TRY(pen.turn_to(kind));
    for (Record& record : some) TRY(record.version == 0 ? pen.make(record) : pen.put(record));
    return {};
  }));
  TRY(pen.end());
  // They may lead to each other: where each leads is seen when all of them lie there. What has
  // faults is not committed.
  TRY(each_kind(kinds, records, [&](const Kind& kind, std::span<Record> some) -> Result<void> {
    const auto faults = TRY(faults_of(office, kinds, kind, transaction, some));
    for (std::size_t at = 0; at < faults.size(); ++at)
      for (const Fault& fault : faults[at]) many.faults.emplace_back(some[at].title, fault);
    return {};
  }));
  if (!many.faults.empty()) return many;
  TRY(transaction.commit());
  many.change = pen.change();
  many.changed = pen.records();
  return many;
}

}  // namespace ombud::records
