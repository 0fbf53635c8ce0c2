// From what is typed to a person of the register, over systems on every engine.

#include <fstream>
#include <sstream>

#include "subjects/criteria.h"
#include "subjects/test_house.h"

namespace ombud::subjects {

namespace {

using namespace test;
using testing::HasSubstr;

class Find : public sql::test::EachEngine {
 protected:
  Find() {
    run(
        {"create table member (id int primary key, name varchar(80), email varchar(80),"
         " phone varchar(40))"});
    must_have(pay_connection_->execute(
        Statement("create table employee (id int primary key, first_name varchar(40),"
                  " last_name varchar(40), personnummer varchar(20), email varchar(80))")));
    liva_ = house_.add("liva", database_);
    pay_system_ = house_.add("pay", pay_);
    house_.confirm(
        liva_,
        {table("member", Holds::person,
               {field("id", DataCategory::person_ref), field("name", DataCategory::name, "full"),
                field("email", DataCategory::email), field("phone", DataCategory::phone)})});
    house_.confirm(pay_system_, {table("employee", Holds::person,
                                       {field("id", DataCategory::person_ref),
                                        field("first_name", DataCategory::name, "first"),
                                        field("last_name", DataCategory::name, "last"),
                                        field("personnummer", DataCategory::national_id),
                                        field("email", DataCategory::email)})});
  }

  void run(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& text : statements) must_have(connection_->execute(Statement(text)));
  }

  void run_in_pay(sql::Literal text) { must_have(pay_connection_->execute(Statement(text))); }

  Result<Found> try_find(const std::vector<std::string>& lines,
                         const std::string& reference = "request 2026-14") {
    std::vector<Criterion> criteria;
    for (const std::string& line : lines) criteria.push_back(criterion_of(Secret(line)));
    Silent silent;
    return subjects::find(office(), criteria, reference, silent);
  }

  Found find(const std::string& line) { return must_have(try_find({line})); }

  Person only(const std::string& line) {
    Found found = find(line);
    if (found.persons.size() != 1)
      throw std::runtime_error(std::to_string(found.persons.size()) + " persons");
    return found.persons[0];
  }

  Person choose(const Person& person, const std::string& row) {
    return must_have(subjects::choose(office(), person.handle, {row}, "request 2026-14"));
  }

  static std::vector<std::string> rows(const Person& person) {
    std::vector<std::string> all;
    for (const Match& match : person.matches)
      all.push_back(write_key(match.system, match.table, match.key) +
                    (match.ambiguous ? " ?" : ""));
    return all;
  }

  std::vector<std::string> traced(const Person& person) {
    const auto connector = house_.open(liva_);
    const datamap::Map map = must_have(datamap::executable(office(), *connector)).map;
    Silent silent;
    return rows_of(must_have(trace(*connector, map, person, silent)).own);
  }

  accounts::Office& office() { return house_.office(); }

  House house_;
  sql::test::Database pay_{GetParam()};
  std::unique_ptr<sql::Connection> pay_connection_ = pay_.connect();
  connectors::System liva_;
  connectors::System pay_system_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Find, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Find, KnowsOnePersonByEmailHereAndByPersonnummerThere) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  run_in_pay("insert into employee values (7, 'Karin', 'Ek', '540102-3758', 'KARIN@example.org')");
  const Person person = only("personnummer: 19540102-3758");
  EXPECT_THAT(rows(person), UnorderedElementsAre("liva.member=1", "pay.employee=7"));
  EXPECT_FALSE(person.needs_choice);
  // From the other end too, and it is the same person.
  const Person again = only("email: karin@example.org");
  EXPECT_EQ(again.id, person.id);
  EXPECT_EQ(again.handle, person.handle);
  EXPECT_EQ(rows(again), rows(person));
}

TEST_P(Find, LeavesANamesakeOut) {
  run(
      {"insert into member values (1, 'Karin Ek', 'karin@example.org', null),"
       " (2, 'Karin Ek', 'other@example.org', null)"});
  EXPECT_THAT(rows(only("email: karin@example.org")), ElementsAre("liva.member=1"));
}

TEST_P(Find, TakesTwoRowsOfOnePersonInOneTableForBoth) {
  run(
      {"insert into member values (1, 'Karin Ek', 'karin@example.org', null),"
       " (2, 'Ek, Karin', 'Karin@Example.org', null)"});
  const Person person = only("email: karin@example.org");
  EXPECT_THAT(rows(person), ElementsAre("liva.member=1", "liva.member=2"));
  EXPECT_FALSE(person.needs_choice);
}

TEST_P(Find, AsksWhereTwoPersonsShareAnEmailAndKeepsThemApartFromThenOn) {
  run(
      {"insert into member values (1, 'Karin Ek', 'home@example.org', null),"
       " (2, 'Bo Ek', 'home@example.org', null)"});
  const Person both = only("email: home@example.org");
  EXPECT_TRUE(both.needs_choice);
  EXPECT_THAT(rows(both), ElementsAre("liva.member=1 ?", "liva.member=2 ?"));
  const Person karin = choose(both, "liva.member=1");
  EXPECT_EQ(karin.handle, both.handle);
  EXPECT_FALSE(karin.needs_choice);
  EXPECT_THAT(rows(karin), ElementsAre("liva.member=1"));
  EXPECT_THAT(rows(must_have(subjects::person(office(), karin.id))), ElementsAre("liva.member=1"));

  const Person asked = only("email: home@example.org");
  EXPECT_TRUE(asked.needs_choice);
  EXPECT_NE(asked.id, karin.id);
  const Person bo = choose(asked, "liva.member=2");
  EXPECT_NE(bo.id, karin.id);
  EXPECT_THAT(rows(must_have(subjects::person(office(), karin.id))), ElementsAre("liva.member=1"));

  // Chosen again she is herself, by the handle that was asked about.
  const Person again = only("email: home@example.org");
  const Person chosen = choose(again, "liva.member=1");
  EXPECT_EQ(chosen.id, karin.id);
  EXPECT_EQ(must_have(subjects::person(office(), again.handle)).id, karin.id);
  EXPECT_THAT(karin.ended, IsEmpty());
  EXPECT_THAT(chosen.ended, ElementsAre(karin.handle)) << "so that it can be said";
  EXPECT_EQ(key_of(subjects::person(office(), karin.handle)), "subjects.unknown_person");
  EXPECT_EQ(key_of(subjects::choose(office(), only("email: home@example.org").handle,
                                    {"liva.member=1", "liva.member=2"}, "request 2026-14")),
            "subjects.several_persons");
}

TEST_P(Find, AsksWhereOnlyANameMet) {
  run(
      {"insert into member values (1, 'Karin Ek', 'karin@example.org', null),"
       " (2, 'Ek, Karin Maria', null, null), (3, 'Karin Berg', null, null)"});
  const Found found = find("name: karin ek");
  ASSERT_EQ(found.persons.size(), 2U);
  for (const Person& person : found.persons) EXPECT_TRUE(person.needs_choice);
}

TEST_P(Find, MeetsOtherSpellings) {
  run(
      {"insert into member values (1, 'A B', ' Karin@EXAMPLE.org ', '+46 70-174 06 05'),"
       " (2, 'C D', null, '0046701740606')"});
  run_in_pay("insert into employee values (7, 'E', 'F', '540102 3758', null)");
  EXPECT_THAT(rows(only("email: karin@example.org")), ElementsAre("liva.member=1"));
  EXPECT_THAT(rows(only("phone: 070-1740605")), ElementsAre("liva.member=1 ?"));
  EXPECT_THAT(rows(only("phone: 070-174 06 06")), ElementsAre("liva.member=2 ?"));
  EXPECT_THAT(rows(only("personnummer: 19540102-3758")), ElementsAre("pay.employee=7"));
}

TEST_P(Find, TakesARowNamedByItsKeyForCertain) {
  run({"insert into member values (1, 'Karin Ek', null, null), (2, 'Bo Ek', null, null)"});
  const Person person = only("key: liva.member=2");
  EXPECT_THAT(rows(person), ElementsAre("liva.member=2"));
  EXPECT_FALSE(person.needs_choice);
  EXPECT_THAT(find("key: liva.member=3").persons, IsEmpty());
}

TEST_P(Find, SaysWhatWasNotSearchedAndWhy) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  house_.add("archive", "manual:");
  house_.add("gone", "sqlite:/nowhere/at/all.sqlite");
  const sql::test::Database unmapped(Engine::sqlite);
  must_have(unmapped.connect()->execute(Statement("create table t (id int)")));
  house_.add("new", unmapped);
  const Found found = find("email: karin@example.org");
  EXPECT_EQ(found.persons.size(), 1U);
  std::vector<std::string> systems;
  for (const NotSearched& one : found.not_searched) systems.push_back(one.system);
  EXPECT_THAT(systems, UnorderedElementsAre("archive", "gone", "new"));
  EXPECT_THAT(found.searched, UnorderedElementsAre("liva", "pay"));
}

TEST_P(Find, TakesNobodyForTheOneWhoHadTheKeyBefore) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  const Person karin = only("email: karin@example.org");
  EXPECT_THAT(traced(karin), ElementsAre("member 1"));
  run({"update member set name = 'Bo Berg', email = 'bo@example.org' where id = 1"});
  // Not even before anybody has searched again.
  EXPECT_THAT(traced(karin), IsEmpty());
  const Person bo = only("email: bo@example.org");
  EXPECT_NE(bo.id, karin.id);
  EXPECT_THAT(rows(bo), ElementsAre("liva.member=1"));
  EXPECT_THAT(rows(must_have(subjects::person(office(), karin.handle))), IsEmpty());
}

TEST_P(Find, KnowsAPersonWhoseEmailOrNameWasCorrected) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  const Person karin = only("email: karin@example.org");
  run({"update member set name = 'Karin Berg' where id = 1"});
  EXPECT_EQ(only("email: karin@example.org").id, karin.id);
  run({"update member set email = 'berg@example.org' where id = 1"});
  EXPECT_EQ(only("email: berg@example.org").id, karin.id);
  EXPECT_THAT(traced(karin), IsEmpty());  // Of the first search nothing stands there any more.
}

TEST_P(Find, KnowsAPersonByNationalIdInARowOfAnotherKey) {
  run_in_pay("insert into employee values (7, 'Karin', 'Ek', '540102-3758', null)");
  const Person karin = only("personnummer: 540102-3758");
  run_in_pay("update employee set id = 8");
  const Person again = only("personnummer: 540102-3758");
  EXPECT_EQ(again.id, karin.id);
  EXPECT_THAT(rows(again), ElementsAre("pay.employee=8"));
}

TEST_P(Find, DoesNotTakeANamesakeWithAnotherNationalIdForTheOneBefore) {
  run_in_pay("insert into employee values (7, 'Karin', 'Ek', '540102-3758', null)");
  const Person karin = only("personnummer: 540102-3758");
  run_in_pay("update employee set personnummer = '870302-2395'");
  EXPECT_NE(only("personnummer: 870302-2395").id, karin.id);
}

// Of the store and the words, which are the same whatever the systems are.
class FindOnce : public Find {};

INSTANTIATE_TEST_SUITE_P(Engines, FindOnce, testing::Values(Engine::postgresql),
                         sql::test::engine_name);

TEST_P(FindOnce, SaysWhichTablesWereSearchedByIndexOnly) {
  run(
      {"insert into member select i, 'Karin Ek', 'm' || i || '@example.org', null"
       " from generate_series(1, 50100) i",
       "update member set email = 'Karin.Ek@Example.org' where id = 9",
       "update member set name = 'Bo Ek' where id = 10", "analyze member"});
  const Found found = find("email: m7@example.org");
  EXPECT_THAT(found.by_index_only, ElementsAre("liva.member"));
  ASSERT_EQ(found.persons.size(), 1U);
  EXPECT_THAT(rows(found.persons[0]), ElementsAre("liva.member=7"));
  // A form that nobody knows is not met there: that is what by_index_only says.
  EXPECT_THAT(find("email: karin.ek@example.org").persons, IsEmpty());
  EXPECT_THAT(rows(only("email: Karin.Ek@Example.org")), ElementsAre("liva.member=9"));
  EXPECT_THAT(rows(only("name: Bo Ek")), ElementsAre("liva.member=10 ?"));
}

TEST_P(FindOnce, ForgetsAHandleAfterADay) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  const Person karin = only("email: karin@example.org");
  house_.house().clock().move(std::chrono::hours(24) - std::chrono::seconds(1));
  EXPECT_EQ(must_have(subjects::person(office(), karin.handle)).id, karin.id);
  house_.house().clock().move(std::chrono::seconds(1));
  const auto refused = subjects::person(office(), karin.handle);
  EXPECT_EQ(key_of(refused), "subjects.unknown_person");
  EXPECT_EQ(refused.error().code, Errc::not_found);
  EXPECT_EQ(key_of(subjects::choose(office(), karin.handle, {"liva.member=1"}, "x")),
            "subjects.unknown_person");
  // The person stays, for actions that are under way; found again he has another handle.
  EXPECT_EQ(must_have(subjects::person(office(), karin.id)).id, karin.id);
  const Person again = only("email: karin@example.org");
  EXPECT_EQ(again.id, karin.id);
  EXPECT_NE(again.handle, karin.handle);
}

TEST_P(FindOnce, ForgetsWhomNobodyChose) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  const Person asked = only("name: Karin Ek");
  house_.house().clock().move(std::chrono::hours(25));
  only("email: karin@example.org");
  EXPECT_EQ(key_of(subjects::person(office(), asked.id)), "subjects.unknown_person");
}

TEST_P(FindOnce, AsksForAReasonAndSomethingToLookFor) {
  const auto refusal = [](const auto& result, Errc code) {
    EXPECT_EQ(result.error().code, code);
    return key_of(result);
  };
  EXPECT_EQ(refusal(try_find({"email: a@example.org"}, " "), Errc::invalid),
            "subjects.no_reference");
  EXPECT_EQ(refusal(try_find({}), Errc::invalid), "subjects.nothing_to_search");
  EXPECT_EQ(refusal(try_find({"email: a"}), Errc::invalid), "subjects.bad_criterion");
  EXPECT_EQ(refusal(try_find({"key: liva=1"}), Errc::invalid), "subjects.bad_key");
  EXPECT_EQ(refusal(try_find({"key: liva.member=1,2"}), Errc::invalid), "subjects.bad_key");
  EXPECT_EQ(refusal(try_find({"key: liva.lost=1"}), Errc::not_found), "subjects.no_such_table");
  EXPECT_EQ(refusal(try_find({"key: lost.member=1"}), Errc::not_found),
            "subjects.system_not_searched");
}

TEST_P(FindOnce, ChoosesOnlyAmongWhatMatched) {
  run(
      {"insert into member values (1, 'Karin Ek', 'home@example.org', null),"
       " (2, 'Bo Ek', 'home@example.org', null)"});
  const Person both = only("email: home@example.org");
  const auto other = subjects::choose(office(), both.handle, {"liva.member=3"}, "x");
  EXPECT_EQ(key_of(other), "subjects.no_match");
  EXPECT_EQ(other.error().code, Errc::not_found);
  EXPECT_EQ(key_of(subjects::choose(office(), both.handle, {}, "x")), "subjects.nothing_chosen");
  EXPECT_EQ(key_of(subjects::choose(office(), both.handle, {"liva.member=1"}, "")),
            "subjects.no_reference");
  EXPECT_TRUE(must_have(subjects::person(office(), both.handle)).needs_choice);
}

TEST_P(FindOnce, TellsTheLogBeforeASystemIsAsked) {
  // What is asked for can't be searched: it is in the log all the same.
  EXPECT_FALSE(try_find({"key: lost.member=1"}));
  const std::vector<std::string> before = house_.house().events();
  EXPECT_THAT(before, testing::Contains("subjects.searched subjects"));
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  choose(only("name: Karin Ek"), "liva.member=1");
  const std::vector<std::string> after = house_.house().events();
  ASSERT_EQ(after.size(), before.size() + 2);
  EXPECT_EQ(after[after.size() - 2], "subjects.searched subjects");
  EXPECT_EQ(after.back(), "subjects.chosen subjects");
}

TEST_P(FindOnce, LeavesNothingReadableOfWhatWasSearched) {
  run(
      {"insert into member values (4711, 'Karin Fjellvik', 'fjellvik@example.org',"
       " '+46701740605')"});
  run_in_pay(
      "insert into employee values (7, 'Karin', 'Fjellvik', '540102-3758',"
      " 'fjellvik@example.org')");
  const Person person = only("email: fjellvik@example.org");
  must_have(try_find({"personnummer: 540102-3758", "name: Karin Fjellvik"}));
  EXPECT_EQ(person.matches.size(), 2U);
  std::size_t files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(office().folder)) {
    if (!file.is_regular_file()) continue;
    ++files;
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    for (const char* text :
         {"jellvik", "540102", "5401023758", "1740605", "liva.member=4711", "request 2026-14"})
      EXPECT_EQ(bytes.str().find(text), std::string::npos) << text << " in " << file.path();
  }
  EXPECT_GE(files, 3U);  // Key file, key store, store.
}

TEST_P(FindOnce, SaysThatADamagedRegisterIsDamaged) {
  run({"insert into member values (1, 'Karin Ek', 'karin@example.org', null)"});
  const Person person = only("email: karin@example.org");
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  const sql::Row place =
      must_have(
          transaction.one("SELECT place FROM subjects_match WHERE person_id = ?", {person.id.text}))
          .value();
  const std::string sealed = must_have(office().vault.seal_for(
      person.id, vault::Purpose::subject_identifier, to_hex(store::blob_in(place[0])), "{}"));
  must_have(
      transaction.execute_exactly(1, "UPDATE subjects_match SET sealed = ?", {sql::Blob{sealed}}));
  must_have(transaction.commit());
  const auto refused = subjects::person(office(), person.handle);
  EXPECT_EQ(key_of(refused), "subjects.register_damaged");
  EXPECT_EQ(refused.error().code, Errc::internal);
}

}  // namespace

}  // namespace ombud::subjects
