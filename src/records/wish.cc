#include "records/wish.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "records/named.h"

namespace ombud::records {

namespace {

constexpr std::size_t ids_at_once = 10'000;

// What the ids are: their kind, or "" for an account. Ids that are nothing here are not there.
using Known = std::map<std::string, std::string>;

Result<Known> known(accounts::Office& office, store::Transaction& transaction,
                    const std::vector<Target>& targets) {
  Known kinds;
  std::set<std::string> ids;
  bool accounts_named = false;
  for (const Target& target : targets)
    if (target.kind.empty())
      accounts_named = true;
    else
      ids.insert(*target.value);
  const std::vector<sql::Value> all(ids.begin(), ids.end());
  for (std::size_t at = 0; at < all.size(); at += ids_at_once) {
    sql::Statement select("select id, kind from records_record where organisation_id = ");
    select.value(transaction.organisation().text).text(" and id in (");
    select.values(std::span(all).subspan(at, std::min(ids_at_once, all.size() - at))).text(")");
    for (const sql::Row& row : TRY(transaction.all(select)))
      kinds[store::text_in(row[0])] = store::text_in(row[1]);
  }
  if (accounts_named) {
    kinds[office.actor.account.text] = "";
    for (const auto& [id, name] : TRY(accounts::names(office))) kinds[id.text] = "";
  }
  return kinds;
}

// One record with where it leads.
struct Wish {
  Record& record;
  std::string owner;
  std::vector<Target> targets;
  std::vector<Fault> faults;
};

void check_targets(const Known& known, Wish& wish) {
  for (const Target& target : wish.targets) {
    const auto at = known.find(*target.value);
    if (at == known.end() || at->second != target.kind)
      wish.faults.push_back({target.path, {Errc::invalid, "records.no_such_record", {}}});
    else if (!wish.record.id.empty() && *target.value == wish.record.id.text)
      wish.faults.push_back({target.path, {Errc::invalid, "records.leads_to_itself", {}}});
  }
}

}  // namespace

Result<std::vector<std::vector<Fault>>> faults_of(accounts::Office& office, const Kinds& kinds,
                                                  const Kind& kind, store::Transaction& transaction,
                                                  std::span<Record> records,
                                                  const std::vector<RecordId>& to_come) {
  TRY(resolve(office, kinds, kind, transaction, records));
  const std::string& first = kind.states.front().name;
  std::deque<Wish> wishes;  // Targets point into them.
  std::vector<Target> targets;
  for (Record& record : records) {
    Wish& wish = wishes.emplace_back(Wish{record, record.owner ? record.owner->text : "", {}, {}});
    wish.faults = check(kind, record.state == first ? Demand::title : Demand::all, record.row);
    record.title = record.row.text(kind.title);
    if (!wish.faults.empty()) continue;
    wish.targets = targets_in(kind, record.row);
    if (record.owner) wish.targets.push_back({"owner", &wish.owner, ""});
    targets.insert(targets.end(), wish.targets.begin(), wish.targets.end());
  }
  Known found = TRY(known(office, transaction, targets));
  for (const RecordId& id : to_come) found.emplace(id.text, kind.name);
  const OwnCheck* own = kinds.own_check(kind.name);
  std::vector<std::vector<Fault>> all;
  for (Wish& wish : wishes) {
    check_targets(found, wish);
    if (wish.faults.empty() && own != nullptr && wish.record.state != first)
      wish.faults = TRY((*own)(office, wish.record));
    all.push_back(std::move(wish.faults));
  }
  return all;
}

Result<void> takes_edits(const Kind& kind, const Record& record) {
  const State* state = kind.state(record.state);
  if (!record.archived && (state == nullptr || !state->closed)) return {};
  return fail(Errc::conflict, "records.closed", {{"number", record.number}});
}

}  // namespace ombud::records
