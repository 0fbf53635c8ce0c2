#include "holds/holds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/test_office.h"
#include "cli/run_in_child_test.h"
#include "connectors/connectors.h"
#include "sql/test_databases.h"

namespace ombud::holds {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Day day(const char* text) { return must_have(parse_day(text)); }

class Holds : public testing::TestWithParam<sql::Engine> {
 protected:
  accounts::Office& office() { return house_.office(); }

  Hold on(const PersonId& person) {
    house_.clock().move(std::chrono::seconds(1));
    Hold hold;
    hold.person = person;
    hold.reason = " case T 12-26 ";
    hold.review_on = day(house_.clock().now() < day("2027-01-15") ? "2027-01-15" : "2028-01-15");
    return must_have(set(office(), hold));
  }

  Hold on(const SystemId& system) {
    house_.clock().move(std::chrono::seconds(1));
    Hold hold;
    hold.system = system;
    hold.reason = "incident 7";
    hold.review_on = day("2026-11-21");
    return must_have(set(office(), hold));
  }

  std::vector<std::string> standing_on(const PersonId& person,
                                       const std::optional<SystemId>& system) {
    std::vector<std::string> numbers;
    for (const Hold& hold : must_have(standing(office(), person, system)))
      numbers.push_back(hold.number);
    return numbers;
  }

  accounts::TestOffice house_{GetParam(), {migrations()}};
  const PersonId anna_{uuid_random()};
  const PersonId bo_{uuid_random()};
  const SystemId liva_{uuid_random()};
  const SystemId tid_{uuid_random()};
};

INSTANTIATE_TEST_SUITE_P(Stores, Holds,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Holds, ForbidTouchingThePersonOrTheSystemTheyAreOn) {
  EXPECT_THAT(standing_on(anna_, liva_), IsEmpty());
  EXPECT_EQ(on(anna_).number, "H-0001");
  EXPECT_EQ(on(liva_).number, "H-0002");
  EXPECT_THAT(standing_on(anna_, liva_), ElementsAre("H-0001", "H-0002"));
  EXPECT_THAT(standing_on(anna_, tid_), ElementsAre("H-0001"));
  EXPECT_THAT(standing_on(anna_, std::nullopt), ElementsAre("H-0001"));
  EXPECT_THAT(standing_on(bo_, liva_), ElementsAre("H-0002"));
  EXPECT_THAT(standing_on(bo_, tid_), IsEmpty());
  EXPECT_THAT(standing_on(PersonId{}, tid_), IsEmpty());
}

TEST_P(Holds, ComeBackAsTheyWereSet) {
  const Hold set = on(anna_);
  const std::vector<Hold> listed = must_have(holds::list(office()));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, set.id);
  EXPECT_EQ(listed[0].person, anna_);
  EXPECT_EQ(listed[0].system, std::nullopt);
  EXPECT_EQ(listed[0].reason, "case T 12-26");
  EXPECT_EQ(listed[0].review_on, day("2027-01-15"));
  EXPECT_EQ(listed[0].set_by, office().actor.account);
  EXPECT_EQ(listed[0].set_at, house_.clock().now());
}

TEST_P(Holds, EndWhenTheyAreLiftedAndNotBefore) {
  on(anna_);
  house_.clock().move(std::chrono::days(100));  // Past its review.
  EXPECT_THAT(standing_on(anna_, liva_), ElementsAre("H-0001"));
  must_have(lift(office(), "H-0001", "the case is closed"));
  EXPECT_THAT(standing_on(anna_, liva_), IsEmpty());
  EXPECT_THAT(must_have(holds::list(office())), IsEmpty());
  EXPECT_EQ(on(bo_).number, "H-0002");
}

TEST_P(Holds, NeedAReasonToBeSetAndLifted) {
  Hold hold;
  hold.person = anna_;
  hold.reason = " ";
  hold.review_on = day("2027-01-15");
  EXPECT_EQ(key_of(set(office(), hold)), "holds.no_reason");
  on(anna_);
  EXPECT_EQ(key_of(lift(office(), "H-0001", " ")), "holds.no_reason");
}

TEST_P(Holds, NeedAReviewThatIsNotPast) {
  Hold hold;
  hold.person = anna_;
  hold.reason = "case";
  hold.review_on = day("2026-11-20");
  const auto refused = set(office(), hold);
  EXPECT_EQ(key_of(refused), "holds.review_in_the_past");
  EXPECT_THAT(say(refused.error()), HasSubstr("2026-11-20"));
  hold.review_on = day("2026-11-21");
  EXPECT_EQ(key_of(set(office(), hold)), "no error");
}

TEST_P(Holds, AreLiftedOnceAndByTheirNumber) {
  on(anna_);
  for (const char* number : {"H-0002", "H-", "H-1x", "1", "", "A-0001"})
    EXPECT_EQ(key_of(lift(office(), number, "why")), "holds.unknown") << number;
  must_have(lift(office(), "H-1", "why"));
  EXPECT_EQ(key_of(lift(office(), "H-0001", "why")), "holds.already_lifted");
}

TEST_P(Holds, TellTheLog) {
  on(liva_);
  on(anna_);
  house_.clock().move(std::chrono::seconds(1));
  must_have(lift(office(), "H-0002", "the case is closed"));
  EXPECT_THAT(house_.events(),
              ElementsAre("holds.set H-0001", "holds.set H-0002", "holds.lifted H-0002"));
}

class HoldsCommands : public testing::Test {
 protected:
  cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", folder_.file("data")});
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& command : holds::commands(entrance_, sees_))
      all.push_back(std::move(command));
    all.push_back({.name = "test hold",
                   .summary = "Set a hold",
                   .example = "test hold",
                   .run = [this](cli::Call& call) -> Result<int> {
                     accounts::Office& office = *TRY(entrance_.enter(call, "holds.set"));
                     Hold hold;
                     hold.person = PersonId{uuid_random()};
                     hold.reason = "case T 12-26";
                     hold.review_on = TRY(parse_day("2026-11-21"));
                     TRY(set(office, hold));
                     return 0;
                   }});
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  void init() {
    std::ofstream(folder_.file("password")) << "kanelbulle regn traktor\n";
    ::chmod(folder_.file("password").c_str(), 0600);
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", folder_.file("password")})
                  .code,
              0);
  }

  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  SeesPerson sees_ = [](accounts::Office& office, const PersonId&) -> Result<bool> {
    return !accounts::is_limited(office.actor);
  };
  accounts::Entrance entrance_{clock_,
                               {evidence::migrations(), accounts::migrations(),
                                connectors::migrations(), holds::migrations()}};
};

TEST_F(HoldsCommands, AreWellDeclared) {
  EXPECT_THAT(cli::flaws(holds::commands(entrance_, sees_)), IsEmpty());
}

TEST_F(HoldsCommands, ListAndLift) {
  init();
  EXPECT_THAT(ran({"holds", "list"}).out, HasSubstr("no open holds"));
  ASSERT_EQ(ran({"test", "hold"}).code, 0);
  const cli::Ran listed = ran({"holds", "list"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("case T 12-26"));
  EXPECT_THAT(listed.out, HasSubstr("2026-11-21 (due)"));
  const auto json = nlohmann::json::parse(ran({"holds", "list", "--json"}).out);
  EXPECT_EQ(json[0]["number"], "H-0001");
  EXPECT_EQ(json[0]["on"], "person");
  EXPECT_EQ(json[0]["set_by"], "asa");
  EXPECT_EQ(json[0]["review_due"], true);
  EXPECT_EQ(ran({"holds", "lift", "H-0001"}).code, 2);
  const cli::Ran lifted = ran({"holds", "lift", "H-0001", "--reason", "closed"});
  EXPECT_EQ(lifted.code, 0) << lifted.err;
  EXPECT_EQ(ran({"holds", "lift", "H-0001", "--reason", "closed"}).code, 5);
  EXPECT_EQ(ran({"holds", "lift", "H-0009", "--reason", "closed"}).code, 3);
}

TEST_F(HoldsCommands, OfAPersonWhoDoesNotExistForWhoActsDoNotExistEither) {
  init();
  ASSERT_EQ(ran({"test", "hold"}).code, 0);
  ASSERT_EQ(ran({"account", "add", "bo", "--role", "coordinator", "--controller", "Bergkommunen",
                 "--new-password-file", folder_.file("password")})
                .code,
            0);
  const std::vector<std::string> as_bo = {"--as", "bo", "--password-file",
                                          folder_.file("password")};
  const auto by_bo = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), as_bo.begin(), as_bo.end());
    return ran(std::move(arguments));
  };
  EXPECT_THAT(by_bo({"holds", "list"}).out, HasSubstr("no open holds"));
  const cli::Ran hidden = by_bo({"holds", "lift", "H-0001", "--reason", "closed"});
  const cli::Ran none = by_bo({"holds", "lift", "H-0009", "--reason", "closed"});
  EXPECT_EQ(hidden.code, 3);
  EXPECT_EQ(hidden.err, std::string(none.err).replace(none.err.find("H-0009"), 6, "H-0001"));
  EXPECT_THAT(ran({"holds", "list"}).out, HasSubstr("H-0001"));
}

}  // namespace
}  // namespace ombud::holds
