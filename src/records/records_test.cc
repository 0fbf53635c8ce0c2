#include "records/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Records = RecordsTest;

TEST_P(Records, AreNumberedByKindAndKeepWhatWasSaid) {
  const Record unit = made("unit", R"({"name":"Lönekontoret"})");
  const Record first = made("activity", R"({"name":"Löner","unit":")" + unit.id.text + "\"}");
  const Record second = made("activity", R"({"name":"Rekrytering"})");
  EXPECT_EQ(unit.number, "U-0001");
  EXPECT_EQ(first.number, "B-0001");
  EXPECT_EQ(second.number, "B-0002");
  const Record found = must_have(find(office(), kinds_, "activity", "B-0001"));
  EXPECT_EQ(found.id, first.id);
  EXPECT_EQ(found.title, "Löner");
  EXPECT_EQ(found.state, "draft");
  EXPECT_EQ(found.version, 1);
  EXPECT_EQ(found.owner, office().actor.account);
  EXPECT_EQ(found.row, first.row);
  EXPECT_EQ(format_day(*found.review_on), "2027-11-21");
  EXPECT_EQ(key_of(find(office(), kinds_, "activity", "B-0003")), "records.unknown");
  EXPECT_EQ(key_of(find(office(), kinds_, "activity", "U-0001")), "records.unknown");
  EXPECT_EQ(key_of(find(office(), kinds_, RecordId{"x"})), "records.unknown");
  EXPECT_THAT(house_.events(),
              ElementsAre("records.created unit U-0001", "records.created activity B-0001",
                          "records.created activity B-0002"));
}

TEST_P(Records, AnEditMakesAVersionAndAStaleOneIsRefused) {
  const Record first = made("activity", R"({"name":"Löner"})");
  const Record second = edited(first, R"({"name":"Löner och arvoden"})");
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(key_of(edit(office(), kinds_, first.id, 1, {row("activity", R"({"name":"x"})"), {}})),
            "records.changed_meanwhile");
  const Saved same = must_have(edit(office(), kinds_, first.id, 2,
                                    {row("activity", R"({"name":" Löner och arvoden "})"), {}}));
  EXPECT_EQ(same.record->version, 2);
  EXPECT_THAT(must_have(history(office(), kinds_, first.id)), SizeIs(2));
}

TEST_P(Records, WhatIsWrongIsSaidAndNothingIsWritten) {
  const Saved refused = must_have(
      create(office(), kinds_, "activity", {row("activity", R"({"role":"controller"})"), {}}));
  EXPECT_FALSE(refused.record);
  ASSERT_THAT(refused.faults, SizeIs(1));
  EXPECT_EQ(refused.faults[0].path, "name");
  const std::string nobody = uuid_random();
  const Saved dangling = must_have(
      create(office(), kinds_, "activity",
             {row("activity", R"({"name":"x","unit":")" + nobody + R"(","keeper":")" + nobody +
                                  R"(","matrix":[{"who":"a","from":")" + nobody + "\"}]}"),
              {}}));
  std::vector<std::string> paths;
  for (const Fault& fault : dangling.faults) paths.push_back(fault.path);
  EXPECT_THAT(paths, ElementsAre("unit", "keeper", "matrix.0.from"));
  EXPECT_THAT(house_.events(), IsEmpty());
  EXPECT_EQ(made("activity", R"({"name":"x"})").number, "B-0001");
}

TEST_P(Records, ALinkLeadsToItsKindOnlyAndNotToItself) {
  const Record activity = made("activity", R"({"name":"Löner"})");
  const Record unit = made("unit", R"({"name":"Kontoret"})");
  const auto wrong = [&](const Record& record, const std::string& json) {
    const Saved saved =
        must_have(edit(office(), kinds_, record.id, record.version, {row(record.kind, json), {}}));
    return saved.faults.empty() ? "" : saved.faults[0].error.key;
  };
  EXPECT_EQ(wrong(activity, R"({"name":"x","unit":")" + activity.id.text + "\"}"),
            "records.no_such_record");
  EXPECT_EQ(wrong(unit, R"({"name":"x","parent":")" + unit.id.text + "\"}"),
            "records.leads_to_itself");
}

TEST_P(Records, AMoveNeedsWhatIsRequiredAndThePermission) {
  const Record draft = made("activity", R"({"name":"Löner"})");
  const Saved refused = must_have(move(office(), kinds_, draft.id, 1, "start", ""));
  ASSERT_THAT(refused.faults, SizeIs(1));
  EXPECT_EQ(refused.faults[0].path, "role");
  const Record whole = edited(draft, R"({"name":"Löner","role":"controller"})");
  const Record used = must_be(must_have(move(office(), kinds_, draft.id, 2, "start", "decided")));
  EXPECT_EQ(used.state, "in_use");
  EXPECT_EQ(key_of(move(office(), kinds_, draft.id, 3, "start", "")), "records.not_from_here");
  EXPECT_EQ(key_of(move(office(), kinds_, draft.id, 3, "fly", "")), "records.no_such_move");
  // What was whole stays so.
  EXPECT_THAT(
      must_have(edit(office(), kinds_, draft.id, 3, {row("activity", R"({"name":"x"})"), {}}))
          .faults,
      SizeIs(1));
  must_be(must_have(move(office(), kinds_, draft.id, 3, "end", "")));
  EXPECT_EQ(key_of(edit(office(), kinds_, draft.id, 4, {whole.row, {}})), "records.closed");
  office().actor.roles = {accounts::Role::editor};
  const Record another = made("activity", R"({"name":"x","role":"controller"})");
  EXPECT_EQ(key_of(move(office(), kinds_, another.id, 1, "start", "")), "records.not_permitted");
}

TEST_P(Records, ASlicesOwnCheckHoldsFromTheSecondStateOn) {
  kinds_.check_with("activity",
                    [](accounts::Office&, const Record& record) -> Result<std::vector<Fault>> {
                      if (record.title == "Löner") return std::vector<Fault>{};
                      return std::vector<Fault>{{"name", {Errc::invalid, "records.no_text", {}}}};
                    });
  const Record draft = made("activity", R"({"name":"x","role":"controller"})");
  EXPECT_THAT(must_have(move(office(), kinds_, draft.id, 1, "start", "")).faults, SizeIs(1));
  edited(draft, R"({"name":"Löner","role":"controller"})");
  must_be(must_have(move(office(), kinds_, draft.id, 2, "start", "")));
}

TEST_P(Records, WhoeverMayNotReadGetsNothingAndTheDenialIsNoted) {
  const Record record = made("activity", R"({"name":"Löner"})");
  office().actor.roles = {accounts::Role::list_user};
  EXPECT_EQ(key_of(find(office(), kinds_, record.id)), "records.not_permitted");
  EXPECT_EQ(key_of(list(office(), kinds_, {.kind = "activity"})), "records.not_permitted");
  EXPECT_EQ(key_of(history(office(), kinds_, record.id)), "records.not_permitted");
  EXPECT_THAT(office().hidden, SizeIs(3));
  office().actor.roles = {accounts::Role::auditor};
  EXPECT_TRUE(find(office(), kinds_, record.id).has_value());
  EXPECT_EQ(key_of(create(office(), kinds_, "activity", {record.row, {}})),
            "records.not_permitted");
}

TEST_P(Records, ArchivedOnesAreOutOfTheListAndComeBack) {
  const Record record = made("activity", R"({"name":"Löner"})");
  EXPECT_EQ(key_of(archive(office(), kinds_, record.id, 1, true, " ")), "records.no_reason");
  must_be(must_have(archive(office(), kinds_, record.id, 1, true, "made twice")));
  EXPECT_THAT(titles({.kind = "activity"}), IsEmpty());
  EXPECT_THAT(titles({.kind = "activity", .archived = true}), ElementsAre("Löner"));
  EXPECT_EQ(key_of(edit(office(), kinds_, record.id, 2, {record.row, {}})), "records.closed");
  must_be(must_have(archive(office(), kinds_, record.id, 2, false, "after all")));
  EXPECT_THAT(titles({.kind = "activity"}), ElementsAre("Löner"));
}

TEST_P(Records, TheHistorySaysWhoWhenWhatAndWhy) {
  const Record first = made("activity", R"({"name":"Löner","role":"controller"})");
  edited(first, R"({"name":"Arvoden","role":"controller","persons":5})");
  must_be(must_have(move(office(), kinds_, first.id, 2, "start", "decided 12 §")));
  const std::vector<Version> versions = must_have(history(office(), kinds_, first.id));
  ASSERT_THAT(versions, SizeIs(3));
  EXPECT_EQ(versions[0].what, "moved");
  EXPECT_EQ(versions[0].reason, "decided 12 §");
  EXPECT_THAT(versions[0].fields, IsEmpty());
  EXPECT_EQ(versions[0].record.state, "in_use");
  EXPECT_EQ(versions[1].what, "edited");
  EXPECT_THAT(versions[1].fields, ElementsAre("name", "persons"));
  EXPECT_EQ(versions[1].by, office().actor.account);
  EXPECT_EQ(versions[2].record.title, "Löner");
  EXPECT_THAT(versions[2].fields, ElementsAre("name", "role"));
}

TEST_P(Records, AnEditMaySayWhyAndTheHistoryTellsIt) {
  const Record first = made("activity", R"({"name":"Löner"})");
  must_be(
      must_have(edit(office(), kinds_, first.id, 1,
                     {row("activity", R"({"name":"Arvoden"})"), {}, " new name in the budget "})));
  const std::vector<Version> versions = must_have(history(office(), kinds_, first.id));
  EXPECT_EQ(versions[0].reason, "new name in the budget");
  EXPECT_EQ(versions[1].reason, "");
}

TEST_P(Records, WhatLeadsHereIsSeenFromTheOtherEnd) {
  const Record unit = made("unit", R"({"name":"Kontoret"})");
  const std::string id = unit.id.text;
  made("unit", R"({"name":"Lönekontoret","parent":")" + id + "\"}");
  const Record activity =
      made("activity", R"({"name":"Löner","unit":")" + id + R"(","matrix":[{"who":"a","from":")" +
                           id + R"("},{"who":"b","from":")" + id + "\"}]}");
  std::vector<std::string> ends;
  for (const Linked& one : must_have(linked(office(), kinds_, unit.id)))
    ends.push_back(one.number + " " + one.field);
  EXPECT_THAT(ends, ElementsAre("B-0001 matrix.from", "B-0001 unit", "U-0002 parent"));
  edited(activity, R"({"name":"Löner"})");
  EXPECT_THAT(must_have(linked(office(), kinds_, unit.id)), SizeIs(1));
}

TEST_P(Records, TheListIsFilteredSearchedOrderedAndPaged) {
  made("activity", R"({"name":"Ärenden","role":"controller","persons":20,"about":"klagomål"})");
  made("activity", R"({"name":"Zonindelning","role":"processor","customers":["A"]})");
  const Record third = made("activity", R"({"name":"Arvoden","persons":3,"about":"Lön, klagan"})");
  EXPECT_THAT(titles({.kind = "activity", .order = Wanted::Order::title}),
              ElementsAre("Arvoden", "Zonindelning", "Ärenden"));
  EXPECT_THAT(titles({.kind = "activity", .order = Wanted::Order::title, .descending = true}),
              ElementsAre("Ärenden", "Zonindelning", "Arvoden"));
  EXPECT_THAT(titles({.kind = "activity", .order = Wanted::Order::field, .by = "persons"}),
              ElementsAre("Arvoden", "Ärenden", "Zonindelning"));
  EXPECT_THAT(titles({.kind = "activity", .values = {{"role", {"processor"}}}}),
              ElementsAre("Zonindelning"));
  EXPECT_THAT(titles({.kind = "activity", .values = {{"name", {"ARVODEN"}}}}),
              ElementsAre("Arvoden"));
  EXPECT_THAT(titles({.kind = "activity", .search = "klag"}), ElementsAre("Ärenden", "Arvoden"));
  EXPECT_THAT(titles({.kind = "activity", .search = "klag lön"}), IsEmpty());
  EXPECT_THAT(titles({.kind = "activity", .search = "LÖN klag"}), ElementsAre("Arvoden"));
  EXPECT_THAT(titles({.kind = "activity", .search = "B-0002"}), ElementsAre("Zonindelning"));
  EXPECT_THAT(titles({.kind = "activity", .states = {"in_use"}}), IsEmpty());
  EXPECT_EQ(must_have(list(office(), kinds_, {.kind = "activity"})).count, 3);
  edited(third, R"({"name":"Arvoden"})");
  EXPECT_THAT(titles({.kind = "activity", .search = "lön"}), IsEmpty());
  EXPECT_THAT(titles({.kind = "activity", .order = Wanted::Order::changed, .descending = true}),
              ElementsAre("Arvoden", "Zonindelning", "Ärenden"));
  for (const Wanted::Order order : {Wanted::Order::number, Wanted::Order::title,
                                    Wanted::Order::changed, Wanted::Order::field}) {
    Wanted wanted{.kind = "activity", .order = order, .by = "persons", .limit = 1};
    std::vector<std::string> all;
    do {
      const Page page = must_have(list(office(), kinds_, wanted));
      for (const Record& record : page.records) all.push_back(record.title);
      wanted.after = page.next;
    } while (!wanted.after.empty());
    wanted.limit = 10;
    EXPECT_EQ(all, titles(wanted)) << static_cast<int>(order);
  }
  EXPECT_EQ(key_of(list(office(), kinds_, {.kind = "activity", .after = {"x", "y"}})),
            "records.bad_cursor");
  EXPECT_EQ(key_of(list(office(), kinds_, {.kind = "activity", .values = {{"about", {"x"}}}})),
            "records.not_listed");
  EXPECT_EQ(key_of(list(office(), kinds_,
                        {.kind = "activity", .order = Wanted::Order::field, .by = "about"})),
            "records.not_listed");
}

TEST_P(Records, ManyAreChangedAsOneAndUndoneAsOne) {
  std::vector<Record> all;
  for (int at = 0; at < 120; ++at)
    all.push_back(made("activity", R"({"name":"Behandling )" + std::to_string(at) + "\"}"));
  Patch patch{.records = {},
              .set = row("activity", R"({"role":"controller","persons":7})"),
              .clear = {},
              .owner = {},
              .reason = "moved to the union"};
  for (const Record& record : all) patch.records.emplace_back(record.id, record.version);
  house_.clock().move(std::chrono::seconds(1));
  const Many changed = must_have(edit_many(office(), kinds_, "activity", patch));
  EXPECT_EQ(changed.changed, 120);
  EXPECT_EQ(must_have(find(office(), kinds_, all[77].id)).row.text("role"), "controller");
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.changed_meanwhile");
  house_.clock().move(std::chrono::seconds(1));
  EXPECT_EQ(must_have(undo(office(), kinds_, *changed.change, "by mistake")).changed, 120);
  const Record back = must_have(find(office(), kinds_, all[77].id));
  EXPECT_EQ(back.row, all[77].row);
  EXPECT_EQ(back.version, 3);
  EXPECT_EQ(key_of(undo(office(), kinds_, *changed.change, "")), "records.already_undone");
  EXPECT_EQ(house_.events().back(), "records.undone activity");
}

TEST_P(Records, NothingOfManyIsWrittenWhereOneIsWrong) {
  const Record good = made("activity", R"({"name":"a"})");
  const Record used = made("activity", R"({"name":"b","role":"controller"})");
  must_be(must_have(move(office(), kinds_, used.id, 1, "start", "")));
  Patch patch{.records = {{good.id, 1}, {used.id, 2}},
              .set = {},
              .clear = {"role"},
              .owner = {},
              .reason = "x"};
  patch.set = row("activity", R"({"persons":1})");
  const Many refused = must_have(edit_many(office(), kinds_, "activity", patch));
  EXPECT_FALSE(refused.change);
  ASSERT_THAT(refused.faults, SizeIs(1));
  EXPECT_EQ(refused.faults[0].first, "B-0002");
  EXPECT_EQ(must_have(find(office(), kinds_, good.id)).version, 1);
  patch.records[1].second = 1;
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.changed_meanwhile");
  patch.records[1] = {RecordId{uuid_random()}, 1};
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.unknown");
  patch.reason = " ";
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.no_reason");
}

TEST_P(Records, AChangeIsNotUndoneOverALaterOne) {
  const Record first = made("activity", R"({"name":"a"})");
  const ChangeId creation = must_have(history(office(), kinds_, first.id)).back().change;
  const Record second = edited(first, R"({"name":"b"})");
  EXPECT_EQ(key_of(undo(office(), kinds_, creation, "")), "records.changed_since");
  const ChangeId edit = must_have(history(office(), kinds_, first.id)).front().change;
  EXPECT_EQ(must_have(undo(office(), kinds_, edit, "")).changed, 1);
  EXPECT_EQ(must_have(find(office(), kinds_, first.id)).title, "a");
  EXPECT_EQ(key_of(undo(office(), kinds_, ChangeId{uuid_random()}, "")), "records.no_such_change");
  // Undoing what made a record archives it: its history stays.
  const Record made_so = made("activity", R"({"name":"c"})");
  must_have(undo(office(), kinds_, must_have(history(office(), kinds_, made_so.id)).back().change,
                 "twice"));
  EXPECT_TRUE(must_have(find(office(), kinds_, made_so.id)).archived);
}

INSTANTIATE_TEST_SUITE_P(Each, Records,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
