#include "records/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/sample_kinds_test.h"
#include "sql/test_databases.h"

namespace ombud::records {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

const Kinds& kinds() {
  static const Kinds all = sample_kinds();
  return all;
}

const Kind& activity() { return *must_have(kinds().find("activity")); }

// What is wrong with it, as "path: key without the room".
std::vector<std::string> faults(std::string_view json, Demand demand = Demand::title) {
  std::vector<Fault> found;
  Row row = must_have(read_json(activity(), json, found));
  for (Fault& fault : check(activity(), demand, row)) found.push_back(std::move(fault));
  std::vector<std::string> told;
  for (const Fault& fault : found) told.push_back(fault.path + ": " + fault.error.key.substr(8));
  return told;
}

std::string normal(std::string_view json) {
  std::vector<Fault> found;
  Row row = must_have(read_json(activity(), json, found));
  EXPECT_THAT(check(activity(), Demand::title, row), IsEmpty());
  EXPECT_THAT(found, IsEmpty());
  return write_json(row);
}

TEST(Values, AreReadByTheirTypeAndWrittenBack) {
  const std::string json =
      R"({"name":"Löner","role":"controller","persons":12,"abroad":false,"since":"2020-01-01",)"
      R"("matrix":[{"who":"anställda","what":"lön"},{"who":"chefer"}]})";
  EXPECT_EQ(normal(json), json);
}

TEST(Values, AreBroughtIntoOneForm) {
  EXPECT_EQ(normal(R"({"about":" a\n b ","name":"  Lo\u0308ner ","customers":[],"contact":"",)"
                   R"("matrix":[{"who":" "},{}],"phone":null})"),
            R"({"name":"Löner","about":"a\n b"})");
  EXPECT_THAT(faults(R"({"name":"x","role":"processor","customers":["A","A"," "]})", Demand::all),
              IsEmpty());
}

TEST(Values, OfAnotherTypeAreFaultsAtTheirPlace) {
  EXPECT_THAT(faults(R"({"name":1,"persons":"12","abroad":"yes","customers":"A","matrix":{},)"
                     R"("colour":"red","since":[]})"),
              ElementsAre("name: no_text", "persons: no_integer", "abroad: no_yes_or_no",
                          "customers: no_list_of_texts", "matrix: no_rows", "colour: no_such_field",
                          "since: no_text", "name: missing"));
  EXPECT_THAT(faults(R"({"name":"x","matrix":[{"who":"a"},{"who":2}]})"),
              ElementsAre("matrix.1.who: no_text"));
  std::vector<Fault> ignored;
  EXPECT_EQ(key_of(read_json(activity(), "[1]", ignored)), "records.no_json");
  EXPECT_EQ(key_of(read_json(activity(), "{", ignored)), "base.bad_json");
}

TEST(Values, ThatCouldNotBeReadDoNotHideWhatElseIsWrong) {
  std::vector<Fault> unread;
  Row row = must_have(read_json(
      activity(), R"({"name":1,"persons":0,"since":"soon","matrix":[{"who":2}],"unit":"U-0001"})",
      unread));
  std::vector<std::string> told;
  for (const Fault& fault : all_faults(activity(), Demand::title, row, unread))
    told.push_back(fault.path + ": " + fault.error.key.substr(8));
  EXPECT_THAT(told, ElementsAre("name: no_text", "matrix.0.who: no_text", "persons: out_of_range",
                                "since: no_day"));
}

TEST(Values, ThatMeanNothingAreFaults) {
  EXPECT_THAT(
      faults(R"({"name":"x","since":"2026-02-30","role":"owner","unit":"liva","contact":"anna",)"
             R"("number":"556000-0000","phone":"call","page":"example.org","persons":0})"),
      ElementsAre("role: no_such_choice", "persons: out_of_range", "since: no_day",
                  "contact: no_email", "number: no_organisation_number", "phone: no_phone",
                  "page: no_web", "unit: no_such_record"));
  EXPECT_THAT(faults(R"({"name":"a\nb","about":"a\u0007"})"),
              ElementsAre("name: one_line", "about: controls"));
  EXPECT_THAT(faults(R"({"name":")" + std::string(81, 'x') + R"("})"),
              ElementsAre("name: too_long"));
  EXPECT_THAT(faults(R"({"name":"x","abroad":true,"country":"XX"})"),
              ElementsAre("country: no_country"));
}

TEST(Values, ThatAreGoodPass) {
  EXPECT_THAT(faults(R"({"name":"x","contact":"dpo@example.org","number":"212000-0142",)"
                     R"("phone":"+46 8-123 45","page":"https://example.org/a","abroad":true,)"
                     R"("country":"US"})"),
              IsEmpty());
}

TEST(Values, ADraftNeedsItsTitleOnlyAndALaterStateAllThatIsAskedFor) {
  EXPECT_THAT(faults("{}"), ElementsAre("name: missing"));
  EXPECT_THAT(faults(R"({"name":"x"})"), IsEmpty());
  EXPECT_THAT(faults(R"({"name":"x"})", Demand::all), ElementsAre("role: missing"));
  EXPECT_THAT(faults(R"({"name":"x","role":"controller"})", Demand::all), IsEmpty());
  EXPECT_THAT(faults(R"({"name":"x","role":"processor"})", Demand::all),
              ElementsAre("customers: missing"));
  EXPECT_THAT(faults(R"({"name":"x","role":"controller","abroad":true})", Demand::all),
              ElementsAre("country: missing"));
  EXPECT_THAT(faults(R"({"name":"x","role":"controller","matrix":[{"what":"a"}]})", Demand::all),
              ElementsAre("matrix.0.who: missing"));
}

TEST(Values, WhatIsNotAskedForBesideTheOthersIsAFaultAndNotLost) {
  EXPECT_THAT(faults(R"({"name":"x","role":"controller","customers":["A"]})"),
              ElementsAre("customers: not_asked_for"));
}

}  // namespace
}  // namespace ombud::records
