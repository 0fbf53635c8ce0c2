// Limits of searching, and searches that somebody else looks at.

#include "subjects/watch.h"

#include "subjects/alarms.h"
#include "subjects/criteria.h"
#include "subjects/limits.h"
#include "subjects/test_house.h"

namespace ombud::subjects {

namespace {

using namespace test;

Instant at(std::string_view text) { return *parse_instant(text); }

class WatchTest : public testing::Test {
 protected:
  WatchTest() {
    Limits always;
    always.first_hour = 0;
    always.last_hour = 24;
    always.free_days = true;
    must_have(set_limits(office(), always));
  }

  accounts::Office& office() { return house_.office(); }

  FixedClock& clock() { return house_.house().clock(); }

  /// Somebody else acts from now on.
  void become(const AccountId& account) { office().actor.account = account; }

  Result<Found> try_find(const std::string& line) {
    Silent silent;
    return subjects::find(office(), {criterion_of(Secret(line))}, "request 2026-14", silent);
  }

  std::vector<std::string> raised(const std::string& line) {
    std::vector<std::string> kinds;
    for (const Raised& one : must_have(try_find(line)).alarms) kinds.push_back(one.kind);
    return kinds;
  }

  /// The kinds of alarms that nobody has looked at.
  std::vector<std::string> alarming() {
    std::vector<std::string> kinds;
    for (const Alarm& one : must_have(alarms(office(), Which::unreviewed, 10)))
      kinds.push_back(one.kind);
    return kinds;
  }

  Limits now() {
    store::Transaction transaction =
        must_have(office().store.begin(office().organisation.id, sql::Begin::read));
    return must_have(limits(transaction));
  }

  template <class T>
  static std::string refusal(const Result<T>& result, Errc code) {
    EXPECT_FALSE(result);
    if (result) return "";
    EXPECT_EQ(result.error().code, code);
    return result.error().key;
  }

  House house_;
  const AccountId first_ = house_.office().actor.account;
  const AccountId second_ = new_id<AccountId>(house_.office().clock);
};

TEST_F(WatchTest, TheDefaultsHoldUntilSomebodySetsOthers) {
  Limits wanted = now();
  EXPECT_EQ(wanted.searches_an_hour, 60);
  wanted.searches_an_hour = 7;
  must_have(set_limits(office(), wanted));
  EXPECT_EQ(now().searches_an_hour, 7);
  EXPECT_THAT(house_.house().events(),
              testing::Contains("subjects.limits_set limits of searching"));
}

TEST_F(WatchTest, ALimitThatIsNoneIsRefusedAndTheOldOnesHold) {
  Limits wanted = now();
  wanted.searches_an_hour = 0;
  EXPECT_EQ(refusal(set_limits(office(), wanted), Errc::invalid), "subjects.bad_limit");
  wanted = now();
  wanted.searches_without_action = 3;
  wanted.last_hour = 25;
  EXPECT_EQ(refusal(set_limits(office(), wanted), Errc::invalid), "subjects.bad_limit");
  wanted.first_hour = wanted.last_hour = 9;
  EXPECT_EQ(refusal(set_limits(office(), wanted), Errc::invalid), "subjects.bad_limit");
  EXPECT_EQ(now().searches_without_action, 25);
}

TEST_F(WatchTest, WorkingTimeIsThatOfTheCountrysClockAndCalendar) {
  const Limits usual;
  EXPECT_TRUE(is_working_time(usual, "se", at("2026-11-20T05:00:00Z")));  // Friday, six o'clock.
  EXPECT_FALSE(is_working_time(usual, "se", at("2026-11-20T04:59:59Z")));
  EXPECT_FALSE(is_working_time(usual, "se", at("2026-11-20T19:00:00Z")));  // Twenty.
  EXPECT_TRUE(is_working_time(usual, "fi", at("2026-11-20T04:00:00Z")));
  EXPECT_TRUE(is_working_time(usual, "se", at("2026-07-10T04:00:00Z")));   // Summer time.
  EXPECT_FALSE(is_working_time(usual, "se", at("2026-11-21T10:00:00Z")));  // Saturday.
  EXPECT_FALSE(is_working_time(usual, "se", at("2026-12-25T10:00:00Z")));  // A Friday.
  EXPECT_FALSE(is_working_time(usual, "no", at("2027-05-17T10:00:00Z")));
  EXPECT_TRUE(is_working_time(usual, "se", at("2027-05-17T10:00:00Z")));
  Limits always = usual;
  always.free_days = true;
  EXPECT_TRUE(is_working_time(always, "se", at("2026-12-25T10:00:00Z")));
}

TEST_F(WatchTest, WhoHasSearchedTooOftenWaitsUntilTheOldestIsAnHourAgo) {
  Limits wanted = now();
  wanted.searches_an_hour = 2;
  must_have(set_limits(office(), wanted));
  must_have(try_find("karin@exempel.se"));
  clock().move(std::chrono::minutes(20));
  must_have(try_find("karin@exempel.se"));
  clock().move(std::chrono::minutes(10));
  const Result<Found> refused = try_find("karin@exempel.se");
  ASSERT_EQ(refusal(refused, Errc::unavailable), "subjects.too_many_searches");
  EXPECT_THAT(refused.error().params, testing::Contains(testing::Pair("seconds", "1800")));
  EXPECT_EQ(house_.house().events().back(), "subjects.search_limited subjects");
  become(second_);
  must_have(try_find("karin@exempel.se"));
  become(first_);
  clock().move(std::chrono::minutes(31));
  must_have(try_find("karin@exempel.se"));
}

TEST_F(WatchTest, NoticesOneselfAndColleaguesByWhatIsTyped) {
  must_have(know_me(office(), {.name = "Karin Åberg", .email = "karin@exempel.se"}));
  EXPECT_THAT(must_have(known_of_me(office())), UnorderedElementsAre("name", "surname", "email"));
  EXPECT_EQ(refusal(try_find("KARIN@exempel.se"), Errc::forbidden), "subjects.needs_clearance");
  EXPECT_EQ(refusal(try_find("name: Åberg, karin"), Errc::forbidden), "subjects.needs_clearance");
  EXPECT_THAT(alarming(), ElementsAre("self", "self"));
  EXPECT_THAT(raised("name: Karin Öberg"), IsEmpty());
  become(second_);
  EXPECT_EQ(refusal(try_find("karin@exempel.se"), Errc::forbidden), "subjects.needs_clearance");
  EXPECT_THAT(alarming(), UnorderedElementsAre("self", "self", "colleague"));
  EXPECT_THAT(must_have(known_of_me(office())), IsEmpty());
}

TEST_F(WatchTest, WhatIsKnownOfOneselfIsReplacedAndForgotten) {
  must_have(know_me(office(), {.email = "karin@exempel.se"}));
  must_have(know_me(office(), {.name = "Karin Åberg"}));
  EXPECT_THAT(raised("karin@exempel.se"), IsEmpty());
  must_have(know_me(office(), {}));
  EXPECT_THAT(must_have(known_of_me(office())), IsEmpty());
  EXPECT_EQ(refusal(know_me(office(), {.name = "Karin"}), Errc::invalid), "subjects.bad_criterion");
  EXPECT_EQ(refusal(know_me(office(), {.email = "karin"}), Errc::invalid),
            "subjects.bad_criterion");
  EXPECT_EQ(refusal(know_me(office(), {.national_id = "1"}), Errc::invalid),
            "subjects.bad_criterion");
  EXPECT_EQ(refusal(know_me(office(), {.street = "Nygatan 1"}), Errc::invalid),
            "subjects.bad_criterion");
}

TEST_F(WatchTest, ManySearchesWithoutAnActionAreNoticedOnceADay) {
  Limits wanted = now();
  wanted.searches_without_action = 2;
  must_have(set_limits(office(), wanted));
  EXPECT_THAT(raised("karin@exempel.se"), IsEmpty());
  EXPECT_THAT(raised("karin@exempel.se"), IsEmpty());
  EXPECT_THAT(raised("karin@exempel.se"), ElementsAre("without_action"));
  EXPECT_THAT(raised("karin@exempel.se"), IsEmpty());
  clock().move(std::chrono::hours(25));
  EXPECT_THAT(raised("karin@exempel.se"), ElementsAre("without_action"));
  clock().move(std::chrono::days(8));
  EXPECT_THAT(raised("karin@exempel.se"), IsEmpty());
}

TEST_F(WatchTest, WhatIsOlderThanAnyLimitIsForgotten) {
  must_have(try_find("karin@exempel.se"));
  clock().move(std::chrono::days(32));
  must_have(try_find("karin@exempel.se"));
  store::Transaction transaction =
      must_have(office().store.begin(office().organisation.id, sql::Begin::read));
  EXPECT_EQ(
      store::integer_in((*must_have(transaction.one("select count(*) from subjects_search")))[0]),
      1);
}

TEST_F(WatchTest, AnAlarmIsExplainedByWhoSearchedAndReviewedBySomebodyElse) {
  must_have(know_me(office(), {.email = "karin@exempel.se"}));
  EXPECT_EQ(refusal(try_find("karin@exempel.se"), Errc::forbidden), "subjects.needs_clearance");
  const std::string alarm = must_have(alarms(office(), Which::unreviewed, 10)).at(0).id;
  EXPECT_EQ(refusal(review(office(), alarm, "in_order", ""), Errc::forbidden),
            "subjects.own_alarm");
  EXPECT_EQ(refusal(explain(office(), alarm, "  "), Errc::invalid), "subjects.no_explanation");
  must_have(explain(office(), alarm, "a test"));
  EXPECT_THAT(must_have(alarms(office(), Which::own_unexplained, 10)), IsEmpty());
  become(second_);
  EXPECT_EQ(refusal(explain(office(), alarm, "mine"), Errc::not_found), "subjects.no_alarm");
  EXPECT_EQ(refusal(review(office(), alarm, "fine", ""), Errc::invalid), "subjects.bad_verdict");
  EXPECT_EQ(refusal(review(office(), "none", "in_order", ""), Errc::not_found),
            "subjects.no_alarm");
  must_have(review(office(), alarm, "to_follow_up", "talk to her"));
  EXPECT_EQ(refusal(review(office(), alarm, "in_order", ""), Errc::conflict),
            "subjects.alarm_reviewed");
  EXPECT_THAT(must_have(alarms(office(), Which::unreviewed, 10)), IsEmpty());
  const Alarm seen = must_have(alarms(office(), Which::all, 10)).at(0);
  EXPECT_EQ(seen.explanation, "a test");
  EXPECT_EQ(seen.verdict, "to_follow_up");
  EXPECT_EQ(seen.note, "talk to her");
  EXPECT_EQ(seen.reviewed_by, second_);
  become(first_);
  EXPECT_EQ(refusal(explain(office(), alarm, "more"), Errc::conflict), "subjects.alarm_reviewed");
}

TEST_F(WatchTest, AnAlarmIsForgottenWithTheLogOfItsTime) {
  must_have(know_me(office(), {.email = "karin@exempel.se"}));
  EXPECT_EQ(refusal(try_find("karin@exempel.se"), Errc::forbidden), "subjects.needs_clearance");
  clock().move(std::chrono::days(731));
  must_have(try_find("tova@exempel.se"));
  EXPECT_THAT(must_have(alarms(office(), Which::all, 10)), IsEmpty());
}

}  // namespace

}  // namespace ombud::subjects
