// Activities and agreements on their way through the engine, on each database.

#include "accounts/test_office.h"
#include "processing/all_kinds_test.h"

namespace ombud::processing {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

class Moves : public testing::TestWithParam<sql::Engine> {
 protected:
  records::Record made(std::string_view kind, const std::string& json) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(must_have(
        records::create(house_.office(), kinds_, kind, {row_of(kinds_, kind, json), {}})));
  }

  records::Saved moved(const records::Record& record, std::string_view move) {
    house_.clock().move(std::chrono::seconds(1));
    return must_have(
        records::move(house_.office(), kinds_, record.id, record.version, move, "decided"));
  }

  records::Record edited(const records::Record& record, const std::string& json) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(must_have(records::edit(house_.office(), kinds_, record.id, record.version,
                                           {row_of(kinds_, record.kind, json), {}})));
  }

  static records::Record must_be(records::Saved saved) {
    EXPECT_THAT(told(saved.faults), IsEmpty());
    must(saved.record.has_value());
    return *std::move(saved.record);
  }

  accounts::TestOffice house_{GetParam(), {records::migrations()}};
  const records::Kinds& kinds_ = all_kinds();
};

TEST_P(Moves, AnActivityComesIntoUseOnlyWithPurposeAndLegalBasis) {
  const records::Saved refused =
      moved(made("activity", R"({"name": "Payroll", "role": "controller"})"), "start");
  EXPECT_FALSE(refused.record.has_value());
  EXPECT_THAT(told(refused.faults),
              IsSupersetOf({"purposes records.missing", "legal_bases records.missing",
                            "matrix records.missing", "discloses records.missing",
                            "third_countries records.missing"}));
}

TEST_P(Moves, AnActivityWithSpecialDataComesIntoUseWithItsException) {
  const std::string unit = made("unit", R"({"name": "HR", "type": "department"})").id.text;
  const std::string ours = made("controller", R"({"name": "Nordvik Bygg AB"})").id.text;
  const std::string person = made("person_category", R"({"name": "Employees"})").id.text;
  const std::string data = made("data_category", R"({"name": "Sick leave"})").id.text;
  const std::string period = made("retention_period", R"({"name": "Five years"})").id.text;
  const std::string system = made("system", R"({"name": "Payroll"})").id.text;
  const std::string all = R"({"name": "Sick pay", "role": "controller", "unit": ")" + unit +
                          R"(", "ours": ")" + ours + R"(",
      "purposes": [{"purpose": "Pay during illness", "bases": ["legal_obligation"]}],
      "legal_bases": [{"basis": "legal_obligation", "statute": "sjuklönelagen 6 §"}],
      "matrix": [{"person": ")" +
                          person + R"(", "data": ")" + data + R"(", "class": "special",
        "special_kind": "health", "source": "given", "necessity": "the amount follows from it",
        "retention": ")" + period +
                          R"("}], "discloses": false, "third_countries": false,
      "operations": ["collect", "store"], "systems": [")" +
                          system + R"("], "automated": "none")";
  const records::Record draft = made("activity", all + "}");
  const records::Saved refused = moved(draft, "start");
  EXPECT_THAT(told(refused.faults),
              ElementsAre("special_exceptions processing.special_no_exception"));
  const records::Record whole = edited(draft, all + R"(, "special_exceptions":
      [{"exception": "employment_law", "statute": "sjuklönelagen 6 §"}]})");
  EXPECT_EQ(must_be(moved(whole, "start")).state, "in_use");
}

TEST_P(Moves, AnAgreementIsSignedWithItsDayAndDocument) {
  const std::string ours = made("controller", R"({"name": "Nordvik Bygg AB"})").id.text;
  const std::string party = made("party", R"({"name": "Nordlön AB"})").id.text;
  const std::string all = R"({"name": "Payroll", "type": "processing",
      "direction": "we_are_controller", "ours": ")" +
                          ours + R"(", "party": ")" + party + R"(",
      "part_of_other": false, "subject": "payroll")";
  const records::Record draft = made("agreement", all + "}");
  EXPECT_THAT(told(moved(draft, "sign").faults), ElementsAre("signed_on parties.missing_in_state",
                                                             "document parties.missing_in_state"));
  const records::Record whole =
      edited(draft, all + R"(, "signed_on": "2026-03-02", "document": "2026/14"})");
  EXPECT_EQ(must_be(moved(whole, "sign")).state, "signed");
}

// Lines with conditions of their own: a balancing test is asked for with a legitimate interest.
TEST_P(Moves, ALegitimateInterestIsWeighedBeforeItCarriesAnything) {
  const records::Saved refused = moved(made("activity", R"({"name": "Cameras", "role": "controller",
        "purposes": [{"purpose": "Keep thieves out", "bases": ["legitimate_interests"]}],
        "legal_bases": [{"basis": "legitimate_interests"}]})"),
                                       "start");
  EXPECT_THAT(told(refused.faults),
              IsSupersetOf(
                  {"legal_bases.0.interest records.missing", "legal_bases.0.needed records.missing",
                   "legal_bases.0.impact records.missing", "legal_bases.0.balance records.missing",
                   "legal_bases.0.balanced_on records.missing"}));
}

INSTANTIATE_TEST_SUITE_P(Each, Moves, testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::processing
