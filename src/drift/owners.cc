// Whoever keeps a record right is told where the data has gone its own way (GDPR Art. 5(1)(d),
// 5(2), 30). Nothing of it is stored: a finding that is mended or accepted is nobody's any more.
#include <algorithm>

#include "drift/drift.h"
#include "drift/json.h"
#include "drift/store.h"

namespace ombud::drift {

namespace {

constexpr std::size_t findings_at_once = 200;

struct Behind {
  std::string finding;
  std::string record;  // That the owner keeps.
  Day since;
};

using ByOwner = std::map<AccountId, std::vector<Behind>>;

struct OpenFinding {
  std::string id;
  Day since;
  std::vector<std::string> records;     // The one that it is about, if any.
  std::vector<std::string> activities;  // That use the system.
};

Result<std::vector<OpenFinding>> open_findings(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<OpenFinding> all;
  TRY(transaction.each(
      "select id, found_at, record_id, activities from drift_finding "
      "where organisation_id = ? and state = 'open' and severity > ? order by number",
      {transaction.organisation().text, static_cast<std::int64_t>(Severity::hint)},
      [&](const sql::Row& row) -> Result<void> {
        OpenFinding one;
        one.id = store::text_in(row[0]);
        one.since = std::chrono::floor<std::chrono::days>(TRY(store::instant_in(row[1])));
        if (const auto record = store::optional_text_in(row[2])) one.records.push_back(*record);
        for (const Named& activity : activities_in(store::text_in(row[3])))
          one.activities.push_back(activity.id);
        all.push_back(std::move(one));
        return {};
      }));
  return all;
}

// Each once for each who keeps one of these; whether there is anybody.
bool give(const OpenFinding& one, const std::vector<std::string>& records,
          const std::map<std::string, AccountId>& owners, ByOwner& into) {
  std::map<AccountId, std::string> theirs;
  for (const std::string& record : records)
    if (const auto at = owners.find(record); at != owners.end()) theirs.emplace(at->second, record);
  for (const auto& [owner, record] : theirs) into[owner].push_back({one.id, record, one.since});
  return !theirs.empty();
}

Result<ByOwner> by_owner(accounts::Office& office, const records::Kinds& kinds) {
  const std::vector<OpenFinding> all = TRY(open_findings(office));
  std::set<std::string> ids;
  for (const OpenFinding& one : all) {
    ids.insert(one.records.begin(), one.records.end());
    ids.insert(one.activities.begin(), one.activities.end());
  }
  const auto owners = TRY(records::owners_of(office, kinds, {ids.begin(), ids.end()}));
  ByOwner found;
  for (const OpenFinding& one : all)
    if (!give(one, one.records, owners, found)) give(one, one.activities, owners, found);
  return found;
}

}  // namespace

Result<records::Waits> findings_waiting(accounts::Office& office, const records::Kinds& kinds) {
  std::map<std::pair<AccountId, Day>, std::int64_t> counts;
  for (const auto& [owner, all] : TRY(by_owner(office, kinds)))
    for (const Behind& one : all) ++counts[{owner, one.since}];
  records::Waits waits;
  for (const auto& [of, count] : counts) waits.push_back({of.first, count, of.second});
  return waits;
}

Result<std::vector<records::ToMend>> own_findings(accounts::Office& office,
                                                  const records::Kinds& kinds, Language language) {
  std::vector<records::ToMend> found;
  if (!office.actor.may("drift.read")) return found;
  const ByOwner all = TRY(by_owner(office, kinds));
  const auto mine = all.find(office.actor.account);
  if (mine == all.end()) return found;
  for (std::size_t from = 0; from < mine->second.size(); from += findings_at_once) {
    const std::size_t end = std::min(mine->second.size(), from + findings_at_once);
    std::map<std::string, const Behind*> some;
    Wanted wanted;
    wanted.limit = findings_at_once;
    for (std::size_t at = from; at < end; ++at) {
      some.emplace(mine->second[at].finding, &mine->second[at]);
      wanted.ids.push_back(mine->second[at].finding);
    }
    const Listed listed = TRY(list(office, kinds, wanted));
    const Names names = TRY(Names::of(office, kinds, listed.findings));
    for (const Finding& one : listed.findings) {
      const Behind& behind = *some.at(one.id);
      found.push_back({records::RecordId{behind.record}, behind.since,
                       told_of(kinds, names, one, language).said.wrong,
                       "/drift/findings/" + one.number});
    }
  }
  return found;
}

}  // namespace ombud::drift
