// Agreements that want an auditor's statement each year, in the engine: who is told, on each
// database.
#include "processing/statements.h"

#include <utility>

#include "accounts/test_office.h"
#include "processing/all_kinds_test.h"

namespace ombud::processing {
namespace {

using sql::test::must_have;
using testing::IsEmpty;
using testing::SizeIs;

class YearlyStatements : public testing::TestWithParam<sql::Engine> {
 protected:
  accounts::Office& office() { return house_.office(); }

  records::Record made(std::string_view kind, const std::string& json) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(
        must_have(records::create(office(), kinds_, kind, {row_of(kinds_, kind, json), {}})));
  }

  records::Record signed_agreement(const std::string& yearly) {
    const std::string ours = made("controller", R"({"name": "Nordvik Bygg AB"})").id.text;
    const std::string party = made("party", R"({"name": "Molnvik Ltd"})").id.text;
    const records::Record draft = made("agreement", R"({"name": "Hosting", "type": "processing",
          "direction": "we_are_controller", "part_of_other": false, "subject": "Hosting",
          "signed_on": "2026-03-02", "document": "2026/14", "audit_yearly": )" +
                                                        yearly + R"(, "ours": ")" + ours +
                                                        R"(", "party": ")" + party + "\"}");
    EXPECT_THAT(must_have(statements_waiting(office(), kinds_)), IsEmpty()) << "a draft";
    house_.clock().move(std::chrono::seconds(1));
    return must_be(
        must_have(records::move(office(), kinds_, draft.id, draft.version, "sign", "agreed")));
  }

  static records::Record must_be(records::Saved saved) {
    EXPECT_THAT(told(saved.faults), IsEmpty());
    must(saved.record.has_value());
    return *std::move(saved.record);
  }

  std::vector<records::ToMend> own() {
    return must_have(own_statements(office(), kinds_, Language::en));
  }

  accounts::TestOffice house_{GetParam(), {records::migrations()}};
  const records::Kinds& kinds_ = all_kinds();
};

TEST_P(YearlyStatements, TellTheOwnerOfAnAgreementThatHasNone) {
  const records::Record agreement = signed_agreement("true");
  const AccountId owner = office().actor.account;
  const auto waits = [&] { return must_have(statements_waiting(office(), kinds_)); };
  ASSERT_THAT(waits(), SizeIs(1));
  EXPECT_EQ(waits()[0].account, owner);
  EXPECT_EQ(waits()[0].count, 1);
  EXPECT_EQ(format_day(waits()[0].day), "2026-03-02");
  ASSERT_THAT(own(), SizeIs(1));
  EXPECT_EQ(own()[0].record, agreement.id);
  // The round counts as an account that may read none of it; nobody else is told what he sees.
  const auto roles = std::exchange(office().actor.roles, {accounts::Role::list_user});
  EXPECT_THAT(waits(), SizeIs(1));
  EXPECT_THAT(own(), IsEmpty());
  office().actor.roles = roles;
  office().actor.account = new_id<AccountId>(house_.clock());
  EXPECT_THAT(own(), IsEmpty());
  office().actor.account = owner;
  const std::string of = R"(", "agreement": ")" + agreement.id.text + "\"}";
  made("audit_statement", R"({"name": "Looked ourselves", "type": "own_inspection)" + of);
  EXPECT_THAT(waits(), SizeIs(1));
  const records::Record asked = made("audit_statement", R"({"name": "2026", "type": "soc)" + of);
  EXPECT_THAT(waits(), IsEmpty());
  EXPECT_THAT(own(), IsEmpty());
  must_be(must_have(records::archive(office(), kinds_, asked.id, 1, true, "twice")));
  EXPECT_THAT(waits(), SizeIs(1));
}

TEST_P(YearlyStatements, AreAskedForOnlyWhereTheAgreementWantsThem) {
  signed_agreement("false");
  EXPECT_THAT(must_have(statements_waiting(office(), kinds_)), IsEmpty());
  EXPECT_THAT(own(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Each, YearlyStatements,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

}  // namespace
}  // namespace ombud::processing
