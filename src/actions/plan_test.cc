// What is planned, what is refused, and what approving means.

#include "actions/plan.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "actions/receipt.h"
#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using sql::Statement;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;

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

TEST(PlanBytes, DamageIsSaid) {
  EXPECT_EQ(key_of(read_head("{\"format\"")), "actions.plan_damaged");
  EXPECT_EQ(key_of(read_head("{}")), "actions.plan_damaged");
  EXPECT_EQ(key_of(read_lines("{\"s\":0}\n")), "actions.plan_damaged");
}

class Planning : public House {
 protected:
  void connect_members(const connectors::System& like = {}, bool delete_rows = false) {
    make_members();
    Mapping mapping;
    member_table(mapping, delete_rows);
    connect(mapping, like);
  }

  /// Members go; invoices refer to them by `rule` and are not mapped as theirs.
  void members_and_invoices(const std::string& rule) {
    make_members();
    if (rule == "CASCADE")
      run_sql(
          {"CREATE TABLE invoice (id INTEGER PRIMARY KEY, payer INTEGER, "
           "FOREIGN KEY (payer) REFERENCES member(id) ON DELETE CASCADE)"});
    else if (rule == "SET NULL")
      run_sql(
          {"CREATE TABLE invoice (id INTEGER PRIMARY KEY, payer INTEGER, "
           "FOREIGN KEY (payer) REFERENCES member(id) ON DELETE SET NULL)"});
    else
      run_sql(
          {"CREATE TABLE invoice (id INTEGER PRIMARY KEY, payer INTEGER, "
           "FOREIGN KEY (payer) REFERENCES member(id))"});
    run_sql({"INSERT INTO invoice VALUES (1, 1), (2, 1), (3, 2)"});
    Mapping mapping;
    member_table(mapping, true);
    mapping.table("invoice", Holds::reference, false);
    connect(mapping);
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Planning, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Planning, ACascadeThatTakesAccountingAlongIsRefused) {
  members_and_invoices("CASCADE");
  const auto refused = planned(wish());
  ASSERT_EQ(key_of(refused), "actions.cascade");
  EXPECT_EQ(refused.error().code, Errc::conflict);
  EXPECT_THAT(refused.error().params, Contains(std::pair<std::string, std::string>("rows", "2")));
  EXPECT_THAT(refused.error().params,
              Contains(std::pair<std::string, std::string>("other", "invoice")));
  EXPECT_EQ(rows("SELECT id FROM invoice").size(), 3u);
  EXPECT_EQ(rows("SELECT id FROM member").size(), 2u);
  EXPECT_THAT(must_have(all(office(), 10)), IsEmpty());
}

TEST_P(Planning, AReferenceThatForbidsTheRemovalIsSaid) {
  members_and_invoices("");
  EXPECT_EQ(key_of(planned(wish())), "actions.blocked");
}

TEST_P(Planning, WhatTheDatabaseEmptiesByItselfIsSaid) {
  members_and_invoices("SET NULL");
  const std::string number = ready();
  EXPECT_THAT(plan_of(number).systems[0].by_itself,
              ElementsAre(Field(&Error::key, "actions.sets_null")));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id, payer FROM invoice ORDER BY id"), ElementsAre("1|", "2|", "3|2"));
}

TEST_P(Planning, ATriggerIsSaid) {
  make_members();
  if (GetParam() == Engine::sqlite)
    run_sql({"CREATE TRIGGER follow AFTER UPDATE ON member BEGIN SELECT 1; END"});
  if (GetParam() == Engine::postgresql)
    run_sql(
        {"CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS "
         "$$ BEGIN RETURN NEW; END $$",
         "CREATE TRIGGER follow AFTER UPDATE ON member FOR EACH ROW "
         "EXECUTE FUNCTION follow()"});
  if (GetParam() == Engine::mariadb)
    run_sql({"CREATE TRIGGER follow AFTER UPDATE ON member FOR EACH ROW SET @seen = 1"});
  Mapping mapping;
  member_table(mapping, false);
  connect(mapping);
  const std::string number = must_have(planned(wish()));
  EXPECT_THAT(plan_of(number).systems[0].by_itself,
              ElementsAre(Field(&Error::key, "actions.trigger")));
}

TEST_P(Planning, ARingThatNothingOpensIsRefused) {
  if (GetParam() != Engine::postgresql) return;  // Only there rows can be put into such a ring.
  make_members();
  run_sql({"CREATE TABLE hen (id INTEGER PRIMARY KEY, member_id INTEGER, egg INTEGER NOT NULL)",
           "CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen(id) "
           "DEFERRABLE INITIALLY DEFERRED)",
           "ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg(id) "
           "DEFERRABLE INITIALLY DEFERRED",
           "BEGIN", "INSERT INTO hen VALUES (1, 1, 1)", "INSERT INTO egg VALUES (1, 1)", "COMMIT"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("hen", Holds::detail, true);
  mapping.table("egg", Holds::detail, true);
  mapping.link("hen", {"member_id"}, "member", {"id"});
  mapping.link("egg", {"hen"}, "hen", {"id"});
  connect(mapping);
  EXPECT_EQ(key_of(planned(wish())), "actions.cycle");
}

class Deciding : public Planning {};

INSTANTIATE_TEST_SUITE_P(Engines, Deciding, testing::Values(Engine::sqlite),
                         sql::test::engine_name);

TEST_P(Deciding, APersonWhoseMatchesAreUnsureIsRefused) {
  connect_members();
  run_sql({"INSERT INTO member VALUES (3, 'Petra Lind', 'karin@exempel.se', NULL, NULL, NULL, 1)"});
  const subjects::Found found = must_have(
      subjects::find(office(), {{"email", Secret("karin@exempel.se")}}, "request", silent_));
  ASSERT_FALSE(found.persons.empty());
  ASSERT_TRUE(found.persons[0].needs_choice);
  Wish unsure;
  unsure.kind = Kind::erase;
  unsure.person = found.persons[0].handle;
  unsure.reference = "request";
  EXPECT_EQ(key_of(planned(unsure)), "actions.ambiguous");
}

TEST_P(Deciding, AnotherControllersDataTakesItsInstruction) {
  connectors::System like;
  like.controller = "Exempelkommunen";
  connect_members(like);
  EXPECT_EQ(key_of(planned(wish())), "actions.no_instruction");
  EXPECT_EQ(key_of(planned(wish(Kind::access))), "actions.no_instruction");
  Wish instructed = wish();
  instructed.instruction = Instruction{"Exempelkommunen", "2026-11-01", "mail 4"};
  const std::string number = must_have(planned(instructed));
  EXPECT_EQ(plan_of(number).instruction->document, "mail 4");
  EXPECT_EQ(plan_of(number).systems[0].controller, "Exempelkommunen");
}

TEST_P(Deciding, APublicBodysRecordsGoByADisposalDecisionOnly) {
  connectors::System like;
  like.public_body = true;
  connect_members(like);
  EXPECT_EQ(key_of(planned(wish())), "actions.no_disposal_decision");
  EXPECT_EQ(key_of(planned(wish(Kind::access))), "no error");
  Wish decided = wish();
  decided.disposal = Disposal{"Nämnden", "2026-11-01", "§ 14"};
  EXPECT_EQ(key_of(planned(decided)), "no error");
  office().organisation.public_body = true;
  EXPECT_EQ(key_of(planned(wish())), "actions.no_disposal_decision");
}

TEST_P(Deciding, AHoldForbidsThePlanAndNotTheExtract) {
  connect_members();
  holds::Hold hold;
  hold.system = system_.id;
  hold.reason = "legal claim";
  hold.review_on = must_have(parse_day("2027-01-15"));
  must_have(holds::set(office(), hold));
  EXPECT_EQ(key_of(planned(wish())), "actions.hold");
  EXPECT_EQ(key_of(planned(wish(Kind::access))), "no error");
}

TEST_P(Deciding, WhatCanNotBeReachedIsInThePlan) {
  connect_members();
  const auto add = [&](const char* name, const char* url) {
    connectors::System system;
    system.name = name;
    system.address = must_have(connectors::read_address(url));
    must_have(connectors::add(office(), system, Secret()));
  };
  add("binder", "manual:");
  add("away", "sqlite:/nowhere/at/all.db");
  std::ofstream(house_.file("empty.db")).close();
  add("unmapped", ("sqlite:" + house_.file("empty.db")).c_str());
  const std::string number = ready();
  const Plan plan = plan_of(number);
  ASSERT_EQ(plan.not_reached.size(), 3u);
  for (const NotReached& missed : plan.not_reached)
    EXPECT_EQ(missed.by_hand, missed.system == "binder");
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(not_reached(number), Contains("actions.by_hand"));
  EXPECT_THAT(not_reached(number), Contains("datamap.none_confirmed"));
}

TEST_P(Deciding, SomethingToDoAndAReasonAreAskedFor) {
  connect_members();
  Wish nameless = wish();
  nameless.reference = "  ";
  EXPECT_EQ(key_of(planned(nameless)), "actions.no_reference");
  EXPECT_EQ(key_of(find_action(office(), "A-9999")), "actions.unknown");
  EXPECT_EQ(key_of(find_action(office(), "")), "actions.unknown");
}

TEST_P(Deciding, WhereNothingIsConnectedThereIsNothingToPlan) {
  connect_members();
  const Wish wished = wish();
  must_have(connectors::remove(office(), "liva"));
  const auto refused = planned(wished);
  EXPECT_EQ(key_of(refused), "actions.nothing_found");
  EXPECT_EQ(refused.error().code, Errc::not_found);
}

TEST_P(Deciding, AMentionThatIsNotThereIsRefused) {
  connect_members();
  Wish wished = wish();
  wished.mentions = {"M-000000"};
  const auto refused = planned(wished);
  EXPECT_EQ(key_of(refused), "actions.unknown_mention");
  EXPECT_EQ(refused.error().code, Errc::not_found);
}

TEST_P(Deciding, TwoAtOnceDoNotDecideTwice) {
  connect_members();
  const std::string number = must_have(planned(wish()));
  const Action seen = must_have(find_action(office(), number));
  approved(number);
  EXPECT_EQ(key_of(move(office(), seen, {State::planned, State::refused, "actions.refused", "x"})),
            "actions.changed_meanwhile");
  EXPECT_EQ(must_have(find_action(office(), number)).state, State::approved);
}

TEST_P(Deciding, AnErasureIsApprovedByAnotherThanItsPlanner) {
  connect_members();
  const std::string number = must_have(planned(wish()));
  const auto own = approve(office(), number);
  EXPECT_EQ(key_of(own), "actions.four_eyes");
  EXPECT_EQ(own.error().code, Errc::forbidden);
  approver_.roles = {accounts::Role::dpo};
  office().actor = approver_;
  EXPECT_EQ(key_of(approve(office(), number)), "actions.may_not_approve");
  office().actor = planner_;
  EXPECT_EQ(key_of(try_run(number)), "actions.not_approved");
  approver_.roles = planner_.roles;
  approved(number);
  office().actor = approver_;
  EXPECT_EQ(key_of(approve(office(), number)), "actions.not_planned");
}

TEST_P(Deciding, ARefusedPlanIsNeverRunAndItsIdentifiersAreForgotten) {
  connect_members();
  const std::string number = ready();
  EXPECT_EQ(key_of(refuse(office(), number, " ")), "actions.no_reason");
  must_have(refuse(office(), number, "legal claim"));
  EXPECT_EQ(key_of(try_run(number)), "actions.not_approved");
  EXPECT_EQ(key_of(refuse(office(), number, "again")), "actions.not_planned");
  const Action action = must_have(find_action(office(), number));
  EXPECT_EQ(action.decision, "legal claim");
  EXPECT_FALSE(must_have(recheck_ends(office(), action)).has_value());
}

TEST_P(Deciding, AnExtractKeepsNoIdentifiers) {
  connect_members();
  const std::string number = must_have(planned(wish(Kind::access)));
  EXPECT_FALSE(
      must_have(recheck_ends(office(), must_have(find_action(office(), number)))).has_value());
}

TEST_P(Deciding, WhatIdentifiesAPersonOfAForgottenPlanGoesAfterThirtyDays) {
  connect_members();
  const std::string old = must_have(planned(wish()));
  house_.clock().move(std::chrono::hours(24 * 31));
  must_have(planned(wish()));
  EXPECT_FALSE(
      must_have(recheck_ends(office(), must_have(find_action(office(), old)))).has_value());
}

TEST_P(Deciding, AChangedOrSwappedChunkIsNeitherApprovedNorRun) {
  connect_members();
  const std::string number = ready();
  const std::string other = must_have(planned(wish()));
  const Action action = must_have(find_action(office(), number));
  const Action another = must_have(find_action(office(), other));
  const auto sealed = [&](const Action& of, std::int64_t chunk) {
    auto transaction = must_have(office().store.begin(office().organisation.id));
    return store::blob_in(
        must_have(
            transaction.one("SELECT sealed FROM actions_chunk WHERE action_id = ? AND chunk = ?",
                            {of.id.text, chunk}))
            ->front());
  };
  const auto put = [&](std::int64_t chunk, const std::string& bytes) {
    auto transaction = must_have(office().store.begin(office().organisation.id));
    must_have(transaction.execute_exactly(
        1, "UPDATE actions_chunk SET sealed = ? WHERE action_id = ? AND chunk = ?",
        {sql::Blob{bytes}, action.id.text, chunk}));
    must_have(transaction.commit());
  };
  const std::string head = sealed(action, 0);
  const std::string lines = sealed(action, 1);
  std::string tampered = lines;
  tampered.back() = static_cast<char>(tampered.back() ^ 1);
  put(1, tampered);
  EXPECT_EQ(key_of(try_run(number)), "actions.plan_damaged");
  put(1, sealed(another, 1));
  EXPECT_EQ(key_of(try_run(number)), "actions.plan_damaged");
  put(1, head);
  put(0, lines);
  EXPECT_EQ(key_of(try_run(number)), "actions.plan_damaged");
  put(0, head);
  // Sealed by somebody who has the key: the root tells.
  put(1, office().vault.seal(vault::Purpose::plan, action.id.text + "|chunk 1", "{}\n"));
  const auto changed = try_run(number);
  EXPECT_EQ(key_of(changed), "actions.plan_changed");
  EXPECT_EQ(changed.error().code, Errc::forbidden);
  EXPECT_EQ(must_have(find_action(office(), number)).state, State::approved);
  put(1, lines);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

TEST_P(Deciding, TheReceiptSaysThatThePlannerMadeTheApproversAccount) {
  connect_members();
  const std::string apart = ready(Kind::access);
  EXPECT_EQ(key_of(receipt_file(office(), must_have(find_action(office(), apart)))),
            "actions.no_receipt");
  ran(apart, house_.file("one"));
  EXPECT_EQ(body_of(apart)["people"]["approver_made_by_planner"], false);
  approver_.account = account("friend", planner_.account);
  const std::string number = ready(Kind::access);
  ran(number, house_.file("extract"));
  EXPECT_EQ(body_of(number)["people"]["approver_made_by_planner"], true);
}

TEST_P(Deciding, OneActionIsRunByOneProcessAtATime) {
  connect_members();
  const std::string number = ready();
  const Action action = must_have(find_action(office(), number));
  const int lock =
      open((office().folder + "/" + action.id.text + ".lock").c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(flock(lock, LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(key_of(try_run(number)), "actions.running_elsewhere");
  close(lock);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

}  // namespace
}  // namespace ombud::actions::test
