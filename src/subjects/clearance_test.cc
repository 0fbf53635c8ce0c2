// A search on somebody who works here takes two persons.

#include "subjects/clearance.h"

#include "subjects/criteria.h"
#include "subjects/limits.h"
#include "subjects/test_house.h"

namespace ombud::subjects {

namespace {

using namespace test;

constexpr const char* own = "karin@exempel.se";

class ClearanceTest : public testing::Test {
 protected:
  ClearanceTest() {
    Limits always;
    always.first_hour = 0;
    always.last_hour = 24;
    always.free_days = true;
    must_have(set_limits(office(), always));
    must_have(know_me(office(), {.email = own}));
    become(searcher_);
  }

  accounts::Office& office() { return house_.office(); }

  FixedClock& clock() { return house_.house().clock(); }

  void become(const AccountId& account) { office().actor.account = account; }

  Result<Found> search(const std::string& line = own,
                       const std::string& reference = "request 2026-14") {
    clock().move(std::chrono::milliseconds(1));
    Silent silent;
    return subjects::find(office(), {criterion_of(Secret(line))}, reference, silent);
  }

  /// The number that is to be cleared; empty where the search was answered.
  std::string asked(const std::string& line = own,
                    const std::string& reference = "request 2026-14") {
    const Result<Found> found = search(line, reference);
    if (found) return "";
    EXPECT_EQ(found.error().key, "subjects.needs_clearance");
    return found.error().params.at(0).second;
  }

  void answer(const std::string& number, bool yes, const std::string& note = "") {
    const AccountId before = office().actor.account;
    become(approver_);
    must_have(decide_clearance(office(), number, yes, note));
    become(before);
  }

  std::string refusal(const std::string& number, bool yes, const std::string& note = "") {
    const Result<void> decided = decide_clearance(office(), number, yes, note);
    return decided ? "" : decided.error().key;
  }

  std::string state() { return must_have(own_clearances(office())).at(0).state; }

  House house_;
  const AccountId sought_ = house_.office().actor.account;  // Karin herself.
  const AccountId searcher_ = new_id<AccountId>(house_.office().clock);
  const AccountId approver_ = new_id<AccountId>(house_.office().clock);
};

TEST_F(ClearanceTest, TheAnswerOpensOnceWhenSomebodyElseHasSaidYes) {
  const std::string number = asked();
  ASSERT_NE(number, "");
  EXPECT_EQ(asked(), number) << "asked again it is the same question";
  answer(number, true);
  EXPECT_EQ(state(), "given");
  EXPECT_THAT(must_have(search()).alarms, testing::IsEmpty());
  EXPECT_EQ(state(), "used");
  const std::string next = asked();
  EXPECT_NE(next, "") << "once";
  EXPECT_NE(next, number);
  EXPECT_THAT(house_.house().events(),
              testing::Contains("subjects.clearance_asked clearance " + number));
  EXPECT_THAT(house_.house().events(),
              testing::Contains("subjects.clearance_given clearance " + number));
  EXPECT_THAT(house_.house().events(),
              testing::Contains("subjects.clearance_used clearance " + number));
}

TEST_F(ClearanceTest, AYesIsForThatSearchThatReasonAndThatPerson) {
  answer(asked(), true);
  EXPECT_NE(asked(own, "another reason"), "");
  EXPECT_NE(asked("email: " + std::string(own)), "") << "written otherwise it is another search";
  const AccountId third = new_id<AccountId>(office().clock);
  become(third);
  EXPECT_NE(asked(), "");
  become(searcher_);
  EXPECT_EQ(asked(), "");
}

TEST_F(ClearanceTest, NobodyClearsHisOwnSearchNorOneOnHimself) {
  const std::string number = asked();
  EXPECT_EQ(refusal(number, true), "subjects.own_clearance");
  become(sought_);
  EXPECT_THAT(must_have(clearances_waiting(office())), testing::IsEmpty());
  EXPECT_EQ(refusal(number, true), "subjects.no_clearance") << "as if there were none";
  become(approver_);
  const std::vector<Clearance> waiting = must_have(clearances_waiting(office()));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].number, number);
  EXPECT_EQ(waiting[0].account, searcher_);
  EXPECT_EQ(waiting[0].kind, "colleague");
  EXPECT_EQ(waiting[0].reference, "request 2026-14");
  EXPECT_EQ(refusal("C-000000", true), "subjects.no_clearance");
}

TEST_F(ClearanceTest, ASearchOnOneselfTakesASecondPersonToo) {
  become(sought_);
  const std::string number = asked();
  become(approver_);
  EXPECT_EQ(must_have(clearances_waiting(office())).at(0).kind, "self");
  become(sought_);
  answer(number, true);
  EXPECT_EQ(asked(), "");
}

TEST_F(ClearanceTest, ANoHasItsReasonAndIsFinal) {
  const std::string number = asked();
  become(approver_);
  EXPECT_EQ(refusal(number, false, "  "), "subjects.no_note");
  become(searcher_);
  answer(number, false, "no case is open");
  EXPECT_EQ(must_have(own_clearances(office())).at(0).note, "no case is open");
  EXPECT_EQ(state(), "refused");
  become(approver_);
  EXPECT_EQ(refusal(number, true), "subjects.clearance_decided");
  become(searcher_);
  EXPECT_NE(asked(), number) << "asked anew it is another question";
}

TEST_F(ClearanceTest, AYesLastsADayAndAQuestionAWeek) {
  const std::string number = asked();
  answer(number, true);
  clock().move(std::chrono::hours(24));
  EXPECT_EQ(state(), "expired");
  const std::string second = asked();
  EXPECT_NE(second, "");
  clock().move(std::chrono::days(7));
  become(approver_);
  EXPECT_THAT(must_have(clearances_waiting(office())), testing::IsEmpty());
  EXPECT_EQ(refusal(second, true), "subjects.clearance_decided");
  become(searcher_);
  EXPECT_NE(asked(), second);
}

TEST_F(ClearanceTest, NothingOfWhoWasSoughtLiesReadableInTheStore) {
  asked();
  store::Transaction transaction =
      must_have(office().store.begin(office().organisation.id, sql::Begin::read));
  const sql::Row row =
      *must_have(transaction.one("select reference, concerns, digest from subjects_clearance"));
  for (const sql::Value& value : row) {
    const std::string bytes = store::blob_in(value);
    for (const std::string& hidden : {std::string(own), sought_.text, std::string("2026-14")})
      EXPECT_EQ(bytes.find(hidden), std::string::npos);
  }
}

}  // namespace

}  // namespace ombud::subjects
