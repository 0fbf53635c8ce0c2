// What waits for somebody on the first page: counted, so that looking there shows nobody's rights.

#include <algorithm>

#include "accounts/field_changes.h"
#include "accounts/grants.h"
#include "accounts/reviews.h"

namespace ombud::accounts {

namespace {

constexpr std::chrono::days first_review_after{90};

bool is_due(const std::vector<Review>& all, const std::vector<Account>& accounts, Instant now) {
  if (!all.empty()) return all.front().next_on && *all.front().next_on <= now;
  return std::any_of(accounts.begin(), accounts.end(), [&](const Account& account) {
    return account.made_at + first_review_after <= now;
  });
}

}  // namespace

Result<Waiting> waiting(Office& office) {
  Waiting found;
  const Actor& actor = office.actor;
  if (actor.may("accounts.decide"))
    for (const Grant& grant : TRY(grants(office)))
      if (grant.state == GrantState::asked && grant.account != actor.account &&
          grant.steps.front().by != actor.account && office.clock.now() < grant.until)
        ++found.grants;
  if (actor.may("accounts.fields"))
    for (const FieldChange& change : TRY(field_changes(office)))
      if (change.state == "asked" && change.asked_by != actor.account) ++found.changes;
  if (actor.may("accounts.review")) {
    const std::vector<Review> all = TRY(reviews(office, false));
    found.review_open = !all.empty() && !all.front().attested_at;
    found.review_due = !found.review_open && is_due(all, TRY(list(office)), office.clock.now());
  }
  return found;
}

}  // namespace ombud::accounts
