#include "processing/secrecy.h"

#include "processing/register_test.h"
#include "processing/rows.h"

namespace ombud::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Secrecy : public WithRegister {
 protected:
  Secrecy() {
    add("people", "person_category", R"({"name": "People"})");
    add("data", "data_category", R"({"name": "Data"})");
    add("open", "party", R"({"name": "Open"})");
    add("hidden", "party", R"({"name": "Hidden"})");
    add("drive", "system", R"({"name": "Drive", "run_by": "supplier", "supplier": "open"})");
    add("alarm", "measure", R"({"name": "Alarm", "secret": true})");
    add("locks", "measure", R"({"name": "Locks"})");
    add("with_hidden", "agreement", R"({"name": "With the hidden", "party": "hidden"})");
  }

  records::Record& activity(std::string_view secrecy) {
    return add("a", "activity",
               std::string(R"({"name": "A", "role": "controller", "systems": ["drive"],
      "measures": ["alarm", "locks"],
      "matrix": [{"person": "people", "data": "data", "recipients": ["hidden"],
                  "systems": ["drive"]}],
      "recipients": [{"recipient": "hidden", "as": "authority", "agreement": "with_hidden"}],
      "secrecy": )") +
                   std::string(secrecy) + "}");
  }

  bool has_record(const std::string& id) const { return all_.find(id) != nullptr; }
};

TEST_F(Secrecy, TakesAMarkedPartAndWhateverOnlyItLeadsTo) {
  records::Record& one = activity(R"([{"part": "recipients", "statute": "§ 33"}])");
  const std::vector<LeftOut> left_out = leave_out_secret(kinds_, all_);
  ASSERT_EQ(left_out.size(), 2U);
  EXPECT_EQ(left_out[0].part + " " + left_out[0].statute, "recipients § 33");
  EXPECT_THAT(lines_of(one.row, "recipients"), IsEmpty());
  EXPECT_THAT(list_of(lines_of(one.row, "matrix")[0], "recipients"), IsEmpty());
  EXPECT_FALSE(has_record("hidden"));
  EXPECT_FALSE(has_record("with_hidden"));
  // What is led to elsewhere stays.
  EXPECT_TRUE(has_record("open"));
  EXPECT_TRUE(has_record("people"));
}

TEST_F(Secrecy, TakesAMeasureThatIsMarkedItself) {
  records::Record& one = activity("[]");
  const std::vector<LeftOut> left_out = leave_out_secret(kinds_, all_);
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].part, "measures");
  EXPECT_THAT(list_of(one.row, "measures"), ElementsAre("locks"));
  EXPECT_FALSE(has_record("alarm"));
  EXPECT_TRUE(has_record("hidden"));
}

TEST_F(Secrecy, OfAnActivityThatIsSecretAsAWholeLeavesThatThereIsOne) {
  records::Record& one = activity(R"([{"part": "everything", "statute": "§ 1"}])");
  leave_out_secret(kinds_, all_);
  EXPECT_EQ(one.title, "");
  EXPECT_EQ(one.row.values.size(), 1U);
  EXPECT_EQ(one.row.text("role"), "controller");
  for (const char* id : {"people", "data", "open", "hidden", "drive", "locks", "with_hidden"})
    EXPECT_FALSE(has_record(id)) << id;
}

TEST_F(Secrecy, TakesSystemsAndTheMatrix) {
  records::Record& one =
      activity(R"([{"part": "systems", "statute": "§ 2"}, {"part": "matrix", "statute": "§ 3"}])");
  leave_out_secret(kinds_, all_);
  EXPECT_THAT(list_of(one.row, "systems"), IsEmpty());
  EXPECT_THAT(lines_of(one.row, "matrix"), IsEmpty());
  EXPECT_FALSE(has_record("drive"));
  EXPECT_FALSE(has_record("open"));
}

TEST_F(Secrecy, OfACustomerKeepsWhatIsDoneForItAndWhoseDataItIs) {
  add("pupils", "person_category", R"({"name": "Pupils"})");
  add("agreed", "agreement", R"({"name": "Agreed", "party": "open", "persons": ["pupils"]})");
  records::Record& one = add("p", "activity", R"({"name": "P", "role": "processor",
    "customers": [{"customer": "open", "agreement": "agreed"}, {"customer": "hidden"}]})");
  keep_customer(kinds_, all_, "open");
  ASSERT_EQ(lines_of(one.row, "customers").size(), 1U);
  EXPECT_TRUE(has_record("open"));
  EXPECT_TRUE(has_record("pupils"));
  EXPECT_FALSE(has_record("hidden"));
  EXPECT_FALSE(has_record("with_hidden"));
}

}  // namespace
}  // namespace ombud::processing
