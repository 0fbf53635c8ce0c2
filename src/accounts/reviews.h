#pragma once
// Who has what, looked through from time to time: a review freezes a list of all standing roles,
// grants and substitutes with the day of last use; each is kept or withdrawn by somebody who is not
// the one who has it, and the whole is attested with a name. What is withdrawn ends at once.
// Law: GDPR arts. 24(1), 32(1)(d).

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

struct ReviewLine {
  enum class Kind : std::uint8_t { role, grant, substitute };
  std::int64_t line = 0;
  AccountId account;
  Kind kind = Kind::role;
  std::optional<Role> role;        // Nothing for a substitute: all of the other's.
  std::string number;              // Of a grant or substitute.
  std::optional<Instant> used_at;  // When the account was last used.
  std::optional<bool> kept;        // Nothing until somebody has said.
  std::optional<AccountId> decided_by;
  std::optional<Instant> decided_at;
  std::string reason;
};

std::string_view word(ReviewLine::Kind kind);

struct Review {
  std::string number;  // "V-0001"
  AccountId begun_by;
  Instant begun_at;
  std::optional<AccountId> attested_by;
  std::optional<Instant> attested_at;
  std::optional<Day> next_on;
  std::vector<ReviewLine> lines;
};

/// Errc::conflict "accounts.review_open" {review}: one at a time.
Result<Review> begin_review(Office& office);
/// A decision can be taken again until the review is attested, but not one that withdrew. Errc::
/// not_found "accounts.unknown_review" {review}, "accounts.unknown_line" {line}; Errc::forbidden
/// "accounts.own_line"; Errc::conflict "accounts.review_over" {review}, "accounts.line_withdrawn",
/// errors of set_roles(), revoke() and end_substitute() where it withdraws; Errc::invalid
/// "accounts.no_reason" where it withdraws without one.
Result<Review> decide_line(Office& office, const std::string& number, std::int64_t line, bool keep,
                           const std::string& reason);
/// When every line is decided: Errc::conflict "accounts.lines_open" {left}; Errc::invalid
/// "accounts.time_past" {day}, "accounts.time_long" {most}: the next one is due within a year.
Result<Review> attest(Office& office, const std::string& number, const std::string& next_on);
/// The newest first, without their lines where `lines` is false.
Result<std::vector<Review>> reviews(Office& office, bool lines);

/// What waits for the actor, in numbers: no name is in it.
struct Waiting {
  std::int64_t grants = 0;   // That he may decide.
  std::int64_t changes = 0;  // Of the field policy, that he may agree to.
  bool review_open = false;  // Begun and not attested.
  bool review_due = false;   // Its day has come; or there was none for 90 days.
};

Result<Waiting> waiting(Office& office);

}  // namespace ombud::accounts
