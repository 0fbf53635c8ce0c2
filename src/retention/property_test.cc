// Thousands of rules, each on a day of its own, against the slow reference, on every engine.
#include <gmock/gmock.h>

#include "retention/meaning.h"
#include "retention/slow_rule_test.h"
#include "sql/test_databases.h"

namespace ombud::retention {
namespace {

using sql::Statement;
using sql::test::EachEngine;
using sql::test::must_have;
using sql::test::run;

class Rules : public EachEngine {
 protected:
  Rules() {
    run(*connection_,
        {Statement("create table person (id integer primary key, left_on date, joined_on date, "
                   "born date, balance numeric(10, 2), status varchar(20))"),
         Statement("create table membership (id integer primary key, person_id integer, start_date "
                   "date, end_date date, kind varchar(20))")});
    catalogue_ = must_have(connection_->read_catalogue());
    datamap::Table person{.name = "person", .holds = datamap::Holds::person, .subject = "member"};
    person.fields.push_back({.column = "born", .category = DataCategory::birth_date});
    map_.tables = {person, {.name = "membership", .holds = datamap::Holds::detail}};
    map_.links = {{.from_table = "membership",
                   .from_columns = {"person_id"},
                   .to_table = "person",
                   .to_columns = {"id"}}};
  }

  static sql::Value value(const test::OptionalDate& date) {
    return date ? sql::Value(test::written(*date)) : sql::Value(sql::Null{});
  }

  template <class T>
  static sql::Value value(const std::optional<T>& of) {
    if (!of) return sql::Null{};
    if constexpr (std::is_same_v<T, int>)
      return sql::Decimal{std::to_string(*of)};
    else
      return *of;
  }

  void fill(const std::vector<test::Person>& persons) {
    must_have(connection_->begin(sql::Begin::write));
    run(*connection_, {Statement("delete from membership"), Statement("delete from person")});
    for (const test::Person& person : persons) {
      const sql::Row row = {std::int64_t{person.id}, value(person.left),    value(person.joined),
                            value(person.born),      value(person.balance), value(person.status)};
      run(*connection_, {Statement("insert into person values (").values(row).text(")")});
      for (const test::Membership& membership : person.memberships) {
        const sql::Row detail = {std::int64_t{membership.id}, std::int64_t{person.id},
                                 value(membership.start), value(membership.end),
                                 value(membership.kind)};
        run(*connection_, {Statement("insert into membership values (").values(detail).text(")")});
      }
    }
    must_have(connection_->commit());
  }

  std::vector<int> taken(const Rule& rule, Day today) {
    const Setting setting{catalogue_, map_, zone_, today};
    const sql::Table& table = *must_have(table_of(rule, setting));
    const Statement rows =
        Statement("select id from ")
            .append(sql::table_name(table, engine()))
            .text(" where ")
            .append(must_have(conditions::where(must_have(meant(rule, setting, {})), catalogue_,
                                                table, engine())))
            .text(" order by id");
    std::vector<int> ids;
    for (const sql::Row& row : must_have(connection_->all(rows)))
      ids.push_back(static_cast<int>(std::get<std::int64_t>(row.at(0))));
    return ids;
  }

  sql::Catalogue catalogue_;
  datamap::Map map_;
  Zone zone_ = must_have(Zone::find("Europe/Stockholm"));
};

INSTANTIATE_TEST_SUITE_P(On, Rules, sql::test::every_engine(), sql::test::engine_name);

// 3,400 rules on each of three engines.
TEST_P(Rules, TakeExactlyWhomASlowReferenceTakes) {
  test::Drawn drawn(1234);
  std::size_t taken_in_all = 0;
  std::size_t rules_that_take = 0;
  for (int batch = 0; batch < 4; ++batch) {
    std::vector<test::Person> persons;
    for (int id = 1; id <= 40; ++id) persons.push_back(drawn.person(id));
    fill(persons);
    for (int i = 0; i < 850; ++i) {
      const test::SlowRule slow = drawn.rule();
      const test::Date today = drawn.today(slow, persons);
      const Rule rule = must_have(read_rules(slow.yaml())).at(0);
      std::vector<int> expected;
      for (const test::Person& person : persons)
        if (slow.takes(person, today)) expected.push_back(person.id);
      taken_in_all += expected.size();
      if (!expected.empty()) ++rules_that_take;
      ASSERT_EQ(taken(rule, must_have(parse_day(test::written(today)))), expected)
          << slow.yaml() << "on " << test::written(today);
    }
  }
  // The cases say something.
  EXPECT_GT(rules_that_take, 1'500u);
  EXPECT_GT(taken_in_all, 10'000u);
}

}  // namespace
}  // namespace ombud::retention
