// What is refused, what is damaged, and what rules and hosts tell.
#include "drift/house_test.h"

namespace ombud::drift {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

class Refusal : public test::House {};

INSTANTIATE_TEST_SUITE_P(Engines, Refusal, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Refusal, OfLinesThatAnActivityInUseCantTakeWritesNothing) {
  connected();
  const std::string ours = record("controller", R"({"name": "Exempelförbundet"})");
  const std::string liva =
      record("system", R"({"name": "Liva", "type": "database", "connected_system": "liva"})");
  const std::string persons =
      record("person_category", R"({"name": "Medlemmar", "group": "members"})");
  const std::string names =
      record("data_category", R"({"name": "Namn", "category": ["name"], "class": "ordinary"})");
  const std::string period = record("retention_period", R"({"name": "Så länge som", "length":
      "criteria", "criteria": "medlemskapet"})");
  const std::string activity = record("activity", R"({"name": "Medlemskap", "role": "controller",
      "ours": ")" + ours + R"(", "systems": [")" + liva +
                                                      R"("], "purposes": [{"purpose": "Sköta",
      "bases": ["contract"]}], "legal_bases": [{"basis": "contract", "contract": "stadgarna"}],
      "matrix": [{"person": ")" + persons + R"(", "data": ")" +
                                                      names + R"(", "class": "ordinary",
      "source": "given", "necessity": "kallelser", "retention": ")" +
                                                      period + R"("}],
      "discloses": false, "third_countries": false, "operations": ["store"], "automated": "none"})");
  const records::Record draft = found_record("activity", "B-0001");
  const records::Saved moved = must_have(
      records::move(office(), test::kinds(), draft.id, draft.version, "start", "decided"));
  ASSERT_TRUE(moved.record.has_value()) << moved.faults.front().path;
  checked();
  const std::vector<Finding> found = open_findings();
  const auto email = std::ranges::find_if(found, [](const Finding& one) {
    return one.evidence.categories == std::vector{DataCategory::email};
  });
  ASSERT_NE(email, found.end());
  const Finding finding = *email;
  const auto lines = [&](const std::string& necessity) {
    return must_have(add_lines(office(), test::kinds(), finding,
                               {"B-0001", necessity, "R-0001", "found it"}, Language::en));
  };
  const Added refused = lines("");
  EXPECT_FALSE(refused.change.has_value());
  ASSERT_FALSE(refused.faults.empty());
  EXPECT_EQ(refused.faults[0].second.path, "matrix.1.necessity");
  // Nor was the category made that the line leads to.
  EXPECT_EQ(key_of(records::find(office(), test::kinds(), "data_category", "DC-0002")),
            "records.unknown");
  house_.clock().move(std::chrono::minutes(1));
  EXPECT_TRUE(lines("kallelser").change.has_value());
  EXPECT_EQ(lines_of(found_record("activity", "B-0001").row, "matrix").size(), 2U);
}

TEST_P(Refusal, OfADamagedEvidenceIsSaid) {
  connected();
  checked();
  auto transaction = must_have(office().store.begin(office().organisation.id));
  must_have(transaction.execute("update drift_finding set evidence = 'x'"));
  must_have(transaction.commit());
  EXPECT_EQ(key_of(drift::list(office(), test::kinds(), {})), "drift.evidence_damaged");
  EXPECT_EQ(key_of(evidence_in("{}")), "drift.evidence_damaged");
}

TEST_P(Refusal, OfADraftThatTheRecordDoesNotTakeUndoesAll) {
  make_members();
  const connectors::System system = connect("liva", std::string(600, 'x'));
  confirm(system, test::members_map());
  const Result<Taken> taken =
      take(office(), test::kinds(), keys_of_drafts(), "first record", Language::en);
  EXPECT_EQ(key_of(taken), "drift.not_taken");
  EXPECT_EQ(key_of(records::find(office(), test::kinds(), "system", "S-0001")), "records.unknown");
}

TEST_P(Refusal, IsNoneOfACountryThatTheRecordLacks) {
  connectors::System system;
  system.name = "liva";
  system.address =
      must_have(connectors::read_address("postgresql://ombud@liva.eu-north-1.example.com/liva"));
  must_have(connectors::add(office(), system, Secret()));
  record("system", R"({"name": "Liva", "connected_system": "liva", "countries": ["DK"]})");
  checked();
  EXPECT_THAT(open(), ElementsAre("undeclared_country important"));
  const records::Record liva = found_record("system", "S-0001");
  records::Row row = liva.row;
  row.set("countries", std::vector<std::string>{"DK", "SE"});
  must_have(records::edit(office(), test::kinds(), liva.id, liva.version, {row, std::nullopt}));
  checked();
  EXPECT_THAT(open(), IsEmpty());
}

TEST_P(Refusal, OfNothingChosenOrAWordThatIsNone) {
  EXPECT_EQ(what_of("overdue"), What::overdue);
  EXPECT_EQ(what_of("nothing"), std::nullopt);
  EXPECT_EQ(severity_of("hint"), Severity::hint);
  EXPECT_EQ(severity_of(""), std::nullopt);
  EXPECT_EQ(state_of("mended"), State::mended);
  EXPECT_EQ(state_of("closed"), std::nullopt);
}

}  // namespace
}  // namespace ombud::drift
