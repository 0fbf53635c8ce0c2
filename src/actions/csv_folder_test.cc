// A folder of CSV files from plan to receipt.

#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CsvFolder : public House {};

INSTANTIATE_TEST_SUITE_P(Engines, CsvFolder, testing::Values(sql::Engine::sqlite),
                         sql::test::engine_name);

TEST_P(CsvFolder, IsErasedFileByFileAndOtherLinesKeepTheirBytes) {
  const std::string folder = house_.file("drop");
  std::filesystem::create_directory(folder);
  const std::string bo = "2;\"Bo  Sandelin\";bo@exempel.se;Bo ringer\r\n";
  std::ofstream(folder + "/member.csv", std::ios::binary)
      << "id;name;email;note\r\n1;Karin Holmqvist;karin@exempel.se;ring Karin Holmqvist\r\n"
      << bo;
  Mapping mapping;
  datamap::Table& member = mapping.table("member", Holds::person, false);
  Mapping::field(member, "name", DataCategory::name, Erase::surrogate, true);
  Mapping::field(member, "email", DataCategory::email, Erase::set_null, true);
  Mapping::field(member, "note", DataCategory::free_text, Erase::scrub);
  connectors::System like;
  like.address = must_have(connectors::read_address("csv:" + folder));
  connect(mapping, like);
  const std::string number = ready();
  const std::string before = content(folder + "/member.csv");
  EXPECT_THAT(before, HasSubstr("Karin"));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  const std::string after = content(folder + "/member.csv");
  EXPECT_THAT(after, AllOf(HasSubstr(bo), HasSubstr("erased-"), HasSubstr("ring [raderad]"),
                           Not(HasSubstr("Karin")), Not(HasSubstr("karin@"))));
}

}  // namespace
}  // namespace ombud::actions::test
