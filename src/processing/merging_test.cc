// Several activities made one: what stands in the result, what is refused and why; and on each
// database that it is one change, with a link both ways, that is taken back as one.

#include "processing/merging.h"

#include "accounts/test_office.h"
#include "processing/all_kinds_test.h"
#include "processing/merge_change.h"

namespace ombud::processing {
namespace {

using records::Record;
using records::Row;
using sql::test::must_have;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Merges : public testing::Test {
 protected:
  void add(const std::string& number, const std::string& json) {
    Record record = record_of(kinds_, "activity", json);
    record.id = records::RecordId{number};
    record.number = number;
    record.state = "in_use";
    activities_.push_back(std::move(record));
  }

  Merged merged(std::map<std::string, std::string> choices = {}) {
    return merge(*must_have(kinds_.find("activity")), activities_,
                 {"", "Administer the employment", std::move(choices)});
  }

  static std::vector<std::string> keys(const std::vector<Error>& errors) {
    std::vector<std::string> keys;
    for (const Error& error : errors) keys.push_back(error.key);
    return keys;
  }

  static std::vector<std::string> paths(const Merged& merged) {
    std::vector<std::string> paths;
    for (const Clash& clash : merged.clashes) paths.push_back(clash.path);
    return paths;
  }

  const records::Kinds& kinds_ = all_kinds();
  std::vector<Record> activities_;
};

constexpr auto payroll = R"({"name": "Payroll", "role": "controller", "ours": "us", "area": "hr",
  "systems": ["pay"], "operations": ["store"], "discloses": true, "third_countries": false,
  "security": "Locked", "started_on": "2020-05-01", "automated": "none",
  "purposes": [{"purpose": "Pay wages", "bases": ["contract"], "told": "from_start"}],
  "legal_bases": [{"basis": "contract", "contract": "The employment"}],
  "recipients": [{"recipient": "bank", "as": "independent_controller", "why": "Wages",
                  "regularity": "regular", "starts": "now"}],
  "matrix": [{"person": "staff", "data": "account", "class": "ordinary", "source": "given",
              "necessity": "To pay", "retention": "five", "recipients": ["bank"]}]})";

constexpr auto leave = R"({"name": "Leave", "role": "controller", "ours": "us", "area": "hr",
  "systems": ["calendar"], "operations": ["store", "use"], "discloses": false,
  "third_countries": false, "security": "Few see it", "started_on": "2019-01-01",
  "automated": "none",
  "purposes": [{"purpose": "Plan leave", "bases": ["contract"], "told": "from_start"}],
  "legal_bases": [{"basis": "contract", "contract": "The employment"}],
  "matrix": [{"person": "staff", "data": "absence", "class": "special", "special_kind": "health",
              "source": "given", "necessity": "To plan", "retention": "two"}]})";

TEST_F(Merges, WhatStoodInOneOfThemStandsInTheResult) {
  add("B-0001", payroll);
  add("B-0002", leave);
  const Merged one = merged();
  ASSERT_THAT(one.refused, IsEmpty());
  EXPECT_THAT(one.clashes, IsEmpty());
  const Row& row = one.row;
  EXPECT_EQ(row.text("name"), "Administer the employment");
  EXPECT_EQ(row.text("common_purpose"), "Administer the employment");
  EXPECT_EQ(row.text("merged_because"), "same_task");
  EXPECT_THAT(list_of(row, "merged_from"), ElementsAre("B-0001", "B-0002"));
  EXPECT_THAT(list_of(row, "systems"), ElementsAre("pay", "calendar"));
  EXPECT_THAT(list_of(row, "operations"), ElementsAre("store", "use"));
  EXPECT_THAT(lines_of(row, "purposes"), SizeIs(2));
  EXPECT_THAT(lines_of(row, "legal_bases"), SizeIs(1));  // The same one, once.
  EXPECT_THAT(lines_of(row, "matrix"), SizeIs(2));
  EXPECT_THAT(lines_of(row, "recipients"), SizeIs(1));
  EXPECT_TRUE(says(row, "discloses", true));
  EXPECT_TRUE(says(row, "third_countries", false));
  EXPECT_EQ(row.text("security"), "B-0001 Payroll:\nLocked\n\nB-0002 Leave:\nFew see it");
  EXPECT_EQ(row.text("started_on"), "2019-01-01");
  EXPECT_EQ(lines_of(row, "steps")[1].text("step"), "Leave");
  // Nothing that keeps a draft from being used goes unsaid: health without its exception.
  EXPECT_THAT(told(one.missing), Contains("unit records.missing").Times(0));
  EXPECT_FALSE(one.missing.empty());
}

// The declaration grows; what nobody thought of here must not vanish.
TEST_F(Merges, EveryFieldOfAnActivityIsInTheResultAsItWas) {
  const records::Kind& kind = *must_have(kinds_.find("activity"));
  const auto value_of = [](const records::Field& field) -> records::Value {
    if (field.many) return std::vector{field.choices.empty() ? "x" : field.choices.front().word};
    switch (field.type) {
      case records::Type::yes_no:
        return true;
      case records::Type::integer:
        return std::int64_t{7};
      case records::Type::day:
        return std::string("2026-01-01");
      default:
        return field.choices.empty() ? "words of " + field.name : field.choices.front().word;
    }
  };
  Row row;
  for (const records::Field& field : kind.fields) {
    if (field.type != records::Type::rows) {
      row.set(field.name, value_of(field));
      continue;
    }
    Row line;
    for (const records::Field& part : field.fields) line.set(part.name, value_of(part));
    row.set(field.name, std::vector<Row>{line});
  }
  constexpr std::string_view of_the_result[] = {"name", "common_purpose", "merged_because",
                                                "merged_from", "steps"};
  for (const std::string number : {"B-0001", "B-0002"}) {
    Record record;
    record.id = records::RecordId{number};
    record.number = number;
    record.state = "draft";
    record.row = row;
    activities_.push_back(std::move(record));
  }
  const Row before = row;
  Merged one = merged();
  ASSERT_THAT(keys(one.refused), IsEmpty());
  EXPECT_THAT(paths(one), IsEmpty());
  for (const records::Field& field : kind.fields) {
    if (std::ranges::count(of_the_result, field.name) > 0) continue;
    const records::Value* value = one.row.find(field.name);
    EXPECT_TRUE(value != nullptr && *value == *before.find(field.name)) << field.name;
  }
}

TEST_F(Merges, ALineThatLayWhereverItsActivityDidLiesThereOnly) {
  add("B-0001", payroll);
  add("B-0002", leave);
  const auto matrix = lines_of(merged().row, "matrix");
  EXPECT_THAT(list_of(matrix[0], "systems"), ElementsAre("pay"));
  EXPECT_THAT(list_of(matrix[1], "systems"), ElementsAre("calendar"));
}

TEST_F(Merges, WhatIsSaidDifferentlyOfTheSameLineIsChosenAndNeverTaken) {
  add("B-0001", payroll);
  add("B-0002", R"({"name": "Bonus", "role": "controller", "ours": "us", "area": "hr",
    "systems": ["pay"], "automated": "profiling", "automated_logic": "By sales",
    "matrix": [{"person": "staff", "data": "account", "class": "special", "special_kind": "health",
                "source": "given", "necessity": "To pay", "retention": "seven"}]})");
  const Merged open = merged();
  EXPECT_TRUE(open.is_open());
  EXPECT_THAT(paths(open),
              UnorderedElementsAre("matrix.0.class", "matrix.0.retention", "automated"));
  const Row& unsaid = lines_of(open.row, "matrix")[0];
  EXPECT_EQ(unsaid.text("class") + unsaid.text("special_kind") + unsaid.text("retention"), "");
  EXPECT_EQ(unsaid.text("necessity"), "To pay");  // Said alike.
  EXPECT_FALSE(open.missing.empty());

  const Merged chosen = merged(
      {{"matrix.0.class", "B-0002"}, {"matrix.0.retention", "B-0001"}, {"automated", "B-0002"}});
  EXPECT_FALSE(chosen.is_open());
  const Row& line = lines_of(chosen.row, "matrix")[0];
  EXPECT_EQ(line.text("class"), "special");
  EXPECT_EQ(line.text("special_kind"), "health");  // Comes with its class.
  EXPECT_EQ(line.text("retention"), "five");
  EXPECT_EQ(chosen.row.text("automated_logic"), "By sales");
  // Somebody who is none of them has said nothing.
  EXPECT_TRUE(merged({{"automated", "B-0099"}}).is_open());
}

TEST_F(Merges, ToSayNothingIsNotToSayNone) {
  add("B-0001", payroll);
  add("B-0002", R"({"name": "Bonus", "role": "controller", "ours": "us", "area": "hr"})");
  const Merged one = merged();
  EXPECT_EQ(one.row.find("third_countries"), nullptr);  // One has not answered.
  EXPECT_TRUE(says(one.row, "discloses", true));
  EXPECT_THAT(paths(one), Contains("automated"));
  const Merged left = merged({{"automated", "B-0002"}});
  EXPECT_EQ(left.row.find("automated"), nullptr);
}

TEST_F(Merges, WithoutACommonPurposeTheyAreRefusedAndToldWhy) {
  add("B-0001", payroll);
  add("B-0002", R"({"name": "Newsletter", "role": "controller", "ours": "us",
    "area": "marketing", "purposes": [{"purpose": "Tell of offers", "type": "marketing"}],
    "legal_bases": [{"basis": "contract", "contract": "The purchase"}]})");
  const Merged one = merged();
  EXPECT_THAT(keys(one.refused),
              ElementsAre("processing.merge_nothing_common", "processing.merge_purposes_of",
                          "processing.merge_purposes_of"));
  EXPECT_EQ(say(one.refused[2]), "B-0002 Newsletter is done for: Tell of offers");
  EXPECT_THAT(one.row.values, IsEmpty());
  activities_[1].row.clear("purposes");
  EXPECT_THAT(keys(merged().refused), Contains("processing.merge_no_purpose_of"));
}

TEST_F(Merges, AFewThingsMakeAPurposeCommon) {
  const auto shared = [&](const std::string& one, const std::string& other) {
    activities_.clear();
    add("B-0001", R"({"name": "A", "role": "controller", "ours": "us", )" + one + "}");
    add("B-0002", R"({"name": "B", "role": "controller", "ours": "us", )" + other + "}");
    std::vector<std::string> found;
    for (const Common& common : merged().common)
      found.push_back(std::string(common.because) + " " + common.word);
    return found;
  };
  EXPECT_THAT(shared(R"("group": "Staff and HR")", R"("group": "staff  and hr")"),
              ElementsAre("same_task Staff and HR"));
  EXPECT_THAT(shared(R"("area": "other")", R"("area": "other")"), IsEmpty());
  EXPECT_THAT(shared(R"("purposes": [{"type": "payroll"}, {"type": "other"}])",
                     R"("purposes": [{"type": "other"}, {"type": "payroll"}])"),
              ElementsAre("same_task payroll"));
  EXPECT_THAT(shared(R"("legal_bases": [{"basis": "legal_obligation", "statute": "Act 1, § 2"}])",
                     R"("legal_bases": [{"basis": "legal_obligation", "statute": "act 1, § 2"}])"),
              ElementsAre("same_basis Act 1, § 2"));
  // That both rest on some law makes nothing common.
  EXPECT_THAT(shared(R"("legal_bases": [{"basis": "legal_obligation", "statute": "Act 1"}])",
                     R"("legal_bases": [{"basis": "legal_obligation", "statute": "Act 2"}])"),
              IsEmpty());
}

TEST_F(Merges, WhatIsApartByLawStaysApart) {
  add("B-0001", payroll);
  EXPECT_THAT(keys(merged().refused), ElementsAre("processing.merge_two"));
  add("B-0002", leave);
  activities_[1].row.set("role", std::string("processor"));
  EXPECT_THAT(keys(merged().refused), ElementsAre("processing.merge_roles"));
  activities_[1].row.set("role", std::string("controller"));
  activities_[1].row.set("ours", std::string("others"));
  EXPECT_THAT(keys(merged().refused), ElementsAre("processing.merge_controllers"));
  activities_[1].row.set("ours", std::string("us"));
  for (Record& one : activities_) {
    one.row.set("role", std::string("joint_controller"));
    one.row.set("joint_controllers", std::vector<std::string>{one.number});
  }
  EXPECT_THAT(keys(merged().refused), ElementsAre("processing.merge_joint"));
  for (Record& one : activities_) one.row.clear("joint_controllers");
  activities_[0].archived = true;
  activities_[1].state = "ended";
  EXPECT_THAT(keys(merged().refused),
              ElementsAre("processing.merge_closed", "processing.merge_closed"));
  activities_[0].archived = false;
  activities_[1] = activities_[0];
  EXPECT_THAT(keys(merged().refused), ElementsAre("processing.merge_two"));
  add("B-0003", leave);
  EXPECT_THAT(keys(merged().refused), Contains("processing.merge_twice"));
  for (int more = 0; more < 50; ++more) add("B-1" + std::to_string(more), leave);
  EXPECT_THAT(keys(merged().refused), Contains("processing.merge_too_many"));
}

TEST_F(Merges, WhatBecomesCoarserIsTold) {
  add("B-0001", payroll);
  add("B-0002", leave);
  activities_[0].row.set("secrecy", lines_of(row_of(kinds_, "activity", R"({"name": "x",
    "secrecy": [{"part": "everything", "statute": "§ 1"}]})"),
                                             "secrecy"));
  activities_[1].row.set("special_exceptions", lines_of(row_of(kinds_, "activity", R"({"name": "x",
    "special_exceptions": [{"exception": "employment_law", "statute": "§ 2"}]})"),
                                                        "special_exceptions"));
  EXPECT_THAT(keys(merged().coarser), UnorderedElementsAre("processing.merge_coarser_secrecy",
                                                           "processing.merge_coarser_exceptions"));
  for (Record& one : activities_) {
    one.row.set("role", std::string("processor"));
    one.row.clear("special_exceptions");
  }
  EXPECT_THAT(keys(merged().coarser), Contains("processing.merge_coarser_systems").Times(2));
}

class MergeChanges : public testing::TestWithParam<sql::Engine> {
 protected:
  Record made(std::string_view kind, const std::string& json) {
    house_.clock().move(std::chrono::seconds(1));
    const records::Saved saved =
        must_have(records::create(house_.office(), kinds_, kind, {row_of(kinds_, kind, json), {}}));
    EXPECT_THAT(told(saved.faults), IsEmpty());
    must(saved.record.has_value());
    return *saved.record;
  }

  Record now(const Record& record) {
    return must_have(records::find(house_.office(), kinds_, record.id));
  }

  accounts::TestOffice house_{GetParam(), {records::migrations()}};
  const records::Kinds& kinds_ = all_kinds();
};

TEST_P(MergeChanges, WhatLedToThemLeadsToTheResultUntilItIsTakenBack) {
  const Record hiring = made("activity", R"({"name": "Hiring", "area": "hr"})");
  const Record leaving = made("activity", R"({"name": "Leaving", "area": "hr"})");
  const Record other = made("activity", R"({"name": "Sales", "area": "sales"})");
  const Record asked =
      made("instruction", R"({"name": "Shred what is old", "activities": [")" + hiring.id.text +
                              R"(", ")" + other.id.text + R"(", ")" + leaving.id.text + R"("]})");
  const Merging merging = must_have(
      looked_at(house_.office(), kinds_, {hiring, leaving}, {"", "Administer staff", {}}));
  ASSERT_THAT(merging.leading, SizeIs(1));
  EXPECT_TRUE(merging.leading.front().follows);
  house_.clock().move(std::chrono::seconds(1));
  const MergeDone done = must_have(do_merge(house_.office(), kinds_, merging, ""));
  ASSERT_THAT(told(done.faults), IsEmpty());
  EXPECT_EQ(done.record->title, "Administer staff");
  EXPECT_EQ(done.record->state, "draft");
  EXPECT_EQ(done.record->owner, hiring.owner);
  EXPECT_THAT(list_of(done.record->row, "merged_from"),
              ElementsAre(hiring.id.text, leaving.id.text));
  EXPECT_THAT(list_of(now(asked).row, "activities"),
              ElementsAre(done.record->id.text, other.id.text));
  EXPECT_TRUE(now(hiring).archived);
  EXPECT_EQ(now(hiring).row, hiring.row);
  EXPECT_FALSE(now(other).archived);

  house_.clock().move(std::chrono::seconds(1));
  const records::Many undone =
      must_have(records::undo(house_.office(), kinds_, done.change, "they are two"));
  EXPECT_EQ(undone.changed, 4);
  EXPECT_FALSE(now(leaving).archived);
  EXPECT_TRUE(now(*done.record).archived);
  EXPECT_EQ(now(asked).row, asked.row);
}

TEST_P(MergeChanges, WhatIsPutAwayOrChangedMeanwhileIsNotMerged) {
  const Record hiring = made("activity", R"({"name": "Hiring", "area": "hr"})");
  const Record leaving = made("activity", R"({"name": "Leaving", "area": "hr"})");
  const Merging merging = must_have(
      looked_at(house_.office(), kinds_, {hiring, leaving}, {"", "Administer staff", {}}));
  house_.clock().move(std::chrono::seconds(1));
  must_have(records::edit(house_.office(), kinds_, leaving.id, leaving.version,
                          {row_of(kinds_, "activity", R"({"name": "Leaving us"})"), {}}));
  const auto late = do_merge(house_.office(), kinds_, merging, "");
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().key, "records.changed_meanwhile");
  EXPECT_FALSE(now(hiring).archived);
}

INSTANTIATE_TEST_SUITE_P(Each, MergeChanges,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::processing
