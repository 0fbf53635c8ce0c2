#include "records/export.h"

#include <nlohmann/json.hpp>

#include "records/headings.h"
#include "records/import_house_test.h"

namespace ombud::records {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using ExportTest = ImportTest;

TEST_P(ExportTest, WhatIsExportedGivesTheSameRegister) {
  made("unit", R"({"name":"Skole; og børn"})");
  const std::string unit = must_have(find(office(), kinds_, "unit", "U-0001")).id.text;
  made("activity", R"({"name":"=1+1","about":"to\nlinjer\n- en","role":"processor","customers":)"
                   R"(["A; B","C"],"persons":7,"abroad":true,"country":"US","since":"2026-01-31",)"
                   R"("phone":"+45 12345678","unit":")" +
                       unit +
                       R"(","matrix":[{"who":"x","what":)"
                       R"("y","from":")" +
                       unit + R"("},{"who":"z"}]})");
  made("activity", R"({"name":"Løn","customers":["én; alene"],"role":"processor"})");
  made("activity", R"({"name":"'=x"})");
  const std::vector<std::string> before{written("B-0001"), written("B-0002"), written("B-0003")};
  for (const ExportFormat format : {ExportFormat::xlsx, ExportFormat::csv, ExportFormat::json}) {
    const tables::Table table = must_have(tables::read({{"x", exported(format)}}));
    const Import same = imported(table);
    EXPECT_THAT(faults(table, same), IsEmpty()) << word(format);
    EXPECT_THAT(counts(same), ElementsAre(0, 0, 3, 0)) << word(format);
    EXPECT_THAT(same.unsaid, IsEmpty());
    for (const char* number : {"B-0001", "B-0002", "B-0003"}) {
      const Record now = record(number);
      must_have(archive(office(), kinds_, now.id, now.version, true, "to make it anew"));
    }
    ImportWish how = wish(table);
    how.mapping.key = "name";
    const Import anew = imported(table, how);
    EXPECT_THAT(faults(table, anew), IsEmpty()) << word(format);
    for (std::size_t at = 0; at < before.size(); ++at) {
      ASSERT_FALSE(anew.records[at].number.empty());
      EXPECT_EQ(written(anew.records[at].number), before[at]) << word(format);
      // The next format begins with what was there.
      const Record made_anew = record(anew.records[at].number);
      must_have(archive(office(), kinds_, made_anew.id, made_anew.version, true, "again"));
      const Record now = record("B-000" + std::to_string(at + 1));
      must_have(archive(office(), kinds_, now.id, now.version, false, "back"));
    }
  }
}

TEST_P(ExportTest, AnExportIsWhatTheListShows) {
  made("activity", R"({"name":"A","role":"controller"})");
  const Instant then = house_.clock().now();
  made("activity", R"({"name":"B","role":"processor"})");
  ExportWish how;
  how.wanted.values = {{"role", {"processor"}}};
  how.columns = {"name", "matrix"};
  EXPECT_EQ(exported(ExportFormat::csv, how),
            "\xEF\xBB\xBF\"Name\";\"Data: Who\";\"Data: What\";\"Data: "
            "From\"\r\n\"B\";\"\";\"\";\"\"\r\n");
  ExportWish past;
  past.at = then;
  const auto records = nlohmann::json::parse(exported(ExportFormat::json, past))["records"];
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["name"], "A");
  EXPECT_EQ(records[0]["record"]["number"], "B-0001");
  EXPECT_THAT(exported(ExportFormat::html), HasSubstr("Processing activities"));
  EXPECT_THAT(exported(ExportFormat::pdf), testing::StartsWith("%PDF"));
  const auto refusal = [&](ExportWish wanted) {
    wanted.wanted.kind = "activity";
    const auto done = export_records(office(), kinds_, kind(), wanted,
                                     [](std::string_view) { return Result<void>(); });
    return done ? std::string() : done.error().key;
  };
  past.wanted.search = "A";
  EXPECT_EQ(refusal(past), "records.as_of_is_whole");
  how.columns = {"boat"};
  EXPECT_EQ(refusal(how), "records.no_such_column");
}

TEST(Headings, NoneStandsTwice) {
  const Kinds kinds = sample_kinds();
  for (const Language language : {Language::en, Language::sv, Language::da, Language::nb}) {
    std::set<std::string> seen;
    for (const Heading& heading : headings_of(*must_have(kinds.find("activity")), language))
      EXPECT_TRUE(seen.insert(heading.label).second) << heading.label;
  }
}

INSTANTIATE_TEST_SUITE_P(Each, ExportTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
