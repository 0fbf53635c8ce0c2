#pragma once
// For this room's tests: an office with a coordinator who writes rules and an approver, a clock
// that is moved, and a system "liva" on the engine that the test asks for. Everything goes by the
// rooms' public functions, as the commands do.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/rows.h"
#include "accounts/test_office.h"
#include "holds/holds.h"
#include "retention/retention.h"
#include "retention/simulate.h"
#include "retention/why.h"
#include "sql/test_databases.h"

namespace ombud::retention::test {

using sql::test::key_of;
using sql::test::must_have;

class House : public ::testing::TestWithParam<sql::Engine> {
 protected:
  House() {
    accounts::Office& office = house_.office();
    auto transaction = must_have(office.store.begin(office.organisation.id));
    must_have(
        accounts::rows::add_organisation(transaction, office.organisation, house_.clock().now()));
    must_have(transaction.commit());
    coordinator_ = actor("asa", accounts::Role::coordinator);
    approver_ = actor("owner", accounts::Role::approver);
    office.actor = coordinator_;
  }

  accounts::Office& office() { return house_.office(); }

  accounts::Actor actor(const std::string& name, accounts::Role role) {
    accounts::Account made;
    made.id = new_id<AccountId>(house_.clock());
    made.name = name;
    made.roles = {role};
    made.made_at = house_.clock().now();
    auto transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_account(transaction, made, "no hash", office().organisation.id));
    must_have(transaction.commit());
    accounts::Actor actor = office().actor;
    actor.account = made.id;
    actor.name = name;
    actor.roles = made.roles;
    return actor;
  }

  /// Noon in Stockholm on that day.
  void be_on(std::string_view day) {
    const Instant noon = must_have(parse_instant(std::string(day) + "T11:00:00Z"));
    house_.clock().move(noon - house_.clock().now());
  }

  sql::Connection& source() {
    if (connection_ == nullptr) connection_ = database_.connect();
    return *connection_;
  }

  void run_sql(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& statement : statements)
      must_have(source().execute(sql::Statement(statement)));
  }

  void connect(datamap::Map map) {
    source();
    connectors::System system;
    system.name = "liva";
    system.address = must_have(connectors::read_address(database_.url()));
    system_ = must_have(connectors::add(office(), system, Secret()));
    confirm(std::move(map));
  }

  void confirm(datamap::Map map) {
    const auto connector = must_have(connectors::open(office(), system_));
    map.system = "liva";
    must_have(datamap::confirm(office(), *connector, std::move(map)));
  }

  /// Held against the source and stored, as `retention add` does.
  Result<Stored> add(std::string_view yaml) {
    const std::vector<Rule> rules = TRY(read_rules(yaml));
    const Desk desk = TRY(Desk::open(office(), rules.at(0).system));
    TRY(check_against(rules.at(0), desk.setting()));
    return store_rule(office(), rules.at(0), desk.system().id);
  }

  Result<Planned> planned(const std::string& rule, const Wishes& wishes = {}) {
    return plan(office(), rule, wishes, silent_);
  }

  void approve(const std::string& action) {
    office().actor = approver_;
    must_have(actions::approve(office(), action));
    office().actor = coordinator_;
  }

  actions::State run(const std::string& action) {
    return must_have(actions::run(office(), action, {"", Language::en}, silent_)).state;
  }

  /// Planned by one, approved by the other, run.
  actions::State carry_out(const std::string& rule) {
    const std::string action = must_have(planned(rule)).action;
    must(!action.empty());
    approve(action);
    return run(action);
  }

  std::vector<std::string> rows(sql::Literal select) {
    std::vector<std::string> all;
    for (const sql::Row& row : must_have(source().all(sql::Statement(select)))) {
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "|") + sql::plain(row[i]);
      all.push_back(text);
    }
    return all;
  }

  Why why_of(const std::string& key) {
    return must_have(why(office(), must_have(Desk::open(office(), "liva")), "member", {key}));
  }

  static datamap::Field field(const std::string& column, DataCategory category,
                              datamap::Erase erase, bool identifies = false) {
    datamap::Field made{.column = column, .category = category};
    if (category == DataCategory::name) made.part = "full";
    made.identifies = identifies;
    made.erase = erase;
    if (erase == datamap::Erase::keep) made.because = "statistics";
    return made;
  }

  Silent silent_;
  accounts::TestOffice house_{
      sql::Engine::sqlite,
      {jobs::migrations(), connectors::migrations(), datamap::migrations(), holds::migrations(),
       subjects::migrations(), actions::migrations(), retention::migrations()}};
  sql::test::Database database_{GetParam()};
  std::unique_ptr<sql::Connection> connection_;
  connectors::System system_;
  accounts::Actor coordinator_;
  accounts::Actor approver_;
};

/// A union's members, their memberships and payments; rows stay and are emptied.
class Union : public House {
 protected:
  Union() {
    run_sql(
        {"CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(60), email VARCHAR(60), "
         "born DATE, applied_on DATE, exit_date DATE, balance NUMERIC(10, 2), region "
         "VARCHAR(20))",
         "CREATE TABLE membership (id INTEGER PRIMARY KEY, member_id INTEGER, start_date "
         "DATE, end_date DATE)",
         "CREATE TABLE payment (id INTEGER PRIMARY KEY, member_id INTEGER, paid_on DATE)"});
  }

  void add_member(std::int64_t id, const char* applied, const char* exit,
                  std::string balance = "0.00") {
    const auto day = [](const char* text) {
      return text == nullptr ? sql::Value(sql::Null{}) : sql::Value(std::string(text));
    };
    const std::string number = std::to_string(id);
    must_have(source().execute(
        sql::Statement("INSERT INTO member VALUES (")
            .values(sql::Row{id, "Medlem Nummer" + number, "m" + number + "@exempel.se",
                             "1980-05-06", day(applied), day(exit), sql::Decimal{balance},
                             id % 2 == 0 ? "Norr" : "Syd"})
            .text(")")));
  }

  static datamap::Map union_map() {
    using datamap::Erase;
    datamap::Map map;
    datamap::Table member{.name = "member", .holds = datamap::Holds::person, .subject = "member"};
    member.because = "the number of members stays";
    member.fields = {field("name", DataCategory::name, Erase::surrogate, true),
                     field("email", DataCategory::email, Erase::set_null, true),
                     field("born", DataCategory::birth_date, Erase::set_null),
                     field("applied_on", DataCategory::date_of_event, Erase::keep),
                     field("exit_date", DataCategory::date_of_event, Erase::keep),
                     field("balance", DataCategory::payment, Erase::keep)};
    datamap::Table membership{.name = "membership", .holds = datamap::Holds::detail};
    membership.fields = {field("end_date", DataCategory::date_of_event, Erase::keep)};
    datamap::Table payment{.name = "payment", .holds = datamap::Holds::detail};
    payment.fields = {field("paid_on", DataCategory::date_of_event, Erase::keep)};
    map.tables = {member, membership, payment};
    for (const char* const table : {"membership", "payment"})
      map.links.push_back({.from_table = table,
                           .from_columns = {"member_id"},
                           .to_table = "member",
                           .to_columns = {"id"},
                           .kind = datamap::Link::Kind::declared});
    return map;
  }

  std::vector<std::string> emails() {
    return rows("SELECT id, email FROM member WHERE email IS NOT NULL ORDER BY id");
  }
};

}  // namespace ombud::retention::test
