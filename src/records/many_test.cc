// What a list shows, taken as a whole; and records made from others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "records/changes.h"
#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::IsEmpty;
using testing::SizeIs;

using ManyRecords = RecordsTest;

TEST_P(ManyRecords, AllThatAListShowsAreChosenWhateverItsPages) {
  for (int at = 0; at < 70; ++at)
    made("activity",
         R"({"name":"a","role":")" +
             std::string(at % 7 == 0 ? "controller\"}" : R"(processor","customers":["x"]})"));
  const Wanted wanted{.kind = "activity", .values = {{"role", {"controller"}}}, .limit = 3};
  const auto chosen = must_have(matching(office(), kinds_, wanted));
  EXPECT_THAT(chosen, SizeIs(10));
  Patch patch{.records = chosen,
              .set = row("activity", R"({"persons":4})"),
              .clear = {"customers"},
              .owner = {},
              .reason = "counted"};
  EXPECT_EQ(must_have(edit_many(office(), kinds_, "activity", patch)).changed, 10);
  // The versions are those that were seen: somebody else's edit in between is not overwritten.
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.changed_meanwhile");
  EXPECT_THAT(must_have(matching(office(), kinds_, {.kind = "activity", .search = "nothing"})),
              IsEmpty());
  EXPECT_EQ(key_of(matching(office(), kinds_, {.kind = "activity", .values = {{"about", {"x"}}}})),
            "records.not_listed");
  patch.clear = {"colour"};
  EXPECT_EQ(key_of(edit_many(office(), kinds_, "activity", patch)), "records.no_such_field");
  office().actor.roles = {accounts::Role::list_user};
  EXPECT_EQ(key_of(matching(office(), kinds_, wanted)), "records.not_permitted");
}

TEST_P(ManyRecords, FiveHundredAreOneChangeOneEntryAndOneUndoing) {
  std::vector<std::string> before;
  for (int at = 0; at < 512; ++at)
    before.push_back(made("unit", R"({"name":"Klubb )" + std::to_string(at) + "\"}").title);
  Patch patch{.records = must_have(matching(office(), kinds_, {.kind = "unit"})),
              .set = row("unit", R"({"name":"Avdelning"})"),
              .clear = {},
              .owner = {},
              .reason = "renamed"};
  house_.clock().move(std::chrono::seconds(1));
  const Many many = must_have(edit_many(office(), kinds_, "unit", patch));
  EXPECT_EQ(many.changed, 512);
  const std::vector<std::string> events = house_.events();
  EXPECT_EQ(events.back(), "records.edited_many unit");
  EXPECT_EQ(events[events.size() - 2], "records.created unit U-0512");
  EXPECT_EQ(must_have(matching(office(), kinds_, {.kind = "unit", .search = "avdelning"})).size(),
            512U);
  EXPECT_EQ(must_have(undo(office(), kinds_, *many.change, "by mistake")).changed, 512);
  Wanted wanted{.kind = "unit", .limit = 500};
  EXPECT_EQ(titles(wanted), std::vector(before.begin(), before.begin() + 500));
}

TEST_P(ManyRecords, ACopyIsADraftOfItsOwn) {
  const Record whole = made("activity", R"({"name":"Löner","role":"controller","persons":3})");
  must_be(must_have(move(office(), kinds_, whole.id, 1, "start", "")));
  house_.clock().move(std::chrono::seconds(1));
  const Record copy = must_be(must_have(duplicate(office(), kinds_, whole.id, Language::sv)));
  EXPECT_EQ(copy.number, "B-0002");
  EXPECT_EQ(copy.title, "Kopia av Löner");
  EXPECT_EQ(copy.state, "draft");
  EXPECT_EQ(copy.row.text("role"), "controller");
  EXPECT_EQ(must_have(history(office(), kinds_, copy.id))[0].reason, "Kopierad från B-0001");
  // A name that would be too long with the words before it is cut at a whole character.
  const Record longest = made(
      "activity", R"({"name":")" + [] {
        std::string name;
        for (int at = 0; at < 80; ++at) name += "å";
        return name;
      }() + "\"}");
  const Record second = must_be(must_have(duplicate(office(), kinds_, longest.id, Language::en)));
  EXPECT_EQ(second.title.substr(0, 10), "Copy of å");
  EXPECT_TRUE(is_utf8(second.title));
  office().actor.roles = {accounts::Role::auditor};
  EXPECT_EQ(key_of(duplicate(office(), kinds_, whole.id, Language::sv)), "records.not_permitted");
  EXPECT_EQ(key_of(duplicate(office(), kinds_, RecordId{uuid_random()}, Language::sv)),
            "records.unknown");
}

TEST_P(ManyRecords, AreFoundAgainAsChangesUntilTheyCanNotBeUndone) {
  const auto found = [&](std::string_view kind) {
    return must_have(bulk_changes(office(), kinds_, kind, {}));
  };
  for (const char* name : {"A", "B", "C"}) made("unit", std::string(R"({"name":")") + name + "\"}");
  EXPECT_THAT(found("unit").changes, IsEmpty());
  const auto renamed = [&](const std::string& name) {
    house_.clock().move(std::chrono::seconds(1));
    const Patch patch{.records = must_have(matching(office(), kinds_, {.kind = "unit"})),
                      .set = row("unit", R"({"name":")" + name + "\"}"),
                      .clear = {},
                      .owner = {},
                      .reason = "to " + name};
    return *must_have(edit_many(office(), kinds_, "unit", patch)).change;
  };
  const ChangeId first = renamed("D");
  ASSERT_THAT(found("unit").changes, SizeIs(1));
  EXPECT_EQ(found("unit").changes[0].id, first);
  EXPECT_EQ(found("unit").changes[0].records, 3);
  EXPECT_EQ(found("unit").changes[0].reason, "to D");
  EXPECT_FALSE(found("unit").changes[0].touched);
  EXPECT_THAT(found("activity").changes, IsEmpty());
  const ChangeId second = renamed("E");
  EXPECT_TRUE(found("unit").changes[1].touched);
  house_.clock().move(std::chrono::seconds(1));
  must_have(undo(office(), kinds_, second, "wrong"));
  const BulkChanges all = found("unit");
  ASSERT_THAT(all.changes, SizeIs(3));
  EXPECT_EQ(all.changes[0].what, "undone");
  EXPECT_TRUE(all.changes[1].undone);
  // A page at a time.
  const BulkChanges page = must_have(bulk_changes(office(), kinds_, "unit", {}, 2));
  ASSERT_THAT(page.changes, SizeIs(2));
  const BulkChanges rest = must_have(bulk_changes(office(), kinds_, "unit", page.next, 2));
  ASSERT_THAT(rest.changes, SizeIs(1));
  EXPECT_EQ(rest.changes[0].id, first);
  EXPECT_THAT(rest.next, IsEmpty());
  EXPECT_EQ(key_of(bulk_changes(office(), kinds_, "unit", {"x", "y"})), "records.bad_cursor");
  // What changed another's record too is not there for who sees only some.
  office().actor.roles = {accounts::Role::editor};
  office().actor.only = {{accounts::Role::editor, {"unit:U-0001"}}};
  EXPECT_THAT(found("unit").changes, IsEmpty());
  office().actor.only = {{accounts::Role::editor, {"unit:U-0001", "unit:U-0002", "unit:U-0003"}}};
  EXPECT_THAT(found("unit").changes, SizeIs(3));
  office().actor.roles = {accounts::Role::list_user};
  EXPECT_EQ(key_of(bulk_changes(office(), kinds_, "unit", {})), "records.not_permitted");
}

INSTANTIATE_TEST_SUITE_P(Each, ManyRecords,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
