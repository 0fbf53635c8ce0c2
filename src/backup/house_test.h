#pragma once
// A data folder made by the real commands, each in a process of its own, with a release that knows
// a schema step more. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "backup/backup.h"
#include "cli/run_in_child_test.h"
#include "evidence/commands.h"
#include "store/testing.h"

namespace ombud::backup {

inline constexpr const char* password = "kanelbulle regn traktor";

/// A step of the release after this one.
inline std::span<const store::Migration> next_step() {
  static const store::Migration all[] = {
      {"holds", "0001_next.sql",
       "-- organisation table\n"
       "create table holds_next (organisation_id ${uuid} not null, id ${uuid} not null, "
       "note ${text}, primary key (organisation_id, id));"}};
  return all;
}

class BackupTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    std::ofstream(file("password")) << password << "\n";
    chmod(file("password").c_str(), 0600);
    ASSERT_EQ(init("Exempelförbundet", *home_, "data").code, 0);
  }

  std::string file(const std::string& name) const { return home_->folder().file(name); }

  cli::Ran init(const std::string& organisation, const store::TestStore& store,
                const std::string& folder) {
    std::vector<std::string> arguments{
        "init", "--organisation",  organisation,    "--law", "se", "--account",
        "asa",  "--password-file", file("password")};
    if (GetParam() == sql::Engine::postgresql)
      arguments.insert(arguments.end(), {"--store", store.location().postgresql_url});
    return ran(arguments, folder);
  }

  std::string data() const { return file("data"); }

  static std::string url_or_sqlite(const store::TestStore& home) {
    return GetParam() == sql::Engine::postgresql ? home.location().postgresql_url : "sqlite";
  }

  cli::Ran ran(std::vector<std::string> arguments, const std::string& folder = "data") {
    return run_by(entrance_, std::move(arguments), folder);
  }

  /// By the next release, which knows a schema step more.
  cli::Ran ran_by_next(std::vector<std::string> arguments, const std::string& folder = "data") {
    return run_by(next_, std::move(arguments), folder);
  }

  nlohmann::json json(std::vector<std::string> arguments, const std::string& folder = "data") {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(std::move(arguments), folder);
    EXPECT_EQ(done.code, 0) << done.err;
    return nlohmann::json::parse(done.out, nullptr, false);
  }

  static std::string key_of(const cli::Ran& refused) {
    EXPECT_NE(refused.code, 0) << refused.out;
    return nlohmann::json::parse(refused.err, nullptr, false)
        .value("/error/key"_json_pointer, refused.err);
  }

  std::string refusal(std::vector<std::string> arguments, const std::string& folder = "data") {
    arguments.emplace_back("--json");
    return key_of(ran(std::move(arguments), folder));
  }

  std::string refusal_by_next(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    return key_of(ran_by_next(std::move(arguments)));
  }

  void add_account(const std::string& name) {
    ASSERT_EQ(
        ran({"account", "add", name, "--role", "dpo", "--new-password-file", file("password")})
            .code,
        0);
  }

  std::vector<std::string> accounts_in(const std::string& folder = "data") {
    std::vector<std::string> names;
    for (const auto& account : json({"account", "list"}, folder)) names.push_back(account["name"]);
    return names;
  }

  std::vector<std::string> files_in(const std::string& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(file(folder)))
      names.push_back(entry.path().filename());
    return names;
  }

  void change_byte(const std::string& name, std::size_t at) const {
    std::fstream stream(file(name), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(stream.get());
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(byte ^ 1));
  }

  FixedClock& clock() { return clock_; }

  accounts::Entrance& entrance() { return entrance_; }

  const store::TestStore& home() const { return *home_; }

 private:
  cli::Ran run_by(accounts::Entrance& entrance, std::vector<std::string> arguments,
                  const std::string& folder) {
    std::vector<cli::Command> all = accounts::commands(entrance);
    for (cli::Command& command : backup::commands(entrance)) all.push_back(std::move(command));
    for (cli::Command& command : evidence::commands(
             [&](cli::Call& call, std::string_view permission) -> Result<evidence::Opened> {
               const accounts::Office& office = *TRY(entrance.enter(call, permission));
               return evidence::Opened{&office.log, office.actor.account};
             }))
      all.push_back(std::move(command));
    arguments.insert(arguments.end(), {"--data", file(folder)});
    clock_.move(std::chrono::seconds(1));
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{clock_, {accounts::migrations(), evidence::migrations()}};
  accounts::Entrance next_{clock_, {accounts::migrations(), evidence::migrations(), next_step()}};
  std::optional<store::TestStore> home_;
};

}  // namespace ombud::backup
