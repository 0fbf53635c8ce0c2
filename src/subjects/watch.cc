#include "subjects/watch.h"

#include "subjects/alarms.h"
#include "subjects/limits.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

constexpr std::chrono::hours hour{1};
constexpr std::chrono::days week{7};

// When the searches of the last hour were made, the oldest first.
Result<std::vector<Instant>> searches_since(accounts::Office& office, Transaction& transaction,
                                            Instant since) {
  std::vector<Instant> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select at from subjects_search where organisation_id = ? and "
           "account_id = ? and at > ? order by at",
           {office.organisation.id.text, office.actor.account.text, store::of_instant(since)})))
    all.push_back(TRY(store::instant_in(row[0])));
  return all;
}

Result<std::int64_t> searches_without_action(accounts::Office& office, Transaction& transaction) {
  const auto row = TRY(transaction.one(
      "select count(*) from subjects_search where organisation_id = ? and account_id = ? "
      "and at > ? and acted = ?",
      {office.organisation.id.text, office.actor.account.text,
       store::of_instant(office.clock.now() - week), false}));
  return store::integer_in((*row)[0]);
}

Failure too_many(Instant now, Instant oldest, const Limits& limits) {
  const auto wait = std::chrono::ceil<std::chrono::seconds>(oldest + hour - now);
  return fail(Errc::unavailable, "subjects.too_many_searches",
              {{"most", std::to_string(limits.searches_an_hour)},
               {"minutes", std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count())},
               {"seconds", std::to_string(wait.count())}});
}

std::set<std::string> without_staff(std::set<std::string> kinds) {
  kinds.erase("self");
  kinds.erase("colleague");
  return kinds;
}

}  // namespace

Result<Watch> Watch::begin(accounts::Office& office, const evidence::Told& search,
                           const std::set<Trait>& sought) {
  const Instant now = office.clock.now();
  const std::vector<accounts::Account> accounts = TRY(accounts::list(office));
  Watch watch(office, search);
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(forget_searches(office, transaction));
  TRY(forget_alarms(office, transaction));
  const Limits limit = TRY(limits(transaction));
  const std::vector<Instant> recent = TRY(searches_since(office, transaction, now - hour));
  if (static_cast<std::int64_t>(recent.size()) >= limit.searches_an_hour) {
    evidence::Told told = search;
    told.event = "subjects.search_limited";
    told.use = UseKind::denied;
    TRY(office.log.append(transaction, told));
    TRY(transaction.commit());
    return too_many(now, recent[recent.size() - static_cast<std::size_t>(limit.searches_an_hour)],
                    limit);
  }
  watch.entry_ = TRY(office.log.append(transaction, search));
  watch.search_ = uuid_random();
  TRY(transaction.execute_exactly(
      1,
      "insert into subjects_search (organisation_id, id, account_id, at, acted) "
      "values (?, ?, ?, ?, ?)",
      {office.organisation.id.text, watch.search_, office.actor.account.text,
       store::of_instant(now), false}));
  watch.met_ = TRY(resemblances(office, transaction, accounts, sought));
  std::set<std::string> kinds = watch.met_.kinds;
  if (!is_working_time(limit, office.organisation.law, now)) kinds.insert("out_of_hours");
  if (TRY(searches_without_action(office, transaction)) > limit.searches_without_action)
    kinds.insert("without_action");
  const bool cleared =
      watch.met_.is_of_staff() && TRY(is_cleared(office, transaction, watch.digest_));
  if (cleared) kinds = without_staff(std::move(kinds));
  TRY(watch.raise_all(transaction, kinds));
  if (watch.met_.is_of_staff() && !cleared) TRY(watch.withhold(transaction));
  watch.wants_addresses_ = TRY(is_address_known(office, transaction));
  TRY(transaction.commit());
  return watch;
}

Result<void> Watch::raise_all(Transaction& transaction, const std::set<std::string>& kinds) {
  for (const std::string& kind : kinds) {
    if (!raised_.insert(kind).second) continue;
    if (auto raised = TRY(raise(office_, transaction, kind, entry_, told_.reference)))
      alarms_.push_back(*std::move(raised));
  }
  return {};
}

Result<void> Watch::withhold(Transaction& transaction) {
  const std::string number = TRY(ask_clearance(office_, transaction, digest_, met_, told_, entry_));
  TRY(transaction.commit());
  return fail(Errc::forbidden, "subjects.needs_clearance", {{"clearance", number}});
}

Result<void> Watch::meet(const std::set<Trait>& traits) {
  const std::vector<accounts::Account> accounts = TRY(accounts::list(office_));
  Met found;
  {
    Transaction transaction = TRY(office_.store.begin(office_.organisation.id, sql::Begin::read));
    found = TRY(resemblances(office_, transaction, accounts, traits));
  }
  met_.kinds.merge(found.kinds);
  met_.staff.merge(found.staff);
  if (!met_.is_of_staff()) return {};
  Transaction transaction = TRY(office_.store.begin(office_.organisation.id));
  if (TRY(use_clearance(office_, transaction, digest_, told_))) {
    met_.kinds = without_staff(std::move(met_.kinds));  // Two persons have seen to it.
    return transaction.commit();
  }
  TRY(raise_all(transaction, met_.kinds));
  return withhold(transaction);
}

Result<void> Watch::end(const std::vector<Person>& found) {
  if (found.empty()) return {};
  Transaction transaction = TRY(office_.store.begin(office_.organisation.id));
  std::set<std::string> persons;
  for (const Person& person : found)
    if (persons.insert(person.id.text).second)
      TRY(transaction.execute_exactly(
          1, "insert into subjects_found (organisation_id, search_id, person_id) values (?, ?, ?)",
          {office_.organisation.id.text, search_, person.id.text}));
  TRY(raise_all(transaction, met_.kinds));
  return transaction.commit();
}

Result<void> acted_on(accounts::Office& office, const PersonId& person) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "update subjects_search set acted = ? where organisation_id = ? and account_id = ? and "
      "acted = ? and id in (select search_id from subjects_found where organisation_id = ? and "
      "person_id = ?)",
      {true, office.organisation.id.text, office.actor.account.text, false,
       office.organisation.id.text, person.text}));
  return transaction.commit();
}

}  // namespace ombud::subjects
