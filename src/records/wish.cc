#include "records/wish.h"

#include <map>

#include "records/named.h"

namespace ombud::records {

namespace {

// What the ids are: their kind, or "" for an account. Ids that are nothing here are not there.
Result<std::map<std::string, std::string>> known(accounts::Office& office,
                                                 store::Transaction& transaction,
                                                 const std::vector<Target>& targets) {
  std::map<std::string, std::string> kinds;
  std::vector<sql::Value> ids;
  bool accounts_named = false;
  for (const Target& target : targets)
    if (target.kind.empty())
      accounts_named = true;
    else
      ids.emplace_back(*target.value);
  if (!ids.empty()) {
    sql::Statement select("select id, kind from records_record where organisation_id = ");
    select.value(transaction.organisation().text).text(" and id in (").values(ids).text(")");
    for (const sql::Row& row : TRY(transaction.all(select)))
      kinds[store::text_in(row[0])] = store::text_in(row[1]);
  }
  if (accounts_named) {
    kinds[office.actor.account.text] = "";
    for (const accounts::Account& account : TRY(accounts::list(office)))
      kinds[account.id.text] = "";
  }
  return kinds;
}

}  // namespace

Result<std::vector<Fault>> faults_of(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                                     store::Transaction& transaction, Record& record) {
  TRY(resolve(office, kinds, kind, transaction, record.row));
  const bool first = record.state == kind.states.front().name;
  std::vector<Fault> faults = check(kind, first ? Demand::title : Demand::all, record.row);
  record.title = record.row.text(kind.title);
  if (!faults.empty()) return faults;
  std::vector<Target> targets = targets_in(kind, record.row);
  std::string owner = record.owner ? record.owner->text : "";
  if (record.owner) targets.push_back({"owner", &owner, ""});
  const std::map<std::string, std::string> found = TRY(known(office, transaction, targets));
  for (const Target& target : targets) {
    const auto at = found.find(*target.value);
    if (at == found.end() || at->second != target.kind)
      faults.push_back({target.path, {Errc::invalid, "records.no_such_record", {}}});
    else if (!record.id.empty() && *target.value == record.id.text)
      faults.push_back({target.path, {Errc::invalid, "records.leads_to_itself", {}}});
  }
  if (first || !faults.empty()) return faults;
  if (const OwnCheck* own = kinds.own_check(kind.name)) return (*own)(office, record);
  return faults;
}

Result<void> takes_edits(const Kind& kind, const Record& record) {
  const State* state = kind.state(record.state);
  if (!record.archived && (state == nullptr || !state->closed)) return {};
  return fail(Errc::conflict, "records.closed", {{"number", record.number}});
}

}  // namespace ombud::records
