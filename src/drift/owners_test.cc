// Who is told of a finding: whoever keeps the record behind it.
#include "drift/house_test.h"

namespace ombud::drift {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Owners : public test::House {
 protected:
  records::Waits waits() { return must_have(findings_waiting(office(), test::kinds())); }

  std::vector<records::ToMend> own() {
    return must_have(own_findings(office(), test::kinds(), Language::en));
  }

  // What is declared, and one thing more in the data.
  connectors::System undeclared() {
    const connectors::System system = connected();
    declare_members();
    datamap::Map map = test::members_map();
    map.tables[0].fields.push_back(test::field("exit_on", DataCategory::politics));
    confirm(system, map);
    checked();
    return system;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Owners, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Owners, AreToldUntilItIsMendedOrAccepted) {
  const connectors::System system = undeclared();
  ASSERT_THAT(open(), ElementsAre("undeclared_data serious politics"));
  ASSERT_THAT(waits(), SizeIs(1));
  EXPECT_EQ(waits()[0].account, office().actor.account);
  EXPECT_EQ(waits()[0].count, 1);
  EXPECT_EQ(format_day(waits()[0].day), "2026-11-21");
  ASSERT_THAT(own(), SizeIs(1));
  EXPECT_EQ(own()[0].record, found_record("activity", "B-0001").id);
  EXPECT_EQ(own()[0].page, "/drift/findings/F-0001");
  EXPECT_THAT(own()[0].what, testing::HasSubstr("member.exit_on"));
  must_have(accept(office(), test::kinds(), "F-0001", "known", today(), today()));
  EXPECT_THAT(waits(), IsEmpty());
  EXPECT_THAT(own(), IsEmpty());
  must_have(reopen(office(), test::kinds(), "F-0001", "not any more"));
  EXPECT_THAT(own(), SizeIs(1));
  confirm(system, test::members_map());
  checked();
  EXPECT_THAT(waits(), IsEmpty());
  EXPECT_THAT(own(), IsEmpty());
}

TEST_P(Owners, AreToldOnlyOfWhatTheyMayRead) {
  undeclared();
  const AccountId owner = office().actor.account;
  office().actor.account = new_id<AccountId>(house_.clock());
  EXPECT_THAT(own(), IsEmpty()) << "another's";
  office().actor.account = owner;
  // The round may run as an account that reads none of it.
  office().actor.roles = {accounts::Role::list_user};
  EXPECT_THAT(waits(), SizeIs(1));
  EXPECT_THAT(own(), IsEmpty());
  office().actor.only[accounts::Role::coordinator] = {"Bergkommunen"};
  office().actor.roles = {accounts::Role::coordinator};
  EXPECT_THAT(own(), IsEmpty()) << "of a system that he does not see";
}

TEST_P(Owners, AreToldOfANewColumnAndNotOfAHint) {
  connected();
  declare_members();
  record("system", R"({"name": "Arkivet", "type": "database"})");
  checked();
  EXPECT_THAT(open(), ElementsAre("unconnected_system hint"));
  EXPECT_THAT(waits(), IsEmpty());
  run_sql({"alter table member add column phone varchar(20)"});
  checked();
  ASSERT_THAT(own(), SizeIs(1));
  EXPECT_EQ(own()[0].record, found_record("activity", "B-0001").id);
}

TEST_P(Owners, OfWhatIsPutAwayAreNotAsked) {
  undeclared();
  const records::Record activity = found_record("activity", "B-0001");
  must_have(records::archive(office(), test::kinds(), activity.id, activity.version, true, "over"));
  EXPECT_THAT(waits(), IsEmpty());
  EXPECT_THAT(own(), IsEmpty());
}

}  // namespace
}  // namespace ombud::drift
