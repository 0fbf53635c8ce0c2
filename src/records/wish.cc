#include "records/wish.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "records/named.h"
#include "records/rows.h"
#include "records/sight.h"

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

// Which record led where, as it lies there.
Result<std::set<std::pair<std::string, std::string>>> links_before(
    store::Transaction& transaction, const std::vector<std::string>& ids) {
  std::set<std::pair<std::string, std::string>> links;
  const std::vector<sql::Value> all(ids.begin(), ids.end());
  for (std::size_t at = 0; at < all.size(); at += ids_at_once) {
    sql::Statement select(
        "select record_id, linked_id from records_value where organisation_id = ");
    select.value(transaction.organisation().text);
    select.text(" and linked_id is not null and record_id in (");
    select.values(std::span(all).subspan(at, std::min(ids_at_once, all.size() - at))).text(")");
    for (const sql::Row& row : TRY(transaction.all(select)))
      links.emplace(store::text_in(row[0]), store::text_in(row[1]));
  }
  return links;
}

// Those that ever were in another state than the first.
Result<std::set<std::string>> ever_begun(store::Transaction& transaction, const Kind& kind,
                                         const std::vector<std::string>& ids) {
  std::set<std::string> begun;
  const std::vector<sql::Value> all(ids.begin(), ids.end());
  for (std::size_t at = 0; at < all.size(); at += ids_at_once) {
    sql::Statement select(
        "select distinct record_id from records_version where organisation_id = ");
    select.value(transaction.organisation().text).text(" and state <> ");
    select.value(kind.states.front().name).text(" and record_id in (");
    select.values(std::span(all).subspan(at, std::min(ids_at_once, all.size() - at))).text(")");
    for (const sql::Row& row : TRY(transaction.all(select))) begun.insert(store::text_in(row[0]));
  }
  return begun;
}

// What is fixed, or takes no new value any more, and would change nevertheless.
Result<std::vector<std::vector<Fault>>> faults_of_what_stays(const Kinds& kinds, const Kind& kind,
                                                             store::Transaction& transaction,
                                                             std::span<Record> records) {
  std::vector<std::vector<Fault>> faults(records.size());
  const auto stays = [](const Field& field) { return field.fixed || field.retired; };
  if (std::ranges::none_of(kind.fields, stays)) return faults;
  std::vector<std::string> ids;
  for (const Record& record : records)
    if (record.version != 0) ids.push_back(record.id.text);
  std::map<std::string, Row> before;
  for (Record& record : TRY(records_of(kinds, transaction, ids)))
    before.emplace(record.id.text, std::move(record.row));
  const auto begun = TRY(ever_begun(transaction, kind, ids));
  for (std::size_t at = 0; at < records.size(); ++at)
    for (const Field& field : kind.fields) {
      if (!stays(field)) continue;
      const std::string& id = records[at].id.text;
      const Value* was = before.contains(id) ? before[id].find(field.name) : nullptr;
      const Value* is = records[at].row.find(field.name);
      if (was == is || (was != nullptr && is != nullptr && *was == *is)) continue;
      if (field.fixed && begun.contains(id))
        faults[at].push_back({field.name, {Errc::invalid, "records.fixed", {}}});
      if (field.retired && is != nullptr)
        faults[at].push_back({field.name, {Errc::invalid, "records.is_retired", {}}});
    }
  return faults;
}

// What whoever acts may not do because of whose the records are, or would be.
Result<std::vector<std::vector<Fault>>> faults_of_whose(accounts::Office& office,
                                                        const Kinds& kinds, const Kind& kind,
                                                        store::Transaction& transaction,
                                                        std::span<Record> records) {
  std::vector<std::vector<Fault>> faults(records.size());
  Sight sight = TRY(Sight::of(office, kinds, transaction, "edit"));
  if (sight.is_whole(kind)) return faults;
  sight.welcome(records);
  std::vector<std::string> ids;
  for (const Record& record : records)
    if (record.version != 0) ids.push_back(record.id.text);
  std::map<std::string, Record> before;
  for (Record& record : TRY(records_of(kinds, transaction, ids)))
    before.emplace(record.id.text, std::move(record));
  for (std::size_t at = 0; at < records.size(); ++at) {
    const auto was = before.find(records[at].id.text);
    const Record* known = was == before.end() ? nullptr : &was->second;
    if (auto fault = sight.refuses(kind, known, records[at])) faults[at].push_back(*fault);
  }
  return faults;
}

}  // namespace

Result<std::vector<std::vector<Fault>>> faults_of(accounts::Office& office, const Kinds& kinds,
                                                  const Kind& kind, store::Transaction& transaction,
                                                  std::span<Record> records,
                                                  const std::vector<RecordId>& to_come) {
  TRY(resolve(office, kinds, kind, transaction, records));
  std::deque<Wish> wishes;  // Targets point into them.
  std::vector<Target> targets;
  for (Record& record : records) {
    Wish& wish = wishes.emplace_back(Wish{record, record.owner ? record.owner->text : "", {}, {}});
    wish.faults = check(kind, demand_in(kind, record.state), record.row);
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
  const auto unseen = TRY(links_of_others(office, kinds, transaction, records, records));
  const auto whose = TRY(faults_of_whose(office, kinds, kind, transaction, records));
  const auto stays = TRY(faults_of_what_stays(kinds, kind, transaction, records));
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    Wish& wish = wishes[at];
    check_targets(found, wish);
    for (const auto& more : {unseen[at], whose[at], stays[at]})
      for (const Fault& fault : more)
        if (std::ranges::count(wish.faults, fault.path, &Fault::path) == 0)
          wish.faults.push_back(fault);
    if (wish.faults.empty() && own != nullptr && wish.record.state != kind.states.front().name)
      wish.faults = TRY((*own)(office, wish.record));
    all.push_back(std::move(wish.faults));
  }
  return all;
}

Result<std::vector<std::vector<Fault>>> links_of_others(accounts::Office& office,
                                                        const Kinds& kinds,
                                                        store::Transaction& transaction,
                                                        std::span<Record> records,
                                                        std::span<const Record> with) {
  std::vector<std::vector<Fault>> faults(records.size());
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  if (sight.is_whole()) return faults;
  std::set<std::string> fresh;
  for (const Record& record : with)
    if (record.version == 0) fresh.insert(record.id.text);
  std::set<std::string> asked;
  std::vector<std::string> there;
  for (Record& record : records) {
    if (record.version != 0) there.push_back(record.id.text);
    for (const Target& target : targets_in(*TRY(kinds.find(record.kind)), record.row))
      if (!target.kind.empty() && is_uuid(*target.value)) asked.insert(*target.value);
  }
  std::set<std::string> seen;
  for (const Record& record :
       TRY(records_of(kinds, transaction, {asked.begin(), asked.end()}, sight)))
    seen.insert(record.id.text);
  const auto before = TRY(links_before(transaction, there));
  for (std::size_t at = 0; at < records.size(); ++at)
    for (const Target& target : targets_in(*TRY(kinds.find(records[at].kind)), records[at].row)) {
      const std::string& id = *target.value;
      if (target.kind.empty() || seen.contains(id) || fresh.contains(id) ||
          before.contains({records[at].id.text, id}))
        continue;
      faults[at].push_back({target.path, {Errc::invalid, "records.no_such_record", {}}});
    }
  return faults;
}

Result<void> takes_edits(const Kind& kind, const Record& record) {
  const State* state = kind.state(record.state);
  if (!record.archived && (state == nullptr || !state->closed)) return {};
  return fail(Errc::conflict, "records.closed", {{"number", record.number}});
}

}  // namespace ombud::records
