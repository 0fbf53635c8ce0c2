#include "accounts/substitutes.h"

#include "accounts/rights.h"
#include "accounts/sign_in.h"

namespace ombud::accounts {

namespace {

Result<Substitute> substitute_in(const sql::Row& row) {
  Substitute found;
  found.number = number_text('S', store::integer_in(row[0]));
  found.absent = AccountId{store::text_in(row[1])};
  found.substitute = AccountId{store::text_in(row[2])};
  found.reason = store::text_in(row[3]);
  found.from = TRY(store::instant_in(row[4]));
  found.until = TRY(store::instant_in(row[5]));
  found.made_by = AccountId{store::text_in(row[6])};
  found.made_at = TRY(store::instant_in(row[7]));
  if (!sql::is_null(row[8])) found.ended_at = TRY(store::instant_in(row[8]));
  return found;
}

evidence::Told entry_of(const Office& office, std::string event, const Substitute& substitute) {
  evidence::Told told = rights_entry(office, std::move(event), "substitute " + substitute.number,
                                     substitute.substitute);
  told.details.emplace_back("absent", substitute.absent.text);
  told.details.emplace_back("until", format_instant(substitute.until));
  told.details.emplace_back("reason", substitute.reason);
  return told;
}

}  // namespace

Result<Substitute> appoint(Office& office, const SubstituteWish& wish) {
  if (wish.absent != office.actor.account) {
    Door door{office.clock, office.organisation, office.store, office.vault, office.log};
    TRY(check_permission(door, office.actor, "accounts.roles"));
    if (wish.substitute == office.actor.account)
      return fail(Errc::forbidden, "accounts.own_substitute");
  }
  if (wish.absent == wish.substitute) return fail(Errc::invalid, "accounts.substitute_self");
  TRY(open_account(office, wish.absent));
  TRY(open_account(office, wish.substitute));
  Substitute made;
  made.absent = wish.absent;
  made.substitute = wish.substitute;
  made.reason = TRY(reason_of(wish.reason));
  const Span span = TRY(span_of(office, wish.from, wish.until));
  made.from = span.from;
  made.until = span.until;
  made.made_by = office.actor.account;
  made.made_at = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t number = TRY(next_number(transaction, "substitute"));
  made.number = number_text('S', number);
  TRY(transaction.execute(
      "insert into accounts_substitute (organisation_id, number, absent_id, substitute_id, reason, "
      "from_at, until_at, made_by, made_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, number, made.absent.text, made.substitute.text, made.reason,
       store::of_instant(made.from), store::of_instant(made.until), made.made_by.text,
       store::of_instant(made.made_at)}));
  TRY(office.log.append(transaction, entry_of(office, "accounts.substitute_made", made)));
  TRY(transaction.commit());
  return made;
}

Result<Substitute> end_substitute(Office& office, const std::string& number) {
  Substitute found;
  for (Substitute& one : TRY(substitutes(office)))
    if (one.number == number) found = std::move(one);
  const AccountId& who = office.actor.account;
  const bool concerned = found.absent == who || found.substitute == who;
  if (!found.number.empty() && !concerned && !office.actor.may("accounts.revoke")) {
    note_hidden(office, "substitute " + number);
    found = {};
  }
  if (found.number.empty())
    return fail(Errc::not_found, "accounts.unknown_substitute", {{"substitute", number}});
  const Instant now = office.clock.now();
  if (found.ended_at || found.until <= now)
    return fail(Errc::conflict, "accounts.substitute_over", {{"substitute", number}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update accounts_substitute set ended_at = ?, ended_by = ? "
      "where organisation_id = ? and number = ? and ended_at is null",
      {store::of_instant(now), who.text, transaction.organisation().text, number_in('S', number)}));
  TRY(office.log.append(transaction, entry_of(office, "accounts.substitute_ended", found)));
  TRY(transaction.commit());
  found.ended_at = now;
  return found;
}

Result<std::vector<Substitute>> substitutes(Office& office,
                                            const std::optional<AccountId>& account) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Substitute> all;
  TRY(transaction.each(
      "select number, absent_id, substitute_id, reason, from_at, until_at, made_by, made_at, "
      "ended_at from accounts_substitute where organisation_id = ? order by number desc",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Substitute one = TRY(substitute_in(row));
        if (!account || one.absent == *account || one.substitute == *account)
          all.push_back(std::move(one));
        return {};
      }));
  return all;
}

}  // namespace ombud::accounts
