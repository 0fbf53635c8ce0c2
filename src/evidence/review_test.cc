// The monthly review of the log by a sample.

#include "evidence/review.h"

#include <set>

#include "evidence/log_test.h"

namespace ombud::evidence {

namespace {

const AccountId reviewer{"018f3c1e-0000-7000-8000-00000000000b"};

class ReviewTest : public LogTest {
 protected:
  Reviews reviews() { return {store(), log(), clock(), test_organisation}; }

  /// Uses of a month that is over.
  void live_through_a_month(int uses) {
    append_many(uses);
    month_ = format_day(std::chrono::floor<std::chrono::days>(clock().now())).substr(0, 7);
    clock().move(std::chrono::days(31));
  }

  EntryId tell(UseKind use, const AccountId& account) {
    Told entry = told("B-0001");
    entry.use = use;
    entry.account = account;
    clock().move(std::chrono::milliseconds(1));
    return *log().append_now(entry);
  }

  Review drawn() { return *reviews().draw(month_, reviewer); }

  std::vector<Reviewed> sample(const Review& review) { return *reviews().entries(review); }

  Review attestable() {
    const Review review = drawn();
    for (const Reviewed& one : sample(review))
      EXPECT_TRUE(reviews().mark(review, one.entry.id, "in_order", "", reviewer));
    return *reviews().find(review.id);
  }

  template <class T>
  static std::string refusal(const Result<T>& result, Errc code) {
    EXPECT_FALSE(result);
    if (result) return "";
    EXPECT_EQ(result.error().code, code);
    return result.error().key;
  }

  std::string month_;
};

TEST_P(ReviewTest, DrawsEachEntryOnceAndSaysOfHowMany) {
  live_through_a_month(60);
  const Review review = drawn();
  EXPECT_EQ(review.population, 60);
  EXPECT_EQ(review.size, static_cast<std::int64_t>(reviewed_entries));
  std::set<std::string> seen;
  for (const Reviewed& one : sample(review)) {
    EXPECT_TRUE(seen.insert(one.entry.id.text).second);
    EXPECT_EQ(one.entry.sealed->reference, "request 2026-14");
    EXPECT_EQ(one.verdict, "");
  }
  EXPECT_EQ(seen.size(), reviewed_entries);
}

// Of 28 entries some 21 come first in one of 40 samples; ten or fewer not once in a million runs.
TEST_P(ReviewTest, DrawsAnyEntryAsLikelyAsAnother) {
  append_many(3 + static_cast<int>(reviewed_entries));
  month_ = format_day(std::chrono::floor<std::chrono::days>(clock().now())).substr(0, 7);
  clock().move(std::chrono::days(31));
  std::set<std::string> first;
  for (int i = 0; i < 40; ++i) {
    const Review review = drawn();
    first.insert(sample(review).front().entry.id.text);
    tamper("delete from evidence_review_entry where organisation_id = ?", {test_organisation.text});
    tamper("delete from evidence_review where organisation_id = ?", {test_organisation.text});
  }
  EXPECT_GT(first.size(), 10U);
}

TEST_P(ReviewTest, LeavesOutOnesOwnUsesSignInsAndAdministration) {
  const EntryId other = tell(UseKind::view, test_account);
  tell(UseKind::view, reviewer);
  tell(UseKind::sign_in, test_account);
  tell(UseKind::administer, test_account);
  const EntryId denied = tell(UseKind::denied, test_account);
  live_through_a_month(0);
  const Review review = drawn();
  EXPECT_EQ(review.population, 5);
  std::set<std::string> ids;
  for (const Reviewed& one : sample(review)) ids.insert(one.entry.id.text);
  EXPECT_EQ(ids, (std::set<std::string>{other.text, denied.text}));
}

TEST_P(ReviewTest, OfAMonthWithoutOthersUsesThereIsNone) {
  tell(UseKind::view, reviewer);
  live_through_a_month(0);
  EXPECT_EQ(refusal(reviews().draw(month_, reviewer), Errc::not_found),
            "evidence.nothing_to_review");
}

TEST_P(ReviewTest, IsOfAMonthThatIsOverAndDrawnOnce) {
  live_through_a_month(3);
  EXPECT_EQ(*reviews().next_month(), month_);
  for (const char* month : {"2026-13", "x", "2026-1", "1999-01", "2999-01", ""})
    EXPECT_EQ(refusal(reviews().draw(month, reviewer), Errc::invalid), "evidence.bad_review_month")
        << month;
  const std::string now =
      format_day(std::chrono::floor<std::chrono::days>(clock().now())).substr(0, 7);
  EXPECT_EQ(refusal(reviews().draw(now, reviewer), Errc::invalid), "evidence.bad_review_month");
  drawn();
  EXPECT_EQ(*reviews().next_month(), std::nullopt);
  EXPECT_EQ(refusal(reviews().draw(month_, reviewer), Errc::conflict), "evidence.review_drawn");
  EXPECT_EQ(reviews().list()->size(), 1U);
}

TEST_P(ReviewTest, IsJudgedByWhoeverDrewIt) {
  live_through_a_month(2);
  const Review review = drawn();
  const EntryId entry = sample(review).front().entry.id;
  EXPECT_EQ(refusal(reviews().mark(review, entry, "in_order", "", test_account), Errc::forbidden),
            "evidence.not_your_review");
  EXPECT_EQ(refusal(reviews().mark(review, entry, "fine", "", reviewer), Errc::invalid),
            "evidence.bad_verdict");
  EXPECT_EQ(
      refusal(reviews().mark(review, EntryId{review.id}, "to_ask", "", reviewer), Errc::not_found),
      "evidence.not_in_review");
  EXPECT_EQ(refusal(reviews().find("none"), Errc::not_found), "evidence.no_review");
  ASSERT_TRUE(reviews().mark(review, entry, "to_ask", "why that night?", reviewer));
  EXPECT_EQ(reviews().find(review.id)->to_ask, 1);
  ASSERT_TRUE(reviews().mark(review, entry, "in_order", "", reviewer));
  EXPECT_EQ(reviews().find(review.id)->to_ask, 0);
}

TEST_P(ReviewTest, IsAttestedWholeBySomebodyWhoIsNobodysSuperior) {
  live_through_a_month(2);
  const Review review = drawn();
  EXPECT_EQ(refusal(reviews().attest(review, true, reviewer), Errc::conflict),
            "evidence.review_unfinished");
  for (const Reviewed& one : sample(review))
    ASSERT_TRUE(reviews().mark(review, one.entry.id, "in_order", "", reviewer));
  const Review done = *reviews().find(review.id);
  EXPECT_EQ(refusal(reviews().attest(done, false, reviewer), Errc::invalid),
            "evidence.say_not_superior");
  EXPECT_EQ(refusal(reviews().attest(done, true, test_account), Errc::forbidden),
            "evidence.not_your_review");
  ASSERT_TRUE(reviews().attest(done, true, reviewer));
  const Review attested = *reviews().find(review.id);
  EXPECT_TRUE(attested.attested_at.has_value());
  EXPECT_EQ(refusal(reviews().attest(attested, true, reviewer), Errc::conflict),
            "evidence.review_attested");
}

TEST_P(ReviewTest, TheAttestationIsASignedEntryThatNamesWhatWasFound) {
  live_through_a_month(2);
  ASSERT_TRUE(reviews().attest(attestable(), true, reviewer));
  Log::Filter filter;
  filter.event = "evidence.review_attested";
  const std::vector<Entry> entries = *log().list(filter);
  ASSERT_EQ(entries.size(), 1U);
  ASSERT_EQ(entries[0].commitments.size(), 1U);
  EXPECT_EQ(entries[0].commitments[0].second.size(), 64U);
  EXPECT_EQ(entries[0].sealed->account, reviewer);
  const Result<Proof> proof = log().prove(entries[0].id);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(check(*proof, *log().verifier_key()));
}

INSTANTIATE_TEST_SUITE_P(Engines, ReviewTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

}  // namespace

}  // namespace ombud::evidence
