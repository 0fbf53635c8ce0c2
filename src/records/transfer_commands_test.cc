#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/run_in_child_test.h"
#include "evidence/files.h"
#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using testing::HasSubstr;

class TransferCommands : public testing::Test {
 protected:
  void SetUp() override {
    write("password", "kanelbulle regn traktor\n");
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", folder_.file("password")})
                  .code,
              0);
  }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_.file(name), std::ios::binary) << text;
    ::chmod(folder_.file(name).c_str(), 0600);
  }

  cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", folder_.file("data")});
    std::vector<cli::Command> all = accounts::commands(entrance_);
    const KindsOf kinds([]() -> Result<Kinds> { return sample_kinds(); });
    for (cli::Command& command : records::commands(entrance_, kinds))
      all.push_back(std::move(command));
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  cli::Ran imported(std::string_view list, std::vector<std::string> more = {}) {
    write("list.csv", list);
    std::vector<std::string> arguments{"records", "import", "activity", folder_.file("list.csv")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ran(std::move(arguments));
  }

  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{
      clock_, {evidence::migrations(), accounts::migrations(), records::migrations()}};
};

TEST_F(TransferCommands, ShowWhatWouldComeAndWriteOnlyWhenTold) {
  const cli::Ran tried = imported("Name;Persons;Keeper\nLøn;7;asa\n");
  EXPECT_EQ(tried.code, 0) << tried.err;
  EXPECT_THAT(tried.out, HasSubstr("1 new, 0 changed, 0 the same, 0 wrong."));
  EXPECT_THAT(tried.out, HasSubstr("add --write"));
  EXPECT_THAT(imported("Name;Persons;Keeper\nLøn;7;asa\n", {"--write"}).out,
              HasSubstr("records undo activity"));
  EXPECT_THAT(imported("Name;Persons;Keeper\nLøn;7;asa\n", {"--write"}).out,
              HasSubstr("0 new, 0 changed, 1 the same, 0 wrong."));
  EXPECT_THAT(ran({"records", "history", "activity", "B-0001"}).out,
              HasSubstr("Imported from list.csv"));
}

TEST_F(TransferCommands, NameTheRowAndColumnOfWhatIsWrong) {
  const cli::Ran wrong = imported("Name;Role\nA;controller\nB;boss\n", {"--write"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.out, HasSubstr("row 3, column Role: \"boss\". This is none of the choices."));
  EXPECT_THAT(wrong.out, HasSubstr("Nothing was written."));
  EXPECT_EQ(imported("Name;Role\nA;controller\nB;boss\n").code, 1);
  const cli::Ran others =
      imported("Name;Role\nA;controller\nB;boss\n", {"--write", "--skip-wrong", "--json"});
  EXPECT_EQ(others.code, 0) << others.err;
  const auto answer = nlohmann::json::parse(others.out);
  EXPECT_EQ(answer["new"], 1);
  EXPECT_EQ(answer["faults"][0]["row"], 3);
  EXPECT_EQ(imported("Name\nC\nD\n", {"--write", "--rows", "3"}).code, 0);
  EXPECT_EQ(ran({"records", "list", "activity", "--search", "C"}).out.find("C "),
            std::string::npos);
}

TEST_F(TransferCommands, AskForEveryColumnAndKeepTheMapping) {
  const std::string list = "Mystisk;Mere\nLøn;x\n";
  EXPECT_THAT(imported(list).err, HasSubstr("No column is the name"));
  const std::vector<std::string> mapped{"--map", "Mystisk=name", "--save-mapping", "Lister",
                                        "--write"};
  EXPECT_THAT(imported(list, mapped).err,
              HasSubstr("Nobody has said what these columns are: Mere"));
  std::vector<std::string> whole = mapped;
  whole.insert(whole.end(), {"--ignore", "Mere", "--new", "role=controller"});
  EXPECT_EQ(imported(list, whole).code, 0);
  const cli::Ran again = imported(list);
  EXPECT_THAT(again.err, HasSubstr("With the mapping Lister"));
  EXPECT_THAT(again.out, HasSubstr("1 the same"));
  EXPECT_THAT(ran({"records", "mappings", "activity"}).out, HasSubstr("Lister"));
  EXPECT_EQ(ran({"records", "forget-mapping", "activity", "Lister"}).code, 0);
  EXPECT_EQ(ran({"records", "forget-mapping", "activity", "Lister"}).code, 3);
  EXPECT_THAT(ran({"records", "mappings", "activity"}).out, HasSubstr("--save-mapping NAME"));
  for (const auto& [option, value] :
       std::vector<std::pair<std::string, std::string>>{{"--map", "x"},
                                                        {"--map", "Andet=name"},
                                                        {"--rows", "a-b"},
                                                        {"--key", "about"},
                                                        {"--mapping", "none"},
                                                        {"--mapping-file", "/nowhere"}})
    EXPECT_NE(imported(list, {option, value}).code, 0) << option;
  EXPECT_EQ(ran({"records", "import", "activity", folder_.file("none.csv")}).code, 3);
}

TEST_F(TransferCommands, ExportToAFileOrToStandardOutput) {
  ASSERT_EQ(imported("Name\nLøn\n", {"--write"}).code, 0);
  EXPECT_THAT(ran({"records", "export", "activity", "--format", "csv"}).out, HasSubstr("Løn"));
  const std::string file = folder_.file("out.xlsx");
  EXPECT_EQ(ran({"records", "export", "activity", "--out", file}).code, 0);
  const cli::Ran same = ran({"records", "import", "activity", file});
  EXPECT_THAT(same.out, HasSubstr("1 the same")) << same.err;
  EXPECT_EQ(ran({"records", "export", "activity", "--format", "doc"}).code, 2);
  // The file's ending says what it is to be, unless something else is asked for.
  for (const auto& [name, more, begins] :
       std::vector<std::tuple<std::string, std::vector<std::string>, std::string>>{
           {"out.json", {}, "{"},
           {"out.PDF", {}, "%PDF"},
           {"out.csv", {}, "\xEF\xBB\xBF"},
           {"out", {}, "PK"},
           {"out.list", {}, "PK"},
           {"other.json", {"--format", "xlsx"}, "PK"}}) {
    std::vector<std::string> line = {"records", "export", "activity", "--out", folder_.file(name)};
    line.insert(line.end(), more.begin(), more.end());
    EXPECT_EQ(ran(line).code, 0) << name;
    const auto bytes = evidence::read_file(folder_.file(name), 1'000'000);
    ASSERT_TRUE(bytes && *bytes) << name;
    EXPECT_EQ((*bytes)->rfind(begins, 0), 0U) << name;
  }
}

}  // namespace
}  // namespace ombud::records
