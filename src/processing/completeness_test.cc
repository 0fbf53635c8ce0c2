#include "processing/completeness.h"

#include "processing/all_kinds_test.h"
#include "processing/checks.h"
#include "processing/eea.h"

namespace ombud::processing {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// A controller's activity of which nothing is missing.
constexpr std::string_view recruitment = R"({
  "name": "Recruitment", "role": "controller", "unit": "hr", "ours": "nordvik",
  "merged_because": "single",
  "purposes": [{"purpose": "Choose whom to hire", "type": "recruitment", "bases": ["contract"]}],
  "legal_bases": [{"basis": "contract", "contract": "steps before employment"}],
  "matrix": [{"person": "applicants", "data": "cv", "class": "ordinary", "source": "given",
              "necessity": "to compare", "recipients": ["agency"], "retention": "two_years"}],
  "discloses": true,
  "recipients": [{"recipient": "agency", "as": "processor", "regularity": "regular",
                  "starts": "now"}],
  "third_countries": false, "operations": ["collect"], "systems": ["mail"],
  "measures": ["encryption"], "automated": "none"})";

class Completeness : public testing::Test {
 protected:
  Completeness() {
    add("nordvik", "controller", R"({"name": "Nordvik Bygg AB", "address": "Hamngatan 1, Vik",
      "email": "info@example.org", "has_representative": false, "dpo": "not_required",
      "dpo_reason": "ten employees"})");
    add("agency", "party", R"({"name": "Talangbron", "country": "SE"})");
    add("mail", "system", R"({"name": "Outlook", "countries": ["SE"]})");
  }

  void add(const std::string& id, std::string_view kind, std::string_view json) {
    records_[id] = record_of(kinds_, kind, json);
  }

  records::Record activity(std::string_view json) { return record_of(kinds_, "activity", json); }

  // The complete one with some fields in place of its own; null empties.
  records::Record changed(std::string_view json, const std::vector<std::string>& without = {}) {
    records::Record record = activity(recruitment);
    for (auto& [field, value] : row_of(kinds_, "activity", json).values)
      record.row.set(field, value);
    for (const std::string& field : without) record.row.clear(field);
    return record;
  }

  std::vector<std::string> missing(const records::Record& record, std::string_view point) {
    for (const Score& score : {eight_points(record, find_), article_30(record, find_)})
      for (const Point& one : score.points)
        if (one.name == point) return told(one.missing);
    return {"no such point"};
  }

  const records::Kinds& kinds_ = all_kinds();
  std::map<std::string, records::Record, std::less<>> records_;
  Find find_ = [this](std::string_view id) {
    const auto at = records_.find(id);
    return at == records_.end() ? nullptr : &at->second;
  };
};

TEST_F(Completeness, IsWholeWhereNothingIsMissing) {
  const records::Record whole = activity(recruitment);
  for (const Score& score : {eight_points(whole, find_), article_30(whole, find_)}) {
    EXPECT_EQ(score.complete(), score.points.size());
    for (const Point& point : score.points) EXPECT_THAT(told(point.missing), IsEmpty());
  }
  EXPECT_EQ(eight_points(whole, find_).points.size(), 8U);
  EXPECT_EQ(article_30(whole, find_).points.size(), 7U);
}

TEST_F(Completeness, OfAnEmptyDraftLacksEveryPoint) {
  const Score score = eight_points(activity(R"({"name": "Payroll"})"), find_);
  EXPECT_EQ(score.complete(), 0U);
  for (const Point& point : score.points) {
    ASSERT_FALSE(point.missing.empty()) << point.name;
    // Each says in words what to do.
    for (const records::Fault& fault : point.missing) EXPECT_NE(say(fault.error), fault.error.key);
    EXPECT_NE(say(point.subject), point.subject);
  }
}

TEST_F(Completeness, AsksForTheContactDetailsOfTheController) {
  add("nordvik", "controller", R"({"name": "Nordvik", "has_representative": true})");
  EXPECT_THAT(missing(activity(recruitment), "1"),
              ElementsAre("ours processing.no_contact", "ours processing.no_representative",
                          "ours processing.no_dpo"));
  add("nordvik", "controller", R"({"name": "Nordvik", "address": "Vik", "email": "a@example.org",
      "dpo": "appointed", "dpo_name": "Sam Ek"})");
  EXPECT_THAT(missing(activity(recruitment), "1"), ElementsAre("ours processing.no_dpo"));
  add("nordvik", "controller", R"({"name": "Nordvik", "address": "Vik", "email": "a@example.org",
      "dpo": "appointed", "dpo_name": "Sam Ek", "dpo_email": "dpo@example.org"})");
  EXPECT_THAT(missing(activity(recruitment), "1"), IsEmpty());
}

TEST_F(Completeness, AsksForTheDepartmentInTheEightPointsOnly) {
  const records::Record record = changed("{}", {"unit"});
  EXPECT_THAT(missing(record, "1"), ElementsAre("unit processing.no_unit"));
  EXPECT_THAT(missing(record, "(a)"), IsEmpty());
}

TEST_F(Completeness, AsksJointControllersWhoTheOthersAre) {
  EXPECT_THAT(missing(changed(R"({"role": "joint_controller"})"), "(a)"),
              ElementsAre("joint_controllers processing.no_joint"));
  EXPECT_THAT(
      missing(changed(R"({"role": "joint_controller", "joint_controllers": ["agency"]})"), "(a)"),
      ElementsAre("joint_controllers processing.no_contact"));
}

TEST_F(Completeness, AsksForACommonPurposeOfWhatIsKeptAsOne) {
  EXPECT_THAT(missing(changed(R"({"merged_because": "same_task"})"), "2"),
              ElementsAre("common_purpose processing.no_common_purpose"));
  EXPECT_THAT(missing(changed("{}", {"purposes"}), "(b)"),
              ElementsAre("purposes processing.no_purpose"));
}

TEST_F(Completeness, NamesTheLineOfTheMatrixThatLacksSomething) {
  const records::Record record = changed(R"({"matrix": [
      {"person": "applicants", "data": "cv", "class": "ordinary", "recipients": ["agency"],
       "retention": "two_years"}, {"necessity": "?"}]})");
  EXPECT_THAT(missing(record, "3"), ElementsAre("matrix.1.person processing.no_person"));
  EXPECT_THAT(missing(record, "4"), ElementsAre("matrix.1.data processing.no_data",
                                                "matrix.1.class processing.no_class"));
  EXPECT_THAT(missing(record, "7"), ElementsAre("matrix.1.retention processing.no_period"));
  EXPECT_THAT(missing(record, "(c)").size(), 3U);
}

TEST_F(Completeness, CouplesRecipientsAndData) {
  add("bank", "party", R"({"name": "Banks", "country": "SE", "category": true})");
  const records::Record record = changed(R"({"matrix": [
      {"person": "a", "data": "b", "class": "ordinary", "recipients": ["agency"],
       "retention": "c"}], "recipients": [{"recipient": "bank", "starts": "future"}]})");
  EXPECT_THAT(missing(record, "(d)"),
              ElementsAre("recipients.0.recipient processing.recipient_without_data",
                          "matrix.0.recipients processing.recipient_unlisted"));
  EXPECT_THAT(missing(changed("{}", {"recipients"}), "5"),
              Contains("recipients processing.no_recipients"));
  EXPECT_THAT(missing(changed("{}", {"discloses"}), "5"),
              ElementsAre("discloses processing.disclosure_unanswered"));
}

TEST_F(Completeness, HidesNoThirdCountryForBeingRare) {
  add("agency", "party", R"({"name": "Talent Inc", "country": "US"})");
  const records::Record record = changed(R"({"recipients": [{"recipient": "agency",
      "as": "processor", "regularity": "occasional", "starts": "now"}]})");
  EXPECT_THAT(missing(record, "6"),
              ElementsAre("recipients.0.recipient processing.transfer_unsaid"));
  add("mail", "system", R"({"name": "Outlook", "countries": ["SE", "IN"]})");
  EXPECT_THAT(missing(record, "(e)"), Contains("systems processing.transfer_unsaid"));
}

TEST_F(Completeness, AsksForTheSafeguardsOfATransfer) {
  const auto with = [&](const std::string& line) {
    return changed(R"({"third_countries": true, "transfers": [{"recipient": "agency",
        "to": "country", "country": "US")" +
                   line + "}]}");
  };
  EXPECT_THAT(missing(with(""), "6"), ElementsAre("transfers.0.mechanism processing.no_mechanism"));
  EXPECT_THAT(missing(with(R"(, "mechanism": "standard_clauses")"), "(e)"),
              ElementsAre("transfers.0.safeguard processing.no_safeguard"));
  EXPECT_THAT(missing(with(R"(, "mechanism": "standard_clauses")"), "6"),
              ElementsAre("transfers.0.safeguard processing.no_safeguard",
                          "transfers.0.transfer processing.safeguard_not_attached"));
  EXPECT_THAT(missing(with(R"(, "mechanism": "adequacy")"), "6"), IsEmpty());
  add("shared", "transfer", R"({"name": "Support", "mechanism": "standard_clauses",
      "safeguard": "clauses of 2021"})");
  EXPECT_THAT(missing(with(R"(, "transfer": "shared")"), "(e)"), IsEmpty());
  EXPECT_THAT(missing(changed(R"({"third_countries": true})"), "6"),
              ElementsAre("transfers processing.no_transfers"));
  EXPECT_THAT(missing(changed("{}", {"third_countries"}), "6"),
              ElementsAre("third_countries processing.third_countries_unanswered"));
}

TEST_F(Completeness, AsksForTheDocumentationOfTheSafeguards) {
  records::Record record = changed(R"({"third_countries": true, "transfers": [{
      "recipient": "agency", "to": "country", "country": "US", "transfer": "shared"}]})");
  const auto lacks = "transfers.0.transfer processing.safeguard_not_attached";
  add("shared", "transfer", R"({"name": "Support", "mechanism": "standard_clauses",
      "safeguard": "clauses of 2021"})");
  EXPECT_THAT(missing(record, "6"), ElementsAre(lacks));
  records_["shared"].documents = {"assessment"};
  EXPECT_THAT(missing(record, "6"), ElementsAre(lacks));
  records_["shared"].documents = {"safeguards"};
  EXPECT_THAT(missing(record, "6"), IsEmpty());
  records_["shared"].documents = {};
  record.documents = {"safeguards"};
  EXPECT_THAT(missing(record, "6"), IsEmpty());
  record.documents = {};
  add("shared", "transfer", R"({"name": "Support", "mechanism": "standard_clauses",
      "safeguard": "clauses of 2021", "document": "case 2026-11"})");
  EXPECT_THAT(missing(record, "6"), IsEmpty());
  add("shared", "transfer", R"({"name": "Support", "mechanism": "derogation",
      "derogation": "contract"})");
  EXPECT_THAT(missing(record, "6"), IsEmpty());
}

TEST_F(Completeness, TakesMeasuresOrTheirDescription) {
  EXPECT_THAT(missing(changed("{}", {"measures"}), "8"),
              ElementsAre("measures processing.no_measures"));
  EXPECT_THAT(missing(changed(R"({"security": "locked cupboard"})", {"measures"}), "(g)"),
              IsEmpty());
}

TEST_F(Completeness, LooksUpWhatAProcessorDoesNotDecideInItsAgreements) {
  add("vik", "party", R"({"name": "Vik", "address": "Vik", "email": "post@example.org"})");
  add("agreement", "agreement", R"({"name": "Hosting"})");
  records::Record record = activity(R"({"name": "Hosting", "role": "processor", "unit": "it",
      "ours": "nordvik", "discloses": false, "third_countries": false,
      "customers": [{"customer": "vik", "categories": ["hosting"], "agreement": "agreement"}],
      "security": "as in the agreement"})");
  EXPECT_EQ(article_30(record, find_).points.size(), 4U);
  EXPECT_EQ(article_30(record, find_).complete(), 4U);
  EXPECT_THAT(missing(record, "3"),
              ElementsAre("customers.0.agreement processing.agreement_no_persons"));
  EXPECT_THAT(missing(record, "4"),
              ElementsAre("customers.0.agreement processing.agreement_no_data"));
  EXPECT_THAT(missing(record, "7"),
              ElementsAre("customers.0.agreement processing.agreement_no_end"));
  add("agreement", "agreement",
      R"({"name": "Hosting", "persons": ["p"], "data": ["d"], "end_of_data": "erased"})");
  EXPECT_EQ(eight_points(record, find_).complete(), 8U);
  record.row.clear("customers");
  EXPECT_THAT(missing(record, "(a)"), ElementsAre("customers processing.no_customers"));
  EXPECT_THAT(missing(record, "(b)"), ElementsAre("customers processing.no_customers"));
  record = changed(R"({"role": "processor", "customers": [{"processing": "?"}]})");
  EXPECT_THAT(missing(record, "1"), ElementsAre("customers.0.customer processing.no_customer"));
  EXPECT_THAT(missing(record, "2"), ElementsAre("customers.0.categories processing.no_categories"));
}

TEST_F(Completeness, AsksWhoTheRecipientOfALineIs) {
  EXPECT_THAT(missing(changed(R"({"recipients": [{"why": "?"}]})"), "5"),
              Contains("recipients.0.recipient processing.no_recipient"));
}

TEST(ThirdCountry, IsOneOutsideTheEuropeanEconomicArea) {
  for (std::string_view inside : {"SE", "DK", "NO", "IS", "LI", "GR", "AX", ""})
    EXPECT_FALSE(is_third_country(inside)) << inside;
  for (std::string_view outside : {"GB", "CH", "US", "FO", "GL", "XK"})
    EXPECT_TRUE(is_third_country(outside)) << outside;
}

TEST_F(Completeness, OfTheLawAsksForAnExceptionOfSpecialCategories) {
  records::Record record = changed(R"({"matrix": [{"person": "a", "data": "b",
      "class": "special", "special_kind": "health", "retention": "c"}]})");
  EXPECT_THAT(told(faults_of_law(record)),
              ElementsAre("special_exceptions processing.special_no_exception"));
  record.row.set(
      "special_exceptions",
      *row_of(kinds_, "activity", R"({"special_exceptions": [{"exception": "employment_law"}]})")
           .find("special_exceptions"));
  EXPECT_THAT(told(faults_of_law(record)), IsEmpty());
}

TEST_F(Completeness, OfTheLawAsksEachPurposeForALegalBasis) {
  EXPECT_THAT(told(faults_of_law(changed(R"({"purposes": [{"purpose": "Hire",
      "bases": ["contract"]}, {"purpose": "Newsletter", "bases": ["consent"]}]})"))),
              ElementsAre("purposes.1.bases processing.purpose_no_basis"));
}

TEST_F(Completeness, KeepsAPurposeThatNobodyWasToldOfOutOfUse) {
  const auto faults = [&](const std::string& told_of) {
    return told(faults_of_law(changed(R"({"purposes": [{"purpose": "Hire", "bases": ["contract"]},
        {"purpose": "Newsletter", "bases": ["contract"], "told": ")" +
                                      told_of + R"("}]})")));
  };
  EXPECT_THAT(faults("not_yet"), ElementsAre("purposes.1.told processing.persons_untold"));
  EXPECT_THAT(faults("added"), IsEmpty());
}

TEST_F(Completeness, OfTheLawTakesNoInterestThatThePersonsOutweigh) {
  EXPECT_THAT(told(faults_of_law(changed(R"({"legal_bases": [{"basis": "contract"},
      {"basis": "legitimate_interests", "balance": "theirs"}]})"))),
              ElementsAre("legal_bases.1.balance processing.balance_lost"));
}

TEST_F(Completeness, OfTheLawLetsNothingSpecialLeaveAnAssociationByItsExceptionAlone) {
  const std::string matrix = R"("matrix": [{"person": "members", "data": "b", "class": "special",
      "special_kind": "union_membership", "recipients": ["fund"], "retention": "c"}],
      "special_exceptions": [{"exception": "association", "circle": ["members"]}])";
  const auto with = [&](const std::string& recipient) {
    return told(faults_of_law(
        changed("{" + matrix + R"(, "recipients": [{"recipient": "fund", )" + recipient + "}]}")));
  };
  EXPECT_THAT(with(R"("as": "independent_controller")"),
              ElementsAre("recipients.0.allowed_by processing.special_leaves"));
  EXPECT_THAT(with(R"("as": "independent_controller", "allowed_by": "consent")"), IsEmpty());
  EXPECT_THAT(with(R"("as": "processor")"), IsEmpty());
}

TEST_F(Completeness, OfTheLawKnowsWhoIsInAnAssociationsCircle) {
  add("members", "person_category", R"({"name": "Members", "circle": "members"})");
  add("staff", "person_category", R"({"name": "Employees", "circle": "outside"})");
  const records::Record record = changed(R"({"matrix": [
      {"person": "members", "class": "special"}, {"person": "staff", "class": "special"},
      {"person": "staff", "class": "ordinary"}],
      "special_exceptions": [{"exception": "association", "circle": ["members"]}]})");
  EXPECT_THAT(told(outside_circle(record, find_)),
              ElementsAre("matrix.1.person processing.outside_circle"));
  EXPECT_THAT(told(outside_circle(activity(recruitment), find_)), IsEmpty());
  EXPECT_THAT(told(eight_points(record, find_).points[3].missing),
              testing::Contains("matrix.1.person processing.outside_circle"));
}

TEST_F(Completeness, OfTheLawTakesWhatStandsOnAListOfMembersForSpecial) {
  add("members", "person_category", R"({"name": "Members", "circle": "members"})");
  add("staff", "person_category", R"({"name": "Employees", "circle": "none"})");
  const auto lines = [&](const std::string& matrix) {
    return told(beside_special(changed(R"({"matrix": [)" + matrix + "]}"), find_));
  };
  EXPECT_THAT(lines(R"({"person": "members", "class": "ordinary"},
                       {"person": "members", "class": "confidential"},
                       {"person": "members", "class": "special", "special_kind": "union_membership"},
                       {"person": "staff", "class": "ordinary"})"),
              ElementsAre("matrix.0.class processing.beside_special",
                          "matrix.1.class processing.beside_special"));
  // By a line that says where somebody belongs, whatever the circle; not by one of an illness.
  EXPECT_THAT(lines(R"({"person": "staff", "class": "ordinary"},
                       {"person": "staff", "class": "special", "special_kind": "union_membership"})"),
              ElementsAre("matrix.0.class processing.beside_special"));
  EXPECT_THAT(lines(R"({"person": "staff", "class": "ordinary"},
                       {"person": "staff", "class": "special", "special_kind": "health"})"),
              IsEmpty());
  // National numbers and convictions have a law of their own.
  EXPECT_THAT(lines(R"({"person": "members", "class": "national_id"},
                       {"person": "members", "class": "criminal"})"),
              IsEmpty());
  EXPECT_THAT(told(eight_points(changed(R"({"matrix": [{"person": "members",
                                          "class": "ordinary"}]})"),
                                find_)
                       .points[3]
                       .missing),
              testing::Contains("matrix.0.class processing.beside_special"));
}

TEST_F(Completeness, OfTheLawAsksForTheLawOfCriminalRecordsAndNationalNumbers) {
  const records::Record record = changed(R"({"matrix": [{"person": "a", "class": "criminal"},
      {"person": "a", "class": "national_id"}]})");
  EXPECT_THAT(told(faults_of_law(record)),
              ElementsAre("criminal_statute processing.criminal_no_law",
                          "national_id_statute processing.national_id_no_law"));
}

TEST_F(Completeness, OfTheLawAsksAProcessorForNoneOfThis) {
  records::Record record = changed(R"({"role": "processor"})");
  record.row.clear("legal_bases");
  EXPECT_THAT(told(faults_of_law(record)), IsEmpty());
}

}  // namespace
}  // namespace ombud::processing
