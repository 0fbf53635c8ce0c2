// A leaver's mailbox where the list of mailboxes is a folder of CSV files: rule, plan, run,
// receipt.
#include <filesystem>
#include <fstream>

#include "retention/test_house.h"

namespace ombud::retention {
namespace {

using actions::State;
using sql::test::key_of;
using sql::test::must_have;
using ::testing::ElementsAre;

constexpr std::string_view leavers = R"(leavers:
  subject: post.mailbox
  starts: employed_to
  keep: at most 1 month
  then: erase
  because: nobody reads it any more
  schedule: weekly
)";

class Folder : public test::House {
 protected:
  /// `first`: what the first column of mailboxes is called; others refer to it.
  void make(const std::string& first) {
    folder_ = house_.file("post");
    std::filesystem::create_directory(folder_);
    write("mailbox", first + ";owner;address;employed_to\r\n" +
                         "1;Tova Lindqvist;tova@exempel.se;2025-05-31\r\n"
                         "2;\"Sten  Bergman\";sten@exempel.se;\r\n"
                         "3;Lo Ek;lo@exempel.se;2025-06-30\r\n");
    write("letter", "id;mailbox_id;body\r\n1;1;Hej\r\n2;1;Hej igen\r\n3;2;Hej\r\n");
    connectors::System system;
    system.name = "post";
    system.address = must_have(connectors::read_address("csv:" + folder_));
    system_ = must_have(connectors::add(office(), system, Secret()));
    using datamap::Erase;
    datamap::Map map;
    map.system = "post";
    datamap::Table mailbox{.name = "mailbox", .holds = datamap::Holds::person};
    mailbox.subject = "employee";
    mailbox.delete_rows = true;
    mailbox.fields = {field("owner", DataCategory::name, Erase::set_null, true),
                      field("address", DataCategory::email, Erase::set_null, true)};
    datamap::Table letter{.name = "letter", .holds = datamap::Holds::detail};
    letter.delete_rows = true;
    letter.fields = {field("body", DataCategory::free_text, Erase::scrub)};
    map.tables = {mailbox, letter};
    map.links = {{.from_table = "letter",
                  .from_columns = {"mailbox_id"},
                  .to_table = "mailbox",
                  .to_columns = {first},
                  .kind = datamap::Link::Kind::declared}};
    const auto connector = must_have(connectors::open(office(), system_));
    must_have(datamap::confirm(office(), *connector, map));
  }

  void write(const std::string& table, const std::string& content) const {
    std::ofstream(folder_ + "/" + table + ".csv", std::ios::binary) << content;
  }

  std::vector<std::string> lines(const std::string& table) const {
    std::ifstream file(folder_ + "/" + table + ".csv");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

  std::string folder_;
};

INSTANTIATE_TEST_SUITE_P(On, Folder, testing::Values(sql::Engine::sqlite), sql::test::engine_name);

TEST_P(Folder, ALeaversMailboxGoesFromTheFilesAndOtherLinesKeepTheirBytes) {
  be_on("2025-06-22");
  make("id");
  must_have(add(leavers));
  EXPECT_EQ(must_have(planned("leavers")).chosen, 0);
  be_on("2025-06-23");
  const Planned plan = must_have(planned("leavers"));
  EXPECT_EQ(plan.chosen, 1);
  EXPECT_EQ(format_day(plan.gone_by.value()), "2025-06-30");
  approve(plan.action);
  EXPECT_EQ(run(plan.action), State::done_with_remainder);
  EXPECT_THAT(lines("mailbox"), ElementsAre("id;owner;address;employed_to\r",
                                            "2;\"Sten  Bergman\";sten@exempel.se;\r",
                                            "3;Lo Ek;lo@exempel.se;2025-06-30\r"));
  EXPECT_THAT(lines("letter"), ElementsAre("id;mailbox_id;body\r", "3;2;Hej\r"));
}

// That a column is unique today says nothing of tomorrow's file: what no column tells apart for
// certain is refused, not guessed.
TEST_P(Folder, AFileWithoutAColumnThatNamesItsRowsIsRefused) {
  be_on("2025-06-23");
  make("box");
  must_have(add(leavers));
  EXPECT_EQ(key_of(planned("leavers")), "actions.no_key");
  EXPECT_EQ(lines("mailbox").size(), 4u);
}

}  // namespace
}  // namespace ombud::retention
