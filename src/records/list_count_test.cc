// How many there are of a condition that very many meet, which a list says without counting them.

#include "records/records_house_test.h"

namespace ombud::records {

namespace {

using sql::test::must_have;

class ListCount : public RecordsTest {
 protected:
  // As many like the first one as make `all`, of which the last ones are archived; each is found by
  // two words that begin alike.
  void fill(std::int64_t all, std::int64_t archived) {
    made("activity", R"({"name":"Payroll","role":"processor","customers":["A"]})");
    const std::string organisation = office().organisation.id.text;
    const auto first_archived = all - archived + 1;
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    if (GetParam() == sql::Engine::sqlite)
      must_have(transaction.execute(
          "with recursive n(i) as (select 2 union all select i + 1 from n where i < ?) "
          "insert into records_record (organisation_id, id, kind, number, version, title, "
          "title_key, state, archived, made_at, changed_at, changed_by) select organisation_id, "
          "printf('%08x-0000-4000-8000-000000000000', i), kind, i, version, title, title_key, "
          "state, i >= ?, made_at, changed_at, changed_by from records_record, n where "
          "organisation_id = ?",
          {all, first_archived, organisation}));
    else
      must_have(transaction.execute(
          "insert into records_record (organisation_id, id, kind, number, version, title, "
          "title_key, state, archived, made_at, changed_at, changed_by) select organisation_id, "
          "(lpad(to_hex(i), 8, '0') || '-0000-4000-8000-000000000000')::uuid, kind, i, version, "
          "title, title_key, state, i >= ?, made_at, changed_at, changed_by from records_record, "
          "generate_series(2, ?) i where organisation_id = ?",
          {first_archived, all, organisation}));
    must_have(transaction.execute(
        "insert into records_value (organisation_id, record_id, field, place, kind, word, sorted) "
        "select r.organisation_id, r.id, 'role', 0, r.kind, 'processor', 'processor' from "
        "records_record r where r.organisation_id = ? and r.number > 1",
        {organisation}));
    must_have(transaction.execute(
        "insert into records_version (organisation_id, record_id, version, change_id, at, title, "
        "state, archived, content) select r.organisation_id, r.id, v.version, v.change_id, v.at, "
        "v.title, v.state, r.archived, v.content from records_record r join records_version v on "
        "v.organisation_id = r.organisation_id and r.number > 1 where r.organisation_id = ? and "
        "v.title = 'Payroll'",
        {organisation}));
    for (const char* word : {"payroll", "payrolls"})
      must_have(transaction.execute(
          "insert into records_word (organisation_id, kind, word, record_id) select "
          "r.organisation_id, r.kind, ?, r.id from records_record r where r.organisation_id = ? "
          "and r.kind = 'activity' and r.number > 1",
          {std::string(word), organisation}));
    must_have(transaction.commit());
  }

  std::int64_t count(Wanted wanted) {
    wanted.kind = "activity";
    wanted.limit = 1;
    return must_have(list(office(), kinds_, wanted)).count;
  }
};

TEST_P(ListCount, SaysTheMostWhereFewAreArchived) {
  fill(25'000, 100);
  EXPECT_EQ(count({.values = {{"role", {"processor"}}}}), counted_at_most);
  EXPECT_EQ(count({.values = {{"role", {"processor", "controller"}}}}), counted_at_most);
  EXPECT_EQ(count({.values = {{"role", {"controller"}}}}), 0);
  EXPECT_EQ(count({.values = {{"role", {"processor"}}}, .archived = true}), 100);
  EXPECT_EQ(count({.states = {"in_use"}, .values = {{"role", {"processor"}}}}), 0);
}

TEST_P(ListCount, CountsWhereMostAreArchived) {
  fill(25'000, 18'000);
  EXPECT_EQ(count({.values = {{"role", {"processor"}}}}), 7'000);
  EXPECT_EQ(count({.values = {{"role", {"processor"}}}, .archived = true}), counted_at_most);
}

TEST_P(ListCount, CountsARecordOnceThatSeveralWordsMeet) {
  fill(9'000, 1'000);
  EXPECT_EQ(count({.search = "payr"}), 8'000);
  EXPECT_EQ(count({.search = "payrolls "}), 7'999);
  EXPECT_EQ(count({.search = "payr", .archived = true}), 1'000);
}

INSTANTIATE_TEST_SUITE_P(Each, ListCount,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace

}  // namespace ombud::records
