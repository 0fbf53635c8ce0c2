#pragma once
// For this room's tests: an office with two people in it, and a source on the engine that the test
// asks for, with a map made by hand and confirmed. Karin is erased, Bo must stay.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/rows.h"
#include "accounts/test_office.h"
#include "actions/actions.h"
#include "actions/plan.h"
#include "actions/store.h"
#include "holds/holds.h"
#include "sql/test_databases.h"

namespace ombud::actions::test {

using datamap::Erase;
using datamap::Holds;
using datamap::Link;
using sql::test::key_of;
using sql::test::must_have;

/// A map being made.
struct Mapping {
  datamap::Map map;

  datamap::Table& table(const std::string& name, Holds holds, bool delete_rows) {
    datamap::Table table{.name = name, .holds = holds};
    if (holds == Holds::person) table.subject = "member";
    table.delete_rows = delete_rows;
    table.because = "as the test wants it";
    map.tables.push_back(table);
    return map.tables.back();
  }

  static void field(datamap::Table& table, const std::string& column, DataCategory category,
                    Erase erase, bool identifies = false) {
    datamap::Field field{.column = column, .category = category};
    if (category == DataCategory::name) field.part = "full";
    field.identifies = identifies;
    field.erase = erase;
    if (erase == Erase::keep) field.because = "accounting";
    if (erase == Erase::constant) field.constant = "-";
    table.fields.push_back(field);
  }

  Link& link(const std::string& from, std::vector<std::string> columns, const std::string& to,
             std::vector<std::string> to_columns, Link::Means means = Link::Means::belongs) {
    Link link{.from_table = from,
              .from_columns = std::move(columns),
              .to_table = to,
              .to_columns = std::move(to_columns)};
    link.means = means;
    link.kind = Link::Kind::declared;
    map.links.push_back(link);
    return map.links.back();
  }
};

/// The member table that most tests have: how each field is erased, one method each.
inline datamap::Table& member_table(Mapping& mapping, bool delete_rows) {
  datamap::Table& member = mapping.table("member", Holds::person, delete_rows);
  Mapping::field(member, "name", DataCategory::name, Erase::surrogate, true);
  Mapping::field(member, "email", DataCategory::email, Erase::set_null, true);
  Mapping::field(member, "phone", DataCategory::phone, Erase::constant);
  Mapping::field(member, "born_on", DataCategory::birth_date, Erase::generalise);
  Mapping::field(member, "note", DataCategory::free_text, Erase::scrub);
  Mapping::field(member, "fee", DataCategory::payment, Erase::keep);
  return member;
}

class House : public testing::TestWithParam<sql::Engine> {
 protected:
  House() {
    accounts::Office& office = house_.office();
    office.actor.account = account("asa", std::nullopt);
    office.actor.name = "asa";
    planner_ = office.actor;
    approver_ = office.actor;
    approver_.account = account("owner", std::nullopt);
    approver_.name = "owner";
  }

  accounts::Office& office() { return house_.office(); }

  AccountId account(const std::string& name, std::optional<AccountId> made_by) {
    accounts::Account made;
    made.id = new_id<AccountId>(house_.clock());
    made.name = name;
    made.roles = {accounts::Role::coordinator};
    made.made_by = made_by;
    made.made_at = house_.clock().now();
    auto transaction = must_have(office().store.begin(office().organisation.id));
    if (!organisation_stored_)
      must_have(accounts::rows::add_organisation(transaction, office().organisation,
                                                 house_.clock().now()));
    organisation_stored_ = true;
    must_have(accounts::rows::add_account(transaction, made, "no hash", office().organisation.id));
    must_have(transaction.commit());
    return made.id;
  }

  sql::Connection& source() {
    if (connection_ == nullptr) connection_ = database_.connect();
    return *connection_;
  }

  void run_sql(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& statement : statements)
      must_have(source().execute(sql::Statement(statement)));
  }

  /// Members 1 (Karin) and 2 (Bo).
  void make_members() {
    run_sql(
        {"CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, "
         "email VARCHAR(60), phone VARCHAR(40), born_on DATE, note TEXT, fee INTEGER)",
         "INSERT INTO member VALUES (1, 'Karin Holmqvist', 'karin@exempel.se', "
         "'070-1740605', '1990-05-06', 'Ring Karin Holmqvist, karin@exempel.se', 100)",
         "INSERT INTO member VALUES (2, 'Bo Sandelin', 'bo@exempel.se', '070-1740606', "
         "'1980-01-02', 'Bo betalar', 100)"});
  }

  /// Registers the source and confirms its map.
  void connect(Mapping mapping, const connectors::System& like = {}) {
    source();
    connectors::System system = like;
    system.name = "liva";
    if (system.address.file.empty() && system.address.database.empty())
      system.address = must_have(connectors::read_address(database_.url()));
    system_ = must_have(connectors::add(office(), system, Secret()));
    confirm(std::move(mapping));
  }

  void confirm(Mapping mapping) {
    const auto connector = must_have(connectors::open(office(), system_));
    mapping.map.system = "liva";
    must_have(datamap::confirm(office(), *connector, mapping.map));
  }

  subjects::Person person(const std::string& email = "karin@exempel.se") {
    subjects::Found found =
        must_have(subjects::find(office(), {{"email", Secret(email)}}, "request 2026-14", silent_));
    must(found.persons.size() == 1);
    return found.persons.front();
  }

  Wish wish(Kind kind = Kind::erase) {
    Wish wish;
    wish.kind = kind;
    wish.person = person().handle;
    wish.reference = "request 2026-14";
    return wish;
  }

  Result<std::string> planned(const Wish& wish) { return plan(office(), wish, silent_); }

  void approved(const std::string& number) {
    office().actor = approver_;
    must_have(approve(office(), number));
    office().actor = planner_;
  }

  /// Planned by one, approved by the other.
  std::string ready(Kind kind = Kind::erase) {
    std::string number = must_have(planned(wish(kind)));
    approved(number);
    return number;
  }

  Result<Outcome> try_run(const std::string& number, const std::string& folder = "") {
    return run(office(), number, {folder, Language::en}, silent_);
  }

  Outcome ran(const std::string& number, const std::string& folder = "") {
    return must_have(try_run(number, folder));
  }

  Plan plan_of(const std::string& number) {
    return must_have(checked_plan(office(), must_have(find_action(office(), number))));
  }

  nlohmann::json body_of(const std::string& number) {
    return nlohmann::json::parse(must_have(find_action(office(), number)).receipt_body);
  }

  /// Keys of the receipt's third part.
  std::vector<std::string> not_reached(const std::string& number) {
    std::vector<std::string> keys;
    const nlohmann::json body = body_of(number);
    for (const auto& part : body.at("not_reached")) keys.push_back(part.at("key"));
    return keys;
  }

  /// Every row as one text, in order of the first columns.
  std::vector<std::string> rows(sql::Literal select) {
    std::vector<std::string> all;
    for (const sql::Row& row : must_have(source().all(sql::Statement(select)))) {
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "|") + sql::plain(row[i]);
      all.push_back(text);
    }
    return all;
  }

  std::size_t events(const std::string& event) {
    std::size_t count = 0;
    for (const std::string& entry : house_.events())
      if (entry.starts_with(event + " ")) ++count;
    return count;
  }

  Silent silent_;
  accounts::TestOffice house_{sql::Engine::sqlite,
                              {connectors::migrations(), datamap::migrations(), holds::migrations(),
                               subjects::migrations(), actions::migrations()}};
  sql::test::Database database_{GetParam()};
  std::unique_ptr<sql::Connection> connection_;
  connectors::System system_;
  accounts::Actor planner_;
  accounts::Actor approver_;
  bool organisation_stored_ = false;
};

/// With orders.
class Shop : public House {
 protected:
  /// Members and their orders; the orders go, the members are erased field by field.
  void members_and_orders(std::int64_t orders) {
    make_members();
    run_sql(
        {"CREATE TABLE purchase (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, "
         "label VARCHAR(40))"});
    must_have(source().begin(sql::Begin::write));
    for (std::int64_t i = 1; i <= orders; ++i)
      must_have(
          source().execute(sql::Statement("INSERT INTO purchase VALUES (?, 1, 'a thing')", {i})));
    run_sql({"INSERT INTO purchase VALUES (100000, 2, 'of Bo')"});
    must_have(source().commit());
    Mapping mapping;
    member_table(mapping, false);
    Mapping::field(mapping.table("purchase", Holds::detail, true), "label", DataCategory::other,
                   Erase::set_null);
    mapping.link("purchase", {"member_id"}, "member", {"id"});
    add_more(mapping);
    connect(mapping);
  }

  /// What a test wants in the source beside, before the map is confirmed.
  virtual void add_more(Mapping&) {}

  std::vector<std::string> members() { return rows("SELECT * FROM member ORDER BY id"); }

  std::int64_t purchases() {
    return std::get<std::int64_t>(sql::test::only_value(
        source(), sql::Statement("SELECT COUNT(*) FROM purchase WHERE member_id = 1")));
  }
};

}  // namespace ombud::actions::test
