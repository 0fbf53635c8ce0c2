#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "base/testing.h"
#include "base/text.h"
#include "cli/run_in_child_test.h"
#include "datamap/datamap.h"
#include "sql/test_databases.h"

namespace ombud::datamap {
namespace {

using sql::Statement;
using testing::HasSubstr;

constexpr const char* yaml =
    R"(# Which table and field is whose personal data, and how each is erased.
format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    fields:
      name: {category: name, class: ordinary, identifies: true, erase: surrogate, reason: "Named so."}
      note: {category: free_text, class: special, erase: set_null}
  region:
    holds: reference
links: []
)";

class MapCommands : public testing::Test {
 protected:
  void SetUp() override {
    write("password", "kanelbulle regn traktor\n");
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", path("password")})
                  .code,
              0);
    source_ = sql::test::must_have(sql::sqlite::connect(path("liva.db"), {.create = true}));
    sql::test::run(*source_,
                   {Statement("create table member (id integer primary key, name text not null, "
                              "note text)"),
                    Statement("create table region (name text)")});
    ASSERT_EQ(ran({"system", "add", "liva", "--url", "sqlite:" + path("liva.db")}).code, 0);
    write("liva.yaml", yaml);
  }

  std::string path(const std::string& name) const { return folder_.file(name); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
    ::chmod(path(name).c_str(), 0600);
  }

  cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", path("data")});
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& command : connectors::commands(entrance_)) all.push_back(std::move(command));
    for (cli::Command& command : datamap::commands(entrance_)) all.push_back(std::move(command));
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  std::string confirmed_yaml() {
    EXPECT_EQ(ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")}).code, 0);
    return ran({"datamap", "show", "liva", "--format", "yaml"}).out;
  }

  std::unique_ptr<sql::Connection> source_;

 private:
  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{clock_,
                               {evidence::migrations(), accounts::migrations(),
                                connectors::migrations(), datamap::migrations()}};
};

TEST_F(MapCommands, AreWellDeclared) {
  accounts::Entrance entrance(machine_clock(), {});
  EXPECT_THAT(cli::flaws(datamap::commands(entrance)), testing::IsEmpty());
}

TEST_F(MapCommands, ConfirmAFileAndSayWhatItComesTo) {
  const cli::Ran done = ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("version 1, confirmed"));
  EXPECT_THAT(done.out, HasSubstr("1 ordinary, 1 special"));
  EXPECT_THAT(done.out, HasSubstr("1 set_null, 1 surrogate"));
  EXPECT_THAT(done.out, HasSubstr("2 personal fields in 1 of 2 tables."));
  const auto json = nlohmann::json::parse(ran({"datamap", "confirm", "liva", "--json"}).out);
  EXPECT_EQ(json["version"], 2);
  EXPECT_EQ(json["by_method"]["surrogate"], 1);
}

TEST_F(MapCommands, ShowEveryFormat) {
  const std::string text = confirmed_yaml();
  EXPECT_THAT(text, HasSubstr("  member:\n    holds: person\n"));
  EXPECT_EQ(to_yaml(sql::test::must_have(from_yaml(text))), text);
  const cli::Ran table = ran({"datamap", "show", "liva"});
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_THAT(table.out, HasSubstr("person: member"));
  EXPECT_THAT(table.out, HasSubstr("free_text"));
  EXPECT_THAT(table.out, HasSubstr("2 personal fields in 1 of 2 tables."));
  const auto json = nlohmann::json::parse(ran({"datamap", "show", "liva", "--format", "json"}).out);
  EXPECT_EQ(json["tables"][0]["fields"][1]["column"], "note");
  EXPECT_EQ(ran({"datamap", "show", "liva", "--json"}).out,
            ran({"datamap", "show", "liva", "--format", "json"}).out);
  const std::string columns = ran({"datamap", "show", "liva", "--format", "columns"}).out;
  EXPECT_EQ(nlohmann::json::parse(split(columns, '\n').at(0))["column"], "name");
  EXPECT_EQ(ran({"datamap", "show", "liva", "--format", "xml"}).code, 2);
}

TEST_F(MapCommands, ShowAndListVersions) {
  EXPECT_EQ(ran({"datamap", "show", "liva"}).code, 3);
  EXPECT_EQ(ran({"datamap", "versions", "liva"}).code, 3);
  const std::string first = confirmed_yaml();
  write("liva.yaml", std::string(yaml).replace(std::string(yaml).find("Named so."), 9, "Other."));
  EXPECT_NE(confirmed_yaml(), first);
  EXPECT_EQ(ran({"datamap", "show", "liva", "--format", "yaml", "--map-version", "1"}).out, first);
  EXPECT_EQ(ran({"datamap", "show", "liva", "--map-version", "3"}).code, 3);
  EXPECT_EQ(ran({"datamap", "show", "liva", "--map-version", "x"}).code, 2);
  EXPECT_THAT(ran({"datamap", "versions", "liva"}).out, HasSubstr("asa"));
  EXPECT_EQ(nlohmann::json::parse(ran({"datamap", "versions", "liva", "--json"}).out).size(), 2U);
}

TEST_F(MapCommands, SayEveryFaultAndConfirmNothing) {
  std::string text = yaml;
  text.replace(text.find("erase: surrogate"), 16, "erase: set_null ");
  text.replace(text.find("erase: set_null}"), 16, "erase: keep}");
  write("liva.yaml", text);
  const cli::Ran refused = ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("member.name cannot be emptied"));
  EXPECT_THAT(refused.err, HasSubstr("member.note is to be kept"));
  EXPECT_EQ(ran({"datamap", "show", "liva"}).code, 3);
}

TEST_F(MapCommands, SayWhichLineOfAFileIsWrong) {
  write("liva.yaml", std::string(yaml) + "links: []\n");
  const cli::Ran refused = ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("Line 14"));
  EXPECT_EQ(ran({"datamap", "confirm", "liva", "--file", path("none.yaml")}).code, 3);
  EXPECT_EQ(ran({"datamap", "confirm", "liva", "--file", path("data")}).code, 3);
}

TEST_F(MapCommands, NameTablesThatTheMapLeavesOut) {
  sql::test::run(*source_, {Statement("create table visit (day text)")});
  const cli::Ran done = ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")});
  EXPECT_EQ(done.code, 0);
  EXPECT_THAT(done.err, HasSubstr("The table visit is in the system and not in the map"));
}

TEST_F(MapCommands, SayInHowMuchNothingWasFound) {
  write("liva.yaml",
        "format: ombud-data-map-1\nsystem: liva\ntables:\n  member: {holds: reference}\n"
        "  region: {holds: reference}\n");
  const cli::Ran done = ran({"datamap", "confirm", "liva", "--file", path("liva.yaml")});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("in any of 2 tables"));
}

}  // namespace
}  // namespace ombud::datamap
