// datamap propose, as it is typed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "base/testing.h"
#include "cli/run_in_child_test.h"
#include "discovery/discovery.h"
#include "sql/test_databases.h"

namespace ombud::discovery {
namespace {

using sql::Statement;
using testing::HasSubstr;
using testing::Not;

class ProposeCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(folder_.file("password")) << "kanelbulle regn traktor\n";
    ::chmod(folder_.file("password").c_str(), 0600);
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", folder_.file("password")})
                  .code,
              0);
    source_ = sql::test::must_have(sql::sqlite::connect(folder_.file("liva.db"), {.create = true}));
    sql::test::run(
        *source_,
        {Statement("create table member (id integer primary key, first_name text not null, "
                   "last_name text not null, email text, weight real)"),
         Statement("insert into member values (1, 'Anna', 'Lindqvist', 'anna@exempel.se', 1.5)"),
         Statement("create table region (name text)")});
    ASSERT_EQ(ran({"system", "add", "liva", "--url", "sqlite:" + folder_.file("liva.db")}).code, 0);
    ASSERT_EQ(ran({"system", "add", "paper", "--url", "manual:"}).code, 0);
  }

  cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", folder_.file("data")});
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& one : connectors::commands(entrance_)) all.push_back(std::move(one));
    for (cli::Command& one : datamap::commands(entrance_)) all.push_back(std::move(one));
    for (cli::Command& one : discovery::commands(entrance_)) all.push_back(std::move(one));
    all.push_back({.name = "test entries",
                   .summary = "Show the log",
                   .example = "test entries",
                   .run = [this](cli::Call& call) { return show_entries(call); }});
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  std::string refusal(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(arguments);
    EXPECT_NE(done.code, 0);
    return nlohmann::json::parse(done.err)["error"]["key"];
  }

  std::unique_ptr<sql::Connection> source_;

 private:
  Result<int> show_entries(cli::Call& call) {
    accounts::Office& office = *TRY(entrance_.enter(call, "connectors.list"));
    for (const evidence::Entry& entry : TRY(office.log.list({}))) {
      call.line(entry.event + " " + std::string(word(entry.use)) + " " + entry.object + " " +
                (entry.sealed ? entry.sealed->criterion + " " + entry.sealed->reference : ""));
    }
    return 0;
  }

  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{
      clock_,
      {evidence::migrations(), accounts::migrations(), connectors::migrations(),
       datamap::migrations(), discovery::migrations()}};
};

TEST_F(ProposeCommand, IsWellDeclared) {
  accounts::Entrance entrance(machine_clock(), {});
  EXPECT_THAT(cli::flaws(discovery::commands(entrance)), testing::IsEmpty());
}

TEST_F(ProposeCommand, ShowsWhatWasFoundInHowMuchAndWhatToDoNext) {
  const cli::Ran done = ran({"datamap", "propose", "liva"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("person: member"));
  EXPECT_THAT(done.out, HasSubstr("name (first)"));
  EXPECT_THAT(done.out, HasSubstr("1 of 1 row in 2 tables"));
  EXPECT_THAT(done.out, HasSubstr("member.weight"));
  EXPECT_THAT(done.out, HasSubstr("ombud datamap confirm liva"));
  EXPECT_THAT(done.out, Not(HasSubstr("Lindqvist")));
}

TEST_F(ProposeCommand, StoresTheProposalUnconfirmed) {
  ASSERT_EQ(ran({"datamap", "propose", "liva"}).code, 0);
  const auto map = nlohmann::json::parse(ran({"datamap", "show", "liva", "--format", "json"}).out);
  EXPECT_EQ(map["confirmed"], false);
  EXPECT_EQ(map["version"], 1);
  EXPECT_EQ(ran({"datamap", "confirm", "liva"}).code, 0);
}

TEST_F(ProposeCommand, GivesMapAndCoverageAsJson) {
  const auto json = nlohmann::json::parse(ran({"datamap", "propose", "liva", "--json"}).out);
  EXPECT_EQ(json["map"]["system"], "liva");
  EXPECT_EQ(json["coverage"][0]["sampled"], 1);
  EXPECT_EQ(json["coverage"][0]["not_read"][0]["column"], "weight");
}

TEST_F(ProposeCommand, LeavesAnEntryInTheLog) {
  ASSERT_EQ(ran({"datamap", "propose", "liva", "--reference", "project 7"}).code, 0);
  EXPECT_THAT(ran({"test", "entries"}).out,
              HasSubstr("datamap.sampled view system liva sampled for data map project 7"));
}

TEST_F(ProposeCommand, SaysThatNothingWasFoundInHowMuch) {
  sql::test::run(*source_, {Statement("drop table member")});
  const cli::Ran done = ran({"datamap", "propose", "liva"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("No personal data was found. That is no proof"));
  EXPECT_THAT(done.out, HasSubstr("0 of 0 rows in 1 table"));
}

TEST_F(ProposeCommand, ShowsOnlyWhatChangedSinceAMapWasConfirmed) {
  ASSERT_EQ(ran({"datamap", "propose", "liva"}).code, 0);
  ASSERT_EQ(ran({"datamap", "confirm", "liva"}).code, 0);
  const cli::Ran same = ran({"datamap", "propose", "liva"});
  EXPECT_THAT(same.out, HasSubstr("No table or column of liva has changed since version 1"));
  EXPECT_EQ(nlohmann::json::parse(ran({"datamap", "show", "liva", "--json"}).out)["version"], 1);
  sql::test::run(*source_, {Statement("alter table member add column phone text")});
  const cli::Ran more = ran({"datamap", "propose", "liva", "--language", "sv"});
  EXPECT_THAT(more.out, HasSubstr("ny kolumn"));
  EXPECT_THAT(more.out, HasSubstr("Föreslås som phone"));
  EXPECT_THAT(more.out, Not(HasSubstr("first_name")));
  const auto json = nlohmann::json::parse(ran({"datamap", "propose", "liva", "--json"}).out);
  EXPECT_EQ(json["changed_since"], 1);
  EXPECT_EQ(json["changes"][0]["what"], "column_new");
  EXPECT_EQ(json["changes"][0]["column"], "phone");
  EXPECT_THAT(ran({"datamap", "propose", "liva", "--anew"}).out, HasSubstr("first_name"));
}

TEST_F(ProposeCommand, SaysReasonsInTheReadersLanguage) {
  ASSERT_EQ(ran({"datamap", "propose", "liva"}).code, 0);
  EXPECT_THAT(ran({"datamap", "show", "liva", "--language", "da"}).out, HasSubstr("Navnet siger"));
  EXPECT_THAT(ran({"datamap", "show", "liva", "--format", "columns"}).out,
              HasSubstr("The name says"));
}

TEST_F(ProposeCommand, TakesListsAndForgetsAnswers) {
  EXPECT_THAT(ran({"discovery", "answers"}).out, HasSubstr("Nobody has answered"));
  EXPECT_THAT(ran({"discovery", "answer", "liva", "member.email", "no"}).out,
              HasSubstr("member.email in liva is not personal"));
  const auto listed = nlohmann::json::parse(ran({"discovery", "answers", "liva", "--json"}).out);
  EXPECT_EQ(listed[0]["personal"], false);
  EXPECT_EQ(listed[0]["said_by"], "asa");
  EXPECT_THAT(ran({"discovery", "answers"}).out, HasSubstr("member"));
  EXPECT_THAT(ran({"datamap", "propose", "liva"}).out, Not(HasSubstr("email")));
  EXPECT_EQ(ran({"discovery", "withdraw", "liva", "member.email"}).code, 0);
  EXPECT_THAT(ran({"datamap", "propose", "liva"}).out, HasSubstr("email"));
  EXPECT_EQ(refusal({"discovery", "withdraw", "liva", "member.email"}), "discovery.no_answer");
  EXPECT_EQ(refusal({"discovery", "answer", "liva", "email", "no"}), "discovery.bad_column");
  EXPECT_EQ(refusal({"discovery", "answer", "liva", "member.wings", "no"}),
            "discovery.no_such_column");
  EXPECT_EQ(refusal({"discovery", "answer", "liva", "member.email", "yes", "--category", "x"}),
            "discovery.bad_category");
  EXPECT_EQ(refusal({"discovery", "answer", "liva", "member.email", "no", "--category", "name"}),
            "discovery.category_of_no");
}

TEST_F(ProposeCommand, IsFollowedByAPreflight) {
  EXPECT_EQ(refusal({"datamap", "preflight", "liva"}), "datamap.none");
  ASSERT_EQ(ran({"datamap", "propose", "liva"}).code, 0);
  const cli::Ran shown = ran({"datamap", "preflight", "liva"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("a proposal that nobody has confirmed yet"));
  EXPECT_THAT(shown.out, HasSubstr("Personal fields in 1 table"));
  const auto json = nlohmann::json::parse(ran({"datamap", "preflight", "liva", "--json"}).out);
  EXPECT_EQ(json["tables"][0]["table"], "member");
  EXPECT_EQ(json["confirmed"], false);
  EXPECT_THAT(ran({"test", "entries"}).out, HasSubstr("datamap.preflight administer system liva"));
}

TEST_F(ProposeCommand, RefusesWhatItCannotDo) {
  EXPECT_EQ(refusal({"datamap", "propose", "liva", "--sample-rows", "0"}),
            "discovery.bad_sample_rows");
  EXPECT_EQ(refusal({"datamap", "propose", "liva", "--sample-rows", "many"}),
            "discovery.bad_sample_rows");
  EXPECT_EQ(refusal({"datamap", "propose", "nowhere"}), "connectors.unknown_system");
  EXPECT_EQ(refusal({"datamap", "propose", "paper"}), "connectors.manual");
}

}  // namespace
}  // namespace ombud::discovery
