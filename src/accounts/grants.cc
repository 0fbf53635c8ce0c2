#include "accounts/grants.h"

#include <algorithm>

#include "accounts/rights.h"
#include "accounts/sign_in.h"
#include "accounts/whose.h"
#include "base/words.h"

namespace ombud::accounts {

namespace {

constexpr Word<GrantState> state_words[] = {
    {GrantState::asked, "asked"},     {GrantState::granted, "granted"},
    {GrantState::refused, "refused"}, {GrantState::withdrawn, "withdrawn"},
    {GrantState::revoked, "revoked"},
};
constexpr std::string_view grant_events[] = {"accounts.grant_asked", "accounts.grant_granted",
                                             "accounts.grant_refused", "accounts.grant_withdrawn",
                                             "accounts.grant_revoked"};

Result<GrantState> state_in(const sql::Value& value) {
  const std::optional<GrantState> state = value_in(state_words, store::text_in(value));
  if (!state) return fail(Errc::internal, "accounts.bad_row");
  return *state;
}

Failure unknown(const std::string& number) {
  return fail(Errc::not_found, "accounts.unknown_grant", {{"grant", number}});
}

// The steps and controllers of the grants, by number.
Result<void> fill(store::Transaction& transaction, std::vector<Grant>& grants) {
  std::map<std::string, Grant*> by_number;
  for (Grant& grant : grants) by_number[grant.number] = &grant;
  TRY(transaction.each(
      "select number, state, account_id, made_at, reason from accounts_grant_step "
      "where organisation_id = ? order by number, step",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        const auto grant = by_number.find(number_text('G', store::integer_in(row[0])));
        if (grant == by_number.end()) return {};
        grant->second->steps.push_back({TRY(state_in(row[1])), AccountId{store::text_in(row[2])},
                                        TRY(store::instant_in(row[3])), store::text_in(row[4])});
        return {};
      }));
  return transaction.each(
      "select number, controller from accounts_grant_limit where organisation_id = ?",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        const auto grant = by_number.find(number_text('G', store::integer_in(row[0])));
        if (grant != by_number.end()) grant->second->limits.insert(store::text_in(row[1]));
        return {};
      });
}

Result<std::vector<Grant>> all_of(store::Transaction& transaction) {
  std::vector<Grant> all;
  TRY(transaction.each(
      "select number, account_id, role, reason, from_at, until_at, state, ended_at "
      "from accounts_grant where organisation_id = ? order by number desc",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Grant grant;
        grant.number = number_text('G', store::integer_in(row[0]));
        grant.account = AccountId{store::text_in(row[1])};
        grant.role = TRY(role_of(store::text_in(row[2])));
        grant.reason = store::text_in(row[3]);
        grant.from = TRY(store::instant_in(row[4]));
        grant.until = TRY(store::instant_in(row[5]));
        grant.state = TRY(state_in(row[6]));
        if (!sql::is_null(row[7])) grant.ended_at = TRY(store::instant_in(row[7]));
        all.push_back(std::move(grant));
        return {};
      }));
  TRY(fill(transaction, all));
  return all;
}

Result<Grant> one_of(store::Transaction& transaction, const std::string& number) {
  for (Grant& grant : TRY(all_of(transaction)))
    if (grant.number == number) return std::move(grant);
  return unknown(number);
}

// The row, its step and its entry in the log, in the caller's transaction.
Result<void> take_step(Office& office, store::Transaction& transaction, Grant& grant,
                       GrantState state, const std::string& reason) {
  const Instant now = office.clock.now();
  const std::string& organisation = transaction.organisation().text;
  const std::int64_t number = number_in('G', grant.number);
  const sql::Value ended =
      state == GrantState::revoked ? sql::Value(store::of_instant(now)) : sql::Value(sql::Null{});
  if (!grant.steps.empty())
    TRY(transaction.execute_exactly(
        1,
        "update accounts_grant set state = ?, ended_at = ? "
        "where organisation_id = ? and number = ? and state = ?",
        {std::string(word(state)), ended, organisation, number, std::string(word(grant.state))}));
  TRY(transaction.execute(
      "insert into accounts_grant_step (organisation_id, number, step, state, account_id, made_at, "
      "reason) values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, number, static_cast<std::int64_t>(grant.steps.size()) + 1,
       std::string(word(state)), office.actor.account.text, store::of_instant(now), reason}));
  evidence::Told told =
      rights_entry(office, std::string(grant_events[static_cast<std::size_t>(state)]),
                   "grant " + grant.number, grant.account);
  told.details.emplace_back("role", word(grant.role));
  told.details.emplace_back("until", format_instant(grant.until));
  if (!reason.empty()) told.details.emplace_back("reason", reason);
  tell_limits(told, grant.limits);
  TRY(office.log.append(transaction, told));
  grant.state = state;
  if (state == GrantState::revoked) grant.ended_at = now;
  grant.steps.push_back({state, office.actor.account, now, reason});
  return {};
}

Result<void> check_may(Office& office, Permission permission) {
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  return check_permission(door, office.actor, permission);
}

bool sees_all(const Actor& actor, const std::set<std::string>& controllers) {
  if (!controllers.empty())
    return std::all_of(controllers.begin(), controllers.end(),
                       [&](const std::string& one) { return may_see(actor, one); });
  return std::any_of(actor.roles.begin(), actor.roles.end(), [&](Role role) {
    Actor alone;
    alone.roles = {role};
    return alone.may("accounts.decide") && !actor.only.contains(role);
  });
}

// One that is for controllers none of whom he may see is not his to know of, unless it is his own.
bool exists_for(const Actor& actor, const Grant& grant) {
  return grant.account == actor.account || grant.limits.empty() ||
         std::any_of(grant.limits.begin(), grant.limits.end(),
                     [&](const std::string& one) { return may_see(actor, one); });
}

Result<Grant> seen(Office& office, store::Transaction& transaction, const std::string& number) {
  Grant grant = TRY(one_of(transaction, number));
  if (exists_for(office.actor, grant)) return grant;
  note_hidden(office, "grant " + number);
  return unknown(number);
}

}  // namespace

std::string_view word(GrantState state) { return word_in(state_words, state); }

Result<Grant> ask_for(Office& office, const GrantWish& wish) {
  if (wish.account != office.actor.account) TRY(check_may(office, "accounts.ask"));
  TRY(open_account(office, wish.account));
  Grant grant;
  grant.account = wish.account;
  grant.role = wish.role;
  grant.reason = TRY(reason_of(wish.reason));
  grant.limits = TRY(limits_of(wish.limits));
  const Span span = TRY(span_of(office, wish.from, wish.until));
  grant.from = span.from;
  grant.until = span.until;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const std::int64_t number = TRY(next_number(transaction, "grant"));
  grant.number = number_text('G', number);
  TRY(transaction.execute(
      "insert into accounts_grant (organisation_id, number, account_id, role, reason, from_at, "
      "until_at, state) values (?, ?, ?, ?, ?, ?, ?, 'asked')",
      {organisation, number, grant.account.text, std::string(word(grant.role)), grant.reason,
       store::of_instant(grant.from), store::of_instant(grant.until)}));
  for (const std::string& controller : grant.limits)
    TRY(transaction.execute(
        "insert into accounts_grant_limit (organisation_id, number, controller) values (?, ?, ?)",
        {organisation, number, controller}));
  TRY(take_step(office, transaction, grant, GrantState::asked, grant.reason));
  TRY(transaction.commit());
  return grant;
}

Result<Grant> decide(Office& office, const std::string& number, bool granted,
                     const std::string& reason) {
  const std::string why = TRY(reason_of(reason));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Grant grant = TRY(seen(office, transaction, number));
  const AccountId& decider = office.actor.account;
  if (grant.account == decider || grant.steps.front().by == decider)
    return fail(Errc::forbidden, "accounts.own_grant", {{"grant", number}});
  if (!sees_all(office.actor, grant.limits))
    return fail(Errc::forbidden, "accounts.other_controllers");
  if (grant.state != GrantState::asked)
    return fail(Errc::conflict, "accounts.grant_decided", {{"grant", number}});
  if (granted && grant.until <= office.clock.now())
    return fail(Errc::conflict, "accounts.grant_late", {{"grant", number}});
  if (granted) TRY(open_account(office, grant.account));
  TRY(take_step(office, transaction, grant, granted ? GrantState::granted : GrantState::refused,
                why));
  TRY(transaction.commit());
  return grant;
}

Result<Grant> revoke(Office& office, const std::string& number, const std::string& reason) {
  const std::string why = TRY(reason_of(reason));
  std::optional<Grant> found;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    found = TRY(seen(office, transaction, number));
  }
  // Whose it is not, and who may end none, learns nothing of it.
  if (found->account != office.actor.account && !office.actor.may("accounts.revoke")) {
    note_hidden(office, "grant " + number);
    return unknown(number);
  }
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Grant grant = TRY(one_of(transaction, number));
  const bool asked = grant.state == GrantState::asked;
  const bool runs = grant.state == GrantState::granted && office.clock.now() < grant.until;
  if (!asked && !runs) return fail(Errc::conflict, "accounts.grant_over", {{"grant", number}});
  TRY(take_step(office, transaction, grant, asked ? GrantState::withdrawn : GrantState::revoked,
                why));
  TRY(transaction.commit());
  return grant;
}

Result<std::vector<Grant>> grants(Office& office, const std::optional<AccountId>& account) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Grant> all = TRY(all_of(transaction));
  std::erase_if(all, [&](const Grant& grant) { return !exists_for(office.actor, grant); });
  if (account) std::erase_if(all, [&](const Grant& grant) { return grant.account != *account; });
  return all;
}

}  // namespace ombud::accounts
