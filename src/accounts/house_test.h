#pragma once
// A data folder made by the real commands, each in a process of its own. Included by *_test.cc
// only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "accounts/sign_in.h"
#include "cli/run_in_child_test.h"
#include "store/testing.h"

namespace ombud::accounts {

inline constexpr const char* first_password = "kanelbulle regn traktor";
inline constexpr const char* other_password = "stormigt hav och lampa";

class HouseTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    start_over();
  }

  std::string data() const { return file("data"); }

  std::string file(const std::string& name) const { return home_->folder().file(name); }

  void password_file(const std::string& name, const std::string& password) const {
    std::ofstream(file(name)) << password << "\n";
    chmod(file(name).c_str(), 0600);
  }

  // One command, with --data. `more` follows the command's own words.
  cli::Ran ran(std::vector<std::string> arguments, cli::Circumstances given = {}) {
    arguments.insert(arguments.end(), {"--data", data()});
    given.environment.try_emplace("PATH", "/usr/bin:/bin");
    clock_.move(std::chrono::milliseconds(1));  // So that entries have an order.
    return cli::run_in_child(all_commands(), arguments, given);
  }

  cli::Ran without_data(const std::vector<std::string>& arguments,
                        std::map<std::string, std::string> environment) {
    environment.try_emplace("PATH", "/usr/bin:/bin");
    return cli::run_in_child(all_commands(), arguments, {.environment = std::move(environment)});
  }

  // Types one line after each question.
  cli::Ran typed_at_terminal(std::vector<std::string> arguments,
                             const std::vector<std::string>& lines) {
    arguments.insert(arguments.end(), {"--data", data()});
    cli::Terminal terminal(all_commands(), arguments);
    for (const std::string& line : lines) {
      EXPECT_TRUE(terminal.wait_for(":"));
      terminal.type(line + "\n");
    }
    return terminal.end();
  }

  // The same command in several processes at once.
  std::vector<cli::Ran> side_by_side(int times, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", data()});
    std::vector<std::unique_ptr<cli::Terminal>> running;
    for (int i = 0; i < times; ++i)
      running.push_back(std::make_unique<cli::Terminal>(all_commands(), arguments));
    std::vector<cli::Ran> all;
    for (const auto& one : running) all.push_back(one->end());
    return all;
  }

  std::string superusers_url() const { return home_->location_as_superuser().postgresql_url; }

  std::string home() const { return home_->folder().path(); }

  std::vector<std::string> init_arguments(const std::vector<std::string>& more) {
    std::vector<std::string> arguments{
        "init", "--organisation",  "Exempelförbundet", "--law", "se", "--account",
        "asa",  "--password-file", file("first")};
    if (GetParam() == sql::Engine::postgresql)
      arguments.insert(arguments.end(), {"--store", home_->location().postgresql_url});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  cli::Ran init(const std::vector<std::string>& more = {}) { return ran(init_arguments(more)); }

  void kill_init_after(useconds_t microseconds) {
    cli::Terminal terminal(all_commands(), init_arguments({"--data", data()}));
    usleep(microseconds);
    terminal.send(SIGKILL);
    terminal.end();
  }

  // An empty place for a store and a folder, as at the beginning.
  void start_over() {
    home_.emplace(GetParam());
    password_file("first", first_password);
    password_file("other", other_password);
    password_file("wrong", "något annat än det rätta");
  }

  cli::Ran add(const std::string& name, const std::string& role,
               std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{
        "account", "add", name, "--role", role, "--new-password-file", file("other")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ran(arguments);
  }

  nlohmann::json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(arguments);
    EXPECT_EQ(done.code, 0) << done.err;
    return nlohmann::json::parse(done.out);
  }

  // The key of the error that a command ended with.
  std::string refusal(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(arguments);
    EXPECT_NE(done.code, 0);
    return nlohmann::json::parse(done.err)["error"]["key"];
  }

  // Every entry of the log, oldest first: event, account, object and details.
  std::vector<nlohmann::json> entries() {
    nlohmann::json all = json({"test", "entries"});
    return {all.rbegin(), all.rend()};
  }

  // Somebody else's user is bound to the first account, so that this process is nobody.
  void become_nobody() { ASSERT_EQ(ran({"test", "unbind"}).code, 0); }

  FixedClock& clock() { return clock_; }

 private:
  std::vector<cli::Command> all_commands() {
    std::vector<cli::Command> all = commands(entrance_);
    all.push_back({.name = "test entries",
                   .summary = "Show the log",
                   .example = "test entries",
                   .run = [this](cli::Call& call) { return show_entries(call); }});
    all.push_back({.name = "test approve",
                   .summary = "Ask for an approver's permission",
                   .example = "test approve",
                   .run = [this](cli::Call& call) -> Result<int> {
                     call.line(TRY(entrance_.enter(call, "actions.approve"))->actor.name);
                     return 0;
                   }});
    all.push_back({.name = "test unbind",
                   .summary = "Bind the first account to another user",
                   .example = "test unbind",
                   .run = [this](cli::Call& call) -> Result<int> {
                     Office& office = *TRY(entrance_.enter(call, "accounts.list"));
                     store::Transaction transaction = TRY(office.store.begin_installation());
                     TRY(
                         transaction.execute("update accounts_credential set system_user = "
                                             "'somebody' where system_user is not null"));
                     TRY(transaction.commit());
                     return 0;
                   }});
    all.push_back({.name = "test find",
                   .summary = "Find accounts by their ids",
                   .example = "test find",
                   .run = [this](cli::Call& call) -> Result<int> {
                     Office& office = *TRY(entrance_.enter(call, "accounts.list"));
                     const Account owner = TRY(find(office, TRY(find(office, "owner1")).id));
                     call.line(owner.name + " made by " + TRY(find(office, *owner.made_by)).name);
                     const Result<Account> none = find(office, AccountId{uuid_random()});
                     if (!none && none.error().key == "accounts.unknown") call.line("unknown");
                     return 0;
                   }});
    all.push_back({.name = "test forget",
                   .summary = "Forget the organisation, as an emptied store does",
                   .example = "test forget",
                   .run = [this](cli::Call& call) -> Result<int> {
                     Office& office = *TRY(entrance_.enter(call, "accounts.list"));
                     store::Transaction transaction = TRY(office.store.begin_installation());
                     TRY(transaction.execute("delete from accounts_membership"));
                     TRY(transaction.execute("delete from accounts_organisation"));
                     TRY(transaction.commit());
                     return 0;
                   }});
    return all;
  }

  Result<int> show_entries(cli::Call& call) {
    // Whoever asks: the log is read past the entrance's permissions, by the approver or the first.
    Office& office = *TRY(entrance_.enter(call, "connectors.list"));
    nlohmann::json all = nlohmann::json::array();
    for (const evidence::Entry& entry : TRY(office.log.list({}))) {
      nlohmann::json one{{"event", entry.event},
                         {"use", word(entry.use)},
                         {"object", entry.object},
                         {"account", entry.sealed ? entry.sealed->account.text : ""}};
      if (entry.sealed)
        for (const auto& [name, value] : entry.sealed->details) one["details"][name] = value;
      all.push_back(one);
    }
    call.print_json(all.dump());
    return 0;
  }

  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  Entrance entrance_{clock_, {migrations(), evidence::migrations()}};
  std::optional<store::TestStore> home_;
};

}  // namespace ombud::accounts
