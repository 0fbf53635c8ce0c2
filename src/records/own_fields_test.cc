#include "records/own_fields.h"

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

Result<Kinds> declared() {
  std::vector<Declared> all = {
      {"unit.yaml", unit_yaml}, {"board.yaml", board_yaml}, {"activity.yaml", activity_yaml}};
  for (const Declared& one : kinds()) all.push_back(one);
  return Kinds::of(all);
}

class OwnFields : public RecordsTest {
 protected:
  OwnFields() { kinds_ = must_have(declared()); }

  void look_again() { kinds_ = must_have(kinds_of_(office())); }

  Record moved(const Record& record, std::string_view how) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(must_have(move(office(), kinds_, record.id, record.version, how, "as agreed")));
  }

  Record taken_into_use(std::string_view json) {
    Record field = moved(made("own_field", json), "start");
    look_again();
    return field;
  }

  std::vector<std::string> faults(const Result<Saved>& saved) {
    std::vector<std::string> all;
    for (const Fault& fault : must_have(saved).faults)
      all.push_back(fault.path + " " + fault.error.key);
    return all;
  }

  const Field* own(std::string_view name) {
    return must_have(kinds_.find("activity"))->field(name);
  }

  KindsOf kinds_of_{declared};
};

constexpr std::string_view cost_centre =
    R"({"name": "Cost centre", "record_kind": "activity", "type": "choice",
        "choices": ["North: 12", "South"],
        "names": [{"language": "sv", "name": "Kostnadsställe"}]})";

TEST_P(OwnFields, AreFieldsOfTheKindAsSoonAsTheyAreInUse) {
  const Record before = made("activity", R"({"name": "Payroll"})");
  taken_into_use(cost_centre);
  const Field* field = own("own_1");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(say(field->label, Language::sv), "Kostnadsställe");
  EXPECT_EQ(say(field->label, Language::da), "Cost centre");
  made("activity", R"({"name": "Newsletter", "own_1": "South"})");
  made("activity", R"({"name": "Access", "own_1": "North: 12"})");
  EXPECT_THAT(titles({.kind = "activity", .values = {{"own_1", {"North: 12"}}}}),
              ElementsAre("Access"));
  // In the order of the list, and behind them who was there before there was the field.
  EXPECT_THAT(titles({.kind = "activity", .order = Wanted::Order::field, .by = "own_1"}),
              ElementsAre("Access", "Newsletter", "Payroll"));
  EXPECT_THAT(faults(edit(office(), kinds_, before.id, before.version,
                          {row("activity", R"({"name": "Payroll", "own_1": "West"})"), {}})),
              ElementsAre("own_1 records.no_such_choice"));
}

TEST_P(OwnFields, OfATextAreSearchedAndOfALinkSeenFromTheOtherEnd) {
  taken_into_use(R"({"name": "Old number", "record_kind": "activity", "type": "text"})");
  taken_into_use(R"({"name": "Archive", "record_kind": "activity", "type": "link", "to": "unit"})");
  const Record unit = made("unit", R"({"name": "Cellar"})");
  made("activity",
       R"({"name": "Payroll", "own_1": "Kadabra 77", "own_2": ")" + unit.id.text + "\"}");
  EXPECT_THAT(titles({.kind = "activity", .search = "kadab"}), ElementsAre("Payroll"));
  const std::vector<Linked> all = must_have(linked(office(), kinds_, unit.id));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].field, "own_2");
}

TEST_P(OwnFields, ThatAreRetiredKeepTheirValuesAndTakeNoOthers) {
  Record field = taken_into_use(cost_centre);
  const Record south = made("activity", R"({"name": "Newsletter", "own_1": "South"})");
  field = moved(field, "retire");
  look_again();
  EXPECT_TRUE(own("own_1")->retired);
  const Record renamed = edited(south, R"({"name": "Letter", "own_1": "South"})");
  EXPECT_EQ(renamed.row.text("own_1"), "South");
  EXPECT_THAT(faults(edit(office(), kinds_, south.id, renamed.version,
                          {row("activity", R"({"name": "Letter", "own_1": "North: 12"})"), {}})),
              ElementsAre("own_1 records.is_retired"));
  EXPECT_THAT(faults(create(office(), kinds_, "activity",
                            {row("activity", R"({"name": "New", "own_1": "South"})"), {}})),
              ElementsAre("own_1 records.is_retired"));
  const Record copy = must_be(must_have(duplicate(office(), kinds_, south.id, Language::en)));
  EXPECT_EQ(copy.row.text("own_1"), "");
  moved(field, "reopen");
  look_again();
  EXPECT_FALSE(own("own_1")->retired);
}

TEST_P(OwnFields, KeepTheirTypeOnceTheyWereInUseEvenIfThatIsUndone) {
  const Record draft = made("own_field", cost_centre);
  const Record other =
      edited(draft, R"({"name": "Cost centre", "record_kind": "unit", "type": "text"})");
  const Record field = moved(other, "start");
  const auto changed = [&](int version) {
    return faults(edit(office(), kinds_, field.id, version,
                       {row("own_field", R"({"name": "CC", "record_kind": "activity",
                                             "type": "day"})"),
                        {}}));
  };
  EXPECT_THAT(changed(field.version),
              ElementsAre("record_kind records.fixed", "type records.fixed"));
  const ChangeId start = must_have(history(office(), kinds_, field.id)).front().change;
  house_.clock().move(std::chrono::seconds(1));
  must_have(undo(office(), kinds_, start, "too early"));
  EXPECT_EQ(must_have(find(office(), kinds_, field.id)).state, "draft");
  EXPECT_THAT(changed(field.version + 1),
              ElementsAre("record_kind records.fixed", "type records.fixed"));
  EXPECT_EQ(edited(must_have(find(office(), kinds_, field.id)),
                   R"({"name": "CC", "record_kind": "unit", "type": "text"})")
                .title,
            "CC");
}

TEST_P(OwnFields, AreNeverLostToSomebodyWhoDoesNotKnowThemYet) {
  const Kinds stale = must_have(kinds_of_(office()));
  taken_into_use(cost_centre);
  const Record south = made("activity", R"({"name": "Newsletter", "own_1": "South"})");
  const Result<Saved> written = edit(office(), stale, south.id, south.version,
                                     {row("activity", R"({"name": "Letter"})"), {}});
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().key, "records.fields_changed_meanwhile");
  const Record now = must_have(find(office(), kinds_, south.id));
  EXPECT_EQ(now.version, south.version);
  EXPECT_EQ(now.row.text("own_1"), "South");
}

TEST_P(OwnFields, ThatMustBeFilledInAreAskedForOfWhatIsInUse) {
  taken_into_use(R"({"name": "Cost centre", "record_kind": "activity", "type": "integer",
                     "required": true})");
  const Record draft = made("activity", R"({"name": "Payroll", "role": "controller"})");
  EXPECT_THAT(faults(move(office(), kinds_, draft.id, draft.version, "start", "ready")),
              ElementsAre("own_1 records.missing"));
}

TEST_P(OwnFields, OfADraftThatSaysNotYetWhatItTakesAreNone) {
  made("own_field", R"({"name": "Something"})");
  look_again();
  EXPECT_EQ(own("own_1"), nullptr);
  EXPECT_THAT(must_have(kinds_.find("activity"))->sections, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Each, OwnFields,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
