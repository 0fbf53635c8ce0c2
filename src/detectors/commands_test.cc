#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/testing.h"
#include "cli/cli.h"
#include "cli/run_in_child_test.h"
#include "detectors/detectors.h"
#include "detectors/file_scan.h"

namespace ombud::detectors {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const FixedClock& november() {
  static const FixedClock clock(*parse_instant("2026-11-21T12:00:00Z"));
  return clock;
}

cli::Ran ran(const std::vector<std::string>& arguments, const std::string& input = "") {
  return cli::run_in_child(commands(november()), arguments, {.input = input});
}

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(DetectCommands, AreDeclaredWell) {
  EXPECT_THAT(cli::flaws(commands(november())), testing::IsEmpty());
}

TEST(DetectIds, AnswersEachLine) {
  const cli::Ran result = ran({"detect", "ids"},
                              "{\"type\":\"se_personnummer\",\"input\":\"19910703-2386\"}\n"
                              "{\"type\":\"se_personnummer\",\"input\":\"19910703-2387\"}\n");
  EXPECT_EQ(result.out, "{\"valid\":true}\n{\"valid\":false}\n");
  EXPECT_EQ(result.code, 0);
}

TEST(DetectIds, SaysOnItsLineWhatIsWrongWithIt) {
  const cli::Ran result = ran({"detect", "ids"},
                              "no JSON\n"
                              "{\"type\":\"shoe_size\",\"input\":\"43\"}\n"
                              "{\"type\":\"iban\"}\n"
                              "{\"type\":\"luhn\",\"input\":\"5421\"}\n");
  EXPECT_THAT(result.out, AllOf(HasSubstr("not a JSON object"), HasSubstr("no type shoe_size"),
                                HasSubstr("lacks the text \\\"input\\\""),
                                testing::EndsWith("{\"valid\":true}\n")));
  EXPECT_EQ(result.code, cli::partly_done);
}

TEST(DetectText, CountsInCodePoints) {
  const cli::Ran result = ran({"detect", "text", "--kind", "personnummer"},
                              "{\"id\":7,\"text\":\"Åäö 19910703-2386\"}\n");
  EXPECT_EQ(result.out, "{\"id\":7,\"spans\":[[4,17,\"PERSONNUMMER\"]]}\n");
}

TEST(DetectText, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(ran({"detect", "text", "--kind", "shoe"}).err, HasSubstr("no kind shoe"));
  EXPECT_THAT(ran({"detect", "text", "--min-score", "2"}).err, HasSubstr("from 0 to 1"));
  EXPECT_EQ(ran({"detect", "text", "--min-score", "x"}).code, cli::usage);
}

TEST(DetectText, SaysOfALineThatIsTooLong) {
  const std::string line = "{\"id\":1,\"text\":\"" + std::string(17 << 20, 'a') + "\"}\n";
  const cli::Ran result = ran({"detect", "text"}, line + "{\"id\":2,\"text\":\"\"}\n");
  EXPECT_THAT(result.out, AllOf(HasSubstr("longer than"), HasSubstr("{\"id\":2,\"spans\":[]}")));
  EXPECT_EQ(result.code, cli::partly_done);
}

TEST(DetectScan, MasksValuesUnlessTheyAreAskedFor) {
  const TemporaryFolder folder;
  write(folder.file("a.txt"), "rad ett\nnr 19910703-2386, lösenord: Sommar2024\n");
  const cli::Ran masked = ran({"detect", "scan", folder.path()});
  EXPECT_THAT(masked.out, AllOf(HasSubstr("a.txt:2:4: personnummer"), HasSubstr("********-****"),
                                Not(HasSubstr("910703")), Not(HasSubstr("Sommar2024"))));
  EXPECT_EQ(masked.code, 0);
  EXPECT_THAT(ran({"detect", "scan", folder.path(), "--reveal"}).out, HasSubstr("19910703-2386"));
}

TEST(DetectScan, SaysWhatItDidNotLookInto) {
  const TemporaryFolder folder;
  const TemporaryFolder outside;
  write(folder.file("binary"), std::string_view("\x7f"
                                                "ELF\0\0 19910703-2386",
                                                20));
  write(outside.file("b.txt"), "19910703-2386");
  symlink(outside.path().c_str(), folder.file("link").c_str());
  mkfifo(folder.file("pipe").c_str(), 0600);
  const cli::Ran result = ran({"detect", "scan", folder.path()});
  EXPECT_THAT(result.err, AllOf(HasSubstr("no text file"), HasSubstr("symbolic link"),
                                HasSubstr("no ordinary file")));
  EXPECT_THAT(result.out, AllOf(HasSubstr("Nothing was found"), HasSubstr("3 passed over")));
  EXPECT_EQ(ran({"detect", "scan", folder.file("nothing")}).code, 3);
  EXPECT_THAT(ran({"detect", "scan", folder.path(), "--json"}).out, HasSubstr("\"passed_over\":3"));
}

class FileScan : public testing::Test {
 protected:
  std::vector<std::string> scanned(const std::string& text, std::size_t window_bytes) {
    const TemporaryFolder folder;
    write(folder.file("text"), text);
    const int file = open(folder.file("text").c_str(), O_RDONLY);
    std::vector<std::string> all;
    const Options options{{*parse_day("2026-11-21"), Country::se}, 0.5, {Kind::personnummer}};
    const Result<Scanned> result = scan_file(
        file, options,
        [&](const Placed& placed) {
          all.push_back(std::to_string(placed.line) + ":" + std::to_string(placed.column) + " " +
                        std::string(placed.text));
        },
        window_bytes);
    close(file);
    EXPECT_TRUE(result);
    return all;
  }
};

TEST_F(FileScan, LosesNothingAndFindsNothingTwiceWhereWindowsMeet) {
  std::string text;
  std::vector<std::string> expected;
  for (int line = 1; line <= 600; ++line) {
    const std::string begun = "Rad åäö " + std::string(static_cast<std::size_t>(line % 37), '.');
    const std::size_t column = 8 + static_cast<std::size_t>(line % 37) + 2;
    text += begun + " 19910703-2386\n";
    expected.push_back(std::to_string(line) + ":" + std::to_string(column) + " 19910703-2386");
  }
  for (const std::size_t window : {1'000u, 1'013u, 30'000u, 1'000'000u})
    EXPECT_THAT(scanned(text, window), testing::ElementsAreArray(expected)) << window;
}

TEST_F(FileScan, ReadsWhatWindowsWrote) {
  const std::string in_windows = "Medlem \xC5sa\nnr 19910703-2386\n";
  std::string in_utf16 = "\xFF\xFE";
  for (const char c : std::string("Medlem\nnr 19910703-2386\n")) in_utf16 += {c, '\0'};
  for (const std::string& text : {in_windows, in_utf16})
    EXPECT_THAT(scanned(text, 1'000), testing::ElementsAre("2:4 19910703-2386"));
}

TEST_F(FileScan, FailsWhereTheFileCanNotBeRead) {
  const Result<Scanned> result = scan_file(-1, {}, [](const Placed&) {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "detectors.input_failed");
}

TEST_F(FileScan, MasksLettersAndDigits) { EXPECT_EQ(masked("Åsa B. 12-3"), "*** *. **-*"); }

}  // namespace
}  // namespace ombud::detectors
