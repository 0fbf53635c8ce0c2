#include "parties/parties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "sql/test_databases.h"

namespace ombud::parties {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

// A record of one of the room's kinds, in a state, without a store.
records::Record record_in(const std::string& kind, const std::string& state,
                          std::string_view json) {
  records::Record record;
  for (const records::Declared& one : kinds()) {
    const records::Kind read = must_have(records::read_kind(one.yaml, std::string(one.file)));
    if (read.name != kind) continue;
    EXPECT_NE(read.state(state), nullptr) << state;
    std::vector<records::Fault> faults;
    record.row = must_have(records::read_json(read, json, faults));
    EXPECT_THAT(faults, IsEmpty());
    record.kind = kind;
    record.state = state;
  }
  EXPECT_EQ(record.kind, kind);
  return record;
}

std::vector<std::string> told(const std::vector<records::Fault>& faults) {
  std::vector<std::string> all;
  for (const records::Fault& fault : faults) {
    EXPECT_NE(say(fault.error), fault.error.key);
    all.push_back(fault.path + " " + fault.error.key);
  }
  return all;
}

TEST(Parties, AnAgreementIsSignedOnADayAndADocument) {
  EXPECT_THAT(told(faults_of_step(record_in("agreement", "draft", "{}"))), IsEmpty());
  EXPECT_THAT(told(faults_of_step(record_in("agreement", "sent", "{}"))),
              ElementsAre("sent_on parties.missing_in_state"));
  EXPECT_THAT(
      told(faults_of_step(record_in("agreement", "signed", "{}"))),
      ElementsAre("signed_on parties.missing_in_state", "document parties.missing_in_state"));
  EXPECT_THAT(told(faults_of_step(record_in(
                  "agreement", "signed", R"({"signed_on": "2026-03-02", "document": "2026/14"})"))),
              IsEmpty());
}

TEST(Parties, ErasureAtTheEndIsCertifiedBySomebody) {
  const std::string signed_fields = R"("signed_on": "2026-03-02", "document": "2026/14",
      "ended_on": "2026-06-30", "data_erased_on": "2026-07-14")";
  EXPECT_THAT(told(faults_of_step(record_in("agreement", "ended", "{" + signed_fields + "}"))),
              ElementsAre("certificate parties.no_certificate"));
  EXPECT_THAT(
      told(faults_of_step(record_in(
          "agreement", "ended", "{" + signed_fields + R"(, "certificate": "letter of 14 July"})"))),
      IsEmpty());
}

TEST(Parties, AnApprovalNamesItsDayAndWhoGaveIt) {
  EXPECT_THAT(told(faults_of_step(record_in("sub_processor", "announced", "{}"))),
              ElementsAre("announced_on parties.missing_in_state"));
  EXPECT_THAT(
      told(faults_of_step(record_in("sub_processor", "approved", R"({"decided_on": "2026-03-02",
                                                     "same_obligations": true})"))),
      ElementsAre("approval parties.missing_in_state", "decided_by parties.missing_in_state"));
  EXPECT_THAT(
      told(faults_of_step(record_in("sub_processor", "objected",
                                    R"({"decided_on": "2026-03-02", "decided_by": "the board"})"))),
      ElementsAre("objection parties.missing_in_state"));
}

TEST(Parties, ASubProcessorIsApprovedUnderTheSameObligationsOnly) {
  constexpr auto approved = R"({"approval": "specific", "decided_on": "2026-03-02",
                                "decided_by": "the board")";
  const auto faults = [&](const std::string& same) {
    return told(faults_of_step(record_in("sub_processor", "approved", approved + same + "}")));
  };
  EXPECT_THAT(faults(""), ElementsAre("same_obligations parties.not_same_obligations"));
  EXPECT_THAT(faults(R"(, "same_obligations": false)"),
              ElementsAre("same_obligations parties.not_same_obligations"));
  EXPECT_THAT(faults(R"(, "same_obligations": true)"), IsEmpty());
  EXPECT_THAT(told(faults_of_step(record_in("sub_processor", "announced", R"({"announced_on":
      "2026-02-01", "same_obligations": false})"))),
              IsEmpty());
}

TEST(Parties, AChangeIsCheckedBeforeItTakesEffect) {
  for (const char* state : {"checked", "in_effect"})
    EXPECT_THAT(
        told(faults_of_step(record_in("announced_change", state, "{}"))),
        ElementsAre("checked_on parties.missing_in_state", "result parties.missing_in_state"));
  EXPECT_THAT(told(faults_of_step(record_in("announced_change", "cancelled", "{}"))), IsEmpty());
}

TEST(Parties, AStatementThatNeverCameNeedsNoOpinion) {
  EXPECT_THAT(told(faults_of_step(record_in("audit_statement", "missing", "{}"))), IsEmpty());
  EXPECT_THAT(told(faults_of_step(record_in("audit_statement", "received", "{}"))),
              ElementsAre("received_on parties.missing_in_state",
                          "opinion parties.missing_in_state", "document parties.missing_in_state"));
  EXPECT_THAT(told(faults_of_step(record_in(
                  "audit_statement", "reviewed",
                  R"({"received_on": "2026-03-02", "opinion": "clean", "document": "a"})"))),
              ElementsAre("judgement parties.missing_in_state"));
}

TEST(Parties, ACategoryIsNobodyToMakeAnAgreementWith) {
  EXPECT_THAT(told(faults_of_party(record_in(
                  "party", "in_use", R"({"category": true, "roles": ["processor", "customer"]})"))),
              ElementsAre("category parties.category_with_role"));
  EXPECT_THAT(told(faults_of_party(
                  record_in("party", "in_use", R"({"category": true, "roles": ["recipient"]})"))),
              IsEmpty());
}

TEST(Parties, OnePartyHasSeveralRolesAndAProcessorHandlesData) {
  EXPECT_THAT(told(faults_of_party(record_in("party", "in_use",
                                             R"({"category": false, "handles_data": "does",
      "roles": ["customer", "processor", "recipient"]})"))),
              IsEmpty());
  EXPECT_THAT(told(faults_of_party(record_in("party", "in_use",
                                             R"({"handles_data": "does_not",
      "roles": ["processor"]})"))),
              ElementsAre("handles_data parties.processor_without_data"));
}

}  // namespace
}  // namespace ombud::parties
