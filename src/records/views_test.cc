#include "records/views.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using accounts::Role;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

class Views : public RecordsTest {
 protected:
  static View wish(const std::string& name, bool shared = false) {
    View view;
    view.kind = "activity";
    view.name = name;
    view.shared = shared;
    view.look.wanted = {.kind = "activity",
                        .search = "lön",
                        .states = {"draft"},
                        .values = {{"role", {"controller"}}},
                        .order = Wanted::Order::field,
                        .by = "persons",
                        .descending = true};
    view.look.columns = {"role", "since"};
    return view;
  }

  std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const View& view : must_have(views(office(), kinds_, "activity")))
      all.push_back(view.name);
    return all;
  }

  void become_another() { office().actor.account = AccountId{uuid_random()}; }
};

TEST_P(Views, KeepHowAListIsLookedAt) {
  const View saved = must_have(save_view(office(), kinds_, wish(" Löner hos oss ")));
  EXPECT_EQ(saved.name, "Löner hos oss");
  const std::vector<View> all = must_have(views(office(), kinds_, "activity"));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, saved.id);
  EXPECT_EQ(all[0].owner, office().actor.account);
  const Wanted& wanted = all[0].look.wanted;
  EXPECT_EQ(wanted.kind, "activity");
  EXPECT_EQ(wanted.search, "lön");
  EXPECT_THAT(wanted.states, ElementsAre("draft"));
  ASSERT_EQ(wanted.values.size(), 1U);
  EXPECT_THAT(wanted.values[0].second, ElementsAre("controller"));
  EXPECT_EQ(wanted.order, Wanted::Order::field);
  EXPECT_EQ(wanted.by, "persons");
  EXPECT_TRUE(wanted.descending);
  EXPECT_THAT(all[0].look.columns, ElementsAre("role", "since"));
  EXPECT_THAT(house_.events(), ElementsAre("records.view_saved activity"));
  made("activity", R"({"name":"Löner","role":"controller"})");
  made("activity", R"({"name":"Löner","role":"processor","customers":["x"]})");
  EXPECT_EQ(must_have(list(office(), kinds_, wanted)).count, 1);
}

TEST_P(Views, OfOneNameTheLaterIsKeptAndTheOthersOfThatNameStay) {
  const View first = must_have(save_view(office(), kinds_, wish("Mine", true)));
  View again = wish("Mine");
  again.look.wanted.states = {};
  EXPECT_EQ(must_have(save_view(office(), kinds_, again)).id, first.id);
  EXPECT_THAT(names(), ElementsAre("Mine"));
  must_have(save_view(office(), kinds_, wish("Mine", true)));
  become_another();
  must_have(save_view(office(), kinds_, wish("Mine")));
  EXPECT_THAT(names(), ElementsAre("Mine", "Mine"));
  EXPECT_EQ(must_have(view_named(office(), kinds_, "activity", "Mine")).owner,
            office().actor.account);
}

TEST_P(Views, OnesOwnAreOnesOwnAndSharedOnesEverybodys) {
  must_have(save_view(office(), kinds_, wish("Own")));
  const View shared = must_have(save_view(office(), kinds_, wish("Shared", true)));
  become_another();
  EXPECT_THAT(names(), ElementsAre("Shared"));
  // Who may only read keeps views of his own, shares none and removes none that is another's.
  office().actor.roles = {Role::auditor};
  must_have(save_view(office(), kinds_, wish("Auditor's")));
  EXPECT_EQ(key_of(save_view(office(), kinds_, wish("For all", true))), "records.not_permitted");
  EXPECT_EQ(key_of(remove_view(office(), kinds_, "activity", shared.id)), "records.not_permitted");
  office().actor.roles = {Role::editor};
  must_have(remove_view(office(), kinds_, "activity", shared.id));
  EXPECT_THAT(names(), ElementsAre("Auditor's"));
  EXPECT_EQ(house_.events().back(), "records.view_removed activity");
  EXPECT_EQ(key_of(remove_view(office(), kinds_, "activity", shared.id)), "records.no_such_view");
  EXPECT_EQ(key_of(view_named(office(), kinds_, "activity", "Own")), "records.no_such_view");
  office().actor.roles = {Role::list_user};
  EXPECT_EQ(key_of(views(office(), kinds_, "activity")), "records.not_permitted");
}

TEST_P(Views, WhatCantBeListedOrCalledSoIsRefused) {
  const auto refused = [&](auto change) {
    View view = wish("x");
    change(view);
    return key_of(save_view(office(), kinds_, view));
  };
  EXPECT_EQ(refused([](View& view) { view.name = " "; }), "records.view_unnamed");
  EXPECT_EQ(refused([](View& view) { view.name = std::string(81, 'x'); }),
            "records.view_name_long");
  EXPECT_EQ(refused([](View& view) { view.look.columns = {"about"}; }), "records.not_listed");
  EXPECT_EQ(refused([](View& view) { view.look.wanted.by = "about"; }), "records.not_listed");
  EXPECT_EQ(refused([](View& view) { view.look.wanted.values = {{"about", {"x"}}}; }),
            "records.not_listed");
  EXPECT_THAT(names(), IsEmpty());
  for (int at = 0; at < 100; ++at)
    must_have(save_view(office(), kinds_, wish("view " + std::to_string(at))));
  EXPECT_EQ(key_of(save_view(office(), kinds_, wish("one more"))), "records.too_many");
}

TEST_P(Views, WhatTheDeclarationHasLostIsLeftOut) {
  must_have(save_view(office(), kinds_, wish("Before")));
  std::string yaml(activity_yaml);
  for (const std::string field : {"  persons: ", "  since: "}) {
    const std::size_t at = yaml.find(field);
    yaml.erase(at, yaml.find('\n', at) + 1 - at);
  }
  const Declared declared[] = {
      {"unit.yaml", unit_yaml}, {"board.yaml", board_yaml}, {"activity.yaml", yaml}};
  const Kinds later = must_have(Kinds::of(declared));
  const View view = must_have(views(office(), later, "activity")).front();
  EXPECT_EQ(view.look.wanted.order, Wanted::Order::number);
  EXPECT_THAT(view.look.columns, ElementsAre("role"));
  EXPECT_TRUE(list(office(), later, view.look.wanted).has_value());
}

INSTANTIATE_TEST_SUITE_P(Each, Views, testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
