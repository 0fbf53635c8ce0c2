// One transaction around several: rooms begin and commit theirs as always, and all of it lasts or
// none.

#include <gtest/gtest.h>

#include "store/store.h"
#include "store/testing.h"

namespace ombud::store {
namespace {

const OrganisationId ours{"018f3c1e-0000-7000-8000-000000000001"};
const FixedClock clock_at{*parse_instant("2026-11-21T08:00:00Z")};

constexpr Migration note{"notes", "0001_note.sql",
                         "-- organisation table\n"
                         "create table note (organisation_id ${uuid} not null, id ${int} not null, "
                         "primary key (organisation_id, id));"};

class FrameTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    database_.emplace(*Database::open(home_->location(), true));
    const std::vector<Migration> room{note};
    const std::span<const Migration> rooms[] = {room};
    ASSERT_TRUE(database_->migrate(rooms, clock_at));
    other_.emplace(*database_->again());
  }

  Result<void> add(std::int64_t id, bool commit = true) {
    Transaction transaction = TRY(database_->begin(ours));
    TRY(transaction.execute("insert into note (organisation_id, id) values (?, ?)",
                            {ours.text, id}));
    if (!commit) return {};
    return transaction.commit();
  }

  static std::int64_t count(Database& in) {
    Transaction transaction = in.begin(ours, sql::Begin::read).value();
    return integer_in((**transaction.one("select count(*) from note"))[0]);
  }

  // What somebody else sees, who has connections of his own.
  std::int64_t lasting() { return count(*other_); }

  std::optional<TestStore> home_;
  std::optional<Database> database_;
  std::optional<Database> other_;
};

INSTANTIATE_TEST_SUITE_P(Engines, FrameTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(FrameTest, WhatWasCommittedWithinItLastsWhenItDoes) {
  Frame frame = database_->frame(ours, sql::Begin::write).value();
  EXPECT_TRUE(database_->is_framed());
  ASSERT_TRUE(add(1));
  ASSERT_TRUE(add(2));
  EXPECT_EQ(count(*database_), 2) << "seen from within";
  EXPECT_EQ(lasting(), 0);
  ASSERT_TRUE(frame.commit());
  EXPECT_EQ(lasting(), 2);
}

TEST_P(FrameTest, NothingLastsWhereItIsNotCommitted) {
  {
    const Frame frame = database_->frame(ours, sql::Begin::write).value();
    ASSERT_TRUE(add(1));
  }
  EXPECT_FALSE(database_->is_framed());
  EXPECT_EQ(lasting(), 0);
  ASSERT_TRUE(add(2));
  EXPECT_EQ(lasting(), 1) << "afterwards a transaction is one of its own again";
}

TEST_P(FrameTest, APartThatWasNotCommittedIsUndoneAlone) {
  Frame frame = database_->frame(ours, sql::Begin::write).value();
  ASSERT_TRUE(add(1));
  ASSERT_TRUE(add(2, false));
  EXPECT_FALSE(add(1)) << "is there already";
  ASSERT_TRUE(add(3));
  EXPECT_EQ(count(*database_), 2);
  ASSERT_TRUE(frame.commit());
  EXPECT_EQ(lasting(), 2);
}

TEST_P(FrameTest, OfReadingSeesOneSnapshotAndWritesNothing) {
  ASSERT_TRUE(add(1));
  const Frame frame = database_->frame(ours, sql::Begin::read).value();
  EXPECT_EQ(count(*database_), 1);
  {
    Transaction transaction = other_->begin(ours).value();
    ASSERT_TRUE(
        transaction.execute("insert into note (organisation_id, id) values (?, 2)", {ours.text}));
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(count(*database_), 1);
  const Result<void> written = add(3);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::internal);
  EXPECT_EQ(written.error().key, "store.only_read");
}

TEST_P(FrameTest, CanNotBeBegunWithinAnotherNorWithinATransaction) {
  {
    const Frame frame = database_->frame(ours, sql::Begin::read).value();
    EXPECT_DEATH((void)database_->frame(ours, sql::Begin::read), "");
  }
  const Transaction transaction = database_->begin(ours).value();
  EXPECT_DEATH((void)database_->frame(ours, sql::Begin::write), "");
}

}  // namespace
}  // namespace ombud::store
