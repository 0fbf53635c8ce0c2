// What the officer says, stopping in the midst of a run, rows shown masked, and files in one.

#include "actions/counsel.h"

#include "actions/decide.h"
#include "actions/samples.h"
#include "actions/sealed_extract.h"
#include "actions/test_house.h"
#include "actions/view.h"
#include "actions/zip.h"

namespace ombud::actions::test {
namespace {

// Stops the action once a number of rows is done.
class Stopping final : public Progress {
 public:
  Stopping(accounts::Office& office, std::string number)
      : office_(office), number_(std::move(number)) {}

  void tell(std::string_view, std::uint64_t, std::uint64_t) override {
    if (std::exchange(stopped_, true)) return;
    must_have(stop(office_, must_have(find_action(office_, number_)), "a complaint has come in"));
  }

 private:
  accounts::Office& office_;
  std::string number_;
  bool stopped_ = false;
};

class Counsel : public Shop {
 protected:
  Action action(const std::string& number) { return must_have(find_action(office(), number)); }
};

TEST_P(Counsel, AnOpinionStandsWithTheActionAndIsInTheLog) {
  members_and_orders(1);
  const std::string number = must_have(planned(wish()));
  must_have(
      advise(office(), action(number), Stance::wants_change, "Keep the orders of this year."));
  house_.clock().move(std::chrono::minutes(1));
  must_have(advise(office(), action(number), Stance::no_objection, "As it is now."));
  const std::vector<Opinion> all = must_have(opinions(office(), action(number)));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].stance, Stance::wants_change);
  EXPECT_EQ(all[0].text, "Keep the orders of this year.");
  EXPECT_EQ(events("actions.advised"), 2U);
  EXPECT_EQ(key_of(advise(office(), action(number), Stance::objects, "  ")), "actions.no_opinion");
  EXPECT_EQ(key_of(stance_of("shrugs")), "actions.unknown_stance");
}

TEST_P(Counsel, AStopHoldsAtTheNextBatchAndWhoApprovesLetsItGoOn) {
  members_and_orders(2'500);  // Three batches.
  const std::string number = ready();
  Stopping stopping(office(), number);
  const Outcome outcome = must_have(run(office(), number, {}, stopping));
  EXPECT_EQ(outcome.state, State::partly_done);
  const std::int64_t left = purchases();
  EXPECT_GT(left, 0);
  EXPECT_LT(left, 2'500);
  EXPECT_EQ(key_of(try_run(number)), "actions.stopped");
  EXPECT_EQ(purchases(), left);
  EXPECT_EQ(must_have(standing_stop(office(), action(number)))->reason, "a complaint has come in");
  EXPECT_EQ(key_of(stop(office(), action(number), "again")), "actions.stopped");

  EXPECT_EQ(key_of(let_go_on(office(), action(number), "go")), "actions.four_eyes");
  office().actor = approver_;
  EXPECT_EQ(key_of(let_go_on(office(), action(number), " ")), "actions.no_reason");
  must_have(let_go_on(office(), action(number), "the complaint was withdrawn"));
  EXPECT_EQ(key_of(let_go_on(office(), action(number), "twice")), "actions.not_stopped");
  office().actor = planner_;
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(purchases(), 0);
  EXPECT_EQ(events("actions.stopped"), 1U);
  EXPECT_EQ(events("actions.let_go_on"), 1U);
}

TEST_P(Counsel, WhatDoesNotRunIsNotStopped) {
  members_and_orders(1);
  const std::string number = must_have(planned(wish()));
  EXPECT_EQ(key_of(stop(office(), action(number), "why")), "actions.not_running");
  EXPECT_EQ(key_of(stop(office(), action(number), "")), "actions.no_reason");
}

TEST_P(Counsel, RowsAreShownMaskedAndOneValueForAReason) {
  members_and_orders(1);
  const std::string number = must_have(planned(wish()));
  const Plan plan = plan_of(number);
  std::size_t step = 0;
  while (plan.steps[step].table != "member" || plan.steps[step].what == Step::What::keep) ++step;
  const Sample shown = must_have(sample(office(), action(number), step));
  ASSERT_EQ(shown.rows.size(), 1U);
  for (const auto& cell : shown.rows.front().cells)
    EXPECT_THAT(cell.value_or(""), testing::Not(testing::AnyOf(testing::HasSubstr("Holmqvist"),
                                                               testing::HasSubstr("karin@"))));
  EXPECT_EQ(must_have(reveal(office(), action(number), {step, 0, "email"}, "hers?")),
            "karin@exempel.se");
  EXPECT_EQ(events("actions.revealed"), 1U);
  EXPECT_EQ(key_of(reveal(office(), action(number), {step, 0, "email"}, "")), "actions.no_reason");
  EXPECT_EQ(key_of(reveal(office(), action(number), {step, 1, "email"}, "x")),
            "actions.no_such_cell");
  EXPECT_EQ(key_of(reveal(office(), action(number), {step, 0, "no"}, "x")), "actions.no_such_cell");
  EXPECT_EQ(key_of(reveal(office(), action(number), {77, 0, "email"}, "x")),
            "actions.no_such_step");
  EXPECT_EQ(key_of(sample(office(), action(number), 77)), "actions.no_such_step");
  run_sql({"UPDATE member SET email = 'other@exempel.se', name = 'Other' WHERE id = 1"});
  EXPECT_EQ(key_of(reveal(office(), action(number), {step, 0, "email"}, "x")),
            "actions.row_changed");
  EXPECT_EQ(must_have(sample(office(), action(number), step)).changed, 1);
}

TEST_P(Counsel, WhatIsApprovedIsWhatWasShown) {
  members_and_orders(1);
  const std::string number = must_have(planned(wish()));
  EXPECT_EQ(key_of(may_approve(office(), action(number))), "actions.four_eyes");
  office().actor = approver_;
  must_have(may_approve(office(), action(number)));
  office().actor.roles = {accounts::Role::dpo};
  EXPECT_EQ(key_of(may_approve(office(), action(number))), "actions.may_not_approve");
  office().actor = planner_;
  EXPECT_EQ(key_of(ask_for_extract(office(), number, Language::en)),
            "actions.no_extract_of_erasure");
  EXPECT_EQ(key_of(files_of(office(), action(number))), "actions.no_extract");
  EXPECT_FALSE(must_have(sealed_extract(office(), action(number))).has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, Counsel, sql::test::every_engine(), sql::test::engine_name);

TEST(Masked, ShowsEnoughToTellAndTooLittleToUse) {
  const auto plain = DataClass::ordinary;
  EXPECT_EQ(masked("19840407-2384", DataCategory::national_id, DataClass::national_id),
            "19••••••-••84");
  EXPECT_EQ(masked("karin@exempel.se", DataCategory::email, plain), "k•••@exempel.se");
  EXPECT_EQ(masked("Åse Bjørnstad", DataCategory::name, plain), "Å•••");
  EXPECT_EQ(masked("12", DataCategory::phone, plain), "•••");
  EXPECT_EQ(masked("asthma", DataCategory::health, DataClass::special), "•••");
  EXPECT_EQ(masked("Ring Karin", DataCategory::free_text, plain), "•••");
  EXPECT_EQ(masked("hunter2", DataCategory::credential, plain), "•••");
  EXPECT_EQ(masked("", DataCategory::name, plain), "");
}

TEST(Zip, HasADirectoryAndTheFilesAsTheyAre) {
  const std::string bytes = zip({{"a.txt", "hello"}, {"å.csv", ""}});
  EXPECT_EQ(bytes.substr(0, 4), std::string("PK\x03\x04"));
  // CRC-32 of "hello" is 3610a686.
  EXPECT_THAT(bytes, testing::HasSubstr(std::string("\x86\xa6\x10\x36")));
  EXPECT_EQ(bytes.substr(bytes.size() - 22, 4), std::string("PK\x05\x06"));
  EXPECT_EQ(zip({{"a.txt", "hello"}, {"å.csv", ""}}), bytes);
}

}  // namespace
}  // namespace ombud::actions::test
