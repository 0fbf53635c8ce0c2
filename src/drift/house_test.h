#pragma once
// For this room's tests: an office, a source on the engine that the test asks for with members and
// what belongs to them, its map made by hand, and records made from JSON. Included by *_test.cc
// only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/rows.h"
#include "accounts/test_office.h"
#include "actions/actions.h"
#include "base/text.h"
#include "drift/draft.h"
#include "drift/drift.h"
#include "holds/holds.h"
#include "parties/parties.h"
#include "processing/processing.h"
#include "sql/test_databases.h"
#include "subjects/subjects.h"

namespace ombud::drift::test {

using datamap::Holds;
using sql::test::key_of;
using sql::test::must_have;

// Read once: they are some 300 kB of YAML.
inline const records::Kinds& kinds() {
  static const records::Kinds all = [] {
    std::vector<records::Declared> declared(processing::kinds().begin(), processing::kinds().end());
    declared.insert(declared.end(), parties::kinds().begin(), parties::kinds().end());
    declared.insert(declared.end(), records::kinds().begin(), records::kinds().end());
    records::Kinds read = must_have(records::Kinds::of(declared));
    parties::add_checks(read);
    processing::add_checks(read);
    return read;
  }();
  return all;
}

inline datamap::Field field(std::string column, DataCategory category) {
  datamap::Field one;
  one.column = std::move(column);
  one.category = category;
  one.data_class = default_class(category);
  one.origin = Origin::given;
  one.because = "the members' register";
  one.identifies = category == DataCategory::name;
  return one;
}

inline datamap::Table table(std::string name, Holds holds, std::vector<datamap::Field> fields) {
  datamap::Table one;
  one.name = std::move(name);
  one.holds = holds;
  one.subject = holds == Holds::person ? "member" : "";
  one.fields = std::move(fields);
  return one;
}

/// Members with a visit each; diagnosis is what somebody wrote of a visit.
inline datamap::Map members_map() {
  using enum DataCategory;
  datamap::Map map;
  map.tables = {
      table("member", Holds::person, {field("name", name), field("email", email)}),
      table("visit", Holds::detail, {field("diagnosis", health)}),
  };
  datamap::Link link;
  link.from_table = "visit";
  link.from_columns = {"member_id"};
  link.to_table = "member";
  link.to_columns = {"id"};
  map.links = {link};
  return map;
}

class House : public sql::test::EachEngine {
 protected:
  House() {
    auto transaction = must_have(office().store.begin(office().organisation.id));
    must_have(
        accounts::rows::add_organisation(transaction, office().organisation, house_.clock().now()));
    accounts::Account account;
    account.id = office().actor.account;
    account.name = "asa";
    account.roles = office().actor.roles;
    account.made_at = house_.clock().now();
    must_have(
        accounts::rows::add_account(transaction, account, "no hash", office().organisation.id));
    must_have(transaction.commit());
  }

  accounts::Office& office() { return house_.office(); }

  void run_sql(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& statement : statements)
      must_have(connection_->execute(sql::Statement(statement)));
  }

  // Today is 2026-11-21: one member of lately, one of long ago, one of long ago who came lately.
  void make_members() {
    run_sql(
        {"create table member (id integer primary key, name varchar(60), email "
         "varchar(60), joined_on date, exit_on date)",
         "create table visit (id integer primary key, member_id integer references "
         "member (id), day date, diagnosis varchar(200))",
         "insert into member values (1, 'Tova Exempel', 'tova@exempel.se', "
         "'2025-02-01', null), (2, 'Nils Exempel', 'nils@exempel.se', '2011-03-04', "
         "'2012-05-06'), (3, 'Ada Exempel', 'ada@exempel.se', '2010-01-01', null)",
         "insert into visit values (1, 3, '2026-01-01', 'astma')"});
  }

  connectors::System connect(const std::string& name, const std::string& controller = "") {
    connectors::System system;
    system.name = name;
    system.controller = controller;
    system.address = must_have(connectors::read_address(database_.url()));
    return must_have(connectors::add(office(), system, Secret()));
  }

  void confirm(const connectors::System& system, datamap::Map map) {
    const auto connector = must_have(connectors::open(office(), system));
    map.system = system.name;
    must_have(datamap::confirm(office(), *connector, std::move(map)));
  }

  /// With the members and their confirmed map.
  connectors::System connected(const std::string& name = "liva") {
    make_members();
    const connectors::System system = connect(name);
    confirm(system, members_map());
    return system;
  }

  /// A draft of a record; its id.
  std::string record(std::string_view kind, std::string_view json) {
    house_.clock().move(std::chrono::seconds(1));
    std::vector<records::Fault> faults;
    records::Row row = must_have(records::read_json(*must_have(kinds().find(kind)), json, faults));
    for (const records::Fault& fault : faults)
      ADD_FAILURE() << fault.path << " " << fault.error.key;
    const records::Saved saved =
        must_have(records::create(office(), kinds(), kind, {std::move(row), {}}));
    for (const records::Fault& fault : saved.faults)
      ADD_FAILURE() << fault.path << " " << fault.error.key;
    must(saved.record.has_value());
    return saved.record->id.text;
  }

  records::Record found_record(std::string_view kind, std::string_view number) {
    return must_have(records::find(office(), kinds(), kind, number));
  }

  /// Everything that the members' system holds, as the record would say it: S-0001, B-0001.
  void declare_members(const std::string& more_of_system = R"(, "connected_system": "liva")") {
    const std::string system =
        record("system", R"({"name": "Liva", "type": "database")" + more_of_system + "}");
    const std::string persons =
        record("person_category", R"({"name": "Medlemmar", "group": "members"})");
    const std::string contact =
        record("data_category",
               R"({"name": "Kontakt", "category": ["name", "email"], "class": "ordinary"})");
    const std::string health =
        record("data_category", R"({"name": "Hälsa", "category": ["health"], "class": "special"})");
    const std::string period =
        record("retention_period",
               R"({"name": "20 år", "event": "last_activity", "length": "fixed", "period": 20,
            "period_unit": "years", "bound": "at_most"})");
    const auto line = [&](const std::string& data, const std::string& of_class) {
      return R"({"person": ")" + persons + R"(", "data": ")" + data + R"(", "class": ")" +
             of_class + R"(", "retention": ")" + period + R"("})";
    };
    record("activity", R"({"name": "Medlemskap", "role": "controller", "systems": [")" + system +
                           R"("], "matrix": [)" + line(contact, "ordinary") + "," +
                           line(health, "special") + "]}");
  }

  Tally checked() {
    house_.clock().move(std::chrono::minutes(1));
    return must_have(check(office(), kinds(), silent_));
  }

  std::vector<Finding> open_findings() {
    return must_have(drift::list(office(), test::kinds(), {})).findings;
  }

  /// "undeclared_data serious health", the gravest first.
  std::vector<std::string> open() {
    std::vector<std::string> all;
    for (const Finding& one : open_findings()) all.push_back(in_words(one));
    return all;
  }

  static std::string in_words(const Finding& one) {
    std::string text = std::string(word(one.what)) + " " + std::string(word(one.severity));
    for (const DataCategory category : one.evidence.categories)
      text += " " + std::string(word(category));
    if (one.evidence.rows >= 0) text += " " + std::to_string(one.evidence.rows);
    return text;
  }

  std::string said(const Finding& one) {
    return sentences(kinds(), one.what, "liva", "B-0001 Medlemskap", one.evidence, Language::en)
        .wrong;
  }

  Day today() { return must_have(today_of(office())); }

  std::vector<std::string> keys_of_drafts() {
    std::vector<std::string> keys;
    for (const Draft& one : drafts(must_have(read_all(office(), kinds())), kinds(), Language::en))
      keys.push_back(one.key);
    return keys;
  }

  Taken take_all() {
    house_.clock().move(std::chrono::minutes(1));
    return must_have(take(office(), kinds(), keys_of_drafts(), "first record", Language::en));
  }

  accounts::TestOffice house_{
      sql::Engine::sqlite,
      {jobs::migrations(), records::migrations(), connectors::migrations(), datamap::migrations(),
       discovery::migrations(), holds::migrations(), subjects::migrations(), actions::migrations(),
       retention::migrations(), drift::migrations()}};
  Silent silent_;
};

}  // namespace ombud::drift::test
