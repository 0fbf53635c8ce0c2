// What goes and when, kind by kind: not a day too early, and what still has a use stays.

#include "housekeeping/housekeeping.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "accounts/rows.h"
#include "accounts/sessions.h"
#include "accounts/test_office.h"
#include "actions/actions.h"
#include "guests/guests.h"
#include "holds/holds.h"
#include "jobs/schedule.h"
#include "jobs/worker.h"
#include "mail/mail.h"
#include "records/records.h"
#include "retention/retention.h"
#include "serve/answers.h"
#include "serve/serve.h"
#include "sql/test_databases.h"

namespace ombud::housekeeping {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using std::chrono::days;
using testing::Contains;
using testing::Not;

/// Ends the work after so many looks.
class Ends : public Progress {
 public:
  explicit Ends(int after) : left_(after) {}

  void tell(std::string_view, std::uint64_t, std::uint64_t) override {}

  Result<void> go_on() override {
    if (left_-- > 0) return {};
    return fail(Errc::conflict, "jobs.cancel_asked", {{"job", "J-0001"}});
  }

 private:
  int left_;
};

class Housekeeping : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    house_.emplace(GetParam(),
                   std::vector<std::span<const store::Migration>>{
                       jobs::migrations(), mail::migrations(), serve::migrations(),
                       records::migrations(), guests::migrations(), connectors::migrations(),
                       datamap::migrations(), holds::migrations(), subjects::migrations(),
                       actions::migrations(), retention::migrations(), migrations()});
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_organisation(transaction, office().organisation, now()));
    must_have(transaction.commit());
    planner_ = account("asa");
    approver_ = account("owner");
    office().actor.account = planner_;
    make_system();
  }

  accounts::Office& office() { return house_->office(); }

  Instant now() { return house_->clock().now(); }

  void pass(auto time) { house_->clock().move(time); }

  AccountId account(const std::string& name) {
    accounts::Account made;
    made.id = new_id<AccountId>(house_->clock());
    made.name = name;
    made.roles = office().actor.roles;
    made.made_at = now();
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_account(transaction, made, "no hash", office().organisation.id));
    must_have(transaction.commit());
    return made.id;
  }

  /// Two members whose e-mail addresses go.
  void make_system() {
    source_ = database_.connect();
    for (const sql::Literal text :
         {sql::Literal("CREATE TABLE member (id INTEGER PRIMARY KEY, email VARCHAR(60))"),
          sql::Literal("INSERT INTO member VALUES (1, 'tova@exempel.se')"),
          sql::Literal("INSERT INTO member VALUES (2, 'sten@exempel.se')")})
      must_have(source_->execute(sql::Statement(text)));
    connectors::System system;
    system.name = "liva";
    system.address = must_have(connectors::read_address(database_.url()));
    system_ = must_have(connectors::add(office(), system, Secret()));
    datamap::Map map;
    map.system = "liva";
    datamap::Table member{.name = "member", .holds = datamap::Holds::person, .subject = "member"};
    datamap::Field email{.column = "email", .category = DataCategory::email};
    email.identifies = true;
    email.erase = datamap::Erase::set_null;
    member.fields = {email};
    map.tables = {member};
    const auto connector = must_have(connectors::open(office(), system_));
    must_have(datamap::confirm(office(), *connector, map));
  }

  Result<std::string> planned_rule() {
    actions::Selection selection;
    selection.system = system_.id;
    selection.table = "member";
    selection.meets = conditions::all_of({});
    selection.then = actions::Then::de_identify;
    selection.reference = "decision 3";
    selection.rule = "everybody";
    selection.approval = "actions.approve";
    return actions::plan_selection(office(), selection, silent_);
  }

  std::string approved() {
    std::string number = must_have(planned_rule());
    office().actor.account = approver_;
    must_have(actions::approve(office(), number));
    office().actor.account = planner_;
    return number;
  }

  std::string carried_out() {
    std::string number = approved();
    must_have(actions::run(office(), number, {"", Language::en}, silent_));
    return number;
  }

  std::int64_t count(const std::string& what, bool only_count) {
    for (const Swept& one : must_have(sweep(office(), only_count, silent_)))
      if (one.what == what) return one.count;
    return -1;
  }

  std::int64_t would_go(const std::string& what) { return count(what, true); }

  std::int64_t goes(const std::string& what) {
    const std::int64_t said = would_go(what);
    const std::int64_t gone = count(what, false);
    EXPECT_EQ(said, gone);
    EXPECT_EQ(would_go(what), 0);
    if (gone > 0) {
      EXPECT_THAT(house_->events(), Contains("housekeeping.swept " + what));
    }
    return gone;
  }

  std::string enqueue(const jobs::Kind& kind) {
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    const jobs::Enqueued job = must_have(jobs::enqueue(office(), transaction, kind, {}));
    must_have(transaction.commit());
    return job.number;
  }

  std::optional<accounts::TestOffice> house_;
  Silent silent_;
  sql::test::Database database_{sql::Engine::sqlite};
  std::unique_ptr<sql::Connection> source_;
  connectors::System system_;
  AccountId planner_;
  AccountId approver_;
};

INSTANTIATE_TEST_SUITE_P(Stores, Housekeeping,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         sql::test::engine_name);

TEST_P(Housekeeping, PlansOfEndedActionsGoAfterNinetyDaysAndTheReceiptStays) {
  const std::string number = carried_out();
  pass(days(90));
  EXPECT_EQ(would_go("plans"), 0);
  pass(days(1));
  EXPECT_EQ(goes("plans"), 1);
  EXPECT_EQ(must_have(actions::state_of(office(), number)), actions::State::done_with_remainder);
}

TEST_P(Housekeeping, APlanThatIsStillToBeRunStays) {
  approved();
  pass(days(1000));
  EXPECT_EQ(goes("plans"), 0);
  EXPECT_EQ(goes("ledger"), 0);
}

TEST_P(Housekeeping, ThePlanOfAnActionThatWasRefusedOrGivenUpGoesToo) {
  const std::string refused = must_have(planned_rule());
  must_have(actions::refuse(office(), refused, "not this one"));
  const std::string given_up = approved();
  must_have(source_->execute(
      sql::Statement("UPDATE member SET email = 'en.annan@exempel.se' WHERE id = 2")));
  EXPECT_EQ(must_have(actions::run(office(), given_up, {"", Language::en}, silent_)).state,
            actions::State::partly_done);
  must_have(actions::close_action(office(), given_up, "planned anew"));
  pass(days(91));
  EXPECT_EQ(goes("plans"), 2);
}

TEST_P(Housekeeping, IdentifiersForARecheckGoAfterThirtyDaysWhateverBecameOfTheAction) {
  approved();
  pass(days(30));
  EXPECT_EQ(would_go("rechecks"), 0);
  pass(days(1));
  EXPECT_EQ(goes("rechecks"), 1);
}

TEST_P(Housekeeping, TheLedgerIsKeptLongerThanBackupsLive) {
  carried_out();
  pass(days(400));
  EXPECT_EQ(would_go("ledger"), 0);
  pass(days(1));
  EXPECT_EQ(goes("ledger"), 1);
}

TEST_P(Housekeeping, TheLedgersPeriodIsTheOrganisationsWithinBounds) {
  EXPECT_EQ(must_have(ledger_kept(office())), days(400));
  EXPECT_EQ(key_of(keep_ledger(office(), days(89), "backups live a month")),
            "housekeeping.ledger_bounds");
  EXPECT_EQ(key_of(keep_ledger(office(), days(3651), "for ever")), "housekeeping.ledger_bounds");
  EXPECT_EQ(key_of(keep_ledger(office(), days(100), " ")), "housekeeping.no_reason");
  EXPECT_THAT(house_->events(), Not(Contains("housekeeping.kept ledger")));
  must_have(keep_ledger(office(), days(800), "backups live two years"));
  must_have(keep_ledger(office(), days(100), "backups live a quarter"));
  EXPECT_EQ(must_have(ledger_kept(office())), days(100));
  EXPECT_THAT(house_->events(), Contains("housekeeping.kept ledger"));
  for (const Kept& kept : must_have(all_kept(office()))) {
    if (kept.what == "ledger") {
      EXPECT_EQ(kept.period, "100");
    }
  }
  carried_out();
  pass(days(100));
  EXPECT_EQ(would_go("ledger"), 0);
  pass(days(1));
  EXPECT_EQ(goes("ledger"), 1);
}

TEST_P(Housekeeping, MarksOfARuleGoWhereNobodyLooksAtItAnyMore) {
  carried_out();
  EXPECT_EQ(key_of(planned_rule()), "actions.nobody_chosen");
  pass(days(400));
  EXPECT_EQ(would_go("marks"), 0);
  EXPECT_EQ(key_of(planned_rule()), "actions.nobody_chosen");
  pass(days(400));
  EXPECT_EQ(would_go("marks"), 0);
  pass(days(1));
  EXPECT_EQ(goes("marks"), 1);
}

TEST_P(Housekeeping, EndedJobsGoAfterNinetyDaysAndWaitingOnesStay) {
  const jobs::Kind kind = job_kinds().front();
  const std::string ended = enqueue(kind);
  must_have(jobs::cancel(office(), ended));
  const std::string waiting = enqueue(kind);
  pass(days(90));
  EXPECT_EQ(would_go("jobs"), 0);
  pass(days(1));
  EXPECT_EQ(goes("jobs"), 1);
  EXPECT_EQ(key_of(jobs::find(office(), ended)), "jobs.unknown");
  EXPECT_EQ(must_have(jobs::find(office(), waiting)).state, jobs::State::waiting);
}

TEST_P(Housekeeping, CountsOfWrongPasswordsAreForgottenAfterAWeek) {
  const auto failures = [&] {
    store::Transaction transaction = must_have(office().store.begin_installation());
    const auto attempt = must_have(accounts::rows::count_attempt(transaction, "a mark", now()));
    must_have(accounts::rows::set_wait(transaction, "a mark", now()));
    must_have(transaction.commit());
    return attempt.failures;
  };
  EXPECT_EQ(failures(), 1);
  pass(days(6));
  goes("delays");
  EXPECT_EQ(failures(), 2);
  pass(days(8));
  goes("delays");
  EXPECT_EQ(failures(), 1);
}

TEST_P(Housekeeping, SessionsThatHaveEndedGoAndLiveOnesStay) {
  accounts::Door door{house_->clock(), office().organisation, office().store, office().vault,
                      office().log};
  must_have(accounts::start_session(door, office().actor));
  pass(std::chrono::minutes(29));
  EXPECT_EQ(would_go("sessions"), 0);
  pass(std::chrono::minutes(1));
  EXPECT_EQ(goes("sessions"), 1);
}

TEST_P(Housekeeping, AnswersToRequestsGoAfterADay) {
  must_have(serve::claim(office(), {"POST /there", "a key", "a body"}));
  pass(days(1));
  EXPECT_EQ(would_go("answers"), 0);
  pass(std::chrono::seconds(1));
  EXPECT_EQ(goes("answers"), 1);
}

TEST_P(Housekeeping, KeysOfTheLogGoAfterTwentyFourMonthsAndTheLogIsStillSound) {
  carried_out();
  must_have(office().log.sequence());
  pass(days(720));
  EXPECT_EQ(would_go("log_keys"), 0);
  pass(days(40));
  EXPECT_GT(goes("log_keys"), 0);
  must_have(office().log.sequence());
  EXPECT_TRUE(must_have(office().log.verify({})).sound);
}

TEST_P(Housekeeping, BackupsFromBeforeAMigrationGoAfterNinetyDaysAndOthersStay) {
  const std::string folder = office().folder + "/backups";
  std::filesystem::create_directory(folder);
  const auto made = [&](const std::string& name, days ago) {
    std::ofstream(folder + "/" + name) << "sealed";
    const timespec at{
        std::chrono::duration_cast<std::chrono::seconds>((now() - ago).time_since_epoch()).count(),
        0};
    const timespec times[] = {at, at};
    ASSERT_EQ(utimensat(AT_FDCWD, (folder + "/" + name).c_str(), times, 0), 0);
  };
  made("old.before-migrate.backup", days(91));
  made("young.before-migrate.backup", days(89));
  made("old.backup", days(91));
  EXPECT_EQ(goes("migration_backups"), 1);
  EXPECT_FALSE(std::filesystem::exists(folder + "/old.before-migrate.backup"));
  EXPECT_TRUE(std::filesystem::exists(folder + "/young.before-migrate.backup"));
  EXPECT_TRUE(std::filesystem::exists(folder + "/old.backup"));
}

TEST_P(Housekeeping, EveryKindHasItsSentences) {
  for (const Kept& kept : must_have(all_kept(office())))
    for (const std::string part : {"what_", "why_"}) {
      const std::string key = std::string("housekeeping") + '.' + part + kept.what;
      EXPECT_NE(say(key, {}), key);
    }
}

TEST_P(Housekeeping, StoppedBetweenTwoKindsWhatWentIsSaidAndTheNextRunGoesOn) {
  carried_out();
  pass(days(500));
  Ends after_plans(2);  // Rechecks and plans.
  EXPECT_EQ(key_of(sweep(office(), false, after_plans)), "jobs.cancel_asked");
  EXPECT_THAT(house_->events(), Contains("housekeeping.swept plans"));
  EXPECT_THAT(house_->events(), Not(Contains("housekeeping.swept ledger")));
  EXPECT_EQ(goes("ledger"), 1);
}

TEST_P(Housekeeping, AWorkerDoesItDailyAndTheJobSaysWhatWent) {
  const jobs::Kinds kinds(job_kinds());
  must_have(
      jobs::add_entry(office(), kinds,
                      {.name = "tidy", .kind = "housekeeping.sweep", .recurrence = "daily 03:30"}));
  carried_out();
  pass(days(500));
  std::chrono::milliseconds ticks{0};
  jobs::Worker worker(office(), kinds,
                      {[&](std::chrono::milliseconds time) {
                         ticks += time;
                         return false;
                       },
                       [&] { return ticks; }, [](const jobs::Said&) {}});
  EXPECT_EQ(must_have(worker.work(jobs::Until::idle)).done, 1);
  const std::vector<jobs::Job> all = must_have(jobs::list(office(), std::nullopt, 10));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(jobs::value_of(all.front().summary, "plans"), "1");
  EXPECT_EQ(jobs::value_of(all.front().summary, "ledger"), "1");
  EXPECT_EQ(jobs::value_of(all.front().summary, "jobs"), "");
}

TEST_P(Housekeeping, WhoMayNotRunItMayNotHaveItDone) {
  office().actor.roles = {accounts::Role::handler};
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  EXPECT_EQ(key_of(jobs::enqueue(office(), transaction, job_kinds().front(), {})),
            "jobs.may_not_start");
}

}  // namespace
}  // namespace ombud::housekeeping
