// What somebody with every right on the database can change in entries, columns, tiles and
// checkpoints: each is found, wherever in a long log it is.
#include "evidence/log_test.h"

namespace ombud::evidence {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class LogColumnsTest : public LogTest {};

class LogFileTest : public LogTest {};

INSTANTIATE_TEST_SUITE_P(Engines, LogColumnsTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });
// SQLite's store is a file, which a test can put back.
INSTANTIATE_TEST_SUITE_P(Engines, LogFileTest, testing::Values(sql::Engine::sqlite),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(LogColumnsTest, OneChangedColumnInAnyOfManyEntriesIsOneFault) {
  append_many(1500);
  ASSERT_TRUE(log().sequence());
  const auto columns_differ = ElementsAre("evidence.fault_columns");
  const auto check = [&](sql::Literal change, sql::Literal back,
                         std::vector<sql::Value> values = {}) {
    tamper(change);
    EXPECT_THAT(faults(), columns_differ) << change.text();
    tamper(back, std::move(values));
    EXPECT_THAT(faults(), IsEmpty()) << back.text();
  };
  const auto id_of = [&](const std::string& object) {
    Log::Filter filter;
    filter.object = object;
    return log().list(filter)->at(0).id.text;
  };
  check("update evidence_entry set id = '018f3c1e-0000-7000-8000-00000000ffff' where position = 9",
        "update evidence_entry set id = ? where position = 9", {id_of("A-9")});
  check("update evidence_entry set at = at + 1 where position = 0",
        "update evidence_entry set at = at - 1 where position = 0");
  check("update evidence_entry set at = at + 86400000000 where position = 1499",
        "update evidence_entry set at = at - 86400000000 where position = 1499");
  check("update evidence_entry set event = 'actions.outcome' where position = 255",
        "update evidence_entry set event = 'actions.intent' where position = 255");
  check("update evidence_entry set event = event || '\"' where position = 256",
        "update evidence_entry set event = 'actions.intent' where position = 256");
  check("update evidence_entry set object = '' where position = 1023",
        "update evidence_entry set object = 'A-1023' where position = 1023");
  check("update evidence_entry set object = object || '0' where position = 1024",
        "update evidence_entry set object = 'A-1024' where position = 1024");
  check("update evidence_entry set pseudonym = '' where position = 1025",
        "update evidence_entry set pseudonym = (select max(pseudonym) from evidence_entry) "
        "where position = 1025");
  check("update evidence_entry set pseudonym = upper(pseudonym) where position = 700",
        "update evidence_entry set pseudonym = lower(pseudonym) where position = 700");
  check("update evidence_entry set month = '2026-12' where position = 1200",
        "update evidence_entry set month = '2026-11' where position = 1200");
}

TEST_P(LogFileTest, ALongLogsEntriesTilesAndEndsAreAllHeldAgainstTheTree) {
  append_many(1500);
  ASSERT_TRUE(log().sequence());
  back_up();
  const auto check = [&](sql::Literal change, std::vector<sql::Value> values, const auto& found) {
    tamper(change, std::move(values));
    EXPECT_THAT(faults(), found) << change.text();
    restore();
  };
  // The leaves of a full bundle, of the last one, and a level above.
  check("update evidence_tile set hashes = ? where level = 0 and number = 4",
        {sql::Blob{std::string(8192, 'x')}}, ElementsAre("evidence.fault_tile"));
  check("delete from evidence_tile where level = 0 and number = 3", {},
        ElementsAre("evidence.fault_tile"));
  check("update evidence_tile set hashes = ? where level = 0 and number = 5", {sql::Blob{"x"}},
        Contains("evidence.fault_tile"));
  check("delete from evidence_tile where level = 1 and number = 0", {},
        Contains("evidence.fault_tile"));
  check("delete from evidence_entry where position = 0", {}, ElementsAre("evidence.fault_missing"));
  check("delete from evidence_entry where position = 1024", {},
        ElementsAre("evidence.fault_missing"));
  check("delete from evidence_entry where position = 1499", {},
        ElementsAre("evidence.fault_missing"));
  check("delete from evidence_entry where position >= 1024", {},
        ElementsAre("evidence.fault_missing"));
  check("update evidence_entry set position = 2000 where position = 300", {},
        Contains("evidence.fault_missing"));
  check("update evidence_entry set bytes = ? where position = 1300", {sql::Blob{""}},
        AllOf(Contains("evidence.fault_entry"), Contains("evidence.fault_tile"),
              Contains("evidence.fault_checkpoint")));
}

TEST_P(LogColumnsTest, EveryCheckpointThatWasSignedIsCheckedInALogOfManyPieces) {
  for (int i = 0; i < 12; ++i) {
    append_many(130);
    ASSERT_TRUE(log().sequence());
  }
  EXPECT_THAT(faults(), IsEmpty());
  const std::string note = *log().sequence();
  tamper("update evidence_checkpoint set note = ? where size = 1300", {note});
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_checkpoint"));
  tamper("update evidence_checkpoint set note = ? where size = 130", {note});
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_checkpoint", "evidence.fault_checkpoint"));
}

TEST_P(LogColumnsTest, AnObjectThatJsonEscapesIsSoundAndItsChangeIsFound) {
  append("system \"Å\\B\"");
  append("system Åkerö");
  ASSERT_TRUE(log().sequence());
  EXPECT_THAT(faults(), IsEmpty());
  tamper("update evidence_entry set object = 'system Åkerd' where position = 1");
  tamper("update evidence_entry set object = 'system A' where position = 0");
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_columns", "evidence.fault_columns"));
}

// SQLite keeps any bytes as a text; PostgreSQL refuses them.
TEST_P(LogFileTest, ATextThatIsNoUtf8IsAFaultAndNoCrash) {
  append_many(6);
  ASSERT_TRUE(log().sequence());
  back_up();
  const auto is_found = [&](sql::Literal change) {
    tamper(change);
    EXPECT_THAT(faults(), ElementsAre("evidence.fault_columns")) << change.text();
    restore();
  };
  is_found("update evidence_entry set id = cast(x'ff' as text) where position = 2");
  is_found("update evidence_entry set event = cast(x'ff' as text) where position = 3");
  is_found("update evidence_entry set object = cast(x'41ff' as text) where position = 0");
  is_found("update evidence_entry set pseudonym = cast(x'ff' as text) where position = 5");
  is_found("update evidence_entry set month = cast(x'ff' as text) where position = 2");
}

}  // namespace
}  // namespace ombud::evidence
