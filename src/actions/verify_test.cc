// What a verification finds after an erasure, and what it makes of it.

#include "actions/verify.h"

#include "actions/receipt.h"
#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using sql::Statement;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Verifying : public Shop {
 protected:
  /// Sentences of a part of the receipt that speak of this table.
  std::vector<std::string> said(const std::string& number, const std::string& part,
                                const std::string& table) {
    std::vector<std::string> found;
    const nlohmann::json body = body_of(number);
    for (const auto& one : body.at(part))
      if (one.at("text").get<std::string>().find(table) != std::string::npos)
        found.push_back(one.at("text"));
    return found;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Verifying, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Verifying, WhatStandsInATableThatTheMapDoesNotKnowIsLeftOver) {
  members_and_orders(1);
  const std::string number = ready();
  run_sql({"CREATE TABLE old_copy (line VARCHAR(80))",
           "INSERT INTO old_copy VALUES ('Holmqvist; KARIN@exempel.se')"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_THAT(said(number, "not_reached", "old_copy"),
              Contains(HasSubstr("old_copy.line: email is left over; rows: 1")));
  run_sql({"DROP TABLE old_copy"});
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

TEST_P(Verifying, AUserNameInATableThatTheMapDoesNotKnowIsLeftOver) {
  make_members();
  run_sql({"ALTER TABLE member ADD COLUMN login VARCHAR(30)",
           "UPDATE member SET login = 'kholm_90' WHERE id = 1",
           "UPDATE member SET note = 'Karin is Kholm_90.' WHERE id = 1",
           "CREATE TABLE sitting (id INTEGER PRIMARY KEY, data TEXT)",
           "INSERT INTO sitting VALUES (1, 'user|s:8:\"kholm_90\";'), (2, 'xkholm_90')"});
  Mapping mapping;
  Mapping::field(member_table(mapping, false), "login", DataCategory::username, Erase::surrogate,
                 true);
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_THAT(rows("SELECT note FROM member WHERE id = 1"), ElementsAre("Karin is [raderad]."));
  EXPECT_THAT(said(number, "not_reached", "sitting"),
              ElementsAre(HasSubstr("sitting.data: username is left over; rows: 1")));
  run_sql({"DROP TABLE sitting"});
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

TEST_P(Verifying, LooksIntoBytesAndIntoJson) {
  make_members();
  if (GetParam() == Engine::postgresql)
    run_sql({"CREATE TABLE box (id INTEGER PRIMARY KEY, raw BYTEA, doc JSONB)"});
  else
    run_sql({"CREATE TABLE box (id INTEGER PRIMARY KEY, raw BLOB, doc JSON)"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("box", Holds::reference, false);
  connect(mapping);
  must_have(source().execute(
      Statement("INSERT INTO box VALUES (1, ?, ?)",
                {sql::Value{sql::Blob{std::string("\x01\xff mail karin@exempel.se \0", 25)}},
                 sql::Value{std::string("{\"to\": \"karin@exempel.se\"}")}})));
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::partly_done);
  const auto left = said(number, "not_reached", "box");
  EXPECT_THAT(left, Contains(HasSubstr("box.raw")));
  EXPECT_THAT(left, Contains(HasSubstr("box.doc")));
}

TEST_P(Verifying, WhatThePlanKeepsIsNotLeftOver) {
  make_members();
  Mapping mapping;
  datamap::Table& member = member_table(mapping, false);
  for (datamap::Field& field : member.fields)
    if (field.column == "email") {
      field.erase = Erase::keep;
      field.because = "invoices name it";
    }
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(said(number, "kept", "member.email"), Contains(HasSubstr("invoices name it")));
}

TEST_P(Verifying, AnotherPersonsSamePhoneIsSharedAndStays) {
  make_members();
  run_sql(
      {"INSERT INTO member VALUES (3, 'Nils Holm', 'nils@exempel.se', '070-1740605', "
       "'1991-01-01', NULL, 100)"});
  Mapping mapping;
  datamap::Table& member = member_table(mapping, false);
  for (datamap::Field& field : member.fields) field.identifies |= field.column == "phone";
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT phone FROM member WHERE id = 3"), ElementsAre("070-1740605"));
  EXPECT_THAT(said(number, "kept", "member.phone"), Not(IsEmpty()));
}

TEST_P(Verifying, ANamesakeElsewhereIsTheNameOnly) {
  members_and_orders(1);
  run_sql(
      {"INSERT INTO member VALUES (3, 'Karin Holmqvist', 'k2@exempel.se', '070-1740609', "
       "NULL, NULL, 100)"});
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT name FROM member WHERE id = 3"), ElementsAre("Karin Holmqvist"));
  EXPECT_THAT(said(number, "kept", "another person of that name"), Not(IsEmpty()));
}

TEST_P(Verifying, TheFirstNameAloneInThePersonsOwnRowIsLeftOver) {
  make_members();
  run_sql({"ALTER TABLE member ADD COLUMN nick VARCHAR(30)",
           "UPDATE member SET nick = 'Karin' WHERE id = 1",
           "INSERT INTO member VALUES (3, 'Karin Ek', 'ek@exempel.se', NULL, NULL, NULL, 1, "
           "'Karin')"});
  Mapping mapping;
  member_table(mapping, false);
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_THAT(said(number, "not_reached", "member.nick"), Contains(HasSubstr("rows: 1")));
}

TEST_P(Verifying, AMentionThatWasNotChosenIsKeptAndOneThatWasIsScrubbed) {
  members_and_orders(1);
  run_sql({"UPDATE member SET note = 'gift med Karin Holmqvist' WHERE id = 2"});
  const std::string left = ready();
  EXPECT_EQ(plan_of(left).mentions_left, 1);
  must_have(refuse(office(), left, "with mentions"));
  Wish all = wish();
  all.mentions = {"all"};
  const std::string number = must_have(planned(all));
  approved(number);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT note FROM member WHERE id = 2"), ElementsAre("gift med [raderad]"));
}

Report report_of(bool complete, bool verified) {
  Report report;
  report.systems.push_back({"liva", complete, verified, {}});
  return report;
}

TEST(StateAfter, IsDoneOnlyWhereNothingIsMissing) {
  Plan access;
  access.kind = Kind::access;
  Plan erasure;
  erasure.kind = Kind::erase;
  erasure.systems.emplace_back();
  Plan partial = access;
  partial.not_reached.push_back({"binder", {Errc::conflict, "actions.by_hand", {}}, true});

  EXPECT_EQ(state_after(access, report_of(true, true)), State::done);
  EXPECT_EQ(state_after(partial, report_of(true, true)), State::done_with_remainder);
  // Backups are never reached.
  EXPECT_EQ(state_after(erasure, report_of(true, true)), State::done_with_remainder);
  EXPECT_EQ(state_after(erasure, report_of(false, true)), State::partly_done);
  EXPECT_EQ(state_after(erasure, report_of(true, false)), State::partly_done);

  Report left = report_of(true, true);
  left.steps.push_back({1, 0, 0, 1});
  EXPECT_EQ(state_after(erasure, left), State::partly_done);
  Report gone = report_of(true, true);
  gone.steps.push_back({1, 1, 1, 0});
  EXPECT_EQ(state_after(erasure, gone), State::done_with_remainder);

  Report found = report_of(true, true);
  found.verified.push_back({"liva", 1, 1, {{Hit::Is::kept, "liva", "t", "c", "email", 1}}, {}});
  EXPECT_EQ(state_after(erasure, found), State::done_with_remainder);
  found.verified[0].hits.push_back({Hit::Is::left_over, "liva", "t", "c", "email", 1});
  EXPECT_EQ(state_after(erasure, found), State::partly_done);

  Report missed = report_of(true, true);
  missed.extracted.emplace();
  missed.extracted->not_reached.push_back({"liva", {Errc::unavailable, "sql.unreachable", {}}});
  EXPECT_EQ(state_after(access, missed), State::partly_done);
  EXPECT_EQ(state_after(partial, missed), State::partly_done);
}

}  // namespace
}  // namespace ombud::actions::test
