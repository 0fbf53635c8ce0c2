#include "store/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/testing.h"

namespace ombud::store {
namespace {

const OrganisationId ours{"018f3c1e-0000-7000-8000-000000000001"};
const OrganisationId theirs{"018f3c1e-0000-7000-8000-000000000002"};
const FixedClock clock_at{*parse_instant("2026-11-21T08:00:00Z")};

constexpr Migration note{"notes", "0001_note.sql",
                         "-- organisation table\n"
                         "create table note (organisation_id ${uuid} not null, id ${int} not null, "
                         "text ${text}, seen ${bool} not null, at ${instant}, body ${blob}, "
                         "primary key (organisation_id, id));"};
constexpr Migration place{"notes", "0002_place.sql",
                          "-- installation table: seen by all\n"
                          "create table place (id ${int} primary key, name ${text} not null);"};

class StoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    database_.emplace(*Database::open(home_->location(), true));
  }

  Result<void> migrate(const std::vector<Migration>& room) {
    const std::span<const Migration> rooms[] = {room};
    return database_->migrate(rooms, clock_at);
  }

  Result<bool> is_up_to_date(const std::vector<Migration>& room) {
    const std::span<const Migration> rooms[] = {room};
    return database_->is_up_to_date(rooms);
  }

  Database& database() { return *database_; }

  Location location_as_superuser() const { return home_->location_as_superuser(); }

  void write(const OrganisationId& of, std::int64_t id, const std::string& text) {
    Transaction transaction = *database_->begin(of);
    ASSERT_TRUE(transaction.execute(
        "insert into note (organisation_id, id, text, seen) values (?, ?, ?, ?)",
        {of.text, id, text, false}));
    ASSERT_TRUE(transaction.commit());
  }

  std::int64_t count(const OrganisationId& of) {
    Transaction transaction = *database_->begin(of, sql::Begin::read);
    return integer_in(
        (**transaction.one("select count(*) from note where organisation_id = ?", {of.text}))[0]);
  }

 private:
  std::optional<TestStore> home_;
  std::optional<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(StoreTest, KeepsEveryKindOfValue) {
  ASSERT_TRUE(migrate({note}));
  const Instant at = *parse_instant("2026-11-21T08:00:00.123456Z");
  Transaction transaction = *database().begin(ours);
  ASSERT_TRUE(transaction.execute("insert into note values (?, ?, ?, ?, ?, ?)",
                                  {ours.text, std::int64_t{7}, std::string("Åsa Öberg"), true,
                                   of_instant(at), sql::Blob{std::string("\0\xff", 2)}}));
  ASSERT_TRUE(transaction.commit());
  Transaction reading = *database().begin(ours, sql::Begin::read);
  const std::optional<sql::Row> row = *reading.one(
      "select organisation_id, id, text, seen, at, body from note where id = ?", {std::int64_t{7}});
  ASSERT_TRUE(row);
  EXPECT_EQ(text_in((*row)[0]), ours.text);
  EXPECT_EQ(integer_in((*row)[1]), 7);
  EXPECT_EQ(optional_text_in((*row)[2]), "Åsa Öberg");
  EXPECT_TRUE(boolean_in((*row)[3]));
  EXPECT_EQ(*instant_in((*row)[4]), at);
  EXPECT_EQ(blob_in((*row)[5]), std::string("\0\xff", 2));
}

TEST_P(StoreTest, NullIsNoText) {
  ASSERT_TRUE(migrate({note}));
  Transaction transaction = *database().begin(ours);
  ASSERT_TRUE(transaction.execute("insert into note (organisation_id, id, seen) values (?, 1, ?)",
                                  {ours.text, false}));
  const std::optional<sql::Row> row = *transaction.one("select text, at, seen from note");
  EXPECT_EQ(optional_text_in((*row)[0]), std::nullopt);
  EXPECT_FALSE(boolean_in((*row)[2]));
  const Result<Instant> none = instant_in((*row)[1]);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Errc::internal);
  EXPECT_EQ(none.error().key, "store.no_instant");
}

TEST_P(StoreTest, WithoutACommitNothingHasHappened) {
  ASSERT_TRUE(migrate({note}));
  {
    Transaction transaction = *database().begin(ours);
    ASSERT_TRUE(transaction.execute("insert into note (organisation_id, id, seen) values (?, 1, ?)",
                                    {ours.text, false}));
  }
  EXPECT_EQ(count(ours), 0);
  write(ours, 1, "there");
  EXPECT_EQ(count(ours), 1);
}

TEST_P(StoreTest, ARowChangedByAnotherIsAConflict) {
  ASSERT_TRUE(migrate({note}));
  write(ours, 1, "first");
  Transaction transaction = *database().begin(ours);
  EXPECT_TRUE(transaction.execute_exactly(
      1, "update note set text = ? where organisation_id = ? and id = 1", {"second", ours.text}));
  const Result<void> gone = transaction.execute_exactly(
      1, "update note set text = ? where organisation_id = ? and id = 2", {"second", ours.text});
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Errc::conflict);
  EXPECT_EQ(gone.error().key, "store.changed_meanwhile");
}

TEST_P(StoreTest, GivesRowByRowAndStopsWhereItIsTold) {
  ASSERT_TRUE(migrate({note}));
  for (std::int64_t id = 1; id <= 5; ++id) write(ours, id, "note");
  Transaction transaction = *database().begin(ours, sql::Begin::read);
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(transaction.each("select id from note where organisation_id = ? order by id",
                               {ours.text}, [&](const sql::Row& row) -> Result<void> {
                                 seen.push_back(integer_in(row[0]));
                                 return {};
                               }));
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  const Result<void> stopped = transaction.each(
      "select id from note", {},
      [&](const sql::Row&) -> Result<void> { return fail(Errc::invalid, "test.enough"); });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().key, "test.enough");
  EXPECT_EQ(transaction.all("select id from note")->size(), 5u);
}

TEST_P(StoreTest, GivesViewsRowByRowAndStopsWhereItIsTold) {
  ASSERT_TRUE(migrate({note}));
  for (std::int64_t id = 1; id <= 5; ++id) write(ours, id, "note");
  Transaction transaction = *database().begin(ours, sql::Begin::read);
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(transaction.each_view("select id from note where organisation_id = ? order by id",
                                    {ours.text},
                                    [&](std::span<const sql::ValueView> row) -> Result<void> {
                                      seen.push_back(row[0].integer);
                                      return {};
                                    }));
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  const Result<void> stopped = transaction.each_view(
      "select id from note", {}, [&](std::span<const sql::ValueView>) -> Result<void> {
        return fail(Errc::invalid, "test.enough");
      });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().key, "test.enough");
  EXPECT_EQ(transaction.all("select id from note")->size(), 5u);
}

TEST_P(StoreTest, AStepRunsOnceAndIsRemembered) {
  EXPECT_FALSE(*is_up_to_date({note, place}));
  ASSERT_TRUE(migrate({note}));
  EXPECT_TRUE(*is_up_to_date({note}));
  EXPECT_FALSE(*is_up_to_date({note, place}));
  ASSERT_TRUE(migrate({note, place}));
  ASSERT_TRUE(migrate({note, place}));
  Transaction transaction = *database().begin_installation(sql::Begin::read);
  const std::vector<sql::Row> steps = *transaction.all(
      "select room, file, applied_at, program, sha256 from store_migration order by file");
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(text_in(steps[0][0]), "notes");
  EXPECT_EQ(text_in(steps[0][1]), "0001_note.sql");
  EXPECT_EQ(*instant_in(steps[0][2]), clock_at.now());
  EXPECT_EQ(text_in(steps[0][3]), OMBUD_VERSION);
  EXPECT_EQ(text_in(steps[0][4]).size(), 64u);
}

TEST_P(StoreTest, AnEditedStepIsRefused) {
  ASSERT_TRUE(migrate({note}));
  Migration edited = note;
  const std::string text = std::string(note.sql) + "\n-- more";
  edited.sql = text;
  for (const Result<void>& refused :
       {migrate({edited, place}), Result<void>(fail(is_up_to_date({edited}).error()))}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_EQ(refused.error().key, "store.migration_edited");
  }
  EXPECT_TRUE(*is_up_to_date({note}));  // The step after it was not run.
}

TEST_P(StoreTest, AStepOfANewerProgramIsRefused) {
  ASSERT_TRUE(migrate({note, place}));
  const Result<void> refused = migrate({note});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::conflict);
  EXPECT_EQ(refused.error().key, "store.newer");
}

TEST_P(StoreTest, AStepThatFailsLeavesNothingOfItself) {
  const Migration broken{"notes", "0003_broken.sql",
                         "-- installation table: half\ncreate table half (id ${int} primary key);\n"
                         "insert into nowhere values (1);"};
  EXPECT_FALSE(migrate({note, broken}));
  EXPECT_TRUE(*is_up_to_date({note}));
  Transaction transaction = *database().begin_installation(sql::Begin::read);
  EXPECT_FALSE(transaction.all("select id from half"));
}

TEST_P(StoreTest, AStepForTheOtherEngineIsPassedOver) {
  const Migration lite{"notes", "0002_lite.sqlite.sql", "create index lite on note (id);"};
  const Migration large{"notes", "0002_large.postgresql.sql", "create index large on note (id);"};
  ASSERT_TRUE(migrate({note, lite, large}));
  Transaction transaction = *database().begin_installation(sql::Begin::read);
  const std::vector<sql::Row> steps =
      *transaction.all("select file from store_migration where file like ?", {"0002%"});
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(text_in(steps[0][0]), GetParam() == sql::Engine::sqlite ? lite.file : large.file);
}

TEST_P(StoreTest, InstallationTablesAreSeenFromEveryTransaction) {
  ASSERT_TRUE(migrate({note, place}));
  Transaction writing = *database().begin_installation();
  EXPECT_TRUE(writing.organisation().empty());
  ASSERT_TRUE(writing.execute("insert into place values (1, ?)", {"Umeå"}));
  ASSERT_TRUE(writing.commit());
  Transaction reading = *database().begin(ours, sql::Begin::read);
  EXPECT_EQ(reading.all("select name from place")->size(), 1u);
}

TEST_P(StoreTest, ASecondWriterInOneProcessIsAFaultOfTheProgram) {
  ASSERT_TRUE(migrate({note}));
  Transaction first = *database().begin(ours);
  EXPECT_DEATH((void)database().begin(ours), "");
  EXPECT_TRUE(database().begin(ours, sql::Begin::read));
  ASSERT_TRUE(first.commit());
  EXPECT_TRUE(database().begin(ours));
}

TEST_P(StoreTest, ATransactionIsNotUsedAfterItsEndNorWithinItsOwnReading) {
  ASSERT_TRUE(migrate({note}));
  write(ours, 1, "note");
  Transaction transaction = *database().begin(ours);
  EXPECT_DEATH((void)transaction.each("select id from note", {},
                                      [&](const sql::Row&) -> Result<void> {
                                        TRY(transaction.all("select id from note"));
                                        return {};
                                      }),
               "");
  ASSERT_TRUE(transaction.commit());
  EXPECT_DEATH((void)transaction.execute("delete from note"), "");
}

TEST_P(StoreTest, AWriteInAReadingTransactionIsRefused) {
  ASSERT_TRUE(migrate({note}));
  Transaction transaction = *database().begin(ours, sql::Begin::read);
  const Result<std::int64_t> written = transaction.execute("delete from note");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().key, "sql.read_only");
}

TEST_P(StoreTest, AReaderSeesTheStoreAsItWasWhenItBegan) {
  ASSERT_TRUE(migrate({note}));
  write(ours, 1, "note");
  Transaction reading = *database().begin(ours, sql::Begin::read);
  EXPECT_EQ(reading.all("select id from note")->size(), 1u);
  write(ours, 2, "note");
  EXPECT_EQ(reading.all("select id from note")->size(), 1u);
  EXPECT_EQ(count(ours), 2);
}

TEST(SqliteStore, AnotherProcessThatWritesIsWaitedForAndThenSaid) {
  const TestStore home(sql::Engine::sqlite);
  Database first = *Database::open(home.location(), true);
  Location impatient = home.location();
  impatient.wait_for_lock = std::chrono::milliseconds(50);
  Database second = *Database::open(impatient);
  const Migration migrations[] = {note};
  const std::span<const Migration> rooms[] = {migrations};
  ASSERT_TRUE(first.migrate(rooms, clock_at));
  const Transaction writing = *first.begin(ours);
  const Result<Transaction> refused = second.begin(ours);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_EQ(refused.error().key, "store.busy");
  EXPECT_TRUE(second.begin(ours, sql::Begin::read));
}

TEST(SqliteStore, IsForItsOwnerOnly) {
  const TestStore home(sql::Engine::sqlite);
  const Database database = *Database::open(home.location(), true);
  for (const char* ending : {"", "-wal", "-shm"}) {
    struct stat facts{};
    if (stat((home.location().sqlite_file + ending).c_str(), &facts) == 0) {
      EXPECT_EQ(facts.st_mode & 0777, 0600u) << ending;
    }
  }
}

TEST(SqliteStore, IsMadeOnlyWhereAskedFor) {
  const TestStore home(sql::Engine::sqlite);
  const Result<Database> missing = Database::open(home.location());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_EQ(missing.error().key, "sql.no_such_file");
}

class PostgresqlStore : public StoreTest {};

INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlStore, testing::Values(sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(PostgresqlStore, OneOrganisationNeverSeesAnothersRows) {
  ASSERT_TRUE(migrate({note}));
  write(ours, 1, "our note");
  write(theirs, 2, "their note");
  {
    Transaction transaction = *database().begin(ours);
    const std::vector<sql::Row> rows = *transaction.all("select text from note");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(text_in(rows[0][0]), "our note");
    EXPECT_EQ(*transaction.execute("update note set text = 'changed'"), 1);
    EXPECT_EQ(*transaction.execute("delete from note"), 1);
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(count(theirs), 1);
  Transaction installation = *database().begin_installation();
  EXPECT_TRUE(installation.all("select text from note")->empty());
}

TEST_P(PostgresqlStore, ARoleThatIsNotHeldBackIsKnown) {
  EXPECT_TRUE(*database().is_fenced());
  Database mighty = *Database::open(location_as_superuser());
  EXPECT_FALSE(*mighty.is_fenced());
}

TEST_P(PostgresqlStore, OneOrganisationCanNotWriteAnothersRows) {
  ASSERT_TRUE(migrate({note}));
  Transaction transaction = *database().begin(ours);
  const Result<std::int64_t> written = transaction.execute(
      "insert into note (organisation_id, id, seen) values (?, 1, false)", {theirs.text});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::forbidden);
}

}  // namespace
}  // namespace ombud::store
