// A pack and an organisation's record: one change, taken back, made again, never over its own
// words.

#include "packs/clash.h"
#include "packs/packs_house_test.h"

namespace ombud::packs {
namespace {

using records::Record;
using sql::test::key_of;
using sql::test::must_have;
using testing::IsEmpty;

std::map<Step, int> steps(const std::vector<Line>& lines) {
  std::map<Step, int> all;
  for (const Line& line : lines) ++all[line.step];
  return all;
}

class ApplyTest : public PacksTest {
 protected:
  Applied applied(const Pack& pack) {
    house_.clock().move(std::chrono::seconds(1));
    Applied done = must_have(apply(office(), all_kinds(), pack, {asker_}));
    for (const auto& [title, fault] : done.many.faults)
      ADD_FAILURE() << title << " " << fault.path << ": " << say(fault.error);
    return done;
  }

  Record named(std::string_view kind, const std::string& title) {
    const records::Page page = must_have(records::list(
        office(), all_kinds(),
        {.kind = std::string(kind), .order = records::Wanted::Order::title, .limit = 500}));
    for (const Record& record : page.records)
      if (record.title == title) return record;
    ADD_FAILURE() << "no " << kind << " " << title;
    return {};
  }

  void edited(const Record& record, std::string_view field, const std::string& text) {
    house_.clock().move(std::chrono::seconds(1));
    records::Row row = record.row;
    row.set(field, text);
    EXPECT_THAT(
        must_have(records::edit(office(), all_kinds(), record.id, record.version, {row, {}}))
            .faults,
        IsEmpty());
  }

  const Pack& pack_ = pack_named("small-company");
  Asker asker_{Language::sv, "se", every_answer(pack_)};
};

INSTANTIATE_TEST_SUITE_P(Each, ApplyTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

TEST_P(ApplyTest, WritesAllOfItAsOneChangeAndASecondTimeNothing) {
  const Applied first = applied(pack_);
  ASSERT_TRUE(first.many.change.has_value());
  EXPECT_EQ(first.many.changed, static_cast<std::int64_t>(first.lines.size()));
  const Record payroll = named("activity", "Lön");
  EXPECT_EQ(named("controller", "Havsbris").id.text, payroll.row.text("ours"));
  const auto history = must_have(records::history(office(), all_kinds(), payroll.id));
  EXPECT_EQ(history.front().change, *first.many.change);
  EXPECT_EQ(history.front().what, "applied");
  const Applied second = applied(pack_);
  EXPECT_FALSE(second.many.change.has_value());
  EXPECT_EQ(steps(second.lines), (std::map<Step, int>{{Step::same, first.lines.size()}}));
}

TEST_P(ApplyTest, OneUndoTakesAllOfItBackAndItCanBeTakenOverAgain) {
  const Applied first = applied(pack_);
  const std::string number = named("activity", "Lön").number;
  house_.clock().move(std::chrono::seconds(1));
  const records::Many undone =
      must_have(records::undo(office(), all_kinds(), *first.many.change, "fel paket"));
  EXPECT_EQ(undone.changed, first.many.changed);
  for (const std::string_view kind : {"activity", "party", "unit", "retention_period"})
    EXPECT_THAT(
        must_have(records::list(office(), all_kinds(), {.kind = std::string(kind)})).records,
        IsEmpty());
  const Applied again = applied(pack_);
  EXPECT_EQ(steps(again.lines), (std::map<Step, int>{{Step::brought, first.lines.size()}}));
  EXPECT_EQ(named("activity", "Lön").number, number);
}

TEST_P(ApplyTest, WhoSeesOnlySomeRecordsTakesNoPackOver) {
  office().actor.roles = {accounts::Role::coordinator};
  office().actor.only = {{accounts::Role::coordinator, {"unit:U-0001"}}};
  EXPECT_EQ(key_of(plan(office(), all_kinds(), pack_, {asker_})), "packs.limited");
  EXPECT_EQ(key_of(apply(office(), all_kinds(), pack_, {asker_})), "packs.limited");
}

TEST_P(ApplyTest, WhatSomebodyPutAwayStaysAway) {
  applied(pack_);
  const Record payroll = named("activity", "Lön");
  must_have(records::archive(office(), all_kinds(), payroll.id, payroll.version, true, "köps in"));
  EXPECT_EQ(steps(applied(pack_).lines)[Step::set_aside], 1);
  EXPECT_TRUE(must_have(records::find(office(), all_kinds(), payroll.id)).archived);
}

TEST_P(ApplyTest, ANewVersionChangesItsOwnWordsAndKeepsThoseOfTheOrganisation) {
  applied(pack_);
  const Record payroll = named("activity", "Lön");
  edited(payroll, "description", "Lönen körs av Karin den 25:e.");
  // In another language everything reads otherwise: as a new version would.
  asker_.language = Language::da;
  const std::vector<Line> planned = must_have(plan(office(), all_kinds(), pack_, {asker_}));
  const auto line =
      std::ranges::find_if(planned, [&](const Line& one) { return one.record.id == payroll.id; });
  ASSERT_NE(line, planned.end());
  EXPECT_EQ(line->step, Step::changed);
  EXPECT_THAT(line->fields, testing::Contains("name"));
  EXPECT_THAT(line->fields, testing::Not(testing::Contains("description")));
  EXPECT_EQ(named("activity", "Lön").version, 2);  // Planning writes nothing.
  applied(pack_);
  const Record after = must_have(records::find(office(), all_kinds(), payroll.id));
  EXPECT_EQ(after.title, "Løn");
  EXPECT_EQ(after.row.text("description"), "Lönen körs av Karin den 25:e.");
  EXPECT_FALSE(applied(pack_).many.change.has_value());
}

TEST_P(ApplyTest, WithOtherAnswersOnlyWhatIsNewComes) {
  asker_.answers.set("employs", false);
  for (const std::string_view field : {"recruits", "photos"}) asker_.answers.clear(field);
  applied(pack_);
  asker_.answers = every_answer(pack_);
  const Applied second = applied(pack_);
  EXPECT_GT(steps(second.lines)[Step::made], 6);
  EXPECT_EQ(steps(second.lines)[Step::kept], 0);
  named("activity", "Lön");
}

TEST_P(ApplyTest, WhereTwoPacksDifferNothingIsWrittenUntilSomebodyHasChosen) {
  applied(pack_);
  const Pack& second = pack_named("processor");
  Wish wish{asker_, must_have(others_taken(office(), all_packs(), second))};
  wish.asker.answers = every_answer(second);
  ASSERT_EQ(wish.others.size(), 1U);
  const auto roles = [&] {
    return records::list_of(named("controller", "Havsbris").row, "acts_as");
  };
  const auto asked = [&] {
    std::vector<std::string> paths;
    for (const Line& line : must_have(plan(office(), all_kinds(), second, wish)))
      for (const Clash& clash : line.clashes)
        if (clash.open) paths.push_back(path_of(*line.entry, clash.field));
    return paths;
  };
  const std::vector<std::string> open = asked();
  ASSERT_THAT(open, testing::Contains("controller.ours.acts_as"));
  const Applied refused = must_have(apply(office(), all_kinds(), second, wish));
  EXPECT_FALSE(refused.many.change.has_value());
  ASSERT_EQ(refused.many.faults.size(), open.size());
  EXPECT_EQ(refused.many.faults.front().second.error.key, "packs.clash");
  EXPECT_THAT(roles(), testing::ElementsAre("controller"));

  for (const std::string& path : open) wish.choices[path] = Choice::keep;
  house_.clock().move(std::chrono::seconds(1));
  EXPECT_THAT(must_have(apply(office(), all_kinds(), second, wish)).many.faults, IsEmpty());
  EXPECT_THAT(roles(), testing::ElementsAre("controller"));
  wish.choices.clear();
  EXPECT_THAT(asked(), IsEmpty());  // What was chosen is the organisation's now.
}

TEST_P(ApplyTest, WhatTheSecondPackSaysIsTakenWhereSomebodyChoseIt) {
  applied(pack_);
  const Pack& second = pack_named("processor");
  Wish wish{asker_, must_have(others_taken(office(), all_packs(), second))};
  wish.asker.answers = every_answer(second);
  wish.asker.language = Language::da;  // A translation is no clash.
  for (const Line& line : must_have(plan(office(), all_kinds(), second, wish)))
    for (const Clash& clash : line.clashes) {
      EXPECT_NE(clash.field, "name");
      wish.choices[path_of(*line.entry, clash.field)] = Choice::take;
    }
  house_.clock().move(std::chrono::seconds(1));
  EXPECT_THAT(must_have(apply(office(), all_kinds(), second, wish)).many.faults, IsEmpty());
  EXPECT_THAT(records::list_of(named("controller", "Havsbris").row, "acts_as"),
              testing::ElementsAre("controller", "processor"));
}

TEST_P(ApplyTest, AnswersAreKeptBetween) {
  EXPECT_FALSE(must_have(answered(office(), pack_)).has_value());
  records::Row some;
  some.set("company", std::string("Havsbris"));
  ASSERT_TRUE(keep(office(), pack_, {"nb", "no", some, 0}));
  const auto before = must_have(answered(office(), pack_));
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(before->language, "nb");
  EXPECT_EQ(before->row.text("company"), "Havsbris");
  applied(pack_);
  EXPECT_EQ(must_have(applied_versions(office())).at("small-company"), pack_.version);
}

}  // namespace
}  // namespace ombud::packs
