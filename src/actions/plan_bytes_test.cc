// A plan as bytes: read back as written, and no byte of it can change unseen.

#include "actions/plan.h"
#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

Plan small_plan() {
  Plan plan;
  plan.id.text = "0190";
  plan.number = "A-0007";
  plan.kind = Kind::erase;
  plan.reference = "request 1";
  plan.planned_at = *parse_instant("2026-11-21T08:00:00Z");
  plan.law = "se";
  plan.instruction = Instruction{"Nämnden", "2026-11-01", "§ 14"};
  plan.disposal = Disposal{"Nämnden", "2026-11-02", "§ 15"};
  plan.systems.push_back({SystemId{"s"}, "liva", "sqlite", "Nämnden", 3, "c0", "id"});
  plan.systems[0].by_itself.push_back({Errc::conflict, "actions.trigger", {{"table", "t"}}});
  Step step;
  step.what = Step::What::change;
  step.system = "liva";
  step.table = "member";
  step.key_columns = {"id"};
  step.belongs_by = {"name"};
  step.changes.push_back({"note", Erase::scrub, "", DataCategory::free_text});
  step.stays.push_back({"fee", "accounting"});
  step.rows = 2;
  plan.steps.push_back(step);
  plan.not_reached.push_back({"binder", {Errc::conflict, "actions.by_hand", {}}, true});
  plan.mentions_left = 4;
  return plan;
}

TEST(PlanBytes, AreReadBackAsTheyWereWritten) {
  const std::string head = write_head(small_plan());
  EXPECT_EQ(write_head(must_have(read_head(head))), head);
  const std::vector<Line> lines = {
      {0, {std::int64_t{1}, std::string("å"), sql::Null{}}, 2, "ab", "a.b → c.d"},
      {0, {sql::Blob{std::string("\0\xff", 2)}, sql::Decimal{"1.50"}}, 1, "cd", ""}};
  const std::string bytes = write_lines(lines);
  const std::vector<Line> again = must_have(read_lines(bytes));
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again[0].key, lines[0].key);
  EXPECT_EQ(again[1].key, lines[1].key);
  EXPECT_EQ(write_lines(again), bytes);
}

TEST(PlanBytes, AnyByteChangesTheHash) {
  const std::vector<std::string> chunks = {write_head(small_plan()), "line\n"};
  const std::string root = root_of(chunks);
  for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk)
    for (std::size_t i = 0; i < chunks[chunk].size(); ++i) {
      std::vector<std::string> other = chunks;
      other[chunk][i] = static_cast<char>(other[chunk][i] ^ 1);
      ASSERT_NE(root_of(other), root);
    }
  EXPECT_NE(root_of({chunks[1], chunks[0]}), root);
  EXPECT_NE(root_of({chunks[0]}), root);
}

// The head with a piece of it exchanged, which must() be there.
std::string with(std::string_view old, std::string_view other) {
  Plan plan = small_plan();
  plan.many.emplace();
  plan.many->own_places = {{"member", "name"}};
  std::string head = write_head(plan);
  const std::size_t at = head.find(old);
  must(at != std::string::npos);
  return head.replace(at, old.size(), other);
}

TEST(PlanBytes, AValueThatIsNoneIsDamage) {
  EXPECT_TRUE(read_head(with("member", "member")).has_value());
  for (const auto& [old, other] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"2026-11-21T08", "2026-1121-T08"},
           {R"(["member","name"])", "[]"},
           {R"(["member","name"])", R"(["member"])"},
           {R"(["member","name"])", "7"},
           {R"("mentions_left":4)", R"("mentions_left":2e95)"},
           {R"("how":"scrub")", R"("how":"scrap")"}})
    EXPECT_EQ(key_of(read_head(with(old, other))), "actions.plan_damaged") << other;
}

TEST(PlanBytes, DamageIsSaid) {
  EXPECT_EQ(key_of(read_head("{\"format\"")), "actions.plan_damaged");
  EXPECT_EQ(key_of(read_head("{}")), "actions.plan_damaged");
  EXPECT_EQ(key_of(read_lines("{\"s\":0}\n")), "actions.plan_damaged");
}

}  // namespace
}  // namespace ombud::actions::test
