#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "base/testing.h"
#include "cli/run_in_child_test.h"
#include "connectors/registry.h"
#include "sql/test_databases.h"

namespace ombud::connectors {
namespace {

using testing::HasSubstr;
using testing::Not;

class SystemCommands : public testing::Test {
 protected:
  void SetUp() override {
    file("account", "kanelbulle regn traktor");
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", path("account")})
                  .code,
              0);
    sql::test::run(*sql::test::must_have(sql::sqlite::connect(path("liva.db"), {.create = true})),
                   {sql::Statement("create table member (id integer primary key, name text)")});
    url_ = "sqlite:" + path("liva.db");
  }

  std::string path(const std::string& name) const { return folder_.file(name); }

  void file(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text << "\n";
    ::chmod(path(name).c_str(), 0600);
  }

  cli::Ran ran(std::vector<std::string> arguments,
               std::map<std::string, std::string> environment = {}) {
    arguments.insert(arguments.end(), {"--data", path("data")});
    environment.try_emplace("PATH", "/usr/bin:/bin");
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& command : connectors::commands(entrance_)) all.push_back(std::move(command));
    all.push_back({.name = "test reveal",
                   .summary = "Show a system's password",
                   .example = "test reveal liva",
                   .options = {{.name = "NAME", .help = "The system.", .required = true}},
                   .run = [this](cli::Call& call) -> Result<int> {
                     accounts::Office& office = *TRY(entrance_.enter(call, "connectors.list"));
                     const System system = TRY(connectors::find(office, call.value("NAME")));
                     call.line(TRY(password_of(office, system)).reveal());
                     return 0;
                   }});
    all.push_back({.name = "test events",
                   .summary = "Show the log",
                   .example = "test events",
                   .run = [this](cli::Call& call) -> Result<int> {
                     accounts::Office& office = *TRY(entrance_.enter(call, "connectors.list"));
                     for (const evidence::Entry& entry : TRY(office.log.list({})))
                       call.line(entry.event + " " + entry.object);
                     return 0;
                   }});
    return cli::run_in_child(all, arguments, {.environment = std::move(environment)});
  }

  nlohmann::json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(arguments);
    EXPECT_TRUE(done.code == 0 || done.code == 1) << done.err;
    return nlohmann::json::parse(done.out);
  }

  cli::Ran add(std::vector<std::string> more = {}, const std::string& name = "liva",
               std::map<std::string, std::string> environment = {}) {
    std::vector<std::string> arguments{"system", "add", name, "--url", url_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ran(arguments, std::move(environment));
  }

  std::string url_;

 private:
  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{clock_,
                               {evidence::migrations(), accounts::migrations(), migrations()}};
};

TEST_F(SystemCommands, AreWellDeclared) {
  accounts::Entrance entrance(machine_clock(), {});
  EXPECT_THAT(cli::flaws(connectors::commands(entrance)), testing::IsEmpty());
}

TEST_F(SystemCommands, SayWhereAFileOrFolderIsNotThereYet) {
  const cli::Ran file = ran({"system", "add", "one", "--url", "sqlite:/nowhere/liva.db"});
  EXPECT_EQ(file.code, 0) << file.err;
  EXPECT_THAT(file.err, HasSubstr("There is no database file /nowhere/liva.db"));
  const cli::Ran folder = ran({"system", "add", "two", "--url", "csv:/nowhere"});
  EXPECT_THAT(folder.err, HasSubstr("There is no folder /nowhere"));
  EXPECT_THAT(add().err, Not(HasSubstr("There is no")));
}

TEST_F(SystemCommands, AddShowListAndRemoveASystem) {
  const cli::Ran added = add({"--controller", "Region Exempel", "--public-body"});
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_THAT(added.out, HasSubstr("ombud system test liva"));
  const nlohmann::json shown = json({"system", "show", "liva"});
  EXPECT_EQ(shown["url"], url_);
  EXPECT_EQ(shown["controller"], "Region Exempel");
  EXPECT_EQ(shown["public_body"], true);
  EXPECT_EQ(shown["has_password"], false);
  EXPECT_THAT(ran({"system", "show", "liva"}).out, HasSubstr("Region Exempel"));
  EXPECT_EQ(json({"system", "list"}).size(), 1U);
  EXPECT_THAT(ran({"system", "list"}).out, HasSubstr("liva"));
  EXPECT_EQ(ran({"system", "remove", "liva"}).code, 2);  // Nobody there to ask.
  const cli::Ran removed = ran({"system", "remove", "liva", "--yes"});
  EXPECT_EQ(removed.code, 0) << removed.err;
  EXPECT_THAT(ran({"system", "list"}).out, HasSubstr("no systems yet"));
  EXPECT_EQ(ran({"system", "show", "liva"}).code, 3);
  EXPECT_EQ(ran({"system", "remove", "liva", "--yes"}).code, 3);
  EXPECT_EQ(ran({"system", "test", "liva"}).code, 3);
}

TEST_F(SystemCommands, TakeThePasswordFromAFileOrTheEnvironment) {
  url_ = "postgresql://u@db/liva";
  file("system", "hemligt");
  EXPECT_EQ(add({"--system-password-file", path("system")}, "a").code, 0);
  EXPECT_EQ(add({"--password-file", path("system")}, "b").code, 0);
  EXPECT_EQ(add({}, "c", {{"OMBUD_SYSTEM_PASSWORD", "hemligt"}}).code, 0);
  EXPECT_EQ(add({"--as", "asa", "--password-file", path("account"), "--system-password-file",
                 path("system")},
                "d")
                .code,
            0);
  for (const char* name : {"a", "b", "c", "d"}) {
    EXPECT_EQ(ran({"test", "reveal", name}).out, "hemligt\n");
    EXPECT_EQ(json({"system", "show", name})["has_password"], true);
  }
  // With --as, --password-file is the account's, and the system has none.
  EXPECT_EQ(add({"--as", "asa", "--password-file", path("account")}, "e").code, 0);
  EXPECT_EQ(json({"system", "show", "e"})["has_password"], false);
  EXPECT_THAT(ran({"system", "list", "--json"}).out, Not(HasSubstr("hemligt")));
}

TEST_F(SystemCommands, RefuseAPasswordWhereThereIsNone) {
  file("system", "hemligt");
  const cli::Ran refused = add({"--system-password-file", path("system")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("has no password"));
  EXPECT_EQ(add({}, "liva", {{"OMBUD_SYSTEM_PASSWORD", "hemligt"}}).code, 0);
  EXPECT_EQ(json({"system", "show", "liva"})["has_password"], false);
}

TEST_F(SystemCommands, RefuseAUrlWithAPasswordAndDoNotRepeatIt) {
  url_ = "postgresql://u:hemligt@db/liva";
  const cli::Ran refused = add();
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("OMBUD_SYSTEM_PASSWORD"));
  EXPECT_THAT(refused.err, Not(HasSubstr("hemligt")));
}

TEST_F(SystemCommands, RefuseANameThatIsTakenOrNone) {
  EXPECT_EQ(add().code, 0);
  EXPECT_EQ(add().code, 5);
  EXPECT_EQ(add({}, "Liva").code, 2);
}

TEST_F(SystemCommands, TestASystem) {
  EXPECT_EQ(add().code, 0);
  const cli::Ran tested = ran({"system", "test", "liva"});
  EXPECT_EQ(tested.code, 0) << tested.err;
  EXPECT_THAT(tested.out, HasSubstr("Everything can be read and erased"));
  const nlohmann::json found = json({"system", "test", "liva"});
  EXPECT_EQ(found["tables"], 1);
  EXPECT_TRUE(found["lacking"].empty());
}

TEST_F(SystemCommands, SayThatASystemIsNotReachable) {
  url_ = "postgresql:///liva?host=/nowhere";
  EXPECT_EQ(add({}, "gone").code, 0);
  const cli::Ran tested = ran({"system", "test", "gone"});
  EXPECT_EQ(tested.code, 6);
  EXPECT_THAT(tested.err, HasSubstr("reached"));
  url_ = "manual:";
  EXPECT_EQ(add({}, "binder").code, 0);
  EXPECT_EQ(ran({"system", "test", "binder"}).code, 5);
}

TEST_F(SystemCommands, SayWhichRightsAreMissing) {
  // Read-only for everybody: root, who may write anything, is told apart by the database.
  const sql::test::Database database(sql::Engine::postgresql);
  const auto connection = database.connect();
  const sql::Name reader = sql::test::TestName::of("lacking_" + std::to_string(getpid()));
  sql::test::run(*connection, {sql::Statement("create table member (id int primary key)"),
                               sql::Statement("create role ").name(reader).text(" login")});
  const sql::postgresql::Options server = sql::test::postgresql_server(database.name());
  url_ = write_address({.kind = Kind::postgresql,
                        .socket = server.host,
                        .port = server.port,
                        .database = server.database,
                        .user = reader.text()});
  EXPECT_EQ(add().code, 0);
  const cli::Ran tested = ran({"system", "test", "liva"});
  sql::test::run(*connection, {sql::Statement("drop role ").name(reader)});
  EXPECT_EQ(tested.code, 1) << tested.err;
  EXPECT_THAT(tested.out, HasSubstr("missing on 1 of 1 table"));
}

TEST_F(SystemCommands, LeaveAnEntryEach) {
  EXPECT_EQ(add().code, 0);
  EXPECT_EQ(ran({"system", "test", "liva"}).code, 0);
  EXPECT_EQ(ran({"system", "remove", "liva", "--yes"}).code, 0);
  const std::string events = ran({"test", "events"}).out;
  for (const char* event : {"connectors.added system liva", "connectors.tested system liva",
                            "connectors.removed system liva"})
    EXPECT_THAT(events, HasSubstr(event));
}

TEST_F(SystemCommands, AreNotForEverybody) {
  file("dpo", "stormigt hav och lampa");
  ASSERT_EQ(
      ran({"account", "add", "dpo1", "--role", "dpo", "--new-password-file", path("dpo")}).code, 0);
  const std::vector<std::string> as{"--as", "dpo1", "--password-file", path("dpo")};
  EXPECT_EQ(add(as).code, 4);
  std::vector<std::string> list{"system", "list"};
  list.insert(list.end(), as.begin(), as.end());
  EXPECT_EQ(ran(list).code, 0);
}

}  // namespace
}  // namespace ombud::connectors
