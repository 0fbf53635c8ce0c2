#include "records/import_house_test.h"

namespace ombud::records {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_P(ImportTest, ProposesColumnsByNamesAndLabelsInEveryLanguage) {
  const tables::Table table = csv("Navn;Rolle;Persons;Oplysninger;abroad;Mystery\na;b;1;c;ja;x\n");
  const Mapping mapping = propose(kind(), table);
  std::vector<std::string> fields;
  for (const ColumnRule& rule : mapping.columns) fields.push_back(rule.column + "=" + rule.field);
  EXPECT_THAT(fields, ElementsAre("Navn=name", "Rolle=role", "Persons=persons",
                                  "Oplysninger=matrix.who", "abroad=abroad"));
  EXPECT_THAT(imported(table).unsaid, ElementsAre("Mystery"));
}

TEST_P(ImportTest, MakesRecordsAsOneChangeAndTheSameFileChangesNothing) {
  const tables::Table table =
      csv("Name;Role;Since;Third country\nLøn;Processor;;nej\nÆra;"
          "controller;2026-01-31;\n");
  const Import first = imported(table);
  EXPECT_THAT(faults(table, first), IsEmpty());
  EXPECT_THAT(counts(first), ElementsAre(2, 0, 0, 0));
  ASSERT_TRUE(first.change);
  EXPECT_EQ(written("B-0001"), R"({"name":"Løn","role":"processor","abroad":false})");
  EXPECT_EQ(written("B-0002"), R"({"name":"Æra","role":"controller","since":"2026-01-31"})");
  const Import again = imported(table);
  EXPECT_THAT(counts(again), ElementsAre(0, 0, 2, 0));
  EXPECT_FALSE(again.change);
  EXPECT_EQ(record("B-0001").version, 1);
  must_have(undo(office(), kinds_, *first.change, "wrong list"));
  EXPECT_TRUE(record("B-0001").archived);
  EXPECT_THAT(counts(imported(table)), ElementsAre(2, 0, 0, 0));  // What is archived is not meant.
}

TEST_P(ImportTest, AChangedFileChangesOnlyWhatItSays) {
  made("activity", R"({"name":"Løn","about":"ours","role":"controller","persons":7})");
  const tables::Table table = csv("Name;Persons\nløn;8\n");
  const Import import = imported(table);
  EXPECT_THAT(counts(import), ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(import.records[0].fields, ElementsAre("name", "persons"));
  EXPECT_EQ(written("B-0001"), R"({"name":"løn","about":"ours","role":"controller","persons":8})");
  // A cell that is empty says so; a column that is not there says nothing.
  imported(csv("Name;Persons\nløn;\n"));
  EXPECT_EQ(written("B-0001"), R"({"name":"løn","about":"ours","role":"controller"})");
  imported(json(R"([{"name":"løn"},{"name":"new","about":null}])"));
  EXPECT_EQ(written("B-0001"), R"({"name":"løn","about":"ours","role":"controller"})");
}

TEST_P(ImportTest, WhatIsWrongIsToldByRowAndColumnAndNothingIsWritten) {
  const tables::Table table =
      csv("Name;Role;Persons;Since;Unit;Keeper;Abroad\nA;boss;x;31-01-2026;Nowhere;nobody;måske\n"
          "B;controller;5;;;;\n;controller;;;;;\nB;controller;;;;;\n");
  const Import import = imported(table);
  EXPECT_THAT(faults(table, import),
              ElementsAre("2, Abroad: records.no_yes_or_no", "2, Keeper: records.no_such_account",
                          "2, Persons: records.no_integer", "2, Role: records.no_such_choice",
                          "2, Unit: records.no_such_called", "4, Name: records.missing",
                          "5, : records.twice_in_file"));
  EXPECT_THAT(counts(import), ElementsAre(1, 0, 0, 3));
  EXPECT_FALSE(import.change);
  EXPECT_THAT(titles({.kind = "activity"}), IsEmpty());
  ImportWish how = wish(table);
  how.rows = std::set<std::size_t>{3};
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(1, 0, 0, 0));
  how.rows.reset();
  how.skip_wrong = true;
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(0, 0, 1, 3));
  EXPECT_THAT(titles({.kind = "activity"}), ElementsAre("B"));
}

TEST_P(ImportTest, ADryRunWritesNothing) {
  const tables::Table table = csv("Name\nA\n");
  ImportWish how = wish(table);
  how.write = false;
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(1, 0, 0, 0));
  EXPECT_THAT(titles({.kind = "activity"}), IsEmpty());
}

TEST_P(ImportTest, AColumnThatNobodyDecidedOnHoldsUpTheWriting) {
  const tables::Table table = csv("Name;Mystery\nA;x\n");
  ImportWish how = wish(table);
  how.ignore_rest = false;
  const Result<Import> refused = import_table(office(), kinds_, kind(), table, how);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "records.columns_unsaid");
  EXPECT_THAT(say(refused.error()), HasSubstr("Mystery"));
  how.mapping.columns.push_back({"Mystery", "", "", "", {}});
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(1, 0, 0, 0));
}

TEST_P(ImportTest, LinksAreFoundByNumberByTitleAndWithinTheFile) {
  made("unit", R"({"name":"Skoleudvalget"})");
  const tables::Table table = csv("Name;Unit\nA;U-0001\nB;skoleudvalget\nC;U-0001 Skoleudvalget\n");
  EXPECT_THAT(faults(table, imported(table)), IsEmpty());
  const std::string unit = must_have(find(office(), kinds_, "unit", "U-0001")).id.text;
  for (const char* number : {"B-0001", "B-0002", "B-0003"})
    EXPECT_EQ(record(number).row.text("unit"), unit);
  const tables::Table units = csv("Name;Part of\nLille;Store\nStore;Skoleudvalget\n");
  ImportWish how;
  how.mapping = propose(kind("unit"), units);
  how.write = true;
  const Import import = must_have(import_table(office(), kinds_, kind("unit"), units, how));
  EXPECT_THAT(faults(units, import), IsEmpty());
  const Record small = must_have(find(office(), kinds_, "unit", "U-0002"));
  const Record large = must_have(find(office(), kinds_, "unit", "U-0003"));
  EXPECT_EQ(small.row.text("parent"), large.id.text);
}

TEST_P(ImportTest, ALinkThatCouldMeanTwoThingsIsRefused) {
  made("unit", R"({"name":"Klub"})");
  made("unit", R"({"name":"Klub"})");
  made("unit", R"({"name":"Andet"})");
  const tables::Table table = csv("Name;Unit\nA;Klub\nB;U-0001 Noget\nC;U-0001 Andet\n");
  EXPECT_THAT(faults(table, imported(table)), ElementsAre("2, Unit: records.several_called_so",
                                                          "3, Unit: records.called_otherwise"));
}

TEST_P(ImportTest, OneColumnMayBeSeveralFieldsWithItsValuesTranslated) {
  const tables::Table table =
      json(R"([{"name":"A","codes":["p6-e","p7-f","p10"]},{"name":"B","codes":["p9"]}])");
  ImportWish how = wish(table);
  how.mapping.columns = {
      {"name", "name", "", "", {}},
      {"codes", "matrix.who", "", "", {{"p6-e", "Public"}, {"p10", "Ten"}, {"p7-f", ""}}},
      {"codes", "customers", "", "", {{"p7-f", "Seven"}, {"*", ""}}}};
  how.mapping.fresh = {{"role", "processor"}};
  const Import import = imported(table, how);
  EXPECT_THAT(faults(table, import), IsEmpty());
  EXPECT_EQ(written("B-0001"), R"({"name":"A","role":"processor","customers":["Seven"],)"
                               R"("matrix":[{"who":"Public"},{"who":"Ten"}]})");
  EXPECT_EQ(written("B-0002"), R"({"name":"B","role":"processor","matrix":[{"who":"p9"}]})");
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(0, 0, 2, 0));
}

TEST_P(ImportTest, RowsWithTheSameNameAreLinesOfOneRecord) {
  const tables::Table table =
      csv("Name;Role;Data: Who;Data: What\nA;controller;staff;pay\n"
          ";;guests;names\nB;controller;staff;\nA;;others;\n");
  const Import import = imported(table);
  EXPECT_THAT(faults(table, import), IsEmpty());
  EXPECT_EQ(written("B-0001"), R"({"name":"A","role":"controller","matrix":[)"
                               R"({"who":"staff","what":"pay"},{"who":"guests","what":"names"},)"
                               R"({"who":"others"}]})");
  const tables::Table other = csv("Name;Role;Data: Who\nC;controller;x\nC;processor;\n");
  EXPECT_THAT(faults(other, imported(other)), ElementsAre("3, Role: records.other_above"));
}

TEST_P(ImportTest, LinesThatSayTheSameKeepWhatTheFileDoesNotKnow) {
  made("activity", R"({"name":"A","matrix":[{"who":"staff","what":"pay"},{"who":"guests"}]})");
  EXPECT_THAT(counts(imported(csv("Name;Data: Who\nA;staff\nA;guests\n"))),
              ElementsAre(0, 0, 1, 0));
  imported(csv("Name;Data: Who\nA;others\nA;staff\n"));
  EXPECT_EQ(written("B-0001"),
            R"({"name":"A","matrix":[{"who":"others"},{"who":"staff","what":"pay"}]})");
  imported(csv("Name;Data: Who;Data: What\nA;staff;names\n"));
  EXPECT_EQ(written("B-0001"), R"({"name":"A","matrix":[{"who":"staff","what":"names"}]})");
}

TEST_P(ImportTest, DaysAreReadInTheFormOfTheMapping) {
  const tables::Table table = csv("Name;Since\nA;31-01-2026\nB;3-7-2025\n");
  EXPECT_EQ(propose(kind(), table).columns[1].days, "dd-mm-yyyy");
  imported(table);
  EXPECT_EQ(record("B-0001").row.text("since"), "2026-01-31");
  EXPECT_EQ(record("B-0002").row.text("since"), "2025-07-03");
  for (const auto& [text, form, day] :
       std::vector<std::array<std::string, 3>>{{"31.12.2025", "dd.mm.yyyy", "2025-12-31"},
                                               {"12/31/2025", "mm/dd/yyyy", "2025-12-31"},
                                               {"20251231", "yyyymmdd", "2025-12-31"},
                                               {"2025-12-31", "", "2025-12-31"},
                                               {"31-02-2025", "dd-mm-yyyy", ""},
                                               {"31-12-25", "dd-mm-yyyy", ""},
                                               {"1-2-2025x", "dd-mm-yyyy", ""}}) {
    const auto read = day_in(text, form);
    EXPECT_EQ(read ? format_day(*read) : "", day) << text;
  }
}

TEST_P(ImportTest, TheKeySaysWhichRecordItIs) {
  made("activity", R"({"name":"A","persons":7})");
  made("activity", R"({"name":"A","persons":8})");
  const tables::Table table = csv("Name;Persons\nA;8\n");
  EXPECT_THAT(faults(table, imported(table)), ElementsAre("2, : records.key_not_unique"));
  ImportWish how = wish(table);
  how.mapping.key = "persons";
  EXPECT_THAT(counts(imported(table, how)), ElementsAre(0, 0, 1, 0));
  const tables::Table numbers = csv("record.number;Name;About\nB-0002;A;second\nB-0009;Z;\n;N;\n");
  EXPECT_THAT(faults(numbers, imported(numbers)), ElementsAre("3, : records.no_such_number"));
  const tables::Table good = csv("record.number;Name;About\nB-0002;A;second\n;N;\n");
  EXPECT_THAT(counts(imported(good)), ElementsAre(1, 1, 0, 0));
  EXPECT_EQ(record("B-0002").row.text("about"), "second");
  const tables::Table twice = csv("record.number;Name\nB-0003;N\n;N\n");
  EXPECT_THAT(faults(twice, imported(twice)), ElementsAre("3, : records.twice_in_file"));
}

TEST_P(ImportTest, StatesAreReachedByStepsThatOneMayTake) {
  const tables::Table table =
      csv("Name;Role;record.state\nA;controller;I brug\nB;controller;ended\nC;;in_use\n");
  EXPECT_THAT(faults(table, imported(table)), ElementsAre("4, Role: records.missing"));
  ImportWish how = wish(table);
  how.skip_wrong = true;
  imported(table, how);
  EXPECT_EQ(record("B-0001").state, "in_use");
  EXPECT_EQ(record("B-0002").state, "ended");
  const tables::Table back = csv("Name;record.state\nA;draft\nB;in_use\n");
  EXPECT_THAT(faults(back, imported(back)),
              ElementsAre("2, : records.no_way_there", "3, : records.no_way_there"));
  const tables::Table closed = csv("Name;About\nB;more\n");
  EXPECT_THAT(faults(closed, imported(closed)), ElementsAre("2, : records.closed"));
}

TEST_P(ImportTest, MappingsAreKeptUnderTheirNamesAndRemembered) {
  const tables::Table table = csv("Titel på listen;Anden\nA;x\n");
  Mapping mapping;
  mapping.columns = {{"Titel på listen", "name", "", "", {}}, {"Anden", "", "", "", {}}};
  const SavedMapping saved = must_have(save_mapping(office(), kinds_, kind(), " KL ", mapping));
  EXPECT_EQ(saved.name, "KL");
  const auto all = must_have(mappings(office(), kinds_, kind()));
  ASSERT_EQ(all.size(), 1U);
  ASSERT_TRUE(remembered(all, table));
  EXPECT_EQ(remembered(all, table)->mapping.columns[0].field, "name");
  EXPECT_FALSE(remembered(all, csv("Titel på listen;Tredje\nA;x\n")));
  mapping.columns.pop_back();
  must_have(save_mapping(office(), kinds_, kind(), "KL", mapping));
  EXPECT_EQ(must_have(mappings(office(), kinds_, kind())).size(), 1U);
  must_have(remove_mapping(office(), kinds_, kind(),
                           must_have(mappings(office(), kinds_, kind()))[0].id));
  EXPECT_EQ(remove_mapping(office(), kinds_, kind(), saved.id).error().key,
            "records.no_such_mapping");
  EXPECT_EQ(save_mapping(office(), kinds_, kind(), " ", mapping).error().key,
            "records.mapping_no_name");
}

TEST_P(ImportTest, AMappingThatDoesNotFitIsRefused) {
  const auto refusal = [&](const std::string& text) {
    const Result<Mapping> read = read_mapping(kind(), text);
    if (read) return std::string();
    EXPECT_EQ(say(read.error()).find('{'), std::string::npos) << say(read.error());
    return read.error().key;
  };
  EXPECT_EQ(refusal("[]"), "records.bad_mapping");
  EXPECT_EQ(refusal(R"({"colour": 1})"), "records.bad_mapping");
  EXPECT_EQ(refusal(R"({"columns": [{"column": "a"}]})"), "records.bad_mapping");
  EXPECT_EQ(refusal(R"({"kind": "unit"})"), "records.mapping_of");
  EXPECT_EQ(refusal(R"({"columns": [{"column": "a", "field": "matrix"}]})"),
            "records.mapping_no_field");
  EXPECT_EQ(refusal(R"({"columns": [{"column": "a", "field": "name"},
                                    {"column": "b", "field": "name"}]})"),
            "records.mapping_twice");
  EXPECT_EQ(refusal(R"({"key": "about"})"), "records.mapping_bad_key");
  EXPECT_EQ(refusal(R"({"columns": [{"column": "a", "field": "since", "days": "d"}]})"),
            "records.mapping_bad_days");
  EXPECT_EQ(refusal(R"({"new": {"boat": "x"}})"), "records.mapping_no_field");
  const std::string text =
      R"({"format":"ombud-mapping-1","kind":"activity","key":"name","columns":)"
      R"([{"column":"a","field":"since","split":"|","days":"dd-mm-yyyy",)"
      R"("values":{"x":"","*":"y"}},{"column":"b","ignore":true}],)"
      R"("new":{"role":"controller"}})";
  EXPECT_EQ(write_mapping(kind(), must_have(read_mapping(kind(), text))), text);
  const tables::Table table = csv("About\nx\n");
  EXPECT_EQ(import_table(office(), kinds_, kind(), table, wish(table)).error().key,
            "records.mapping_no_title");
}

INSTANTIATE_TEST_SUITE_P(Each, ImportTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
