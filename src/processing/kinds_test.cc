// The declarations against what the law and the guidance ask for: which field answers what.

#include <algorithm>
#include <set>

#include "accounts/accounts.h"
#include "base/vocabulary.h"
#include "processing/all_kinds_test.h"

namespace ombud::processing {
namespace {

using sql::test::must_have;
using testing::Contains;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::IsSupersetOf;

class RecordKinds : public testing::Test {
 protected:
  // "activity.matrix.person"
  const records::Field* at(const std::string& path) const {
    const std::size_t point = path.find('.');
    const Result<const records::Kind*> kind = kinds_.find(path.substr(0, point));
    return kind ? (*kind)->at(path.substr(point + 1)) : nullptr;
  }

  std::vector<std::string> words(const std::string& path) const {
    std::vector<std::string> all;
    const records::Field* field = at(path);
    if (field == nullptr) ADD_FAILURE() << path;
    if (field != nullptr)
      for (const records::Choice& choice : field->choices) all.push_back(choice.word);
    return all;
  }

  void expect_answered(
      const std::vector<std::pair<std::string, std::vector<std::string>>>& asked) const {
    for (const auto& [what, paths] : asked)
      for (const std::string& path : paths) EXPECT_NE(at(path), nullptr) << what << ": " << path;
  }

  const records::Kinds& kinds_ = all_kinds();
};

TEST_F(RecordKinds, OfBothRoomsFitTogether) {
  std::set<std::string> names;
  for (const records::Kind& kind : kinds_.all()) names.insert(kind.name);
  EXPECT_EQ(names, (std::set<std::string>{
                       "access_review", "activity",        "agreement",       "announced_change",
                       "assurance",     "audit_statement", "controller",      "data_category",
                       "declaration",   "disclosure",      "instruction",     "measure",
                       "own_field",     "party",           "person_category", "retention_period",
                       "sub_processor", "system",          "transfer",        "unit"}));
}

TEST_F(RecordKinds, AskOnlyForPermissionsThatThereAre) {
  const std::vector<accounts::Permission> known = accounts::permissions();
  for (const records::Kind& kind : kinds_.all()) {
    EXPECT_THAT(known, Contains(kind.room + ".read"));
    EXPECT_THAT(known, Contains(kind.room + ".edit"));
    for (const records::Move& move : kind.moves)
      EXPECT_THAT(known, Contains(move.permission)) << kind.name << " " << move.name;
  }
}

// A state that nothing leads out of keeps a mistake for ever; archiving is for those that are
// closed for good.
TEST_F(RecordKinds, LeadToEveryState) {
  for (const records::Kind& kind : kinds_.all())
    for (std::size_t at = 1; at < kind.states.size(); ++at)
      EXPECT_TRUE(std::ranges::any_of(
          kind.moves, [&](const records::Move& move) { return move.to == kind.states[at].name; }))
          << kind.name << " " << kind.states[at].name;
}

TEST_F(RecordKinds, HaveASentenceOfHelpBesideEveryFieldOfAForm) {
  for (const records::Kind& kind : kinds_.all())
    for (const records::Field& field : kind.fields)
      EXPECT_FALSE(field.help[0].empty()) << kind.name << "." << field.name;
}

TEST_F(RecordKinds, SayWhatArticle30OfAControllerAsksFor) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> letters = {
      {"(a)",
       {"activity.ours", "activity.joint_controllers", "controller.name", "controller.address",
        "controller.email", "controller.phone", "controller.representative_name",
        "controller.representative_contact", "controller.dpo_name", "controller.dpo_email",
        "controller.dpo_phone"}},
      {"(b)", {"activity.purposes.purpose", "activity.common_purpose"}},
      {"(c)", {"activity.matrix.person", "activity.matrix.data", "activity.matrix.class"}},
      {"(d)",
       {"activity.recipients.recipient", "activity.matrix.recipients", "party.category",
        "party.country", "activity.recipients.starts"}},
      {"(e)",
       {"activity.third_countries", "activity.transfers.recipient", "activity.transfers.country",
        "activity.transfers.organisation", "activity.transfers.safeguard", "transfer.safeguard",
        "transfer.document"}},
      {"(f)",
       {"activity.matrix.retention", "retention_period.event", "retention_period.period",
        "retention_period.period_unit", "retention_period.action"}},
      {"(g)", {"activity.measures", "activity.security", "measure.description"}},
  };
  expect_answered(letters);
  for (const auto& [letter, paths] : letters) {
    const bool cited = std::ranges::any_of(paths, [&](const std::string& path) {
      const std::string& law = at(path)->law;
      return law.find("30(1)" + letter) != std::string::npos ||
             law.find(letter, law.find("30(1)")) != std::string::npos;
    });
    EXPECT_TRUE(cited) << "no field names Art. 30(1)" << letter;
  }
}

TEST_F(RecordKinds, SayWhatArticle30OfAProcessorAsksFor) {
  expect_answered({
      {"(a)",
       {"activity.ours", "activity.customers.customer", "party.name", "party.address",
        "party.email", "party.representative_name", "party.dpo_name", "party.dpo_email",
        "controller.dpo_name"}},
      {"(b)", {"activity.customers.categories", "activity.customers.processing"}},
      {"(c)", {"activity.third_countries", "activity.transfers.country", "transfer.safeguard"}},
      {"(d)", {"activity.measures", "measure.description"}},
  });
  EXPECT_EQ(at("activity.customers")->when->words, std::vector<std::string>{"processor"});
}

TEST_F(RecordKinds, AnswerTheEightPointsOfTheGuidance) {
  expect_answered({
      {"1",
       {"activity.ours", "activity.unit", "activity.area", "controller.has_representative",
        "controller.dpo", "activity.customers.customer"}},
      {"2", {"activity.purposes", "activity.merged_because", "activity.common_purpose"}},
      {"3", {"activity.matrix.person", "person_category.group"}},
      {"4",
       {"activity.matrix.class", "activity.matrix.special_kind", "activity.matrix.data",
        "data_category.examples"}},
      {"5",
       {"activity.discloses", "activity.recipients.starts", "activity.recipients.regularity",
        "activity.recipients.as"}},
      {"6", {"activity.third_countries", "activity.transfers", "transfer.document"}},
      {"7", {"activity.matrix.retention", "retention_period.reason", "activity.erasure_routine"}},
      {"8",
       {"activity.measures", "measure.type", "measure.evidence", "measure.tested_on",
        "measure.next_test"}},
      {"tips", {"activity.systems", "system.type", "activity.improvements.suggestion"}},
      {"scenarios", {"activity.scenarios.way", "activity.scenarios.situation"}},
  });
}

TEST_F(RecordKinds, CoupleAllThatTheMatrixCouples) {
  std::vector<std::string> columns;
  for (const records::Field& field : at("activity.matrix")->fields) columns.push_back(field.name);
  EXPECT_THAT(columns, IsSupersetOf({"person", "data", "class", "source", "source_hidden",
                                     "necessity", "recipients", "retention", "systems"}));
  EXPECT_TRUE(at("activity.matrix.necessity")->required);  // S119: every item motivated.
}

// The program's own words have one spelling (base/vocabulary.h).
TEST_F(RecordKinds, SpeakTheWordsOfTheDataMaps) {
  std::vector<std::string> classes, categories, origins;
  for (int at = 0; at <= static_cast<int>(DataClass::national_id); ++at)
    classes.emplace_back(word(static_cast<DataClass>(at)));
  for (int at = 0; at <= static_cast<int>(DataCategory::other); ++at)
    categories.emplace_back(word(static_cast<DataCategory>(at)));
  for (int at = 0; at <= static_cast<int>(Origin::unknown); ++at)
    origins.emplace_back(word(static_cast<Origin>(at)));
  EXPECT_THAT(words("data_category.class"), ElementsAreArray(classes));
  EXPECT_THAT(words("activity.matrix.class"), ElementsAreArray(classes));
  EXPECT_THAT(words("data_category.category"), testing::UnorderedElementsAreArray(categories));
  EXPECT_THAT(words("activity.matrix.source"), ElementsAreArray(origins));
}

TEST_F(RecordKinds, KnowTheWordsOfTheGuidance) {
  EXPECT_THAT(
      words("person_category.group"),
      IsSupersetOf({"employees", "customers", "suppliers", "partners", "patients", "relatives",
                    "deceased", "children", "clients", "members", "applicants"}));
  EXPECT_THAT(words("activity.operations"),
              IsSupersetOf({"collect", "systematise", "store", "change", "search", "use",
                            "disclose", "hand_over", "match", "erase", "print", "spread",
                            "restrict", "destroy", "record", "retrieve", "adapt"}));
  EXPECT_THAT(words("activity.area"), IsSupersetOf({"hr", "sales", "marketing", "it", "finance",
                                                    "purchasing", "legal", "production"}));
  EXPECT_THAT(words("system.type"),
              IsSupersetOf({"application", "infrastructure", "shared_drive", "sharepoint", "email",
                            "binder", "local_pc", "usb_stick"}));
  EXPECT_THAT(words("declaration.subject"),
              ElementsAreArray({"pseudonymisation", "sub_processors", "third_countries",
                                "profiling", "matching", "sensitive_data"}));
  EXPECT_THAT(words("access_review.subject"),
              IsSupersetOf({"outside_parties", "folders", "instructions", "logging"}));
  EXPECT_EQ(words("activity.legal_bases.basis").size(), 6U);              // Art. 6(1)(a)-(f)
  EXPECT_EQ(words("activity.special_exceptions.exception").size(), 10U);  // Art. 9(2)(a)-(j)
  EXPECT_EQ(words("activity.matrix.special_kind").size(), 8U);            // Art. 9(1)
  EXPECT_EQ(words("activity.purposes.bases"), words("activity.legal_bases.basis"));
  EXPECT_EQ(words("activity.transfers.mechanism"), words("transfer.mechanism"));
  // The law's own circle; neither employees nor people outside are in it.
  EXPECT_THAT(words("activity.special_exceptions.circle"),
              ElementsAreArray({"members", "former_members", "regular_contact"}));
}

// An own controller's deliveries one by one, and none of them says who the persons are.
TEST_F(RecordKinds, KeepEachDisclosureWithWhomWhatAndWhen) {
  expect_answered({{"each delivery",
                    {"disclosure.recipient", "disclosure.activity", "disclosure.data",
                     "disclosure.delivered_on", "disclosure.allowed_by", "disclosure.told"}}});
  EXPECT_THAT(words("disclosure.as"), Contains("independent_controller"));
  for (const char* path : {"disclosure.recipient", "disclosure.activity", "disclosure.data"})
    EXPECT_TRUE(at(path)->required) << path;
  EXPECT_THAT(words("activity.stakeholders.stake"),
              IsSupersetOf({"key_person", "dpo", "it", "security"}));
}

TEST_F(RecordKinds, HoldTheListOfWhatAnAgreementMustSay) {
  for (const auto& [letter, field] :
       std::vector<std::pair<std::string, std::string>>{{"(a)", "instructions_only"},
                                                        {"(b)", "confidentiality"},
                                                        {"(c)", "security"},
                                                        {"(d)", "sub_processors"},
                                                        {"(e)", "helps_with_rights"},
                                                        {"(f)", "helps_with_duties"},
                                                        {"(g)", "end_of_data"},
                                                        {"(h)", "audits"}}) {
    const records::Field* clause = at("agreement." + field);
    ASSERT_NE(clause, nullptr) << field;
    EXPECT_THAT(clause->law, testing::HasSubstr("28(3)" + letter));
  }
}

}  // namespace
}  // namespace ombud::processing
