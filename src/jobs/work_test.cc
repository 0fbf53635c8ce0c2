// ombud work and ombud jobs as processes: many at once, killed, stopped and woken.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "cli/run_in_child_test.h"
#include "jobs/test_house.h"

namespace ombud::jobs {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

class WorkTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    std::ofstream(file("password")) << "kanelbulle regn traktor\n";
    chmod(file("password").c_str(), 0600);
    std::vector<std::string> init{
        "init", "--organisation",  "Exempelförbundet", "--law", "se", "--account",
        "asa",  "--password-file", file("password")};
    if (GetParam() == sql::Engine::postgresql)
      init.insert(init.end(), {"--store", home_->location().postgresql_url});
    const cli::Ran made = ran(init);
    ASSERT_EQ(made.code, 0) << made.err;
  }

  std::string file(const std::string& name) const { return home_->folder().file(name); }

  cli::Ran ran(std::vector<std::string> arguments) {
    return cli::run_in_child(all_commands(), with_data(std::move(arguments)),
                             {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  std::unique_ptr<cli::Terminal> begun(std::vector<std::string> arguments) {
    return std::make_unique<cli::Terminal>(all_commands(), with_data(std::move(arguments)));
  }

  nlohmann::json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const cli::Ran done = ran(std::move(arguments));
    EXPECT_TRUE(done.code == 0 || done.code == cli::partly_done) << done.err;
    return nlohmann::json::parse(done.out);
  }

  void enqueue(const std::string& kind, int times = 1) {
    ASSERT_EQ(ran({"test", "enqueue", kind, std::to_string(times)}).code, 0);
  }

  // What the handlers have written, line by line.
  std::vector<std::string> notes() const {
    std::ifstream in(file("notes"));
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }

  // False after ten seconds.
  bool wait_for_note(const std::string& note) const {
    for (int i = 0; i < 1000; ++i) {
      const std::vector<std::string> all = notes();
      if (std::find(all.begin(), all.end(), note) != all.end()) return true;
      std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
  }

  void let_go() const { std::ofstream(file("go")) << "go"; }

 private:
  std::vector<std::string> with_data(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", file("data")});
    return arguments;
  }

  void note(const std::string& line) const {
    const int notes = open(file("notes").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const std::string whole = line + "\n";
    must(write(notes, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size()));
    close(notes);
  }

  bool may_go() const { return access(file("go").c_str(), F_OK) == 0; }

  Kinds kinds() const {
    std::vector<Kind> all;
    const auto add = [&](const std::string& name, Handler run) {
      Kind kind;
      kind.name = name;
      kind.permission = "connectors.list";
      kind.lease = milliseconds(3000);
      kind.first_wait = milliseconds(1);
      kind.longest_wait = milliseconds(1);
      kind.run = std::move(run);
      all.push_back(std::move(kind));
    };
    add("test.short", [this](accounts::Office&, const Facts&, Work& work) {
      note(work.job());
      return Facts{};
    });
    // Waits to be let go; does what can't be taken back only while the job is its own.
    add("test.careful", [this](accounts::Office&, const Facts&, Work& work) -> Result<Facts> {
      const std::string me = std::to_string(work.attempt());
      note("begun " + me);
      while (!may_go()) {
        TRY(work.go_on());
        std::this_thread::sleep_for(milliseconds(10));
      }
      TRY(work.go_on());
      TRY(work.still_mine());
      note("effect " + me);
      return Facts{{"by", me}};
    });
    // The same without ever asking.
    add("test.deaf", [this](accounts::Office&, const Facts&, Work& work) -> Result<Facts> {
      const std::string me = std::to_string(work.attempt());
      note("begun " + me);
      while (!may_go()) std::this_thread::sleep_for(milliseconds(10));
      note("ended " + me);
      return Facts{{"by", me}};
    });
    add("test.aborting", [this](accounts::Office&, const Facts&, Work& work) -> Result<Facts> {
      note("begun " + std::to_string(work.attempt()));
      if (work.attempt() == 1) raise(SIGKILL);
      return Facts{};
    });
    return Kinds(std::move(all));
  }

  std::vector<cli::Command> all_commands() {
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& command : commands(entrance_, kinds())) all.push_back(std::move(command));
    all.push_back({.name = "test enqueue",
                   .summary = "Enqueue jobs",
                   .example = "test enqueue test.short 3",
                   .options = {{.name = "KIND", .help = "The kind.", .required = true},
                               {.name = "TIMES", .help = "How many.", .required = true}},
                   .run = [this](cli::Call& call) { return enqueue_several(call); }});
    return all;
  }

  Result<int> enqueue_several(cli::Call& call) {
    accounts::Office& office = *TRY(entrance_.enter(call, "jobs.list"));
    const Kinds known = kinds();
    store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
    for (int i = 0; i < std::stoi(call.value("TIMES")); ++i)
      TRY(jobs::enqueue(office, transaction, *known.find(call.value("KIND")), {}));
    TRY(transaction.commit());
    return 0;
  }

  std::optional<store::TestStore> home_;
  accounts::Entrance entrance_{machine_clock(),
                               {evidence::migrations(), accounts::migrations(), migrations()}};
};

INSTANTIATE_TEST_SUITE_P(, WorkTest, testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(WorkTest, AThousandJobsAreEachDoneOnceByFourWorkers) {
  enqueue("test.short", 1000);
  const auto begun_at = std::chrono::steady_clock::now();
  const cli::Ran worked = ran({"work", "--until-idle", "--jobs", "4", "--quiet", "--json"});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun_at;
  EXPECT_EQ(worked.code, 0) << worked.err;
  const auto tally = nlohmann::json::parse(worked.out);
  EXPECT_EQ(tally["done"], 1000);
  EXPECT_EQ(tally["lost"], 0);
  std::map<std::string, int> times;
  for (const std::string& job : notes()) ++times[job];
  EXPECT_EQ(times.size(), 1000U);
  for (const auto& [job, count] : times) EXPECT_EQ(count, 1) << job;
  std::map<std::string, int> workers;
  const nlohmann::json listed = json({"jobs", "list", "--state", "done"});
  for (const nlohmann::json& job : listed["jobs"]) ++workers[job["worker"]];
  EXPECT_GT(workers.size(), 1U) << "one worker did it all";
  RecordProperty("jobs_per_second", static_cast<int>(1000 / took.count()));
}

TEST_P(WorkTest, AKilledWorkersJobIsTakenOverAfterItsLease) {
  enqueue("test.careful");
  const auto killed = begun({"work", "--quiet"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  killed->send(SIGKILL);
  EXPECT_EQ(killed->end().code, 128 + SIGKILL);
  EXPECT_EQ(json({"jobs", "show", "J-0001"})["state"], "running") << "nobody has noticed yet";
  let_go();
  EXPECT_EQ(json({"work", "--until-idle", "--quiet"})["done"], 1);
  EXPECT_THAT(notes(), ElementsAre("begun 1", "begun 2", "effect 2"));
  const nlohmann::json shown = json({"jobs", "show", "J-0001"});
  EXPECT_EQ(shown["state"], "done");
  EXPECT_EQ(shown["attempts"], 2);
  EXPECT_EQ(shown["attempts_made"][0]["outcome"], "lost");
  EXPECT_EQ(shown["attempts_made"][1]["outcome"], "done");
}

TEST_P(WorkTest, NoJobIsLostWhicheverWorkerIsKilledWheneverItIs) {
  constexpr int jobs = 300;
  enqueue("test.short", jobs);
  std::mt19937 random(20261122);
  int kills = 0;
  for (int round = 0; round < 12; ++round) {
    std::vector<std::unique_ptr<cli::Terminal>> workers;
    for (int i = 0; i < 3; ++i) workers.push_back(begun({"work", "--quiet"}));
    for (const auto& worker : workers) {
      std::this_thread::sleep_for(milliseconds(random() % 120));
      worker->send(SIGKILL);
      kills += worker->end().code == 128 + SIGKILL ? 1 : 0;
    }
  }
  EXPECT_GT(kills, 18) << "hardly a worker was at work when it was killed";
  const nlohmann::json tally = json({"work", "--until-idle", "--jobs", "2", "--quiet"});
  EXPECT_EQ(tally["failed"], 0);
  EXPECT_EQ(tally["lost"], 0);
  std::map<std::string, std::int64_t> begun_times;
  for (const std::string& job : notes()) ++begun_times[job];
  EXPECT_EQ(begun_times.size(), static_cast<std::size_t>(jobs)) << "a job was never begun";
  std::int64_t more_than_once = 0;
  for (const auto& [number, times] : begun_times) {
    if (times == 1) continue;
    ++more_than_once;
    const nlohmann::json shown = json({"jobs", "show", number});
    EXPECT_LE(times, shown["attempts"]) << number << ": begun without a claim";
    EXPECT_EQ(shown["attempts_made"].front()["outcome"], "lost");
  }
  EXPECT_LE(more_than_once, kills) << "a kill takes one job along, not more";
  EXPECT_THAT(json({"jobs", "list", "--state", "waiting"})["jobs"], testing::IsEmpty());
  EXPECT_THAT(json({"jobs", "list", "--state", "running"})["jobs"], testing::IsEmpty());
}

TEST_P(WorkTest, AStoppedWorkerThatWakesNeitherActsNorReports) {
  enqueue("test.careful");
  const auto asleep = begun({"work", "--until-idle", "--json"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  asleep->send(SIGSTOP);
  let_go();
  EXPECT_EQ(json({"work", "--until-idle", "--quiet"})["done"], 1);
  EXPECT_THAT(notes(), ElementsAre("begun 1", "begun 2", "effect 2"));
  asleep->send(SIGCONT);
  const cli::Ran woken = asleep->end();
  EXPECT_EQ(woken.code, cli::partly_done) << woken.out;
  EXPECT_THAT(woken.out, HasSubstr("event=lost"));
  EXPECT_THAT(woken.out, HasSubstr("\"lost\":1"));
  EXPECT_THAT(notes(), ElementsAre("begun 1", "begun 2", "effect 2")) << "no effect of the first";
  EXPECT_EQ(json({"jobs", "show", "J-0001"})["summary"]["by"], "2");
}

TEST_P(WorkTest, AStoppedWorkerThatNeverAsksStillReportsNothing) {
  enqueue("test.deaf");
  const auto asleep = begun({"work", "--once"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  asleep->send(SIGSTOP);
  let_go();
  EXPECT_EQ(json({"work", "--until-idle", "--quiet"})["done"], 1);
  asleep->send(SIGCONT);
  EXPECT_THAT(asleep->end().out, HasSubstr("event=lost"));
  EXPECT_EQ(json({"jobs", "show", "J-0001"})["summary"]["by"], "2");
}

TEST_P(WorkTest, ALongJobKeepsItsLeaseWhileItsWorkerLives) {
  enqueue("test.deaf");
  const auto long_one = begun({"work", "--once", "--quiet"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  const auto watching = begun({"work", "--until-idle", "--quiet"});
  std::this_thread::sleep_for(milliseconds(5000));  // Longer than a lease.
  let_go();
  EXPECT_EQ(long_one->end().code, 0);
  EXPECT_EQ(watching->end().code, 0);
  EXPECT_THAT(notes(), ElementsAre("begun 1", "ended 1"));
}

TEST_P(WorkTest, AskedToStopItHandsTheJobBackAndEndsWell) {
  enqueue("test.careful");
  const auto stopped = begun({"work"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  stopped->send(SIGTERM);
  const cli::Ran ended = stopped->end();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("event=handed_back job=J-0001 kind=test.careful"));
  EXPECT_THAT(ended.out, HasSubstr("event=stopped"));
  const nlohmann::json shown = json({"jobs", "show", "J-0001"});
  EXPECT_EQ(shown["state"], "waiting");
  EXPECT_EQ(shown["attempts"], 0);
}

TEST_P(WorkTest, AskedToStopItEndsAJobThatCanNotBeHandedBack) {
  enqueue("test.deaf", 2);
  const auto stopped = begun({"work"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  stopped->send(SIGINT);
  std::this_thread::sleep_for(milliseconds(100));
  let_go();
  const cli::Ran ended = stopped->end();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_EQ(json({"jobs", "show", "J-0001"})["state"], "done");
  EXPECT_EQ(json({"jobs", "show", "J-0002"})["state"], "waiting") << "no other was begun";
}

TEST_P(WorkTest, AWorkerOfACrewThatDiesIsReplacedAndTheCrewStopsTogether) {
  enqueue("test.aborting");
  const auto crew = begun({"work", "--jobs", "2"});
  ASSERT_TRUE(wait_for_note("begun 2"));
  EXPECT_TRUE(crew->wait_for("event=worker_killed"));
  EXPECT_TRUE(crew->wait_for("event=done"));
  crew->send(SIGTERM);
  const cli::Ran ended = crew->end();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_EQ(json({"jobs", "show", "J-0001"})["state"], "done");
}

TEST_P(WorkTest, ARunningJobIsAskedToStopAndStops) {
  enqueue("test.careful");
  const auto worker = begun({"work", "--once", "--quiet", "--json"});
  ASSERT_TRUE(wait_for_note("begun 1"));
  const cli::Ran asked = ran({"jobs", "cancel", "J-0001"});
  EXPECT_EQ(asked.code, 0);
  EXPECT_THAT(asked.out, HasSubstr("not cancelled yet"));
  EXPECT_EQ(worker->end().code, 0);
  const nlohmann::json shown = json({"jobs", "show", "J-0001"});
  EXPECT_EQ(shown["state"], "cancelled");
  EXPECT_THAT(notes(), ElementsAre("begun 1"));
}

TEST_P(WorkTest, RefusesEndsAndNumbersThatAreNone) {
  EXPECT_EQ(ran({"work", "--once", "--until-idle"}).code, cli::usage);
  for (const char* bad : {"0", "65", "x", "-1", "", "999999999999"})
    EXPECT_EQ(ran({"work", "--once", std::string("--jobs=") + bad}).code, cli::usage) << bad;
  const cli::Ran idle = ran({"work", "--once", "--quiet"});
  EXPECT_EQ(idle.code, 0);
  EXPECT_EQ(idle.out, "No job was due.\n");
}

}  // namespace
}  // namespace ombud::jobs
