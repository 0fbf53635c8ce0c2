#include "vault/vault.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "base/testing.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::vault {
namespace {

const OrganisationId organisation{"018f3c1e-0000-7000-8000-000000000001"};
const OrganisationId another{"018f3c1e-0000-7000-8000-000000000002"};
const PersonId alva{"11111111-1111-4111-8111-111111111111"};
const PersonId bo{"22222222-2222-4222-8222-222222222222"};
const FixedClock clock_at{*parse_instant("2026-11-21T08:00:00Z")};

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class VaultTest : public testing::Test {
 protected:
  const std::string& key() const { return key_; }

  const std::string& keys() const { return keys_; }

  Vault made() { return *Vault::create(key_, keys_, organisation, clock_at); }

  Vault opened() { return *Vault::open(key_, keys_, organisation); }

  TemporaryFolder folder_;

 private:
  std::string key_ = folder_.file("ombud.key");
  std::string keys_ = folder_.file("keys.db");
};

TEST_F(VaultTest, OpensWhatAnEarlierProcessSealed) {
  std::string sealed, for_alva, in_november;
  std::string pseudonym, index, derived, public_key;
  {
    Vault vault = made();
    sealed = vault.seal(Purpose::system_password, "liva", "hemligt");
    for_alva = *vault.seal_for(alva, Purpose::subject_identifier, "1", "Alva Ek");
    in_november = *vault.seal_for_month(alva, "2026-11", "1", "searched");
    pseudonym = *vault.pseudonym(alva);
    index = vault.blind_index(Purpose::subject_identifier, "email", "alva@example.se");
    derived = vault.derive(Purpose::ledger, "row 1");
    public_key = vault.signing_public_key();
  }
  Vault vault = opened();
  EXPECT_EQ(vault.open(Purpose::system_password, "liva", sealed)->reveal(), "hemligt");
  EXPECT_EQ(vault.open_for(alva, Purpose::subject_identifier, "1", for_alva)->reveal(), "Alva Ek");
  EXPECT_EQ(vault.open_for_month(alva, "2026-11", "1", in_november)->reveal(), "searched");
  EXPECT_EQ(*vault.pseudonym(alva), pseudonym);
  EXPECT_EQ(vault.blind_index(Purpose::subject_identifier, "email", "alva@example.se"), index);
  EXPECT_EQ(vault.derive(Purpose::ledger, "row 1"), derived);
  EXPECT_EQ(vault.signing_public_key(), public_key);
}

TEST_F(VaultTest, SealedForOnePurposeContextOrPersonOpensForNoOther) {
  Vault vault = made();
  const auto refused = [](const Result<Secret>& opened) {
    return !opened && opened.error().code == Errc::invalid &&
           opened.error().key == "vault.can_not_open";
  };
  const std::string sealed = vault.seal(Purpose::plan, "A-0001", "rows");
  EXPECT_TRUE(refused(vault.open(Purpose::ledger, "A-0001", sealed)));
  EXPECT_TRUE(refused(vault.open(Purpose::plan, "A-0002", sealed)));
  EXPECT_TRUE(refused(vault.open(Purpose::plan, "A-0001", sealed + "x")));
  EXPECT_TRUE(refused(vault.open(Purpose::plan, "A-0001", "")));

  const std::string for_alva = *vault.seal_for(alva, Purpose::plan, "1", "rows");
  const std::string for_bo = *vault.seal_for(bo, Purpose::plan, "1", "rows");
  EXPECT_TRUE(refused(vault.open_for(bo, Purpose::plan, "1", for_alva)));
  EXPECT_TRUE(refused(vault.open(Purpose::plan, "1", for_alva)));
  EXPECT_TRUE(refused(vault.open_for(alva, Purpose::ledger, "1", for_alva)));

  const std::string november = *vault.seal_for_month(alva, "2026-11", "1", "text");
  ASSERT_TRUE(vault.seal_for_month(alva, "2026-12", "1", "text"));
  EXPECT_TRUE(refused(vault.open_for_month(alva, "2026-12", "1", november)));
}

TEST_F(VaultTest, AnotherOrganisationsKeyOpensNothing) {
  Vault vault = made();
  const std::string sealed = vault.seal(Purpose::plan, "1", "rows");
  Vault other =
      *Vault::create(folder_.file("other.key"), folder_.file("other.db"), another, clock_at);
  EXPECT_FALSE(other.open(Purpose::plan, "1", sealed));
  EXPECT_NE(other.derive(Purpose::ledger, "1"), vault.derive(Purpose::ledger, "1"));

  const Result<Vault> wrong = Vault::open(folder_.file("other.key"), keys(), organisation);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::conflict);
  EXPECT_EQ(wrong.error().key, "vault.key_of_another_organisation");
  const Result<Vault> mixed = Vault::open(key(), folder_.file("other.db"), organisation);
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().code, Errc::invalid);
  EXPECT_EQ(mixed.error().key, "vault.store_damaged");
}

TEST_F(VaultTest, ANewKeyFileOfTheSameOrganisationDoesNotOpenTheOldStore) {
  {
    const Vault vault = made();
  }
  {
    const Vault other =
        *Vault::create(folder_.file("b.key"), folder_.file("b.db"), organisation, clock_at);
  }
  const Result<Vault> mixed = Vault::open(folder_.file("b.key"), keys(), organisation);
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().key, "vault.store_damaged");
}

TEST_F(VaultTest, NothingThatExistsIsOverwritten) {
  const std::string sealed = made().seal(Purpose::plan, "1", "rows");
  const Result<Vault> again = Vault::create(key(), folder_.file("b.db"), organisation, clock_at);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::conflict);
  EXPECT_EQ(again.error().key, "vault.key_exists");
  const Result<Vault> store = Vault::create(folder_.file("b.key"), keys(), organisation, clock_at);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::conflict);
  EXPECT_EQ(store.error().key, "vault.store_exists");
  EXPECT_EQ(access(folder_.file("b.key").c_str(), F_OK), -1);
  EXPECT_EQ(opened().open(Purpose::plan, "1", sealed)->reveal(), "rows");
}

TEST_F(VaultTest, MissingOrOpenFilesAreRefusedByName) {
  {
    const Vault vault = made();
  }
  const Result<Vault> no_key = Vault::open(folder_.file("none"), keys(), organisation);
  ASSERT_FALSE(no_key);
  EXPECT_EQ(no_key.error().key, "vault.key_missing");
  const Result<Vault> no_store = Vault::open(key(), folder_.file("none"), organisation);
  ASSERT_FALSE(no_store);
  EXPECT_EQ(no_store.error().code, Errc::not_found);
  EXPECT_EQ(no_store.error().key, "vault.store_missing");
  ASSERT_EQ(chmod(keys().c_str(), 0644), 0);
  const Result<Vault> open_store = Vault::open(key(), keys(), organisation);
  ASSERT_FALSE(open_store);
  EXPECT_EQ(open_store.error().code, Errc::forbidden);
  EXPECT_EQ(open_store.error().key, "vault.store_open_to_others");
}

TEST_F(VaultTest, AStoreThatIsNoDatabaseIsDamaged) {
  {
    const Vault vault = made();
  }
  for (const char* ending : {"", "-wal", "-shm"}) unlink((keys() + ending).c_str());
  std::ofstream(keys()) << std::string(5000, 'x');
  chmod(keys().c_str(), 0600);
  const Result<Vault> damaged = Vault::open(key(), keys(), organisation);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, Errc::invalid);
  EXPECT_EQ(damaged.error().key, "vault.store_damaged");
}

TEST_F(VaultTest, TheStoreIsForItsOwnerOnly) {
  Vault vault = made();
  ASSERT_TRUE(vault.pseudonym(alva));
  for (const char* ending : {"", "-wal", "-shm"}) {
    struct stat facts{};
    if (stat((keys() + ending).c_str(), &facts) == 0) {
      EXPECT_EQ(facts.st_mode & 0777, 0600u) << ending;
    }
  }
}

TEST_F(VaultTest, AShreddedPersonCanNotBeOpenedOrNamedAgain) {
  Vault vault = made();
  const std::string for_alva = *vault.seal_for(alva, Purpose::plan, "1", "rows");
  const std::string for_bo = *vault.seal_for(bo, Purpose::plan, "1", "rows");
  const std::string november = *vault.seal_for_month(alva, "2026-11", "1", "text");
  ASSERT_TRUE(vault.shred(alva));
  const auto gone = [](const auto& result) {
    return !result && result.error().code == Errc::not_found &&
           result.error().key == "vault.key_shredded";
  };
  EXPECT_TRUE(gone(vault.open_for(alva, Purpose::plan, "1", for_alva)));
  EXPECT_TRUE(gone(vault.seal_for(alva, Purpose::plan, "1", "rows")));
  EXPECT_TRUE(gone(vault.pseudonym(alva)));
  EXPECT_EQ(vault.open_for(bo, Purpose::plan, "1", for_bo)->reveal(), "rows");
  EXPECT_EQ(vault.open_for_month(alva, "2026-11", "1", november)->reveal(), "text");
  Vault later = opened();
  EXPECT_TRUE(gone(later.open_for(alva, Purpose::plan, "1", for_alva)));
  EXPECT_TRUE(vault.shred(alva));  // A repeated erasure is none.
}

TEST_F(VaultTest, APersonShreddedBeforeAnyKeyNeverGetsOne) {
  Vault vault = made();
  ASSERT_TRUE(vault.shred(alva));
  const Result<std::string> pseudonym = vault.pseudonym(alva);
  ASSERT_FALSE(pseudonym);
  EXPECT_EQ(pseudonym.error().key, "vault.key_shredded");
}

TEST_F(VaultTest, AnUnknownPersonHasNoKeyToOpenWith) {
  Vault vault = made();
  const Result<Secret> opened = vault.open_for(alva, Purpose::plan, "1", "sealed");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "vault.key_shredded");
}

TEST_F(VaultTest, ShreddingMonthsTakesTheEarlierOnesForGood) {
  Vault vault = made();
  const std::string october = *vault.seal_for_month(alva, "2024-10", "1", "text");
  const std::string nobody = *vault.seal_for_month(std::nullopt, "2024-10", "1", "text");
  const std::string november = *vault.seal_for_month(alva, "2024-11", "1", "text");
  const Result<std::int64_t> count = vault.shred_months_before("2024-11");
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, 2);
  for (const auto& gone : {vault.open_for_month(alva, "2024-10", "1", october),
                           vault.open_for_month(std::nullopt, "2024-10", "1", nobody)}) {
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().key, "vault.key_shredded");
  }
  const Result<std::string> late = vault.seal_for_month(alva, "2024-10", "1", "text");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "vault.key_shredded");
  EXPECT_EQ(vault.open_for_month(alva, "2024-11", "1", november)->reveal(), "text");
  // An earlier date does not open the door again.
  ASSERT_TRUE(vault.shred_months_before("2024-01"));
  EXPECT_FALSE(vault.seal_for_month(alva, "2024-10", "1", "text"));
}

TEST_F(VaultTest, NoByteOfAShreddedKeyStaysInTheFiles) {
  Vault vault = made();
  std::vector<PersonId> people;
  for (int i = 0; i < 600; ++i) {
    people.push_back(PersonId{uuid_random()});
    ASSERT_TRUE(vault.pseudonym(people.back()));
  }
  // The wrapped keys as they lie in the file, read beside the vault.
  std::map<std::string, std::string> wrapped;
  {
    const auto connection = *sql::sqlite::connect(keys(), {.read_only = true});
    const std::vector<sql::Row> rows = *connection->all(
        sql::Statement("select person, wrapped from wrapped_key where kind = 'person'"));
    for (const sql::Row& row : rows)
      wrapped[std::get<std::string>(row[0])] = std::get<sql::Blob>(row[1]).bytes;
  }
  for (std::size_t i = 0; i < people.size(); i += 3) ASSERT_TRUE(vault.shred(people[i]));
  const std::string bytes = content(keys()) + content(keys() + "-wal");
  for (std::size_t i = 0; i < people.size(); ++i) {
    const bool found = bytes.find(wrapped[people[i].text].substr(1, 16)) != std::string::npos;
    EXPECT_EQ(found, i % 3 != 0) << i;
  }
}

TEST_F(VaultTest, AKeyThatAReaderKeepsInTheLogIsNotSaidToBeGone) {
  Vault vault = made();
  ASSERT_TRUE(vault.pseudonym(alva));
  const auto reader = *sql::sqlite::connect(keys(), {.read_only = true});
  auto reading = sql::Transaction::begin(*reader, sql::Begin::read);
  ASSERT_TRUE(reading);
  const auto before =
      reader->one(sql::Statement("select wrapped from wrapped_key where person = ?", {alva.text}));
  ASSERT_TRUE(before && *before);
  const std::string wrapped = std::get<sql::Blob>((**before)[0]).bytes.substr(1, 16);
  const Result<void> kept = vault.shred(alva);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().key, "sql.locked");
  ASSERT_TRUE(reading->commit());
  ASSERT_TRUE(vault.shred(alva));
  EXPECT_EQ((content(keys()) + content(keys() + "-wal")).find(wrapped), std::string::npos);
}

TEST_F(VaultTest, TwoProcessesAgreeOnAPersonsKey) {
  Vault first = made();
  Vault second = opened();
  EXPECT_EQ(*first.pseudonym(alva), *second.pseudonym(alva));
  EXPECT_EQ(*second.pseudonym(bo), *first.pseudonym(bo));
  EXPECT_NE(*first.pseudonym(alva), *first.pseudonym(bo));
  EXPECT_EQ(first.pseudonym(alva)->size(), 32u);
}

TEST_F(VaultTest, IndexesAreEqualForEqualInputsOfOnePurposeAndKindOnly) {
  const Vault vault = made();
  const std::string index = vault.blind_index(Purpose::subject_identifier, "email", "a@b.se");
  EXPECT_EQ(index.size(), 32u);
  EXPECT_EQ(index, vault.blind_index(Purpose::subject_identifier, "email", "a@b.se"));
  std::set<std::string> all{
      index,
      vault.blind_index(Purpose::recheck, "email", "a@b.se"),
      vault.blind_index(Purpose::subject_identifier, "name", "a@b.se"),
      vault.blind_index(Purpose::subject_identifier, "emaila", "@b.se"),
      vault.blind_index(Purpose::subject_identifier, "email", "c@b.se"),
      vault.derive(Purpose::subject_identifier, "email"),
      vault.derive(Purpose::plan, "email"),
  };
  EXPECT_EQ(all.size(), 7u);
}

TEST_F(VaultTest, SignsWithTheOrganisationsKey) {
  const Vault vault = made();
  const std::string signature = vault.sign("checkpoint");
  EXPECT_EQ(signature.size(), 64u);
  EXPECT_EQ(vault.signing_public_key().size(), 32u);
  EXPECT_TRUE(signature_matches("checkpoint", signature, vault.signing_public_key()));
  EXPECT_FALSE(signature_matches("checkpoinT", signature, vault.signing_public_key()));
}

// Runs `work` in a child in which no file may grow beyond `bytes`, as if the disk ended there.
// Its exit code.
int with_files_up_to(rlim_t bytes, const std::function<int()>& work) {
  const pid_t child = fork();
  must(child >= 0);
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(work());
  }
  int status = 0;
  must(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(VaultTest, MakesNothingHalfWhenTheDiskIsFull) {
  // The key file fits, the store does not.
  EXPECT_EQ(with_files_up_to(20'000,
                             [&] {
                               const Result<Vault> made =
                                   Vault::create(key(), keys(), organisation, clock_at);
                               if (made) return 1;
                               return made.error().code == Errc::exhausted &&
                                              made.error().key == "vault.disk_full"
                                          ? 0
                                          : 2;
                             }),
            0);
  EXPECT_EQ(access(key().c_str(), F_OK), -1);
  EXPECT_EQ(access(keys().c_str(), F_OK), -1);
  EXPECT_TRUE(Vault::create(key(), keys(), organisation, clock_at));
}

// 0 where keys were made until there was no room, and each that was answered is there afterwards.
int keys_until_full(const std::function<Vault()>& make, const std::function<Vault()>& open) {
  std::vector<std::pair<PersonId, std::string>> answered;
  {
    Vault vault = make();
    for (bool full = false; !full;) {
      const PersonId person{uuid_random()};
      const Result<std::string> pseudonym = vault.pseudonym(person);
      full = !pseudonym;
      if (pseudonym) answered.emplace_back(person, *pseudonym);
      if (full && pseudonym.error().key != "vault.disk_full" &&
          pseudonym.error().key != "vault.can_not_write")
        return 1;
      if (answered.size() > 5000) return 2;
    }
  }
  Vault vault = open();
  for (const auto& [person, pseudonym] : answered) {
    const Result<std::string> again = vault.pseudonym(person);
    if (!again || *again != pseudonym) return 3;
  }
  return answered.size() > 5 ? 0 : 4;
}

TEST_F(VaultTest, LosesNoKeyWhenAFileCanNotGrow) {
  EXPECT_EQ(with_files_up_to(
                100'000,
                [&] { return keys_until_full([&] { return made(); }, [&] { return opened(); }); }),
            0);
}

TEST_F(VaultTest, LosesNoKeyWhenTheDiskFills) {
  constexpr int not_allowed = 77;
  const int code = with_files_up_to(RLIM_INFINITY, [&] {
    // A disk of 200 kB of our own, where the machine lets us have one.
    if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=200k") != 0)
      return not_allowed;
    return keys_until_full([&] { return made(); }, [&] { return opened(); });
  });
  if (code == not_allowed) GTEST_SKIP() << "no file system can be mounted here";
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace ombud::vault
