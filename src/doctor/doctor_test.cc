// Each check by itself: what it finds wrong, what it says, and the command that mends it.

#include "doctor/doctor.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "accounts/rows.h"
#include "accounts/test_office.h"
#include "actions/actions.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "doctor/checks.h"
#include "jobs/jobs.h"
#include "sql/test_databases.h"

namespace ombud::doctor {
namespace {

using sql::test::must_have;
using std::chrono::days;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

/// "wrong accounts.folder_open_to_others".
std::vector<std::string> said(const Findings& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings.all())
    all.push_back(std::string(word(finding.state)) + " " + finding.sentence.key);
  return all;
}

std::string mend_of(const Findings& findings, std::string_view key) {
  for (const Finding& finding : findings.all())
    if (finding.sentence.key == key) return finding.mend;
  return "no such finding";
}

class Doctor : public testing::Test {
 protected:
  Doctor() {
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_organisation(transaction, office().organisation, now()));
    must_have(transaction.commit());
    std::filesystem::create_directory(folder_.path());
    chmod(folder_.path().c_str(), 0700);
  }

  accounts::Office& office() { return house_.office(); }

  Instant now() { return house_.clock().now(); }

  Findings of_folder() {
    Findings findings;
    check_folder(folder_, now(), findings);
    return findings;
  }

  Findings of_log() {
    Findings findings;
    check_log(office(), silent_, findings);
    return findings;
  }

  Findings of_work() {
    Findings findings;
    check_work(office(), findings);
    return findings;
  }

  Findings of_systems() {
    Findings findings;
    check_systems(office(), silent_, findings);
    return findings;
  }

  AccountId account(const std::string& hash) {
    accounts::Account made;
    made.id = new_id<AccountId>(house_.clock());
    made.name = "asa";
    made.roles = office().actor.roles;
    made.made_at = now();
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_account(transaction, made, hash, office().organisation.id));
    must_have(transaction.commit());
    return made.id;
  }

  connectors::System add_system(const std::string& url) {
    connectors::System system;
    system.name = "liva";
    system.address = must_have(connectors::read_address(url));
    return must_have(connectors::add(office(), system, Secret()));
  }

  const std::vector<std::span<const store::Migration>> rooms_ = {
      jobs::migrations(), connectors::migrations(), datamap::migrations()};
  Silent silent_;
  accounts::TestOffice house_{sql::Engine::sqlite, rooms_};
  accounts::Folder folder_{house_.file("folder")};
};

TEST_F(Doctor, AFolderThatOthersMayEnterIsWrongAndAFileAWarning) {
  EXPECT_THAT(said(of_folder()), Contains("ok doctor.folder_closed"));
  std::ofstream(folder_.settings_file()) << "x";
  chmod(folder_.settings_file().c_str(), 0644);
  Findings found = of_folder();
  EXPECT_EQ(mend_of(found, "doctor.file_open"), "chmod 600 " + folder_.settings_file());
  EXPECT_THAT(said(found), Contains("warning doctor.file_open"));
  EXPECT_THAT(said(found), Not(Contains("ok doctor.folder_closed")));
  chmod(folder_.path().c_str(), 0755);
  found = of_folder();
  EXPECT_THAT(said(found), Contains("wrong accounts.folder_open_to_others"));
  EXPECT_EQ(mend_of(found, "accounts.folder_open_to_others"), "chmod 700 " + folder_.path());
}

TEST_F(Doctor, WhatARestoreHasLeftIsSaid) {
  std::filesystem::create_directory(folder_.restoring());
  EXPECT_EQ(mend_of(of_folder(), "doctor.restore_leftover"), "rm -r " + folder_.restoring());
  std::ofstream(folder_.restore_mark()) << "x";
  EXPECT_EQ(mend_of(of_folder(), "accounts.restore_unfinished"), "ombud restore --finish");
}

TEST_F(Doctor, AStoreSetAsideIsWarnedOfAfterThirtyDays) {
  const std::string aside = folder_.path() + "/before-restore-2026-10-01";
  std::filesystem::create_directory(aside);
  struct stat facts{};
  ASSERT_EQ(stat(aside.c_str(), &facts), 0);
  const Instant made{std::chrono::seconds(facts.st_ctime)};
  Findings young;
  check_folder(folder_, made + days(29), young);
  EXPECT_THAT(said(young), Not(Contains("warning doctor.set_aside")));
  Findings old;
  check_folder(folder_, made + days(31), old);
  EXPECT_EQ(mend_of(old, "doctor.set_aside"), "rm -r " + aside);
}

TEST_F(Doctor, KeysThatDoNotOpenAreWrongAndTheWayBackIsNamed) {
  accounts::Settings settings{.organisation = office().organisation.id, .key_file = "ombud.key"};
  const std::string file = folder_.key_file(settings);
  Findings missing;
  EXPECT_FALSE(check_keys(folder_, settings, missing));
  EXPECT_THAT(said(missing), ElementsAre("wrong vault.key_missing"));
  EXPECT_EQ(mend_of(missing, "vault.key_missing"), "ombud key recover " + file);
  must_have(vault::Vault::create(file, folder_.key_store(), settings.organisation, house_.clock()));
  Findings whole;
  EXPECT_TRUE(check_keys(folder_, settings, whole));
  EXPECT_THAT(said(whole), ElementsAre("ok doctor.key_opens"));
  chmod(file.c_str(), 0644);
  Findings open;
  EXPECT_FALSE(check_keys(folder_, settings, open));
  EXPECT_EQ(mend_of(open, "vault.key_open_to_others"), "chmod 600 " + file);
  chmod(file.c_str(), 0600);
  std::ofstream(file) << "not a key";
  Findings damaged;
  EXPECT_FALSE(check_keys(folder_, settings, damaged));
  EXPECT_EQ(mend_of(damaged, "vault.key_damaged"), "ombud key recover " + file);
}

TEST_F(Doctor, AnOlderSchemaIsWrongAndMigrateMendsIt) {
  std::vector<std::span<const store::Migration>> rooms = rooms_;
  rooms.insert(rooms.begin(), {evidence::migrations(), accounts::migrations()});
  Findings fits;
  EXPECT_TRUE(check_store(office().store, rooms, fits));
  EXPECT_THAT(said(fits), Contains("ok doctor.schema_up_to_date"));
  EXPECT_THAT(said(fits), Contains("ok doctor.store_sound"));
  rooms.push_back(actions::migrations());
  Findings older;
  EXPECT_FALSE(check_store(office().store, rooms, older));
  EXPECT_EQ(mend_of(older, "doctor.schema_older"), "ombud migrate");
  rooms.erase(rooms.begin() + 2, rooms.end());
  Findings newer;
  EXPECT_FALSE(check_store(office().store, rooms, newer));
  EXPECT_THAT(said(newer), Contains("wrong store.newer"));
}

TEST_F(Doctor, WithoutBackupCheckpointOutsideAndPaperItWarns) {
  must_have(office().log.sequence());
  const std::vector<std::string> all = said(of_log());
  for (const char* key :
       {"doctor.no_anchor", "doctor.no_backup", "doctor.no_keys", "doctor.no_escrow"})
    EXPECT_THAT(all, Contains(std::string("warning ") + key));
  EXPECT_THAT(all, Contains("ok doctor.log_sound"));
  EXPECT_EQ(mend_of(of_log(), "doctor.no_backup"), "ombud backup TO");
}

TEST_F(Doctor, AClockBehindTheLogIsWrong) {
  evidence::Told told;
  told.event = "housekeeping.swept";
  told.use = UseKind::administer;
  told.account = office().actor.account;
  told.reference = "a test";
  must_have(office().log.append_now(told));
  must_have(office().log.sequence());
  EXPECT_THAT(said(of_log()), Contains("ok doctor.clock_right"));
  house_.clock().move(-std::chrono::hours(1));
  EXPECT_THAT(said(of_log()), Contains("wrong doctor.clock_back"));
}

TEST_F(Doctor, JobsThatNobodyDoesAreWarnedOf) {
  office().actor.account = account("no hash");
  EXPECT_THAT(said(of_work()), Contains("ok doctor.jobs_done"));
  jobs::Kind kind;
  kind.name = "test.one";
  kind.permission = "connectors.list";
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  must_have(jobs::enqueue(office(), transaction, kind, {}));
  must_have(transaction.commit());
  house_.clock().move(std::chrono::minutes(59));
  EXPECT_THAT(said(of_work()), Contains("ok doctor.jobs_done"));
  house_.clock().move(std::chrono::minutes(2));
  EXPECT_EQ(mend_of(of_work(), "doctor.jobs_waiting"), "ombud work");
}

TEST_F(Doctor, PasswordsHashedWithOldParametersAreWarnedOf) {
  EXPECT_THAT(said(of_work()), Contains("ok doctor.passwords_current"));
  account("no hash");
  EXPECT_THAT(said(of_work()), Contains("warning doctor.passwords_old"));
}

TEST_F(Doctor, EachSystemIsAskedAndItsMapHeldAgainstIt) {
  EXPECT_THAT(said(of_systems()), ElementsAre("ok doctor.no_systems"));
  sql::test::Database database(sql::Engine::sqlite);
  const auto source = database.connect();
  must_have(source->execute(
      sql::Statement("CREATE TABLE member (id INTEGER PRIMARY KEY, email VARCHAR(60))")));
  const connectors::System system = add_system(database.url());
  EXPECT_THAT(said(of_systems()), ElementsAre("warning datamap.none_confirmed"));
  datamap::Map map;
  map.system = "liva";
  datamap::Table member{.name = "member", .holds = datamap::Holds::person, .subject = "member"};
  datamap::Field email{.column = "email", .category = DataCategory::email};
  email.identifies = true;
  email.erase = datamap::Erase::set_null;
  member.fields = {email};
  map.tables = {member};
  {
    const auto connector = must_have(connectors::open(office(), system));
    must_have(datamap::confirm(office(), *connector, map));
  }
  EXPECT_THAT(said(of_systems()), ElementsAre("ok doctor.system_fits"));
  must_have(source->execute(sql::Statement("ALTER TABLE member RENAME COLUMN email TO mail")));
  const Findings changed = of_systems();
  EXPECT_THAT(said(changed), ElementsAre("wrong datamap.schema_changed"));
  EXPECT_EQ(mend_of(changed, "datamap.schema_changed"), "ombud datamap propose liva");
}

TEST_F(Doctor, ASystemThatIsGoneIsWrong) {
  {
    sql::test::Database database(sql::Engine::sqlite);
    database.connect();
    add_system(database.url());
  }
  const Findings gone = of_systems();
  ASSERT_EQ(gone.all().size(), 1u);
  EXPECT_EQ(gone.all().front().state, State::wrong);
  EXPECT_EQ(gone.all().front().mend, "ombud system test liva");
}

TEST_F(Doctor, ASystemLookedAfterByHandIsNotAsked) {
  add_system("manual:");
  EXPECT_THAT(said(of_systems()), ElementsAre("ok doctor.manual_system"));
}

}  // namespace
}  // namespace ombud::doctor
