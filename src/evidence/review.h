#pragma once
// The monthly review of the log: a random sample of a month's uses of personal data, looked at by
// somebody whose own uses are not in it, each found in order or to be asked about, and attested by
// a signed entry that commits to every finding. Law: GDPR art. 32(1)(d); LAW.md 8.

#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace ombud::evidence {

inline constexpr std::size_t reviewed_entries = 25;

struct Review {
  std::string id;
  std::string month;  // "2026-10".
  AccountId made_by;
  Instant made_at;
  std::int64_t population = 0;  // Entries of the month.
  std::int64_t size = 0;        // Of the sample.
  std::int64_t in_order = 0;
  std::int64_t to_ask = 0;
  std::optional<Instant> attested_at;
};

struct Reviewed {
  Entry entry;
  std::string verdict;  // "in_order", "to_ask"; empty until somebody has said so.
};

class Reviews {
 public:
  Reviews(store::Database& store, Log& log, const Clock& clock, OrganisationId organisation)
      : store_(store), log_(log), clock_(clock), organisation_(std::move(organisation)) {}

  /// Newest month first.
  Result<std::vector<Review>> list();

  /// The last month that is over, unless it was drawn.
  Result<std::optional<std::string>> next_month();

  /// Draws uses of personal data of a month that is over, none of them by `account`, each as likely
  /// as any other. Errc::invalid "evidence.bad_review_month" {month}; Errc::conflict
  /// "evidence.review_drawn" {month}; Errc::not_found "evidence.nothing_to_review" {month}.
  Result<Review> draw(const std::string& month, const AccountId& account);

  /// Errc::not_found "evidence.no_review".
  Result<Review> find(const std::string& id);

  /// In the order drawn, opened. Errors of find().
  Result<std::vector<Reviewed>> entries(const Review& review);

  /// By whoever drew it, as long as it is not attested; said again, the last word holds.
  /// Errc::forbidden "evidence.not_your_review"; Errc::conflict "evidence.review_attested";
  /// Errc::invalid "evidence.bad_verdict"; Errc::not_found "evidence.not_in_review".
  Result<void> mark(const Review& review, const EntryId& entry, const std::string& verdict,
                    const std::string& note, const AccountId& account);

  /// By whoever drew it, who says that he is nobody's superior in it. Errors of mark();
  /// Errc::invalid "evidence.say_not_superior"; Errc::conflict "evidence.review_unfinished" {left}.
  Result<void> attest(const Review& review, bool not_superior, const AccountId& account);

 private:
  store::Database& store_;
  Log& log_;
  const Clock& clock_;
  OrganisationId organisation_;
};

}  // namespace ombud::evidence
