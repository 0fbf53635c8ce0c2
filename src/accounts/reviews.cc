#include "accounts/reviews.h"

#include <algorithm>

#include "accounts/grants.h"
#include "accounts/rights.h"
#include "accounts/rows.h"
#include "accounts/substitutes.h"
#include "base/words.h"

namespace ombud::accounts {

namespace {

using Kind = ReviewLine::Kind;

constexpr Word<Kind> kind_words[] = {
    {Kind::role, "role"}, {Kind::grant, "grant"}, {Kind::substitute, "substitute"}};
constexpr int longest_days = 366;

char letter_of(Kind kind) { return kind == Kind::grant ? 'G' : 'S'; }

Result<ReviewLine> line_in(const sql::Row& row) {
  ReviewLine line;
  line.line = store::integer_in(row[1]);
  line.account = AccountId{store::text_in(row[2])};
  const std::optional<Kind> kind = value_in(kind_words, store::text_in(row[3]));
  if (!kind) return fail(Errc::internal, "accounts.bad_row");
  line.kind = *kind;
  if (!store::text_in(row[4]).empty()) line.role = TRY(role_of(store::text_in(row[4])));
  if (*kind != Kind::role) line.number = number_text(letter_of(*kind), store::integer_in(row[5]));
  if (!sql::is_null(row[6])) line.used_at = TRY(store::instant_in(row[6]));
  if (const auto verdict = store::optional_text_in(row[7])) line.kept = *verdict == "keep";
  if (const auto by = store::optional_text_in(row[8])) line.decided_by = AccountId{*by};
  if (!sql::is_null(row[9])) line.decided_at = TRY(store::instant_in(row[9]));
  line.reason = store::optional_text_in(row[10]).value_or("");
  return line;
}

Result<void> fill(store::Transaction& transaction, std::vector<Review>& all) {
  return transaction.each(
      "select review, line, account_id, kind, role, number, used_at, verdict, decided_by, "
      "decided_at, reason from accounts_review_line where organisation_id = ? order by line",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        const std::string number = number_text('V', store::integer_in(row[0]));
        for (Review& review : all)
          if (review.number == number) review.lines.push_back(TRY(line_in(row)));
        return {};
      });
}

Result<Review> one_of(Office& office, const std::string& number) {
  for (Review& review : TRY(reviews(office, true)))
    if (review.number == number) return std::move(review);
  return fail(Errc::not_found, "accounts.unknown_review", {{"review", number}});
}

evidence::Told entry_of(const Office& office, std::string event, const Review& review) {
  evidence::Told told =
      rights_entry(office, std::move(event), "review " + review.number, office.actor.account);
  told.details.clear();
  return told;
}

// All that anybody has at the moment.
Result<std::vector<ReviewLine>> rights_now(Office& office) {
  const Instant now = office.clock.now();
  std::vector<ReviewLine> all;
  std::map<std::string, std::optional<Instant>> used;
  for (const Account& account : TRY(list(office))) {
    if (account.closed) continue;
    used[account.id.text] = account.used_at;
    for (const Role role : account.roles)
      all.push_back({.account = account.id, .role = role, .used_at = account.used_at});
  }
  for (const Grant& grant : TRY(grants(office)))
    if (grant.state == GrantState::granted && now < grant.until)
      all.push_back({.account = grant.account,
                     .kind = Kind::grant,
                     .role = grant.role,
                     .number = grant.number,
                     .used_at = used[grant.account.text]});
  for (const Substitute& one : TRY(substitutes(office)))
    if (!one.ended_at && now < one.until)
      all.push_back({.account = one.substitute,
                     .kind = Kind::substitute,
                     .number = one.number,
                     .used_at = used[one.substitute.text]});
  std::stable_sort(all.begin(), all.end(), [](const ReviewLine& a, const ReviewLine& b) {
    return a.account.text < b.account.text;
  });
  std::int64_t number = 0;
  for (ReviewLine& line : all) line.line = ++number;
  return all;
}

Result<void> withdraw(Office& office, const ReviewLine& line, const std::string& reason) {
  // What has ended by itself since the review began is gone already.
  if (line.kind == Kind::grant) {
    for (const Grant& grant : TRY(grants(office, line.account)))
      if (grant.number == line.number && grant.state == GrantState::granted &&
          office.clock.now() < grant.until)
        TRY(revoke(office, line.number, reason));
    return {};
  }
  if (line.kind == Kind::substitute) {
    for (const Substitute& one : TRY(substitutes(office, line.account)))
      if (one.number == line.number && !one.ended_at && office.clock.now() < one.until)
        TRY(end_substitute(office, line.number));
    return {};
  }
  const Account account = TRY(find(office, line.account));
  std::set<Role> roles = account.roles;
  if (account.closed || roles.erase(*line.role) == 0) return {};
  return set_roles(office, account.id, roles, account.limits);
}

}  // namespace

std::string_view word(ReviewLine::Kind kind) { return word_in(kind_words, kind); }

Result<Review> begin_review(Office& office) {
  for (const Review& review : TRY(reviews(office, false)))
    if (!review.attested_at)
      return fail(Errc::conflict, "accounts.review_open", {{"review", review.number}});
  Review review;
  review.begun_by = office.actor.account;
  review.begun_at = office.clock.now();
  review.lines = TRY(rights_now(office));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const std::int64_t number = TRY(next_number(transaction, "review"));
  review.number = number_text('V', number);
  TRY(transaction.execute(
      "insert into accounts_review (organisation_id, number, begun_by, begun_at) "
      "values (?, ?, ?, ?)",
      {organisation, number, review.begun_by.text, store::of_instant(review.begun_at)}));
  for (const ReviewLine& line : review.lines)
    TRY(transaction.execute(
        "insert into accounts_review_line (organisation_id, review, line, account_id, kind, role, "
        "number, used_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        {organisation, number, line.line, line.account.text, std::string(word(line.kind)),
         line.role ? std::string(word(*line.role)) : std::string(),
         line.kind == Kind::role ? std::int64_t{0} : number_in(letter_of(line.kind), line.number),
         line.used_at ? store::of_instant(*line.used_at) : sql::Value(sql::Null{})}));
  TRY(office.log.append(transaction, entry_of(office, "accounts.review_begun", review)));
  TRY(transaction.commit());
  return review;
}

Result<Review> decide_line(Office& office, const std::string& number, std::int64_t line, bool keep,
                           const std::string& reason) {
  Review review = TRY(one_of(office, number));
  if (review.attested_at) return fail(Errc::conflict, "accounts.review_over", {{"review", number}});
  const auto found = std::find_if(review.lines.begin(), review.lines.end(),
                                  [&](const ReviewLine& one) { return one.line == line; });
  if (found == review.lines.end())
    return fail(Errc::not_found, "accounts.unknown_line", {{"line", std::to_string(line)}});
  if (found->account == office.actor.account) return fail(Errc::forbidden, "accounts.own_line");
  if (found->kept == false) return fail(Errc::conflict, "accounts.line_withdrawn");
  const std::string why = keep && reason.empty() ? std::string() : TRY(reason_of(reason));
  // What is withdrawn ends first: cut off here, the line is still open and is decided again.
  if (!keep) TRY(withdraw(office, *found, why));
  const Instant now = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update accounts_review_line set verdict = ?, decided_by = ?, decided_at = ?, reason = ? "
      "where organisation_id = ? and review = ? and line = ?",
      {keep ? "keep" : "withdraw", office.actor.account.text, store::of_instant(now), why,
       transaction.organisation().text, number_in('V', number), line}));
  evidence::Told told =
      entry_of(office, keep ? "accounts.review_kept" : "accounts.review_withdrawn", review);
  told.details = {{"account", found->account.text}, {"line", std::to_string(line)}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  found->kept = keep;
  found->decided_by = office.actor.account;
  found->decided_at = now;
  found->reason = why;
  return review;
}

Result<Review> attest(Office& office, const std::string& number, const std::string& next_on) {
  Review review = TRY(one_of(office, number));
  if (review.attested_at) return fail(Errc::conflict, "accounts.review_over", {{"review", number}});
  const auto left = std::count_if(review.lines.begin(), review.lines.end(),
                                  [](const ReviewLine& line) { return !line.kept.has_value(); });
  if (left != 0)
    return fail(Errc::conflict, "accounts.lines_open", {{"left", std::to_string(left)}});
  const Day next = TRY(parse_day(next_on));
  const Instant now = office.clock.now();
  const Day today = std::chrono::floor<std::chrono::days>(now);
  if (next <= today) return fail(Errc::invalid, "accounts.time_past", {{"day", next_on}});
  if ((next - today).count() > longest_days)
    return fail(Errc::invalid, "accounts.time_long", {{"most", std::to_string(longest_days)}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update accounts_review set attested_by = ?, attested_at = ?, next_on = ? "
      "where organisation_id = ? and number = ? and attested_at is null",
      {office.actor.account.text, store::of_instant(now), format_day(next),
       transaction.organisation().text, number_in('V', number)}));
  evidence::Told told = entry_of(office, "accounts.review_attested", review);
  told.details = {{"lines", std::to_string(review.lines.size())}, {"next", format_day(next)}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  review.attested_by = office.actor.account;
  review.attested_at = now;
  review.next_on = next;
  return review;
}

Result<std::vector<Review>> reviews(Office& office, bool lines) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Review> all;
  TRY(transaction.each(
      "select number, begun_by, begun_at, attested_by, attested_at, next_on from accounts_review "
      "where organisation_id = ? order by number desc",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Review review;
        review.number = number_text('V', store::integer_in(row[0]));
        review.begun_by = AccountId{store::text_in(row[1])};
        review.begun_at = TRY(store::instant_in(row[2]));
        if (const auto by = store::optional_text_in(row[3])) review.attested_by = AccountId{*by};
        if (!sql::is_null(row[4])) review.attested_at = TRY(store::instant_in(row[4]));
        if (const auto next = store::optional_text_in(row[5]))
          review.next_on = TRY(parse_day(*next));
        all.push_back(std::move(review));
        return {};
      }));
  if (lines) TRY(fill(transaction, all));
  return all;
}

}  // namespace ombud::accounts
