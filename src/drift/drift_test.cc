// What is found where paper and data disagree, on real sources.
#include "drift/house_test.h"
#include "jobs/schedule.h"

namespace ombud::drift {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Drift : public test::House {};

INSTANTIATE_TEST_SUITE_P(Engines, Drift,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql,
                                         sql::Engine::mariadb),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Drift, FindsNothingWhereTheRecordAgrees) {
  connected();
  declare_members();
  const Tally kept = checked();
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(kept.open, 0);
}

TEST_P(Drift, FindsAConnectedSystemThatTheRecordDoesNotKnow) {
  connected();
  checked();
  EXPECT_THAT(open(), Contains("unknown_system serious name email health"));
}

TEST_P(Drift, HintsAtASystemOfTheRecordThatNobodyConnected) {
  record("system", R"({"name": "Arkivet", "type": "database"})");
  record("system", R"({"name": "Pärmen", "type": "binder"})");
  checked();
  EXPECT_THAT(open(), ElementsAre("unconnected_system hint"));
}

TEST_P(Drift, FindsWhatNoActivityDeclares) {
  const connectors::System system = connected();
  declare_members();
  datamap::Map map = test::members_map();
  map.tables[0].fields.push_back(test::field("joined_on", DataCategory::date_of_event));
  map.tables[0].fields.push_back(test::field("exit_on", DataCategory::politics));
  confirm(system, map);
  checked();
  EXPECT_THAT(open(), ElementsAre("undeclared_data serious politics",
                                  "undeclared_data minor date_of_event"));
  EXPECT_THAT(said(open_findings()[0]), HasSubstr("member.exit_on"));
}

TEST_P(Drift, FindsThatAClassIsDeclaredTooWeak) {
  const connectors::System system = connected();
  declare_members();
  datamap::Map map = test::members_map();
  map.tables[0].fields[0].data_class = DataClass::special;
  confirm(system, map);
  checked();
  ASSERT_THAT(open(), ElementsAre("undeclared_data serious name"));
  EXPECT_THAT(said(open_findings()[0]), HasSubstr("special category"));
}

TEST_P(Drift, FindsPersonsThatNoActivityHas) {
  const connectors::System system = connected();
  declare_members();
  datamap::Map map = test::members_map();
  map.tables[1].holds = datamap::Holds::person;
  map.tables[1].subject = "employee";
  confirm(system, map);
  checked();
  EXPECT_THAT(open(), Contains("undeclared_persons serious health"));
}

TEST_P(Drift, FindsWhatIsDeclaredAndNotThere) {
  const connectors::System system = connected();
  declare_members();
  datamap::Map map = test::members_map();
  map.tables[1].fields.clear();
  confirm(system, map);
  checked();
  ASSERT_THAT(open(), ElementsAre("not_in_data minor"));
  EXPECT_THAT(open_findings()[0].evidence.name, "Medlemmar: Hälsa");
}

TEST_P(Drift, SaysNothingOfWhatMayLieWhereNobodyLooked) {
  const connectors::System system = connected();
  declare_members();
  const records::Record activity = found_record("activity", "B-0001");
  records::Row row = activity.row;
  std::vector<std::string> systems = list_of(row, "systems");
  systems.push_back(record("system", R"({"name": "Pärmen", "type": "binder"})"));
  row.set("systems", systems);
  must_have(records::edit(office(), test::kinds(), activity.id, activity.version, {row, {}}));
  datamap::Map map = test::members_map();
  map.tables[1].fields.clear();
  confirm(system, map);
  checked();
  EXPECT_THAT(open(), IsEmpty());
}

// S379: who left long ago; not who came lately, though he joined long ago.
TEST_P(Drift, CountsRowsOfLongAgoThatNoPeriodCovers) {
  connected();
  must_have(set_years(office(), 3));
  checked();
  EXPECT_THAT(open(), Contains("old_without_period important 1"));
  for (const Finding& one : open_findings()) {
    if (one.what != What::old_without_period) continue;
    EXPECT_EQ(one.evidence.of, 3);
    EXPECT_EQ(one.evidence.oldest, "2011-03-04");
    EXPECT_EQ(one.evidence.before, "2023-11-21");
  }
  must_have(set_years(office(), 16));
  checked();
  EXPECT_THAT(open(), Not(Contains(HasSubstr("old_without_period"))));
}

TEST_P(Drift, CountsRowsThatAreOlderThanTheirPeriod) {
  connected();
  declare_members();
  const auto change = [&](std::int64_t years, const char* event) {
    const records::Record period = found_record("retention_period", "R-0001");
    records::Row row = period.row;
    row.set("period", years);
    row.set("event", event);
    must_have(
        records::edit(office(), test::kinds(), period.id, period.version, {row, std::nullopt}));
  };
  change(5, "last_activity");
  checked();
  EXPECT_THAT(open(), ElementsAre("overdue serious 1"));
  EXPECT_THAT(said(open_findings()[0]), HasSubstr("20 år"));
  // Counted from the exit: a member who never left is none, however long ago he joined.
  run_sql({"delete from visit"});
  checked();
  EXPECT_THAT(open(), ElementsAre("overdue serious 2"));
  change(5, "membership_ends");
  checked();
  EXPECT_THAT(open(), ElementsAre("overdue serious 1"));
}

TEST_P(Drift, FindsFieldsThatCameAfterTheMapWasConfirmed) {
  connected();
  declare_members();
  run_sql({"alter table member add column phone varchar(20)"});
  run_sql({"create table note (id integer primary key, body varchar(99))"});
  checked();
  EXPECT_THAT(open(), ElementsAre("undeclared_column minor", "undeclared_column minor"));
  std::vector<std::string> places;
  for (const Finding& one : open_findings())
    places.insert(places.end(), one.evidence.places.begin(), one.evidence.places.end());
  EXPECT_THAT(places, Contains("member.phone"));
}

TEST_P(Drift, FindsThatANoIsContradictedAndInHowMuch) {
  connected();
  declare_members();
  record("declaration",
         R"({"name": "Inga känsliga", "subject": "sensitive_data", "answer": false})");
  record("declaration", R"({"name": "Känsliga", "subject": "sensitive_data", "answer": true})");
  record("declaration", R"({"name": "Profilering", "subject": "profiling", "answer": false})");
  checked();
  EXPECT_THAT(open(), ElementsAre("said_none serious health"));
}

TEST_P(Drift, AsksOfAnothersDataOnlyThatTheRecordNamesThem) {
  make_members();
  const connectors::System system = connect("liva", "Bergkommunen");
  confirm(system, test::members_map());
  const std::string liva =
      record("system", R"({"name": "Liva", "type": "database", "connected_system": "liva"})");
  checked();
  EXPECT_THAT(open(), Contains("undeclared_party important"));
  EXPECT_THAT(open(), Not(Contains(HasSubstr("undeclared_data"))));
  const std::string party = record("party", R"({"name": "bergkommunen"})");
  record("activity", R"({"name": "Drift", "role": "processor", "systems": [")" + liva +
                         R"("], "customers": [{"customer": ")" + party + R"("}]})");
  checked();
  EXPECT_THAT(open(), Not(Contains(HasSubstr("undeclared_party"))));
}

TEST_P(Drift, HoldsNoPersonsValue) {
  connected();
  record("declaration",
         R"({"name": "Inga känsliga", "subject": "sensitive_data", "answer": false})");
  checked();
  for (const Finding& one : open_findings())
    for (const Language language : {Language::en, Language::sv, Language::da, Language::nb}) {
      const Sentences all = sentences(test::kinds(), one.what, "liva", "", one.evidence, language);
      for (const char* value : {"Tova", "Exempel", "astma", "@"}) {
        EXPECT_THAT(to_json(one.evidence), Not(HasSubstr(value)));
        EXPECT_THAT(all.wrong + all.mend, AllOf(Not(HasSubstr(value)), Not(HasSubstr("{"))));
      }
    }
}

TEST_P(Drift, TellsTheLogThatASourceIsAskedBeforeItIs) {
  connected();
  checked();
  const std::vector<std::string> events = house_.events();
  EXPECT_THAT(events, Contains("drift.counted system liva"));
  EXPECT_THAT(events, Contains("drift.checked record of processing"));
}

TEST_P(Drift, IsCheckedNightlyFromTheFirstCheckOnUntilSomebodyEndsThat) {
  connected();
  checked();
  const std::vector<jobs::Entry> entries = must_have(jobs::entries(office()));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].kind + " " + entries[0].recurrence.text(), "drift.check daily 04:15");
  ASSERT_TRUE(jobs::remove_entry(office(), "drift-check"));
  checked();
  EXPECT_TRUE(must_have(jobs::entries(office())).empty());
}

class Life : public Drift {};

INSTANTIATE_TEST_SUITE_P(Engines, Life, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Life, IsMendedOnlyWhenACheckSeesItGone) {
  connected();
  declare_members();
  run_sql({"alter table member add column phone varchar(20)"});
  EXPECT_EQ(checked().fresh, 1);
  run_sql({"alter table member drop column phone"});
  EXPECT_THAT(open(), ElementsAre("undeclared_column minor"));
  EXPECT_EQ(checked().mended, 1);
  EXPECT_THAT(open(), IsEmpty());
  run_sql({"alter table member add column phone varchar(20)"});
  const Tally kept = checked();
  EXPECT_EQ(kept.reopened, 1);
  EXPECT_EQ(kept.fresh, 0);
  std::vector<std::string> became;
  for (const Turn& turn : must_have(turns(office(), open_findings()[0])))
    became.push_back(turn.what);
  EXPECT_THAT(became, ElementsAre("found", "mended", "back"));
}

TEST_P(Life, StaysWhereTheSourceDoesNotAnswer) {
  connected();
  declare_members();
  run_sql({"alter table member add column phone varchar(20)"});
  checked();
  connection_.reset();
  std::filesystem::rename(database_.file(), database_.file() + ".away");
  const Tally kept = checked();
  EXPECT_EQ(kept.mended, 0);
  EXPECT_THAT(open(), ElementsAre("undeclared_column minor"));
  EXPECT_NE(must_have(looked(office())).at(0).error, "");
  std::filesystem::rename(database_.file() + ".away", database_.file());
}

TEST_P(Life, IsAcceptedUntilItsDay) {
  record("system", R"({"name": "Arkivet", "type": "database"})");
  checked();
  const std::string number = open_findings()[0].number;
  must_have(accept(office(), test::kinds(), number, " replaced in March ",
                   today() + std::chrono::days(10), today()));
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(checked().accepted, 1);
  house_.clock().move(std::chrono::days(11));
  EXPECT_EQ(checked().reopened, 1);
  EXPECT_THAT(open(), ElementsAre("unconnected_system hint"));
  EXPECT_THAT(house_.events(), Contains("drift.accepted finding " + number));
}

TEST_P(Life, OpensAgainWhereItGetsGraver) {
  const connectors::System system = connect("liva");
  checked();
  must_have(
      accept(office(), test::kinds(), "F-0001", "known", today() + std::chrono::days(10), today()));
  make_members();
  confirm(system, test::members_map());
  EXPECT_EQ(checked().reopened, 1);
  EXPECT_THAT(open(), Contains("unknown_system serious name email health"));
}

TEST_P(Life, IsAcceptedAndTakenBackWithAReason) {
  record("system", R"({"name": "Arkivet", "type": "database"})");
  checked();
  const Day day = today() + std::chrono::days(10);
  EXPECT_EQ(key_of(accept(office(), test::kinds(), "F-0001", " ", day, today())),
            "drift.no_reason");
  EXPECT_EQ(key_of(accept(office(), test::kinds(), "F-0001", "why", today() - std::chrono::days(1),
                          today())),
            "drift.bad_until");
  EXPECT_EQ(key_of(accept(office(), test::kinds(), "F-0001", "why",
                          today() + std::chrono::days(400), today())),
            "drift.bad_until");
  for (const char* number : {"F-0002", "F-", "F-1x", "1", "", "A-0001"})
    EXPECT_EQ(key_of(accept(office(), test::kinds(), number, "why", day, today())), "drift.unknown")
        << number;
  EXPECT_EQ(key_of(reopen(office(), test::kinds(), "F-0001", "why")), "drift.not_accepted");
  must_have(accept(office(), test::kinds(), "F-0001", "why", day, today()));
  EXPECT_EQ(key_of(reopen(office(), test::kinds(), "F-0001", "")), "drift.no_reason");
  EXPECT_EQ(must_have(reopen(office(), test::kinds(), "F-0001", "it was not")).state, State::open);
  run_sql({"create table t (id integer)"});
  connect("arkivet");
  const connectors::System system = must_have(connectors::find(office(), "arkivet"));
  must_have(say_link(office(), must_have(read_paper(office(), test::kinds())), "S-0001", system,
                     true, ""));
  checked();
  EXPECT_EQ(key_of(accept(office(), test::kinds(), "F-0001", "why", day, today())),
            "drift.is_mended");
}

TEST_P(Life, IsListedByWhatIsAskedForAPageAtATime) {
  connected();
  checked();
  for (int i = 0; i < 5; ++i)
    record("system", R"({"name": "Arkivet )" + std::to_string(i) + R"(", "type": "database"})");
  checked();
  Wanted wanted;
  wanted.limit = 2;
  std::vector<std::string> all;
  for (bool more = true; more;) {
    const Listed page = must_have(drift::list(office(), test::kinds(), wanted));
    EXPECT_EQ(page.count, 7);
    for (const Finding& one : page.findings) all.push_back(one.number);
    more = !page.next.empty();
    wanted.after = page.next;
  }
  EXPECT_EQ(all.size(), 7U);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 7U);
  Wanted hints;
  hints.severity = Severity::hint;
  EXPECT_EQ(must_have(drift::list(office(), test::kinds(), hints)).count, 5);
  Wanted kind;
  kind.what = What::unknown_system;
  kind.system = must_have(connectors::find(office(), "liva")).id;
  EXPECT_EQ(must_have(drift::list(office(), test::kinds(), kind)).count, 1);
  wanted.after = {{"x", "y"}};
  EXPECT_EQ(key_of(drift::list(office(), test::kinds(), wanted)), "drift.bad_place");
  EXPECT_THAT(must_have(counts(office(), test::kinds())), ElementsAre(5, 0, 1, 1));
}

TEST_P(Life, IsNotCheckedByWhoeverDoesNotSeeAllSystems) {
  office().actor.only[accounts::Role::coordinator] = {"Bergkommunen"};
  office().actor.roles = {accounts::Role::coordinator};
  EXPECT_EQ(key_of(check(office(), test::kinds(), silent_)), "drift.limited");
}

TEST_P(Life, OfASystemThatSomebodyMayNotSeeDoesNotExistForHim) {
  connected();
  checked();
  office().actor.only[accounts::Role::coordinator] = {"Bergkommunen"};
  office().actor.roles = {accounts::Role::coordinator};
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(key_of(drift::find(office(), test::kinds(), "F-0001")), "drift.unknown");
  EXPECT_EQ(office().hidden.size(), 1U);
}

TEST_P(Life, OfARecordThatSomebodyMayNotReadDoesNotExistForHim) {
  const std::string unit = record("unit", R"({"name": "Hamnen", "type": "department"})");
  record("system", R"({"name": "Arkivet", "type": "database"})");
  record("system", R"({"name": "Kranen", "type": "database", "unit": ")" + unit + "\"}");
  checked();
  EXPECT_THAT(open(), testing::SizeIs(2));
  office().actor.only[accounts::Role::coordinator] = {"unit:U-0099"};
  office().actor.roles = {accounts::Role::coordinator};
  EXPECT_THAT(must_have(drift::list(office(), test::kinds(), {})).findings, testing::SizeIs(1));
  EXPECT_EQ(must_have(drift::list(office(), test::kinds(), {})).count, 1);
  EXPECT_THAT(must_have(counts(office(), test::kinds())), ElementsAre(1, 0, 0, 0));
  std::vector<std::string> answers;
  for (const char* number : {"F-0001", "F-0002"})
    answers.push_back(key_of(drift::find(office(), test::kinds(), number)));
  EXPECT_THAT(answers, testing::UnorderedElementsAre("no error", "drift.unknown"));
  EXPECT_EQ(office().hidden.size(), 1U);
}

TEST_P(Life, TakesYearsFromOneToAHundred) {
  EXPECT_EQ(key_of(set_years(office(), 0)), "drift.bad_years");
  EXPECT_EQ(key_of(set_years(office(), 101)), "drift.bad_years");
  must_have(set_years(office(), 7));
  EXPECT_EQ(must_have(settings(office())).years, 7);
}

}  // namespace
}  // namespace ombud::drift
