#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/run_in_child_test.h"
#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class RecordsCommands : public testing::Test {
 protected:
  void SetUp() override {
    write("password", "kanelbulle regn traktor\n");
    ASSERT_EQ(ran({"init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   "--password-file", folder_.file("password")})
                  .code,
              0);
  }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_.file(name)) << text;
    ::chmod(folder_.file(name).c_str(), 0600);
  }

  cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", folder_.file("data")});
    std::vector<cli::Command> all = accounts::commands(entrance_);
    for (cli::Command& command : records::commands(entrance_, kinds_of()))
      all.push_back(std::move(command));
    return cli::run_in_child(all, arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }

  nlohmann::json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    return nlohmann::json::parse(ran(std::move(arguments)).out);
  }

  cli::Ran given(std::vector<std::string> arguments, std::string_view content) {
    write("content.json", content);
    arguments.insert(arguments.end(), {"--file", folder_.file("content.json")});
    return ran(std::move(arguments));
  }

  static KindsOf kinds_of() {
    return KindsOf([]() -> Result<Kinds> { return sample_kinds(); });
  }

  TemporaryFolder folder_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Entrance entrance_{
      clock_, {evidence::migrations(), accounts::migrations(), records::migrations()}};
};

TEST_F(RecordsCommands, AreWellDeclared) {
  EXPECT_THAT(cli::flaws(records::commands(entrance_, kinds_of())), IsEmpty());
}

TEST_F(RecordsCommands, TellWhatKindsThereAreAndWhatTheyAskFor) {
  EXPECT_THAT(ran({"records", "kinds"}).out, HasSubstr("Processing activities"));
  EXPECT_THAT(ran({"records", "kinds", "--language", "sv"}).out, HasSubstr("Behandlingar"));
  const cli::Ran fields = ran({"records", "fields", "activity"});
  EXPECT_THAT(fields.out, HasSubstr("choice: controller, processor"));
  EXPECT_THAT(fields.out, HasSubstr("matrix.from"));
  EXPECT_EQ(json({"records", "fields", "activity"})["fields"][2]["choices"][1]["label"],
            "Processor");
  const cli::Ran unknown = ran({"records", "fields", "boat"});
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("no kind of record called boat"));
}

TEST_F(RecordsCommands, MakeARecordWithLinksByNumberAndShowIt) {
  ASSERT_EQ(given({"records", "add", "unit"}, R"({"name":"Lönekontoret"})").code, 0);
  const cli::Ran added =
      given({"records", "add", "activity"}, R"({"name":"Löner","unit":"U-0001","keeper":"asa"})");
  EXPECT_EQ(added.out, "B-0001 Löner is made.\n") << added.err;
  const cli::Ran shown = ran({"records", "show", "activity", "B-0001"});
  EXPECT_THAT(shown.out, HasSubstr("U-0001 Lönekontoret"));
  EXPECT_THAT(shown.out, HasSubstr("asa"));
  const nlohmann::json record = json({"records", "show", "activity", "B-0001"});
  const std::string unit = record["fields"]["unit"];
  EXPECT_EQ(record["links"][unit]["number"], "U-0001");
  EXPECT_THAT(ran({"records", "links", "unit", "U-0001"}).out, HasSubstr("B-0001"));
  EXPECT_THAT(ran({"records", "links", "activity", "B-0001"}).out, HasSubstr("Nothing leads to"));
}

TEST_F(RecordsCommands, PrintASampleThatCanBeAdded) {
  const cli::Ran unit = ran({"records", "sample", "unit"});
  EXPECT_EQ(unit.code, 0) << unit.err;
  EXPECT_THAT(unit.err, HasSubstr("must be filled in: name."));
  nlohmann::json fields = nlohmann::json::parse(unit.out);
  EXPECT_EQ(fields["parent"], "U-0001");
  fields.erase("parent");
  fields.erase("ours");
  EXPECT_EQ(given({"records", "add", "unit"}, fields.dump()).code, 0);
  const nlohmann::json activity = json({"records", "sample", "activity"});
  EXPECT_EQ(activity["role"], "controller");
  EXPECT_FALSE(activity.contains("customers")) << "not asked for beside that role";
  EXPECT_EQ(activity["matrix"][0]["from"], "U-0001");
  EXPECT_EQ(ran({"records", "sample", "nothing"}).code, 3);
  EXPECT_THAT(ran({"records", "add", "--help"}).out, HasSubstr("ombud records sample KIND"));
}

TEST_F(RecordsCommands, SayWhatIsWrongFieldByFieldAndSaveNothing) {
  const cli::Ran refused =
      given({"records", "add", "activity"}, R"({"role":"owner","matrix":[{"what":"x"}]})");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.out, HasSubstr("Nothing was saved"));
  EXPECT_THAT(refused.out, HasSubstr("Role (role): This is none of the choices."));
  EXPECT_THAT(refused.out, HasSubstr("Name (name): This must be filled in."));
  const cli::Ran unread = given({"records", "add", "activity", "--json"}, R"({"name":1,"x":2})");
  EXPECT_EQ(unread.code, 2);
  EXPECT_EQ(nlohmann::json::parse(unread.out)["faults"].size(), 2U);
  const cli::Ran all =
      given({"records", "add", "activity"}, R"({"name":"x","persons":"12","role":"owner"})");
  EXPECT_THAT(all.out, HasSubstr("Persons (persons): "));
  EXPECT_THAT(all.out, HasSubstr("Role (role): This is none of the choices."));
  const cli::Ran broken = given({"records", "add", "activity"}, "{\n  \"name\" \"x\"\n}");
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.err, HasSubstr("line 2, column 12"));
  EXPECT_EQ(ran({"records", "add", "activity", "--file", folder_.file("nobody")}).code, 3);
  EXPECT_THAT(ran({"records", "list", "activity"}).out, HasSubstr("no Processing activities"));
}

TEST_F(RecordsCommands, EditByAPatchAndKeepTheHistory) {
  given({"records", "add", "activity"}, R"({"name":"Löner","persons":5,"about":"utbetalning"})");
  const cli::Ran edited =
      given({"records", "edit", "activity", "B-0001"}, R"({"name":"Arvoden","persons":null})");
  EXPECT_EQ(edited.code, 0) << edited.err;
  const nlohmann::json now = json({"records", "show", "activity", "B-0001"});
  EXPECT_EQ(now["fields"], nlohmann::json({{"name", "Arvoden"}, {"about", "utbetalning"}}));
  EXPECT_EQ(now["version"], 2);
  const cli::Ran history = ran({"records", "history", "activity", "B-0001"});
  EXPECT_THAT(history.out, HasSubstr("Name, Persons"));
  EXPECT_THAT(history.out, HasSubstr("asa"));
  const nlohmann::json versions = json({"records", "history", "activity", "B-0001"});
  EXPECT_EQ(versions[1]["record"]["title"], "Löner");
  const std::string change = versions[0]["change"];
  EXPECT_THAT(ran({"records", "undo", "activity", change, "--reason", "wrong"}).out,
              HasSubstr("Undone in 1 record"));
  EXPECT_EQ(json({"records", "show", "activity", "B-0001"})["title"], "Löner");
  EXPECT_EQ(json({"records", "show", "activity", "B-0001", "--as-of", "2026-11-21"})["title"],
            "Löner");
  EXPECT_EQ(ran({"records", "show", "activity", "B-0001", "--as-of", "2026-11-20"}).code, 3);
  EXPECT_EQ(ran({"records", "show", "activity", "B-0001", "--as-of", "yesterday"}).code, 2);
}

TEST_F(RecordsCommands, MoveArchiveAndBringBack) {
  given({"records", "add", "activity"}, R"({"name":"Löner"})");
  // The first account is coordinator and administrator: what comes into use is the approver's word.
  EXPECT_THAT(ran({"records", "move", "activity", "B-0001", "start"}).out,
              HasSubstr("Role (role): This must be filled in."));
  EXPECT_EQ(ran({"records", "move", "activity", "B-0001", "fly"}).code, 2);
  EXPECT_EQ(ran({"records", "archive", "activity", "B-0001"}).code, 2);
  EXPECT_EQ(ran({"records", "archive", "activity", "B-0001", "--reason", "twice"}).code, 0);
  EXPECT_THAT(ran({"records", "list", "activity"}).out, Not(HasSubstr("B-0001")));
  EXPECT_THAT(ran({"records", "list", "activity", "--archived"}).out, HasSubstr("B-0001"));
  EXPECT_EQ(ran({"records", "bring-back", "activity", "B-0001", "--reason", "needed"}).code, 0);
  EXPECT_THAT(ran({"records", "list", "activity"}).out, HasSubstr("B-0001"));
}

TEST_F(RecordsCommands, ListWhatIsAskedFor) {
  given({"records", "add", "activity"}, R"({"name":"Löner","role":"controller","persons":7})");
  given({"records", "add", "activity"}, R"({"name":"Drift","role":"processor","customers":["A"]})");
  const cli::Ran listed = ran({"records", "list", "activity", "--where", "role=processor"});
  EXPECT_THAT(listed.out, HasSubstr("Drift"));
  EXPECT_THAT(listed.out, Not(HasSubstr("Löner")));
  EXPECT_EQ(json({"records", "list", "activity", "--order", "persons"})["records"][0]["title"],
            "Löner");
  EXPECT_EQ(json({"records", "list", "activity", "--search", "dri"})["count"], 1);
  EXPECT_THAT(ran({"records", "list", "activity", "--limit", "1"}).out, HasSubstr("1 of 2"));
  EXPECT_EQ(ran({"records", "list", "activity", "--limit", "0"}).code, 2);
  EXPECT_EQ(ran({"records", "list", "activity", "--where", "role"}).code, 2);
  EXPECT_EQ(ran({"records", "list", "activity", "--order", "about"}).code, 2);
}

TEST_F(RecordsCommands, SaveHowAListIsLookedAtAndOpenItByItsName) {
  given({"records", "add", "activity"}, R"({"name":"Löner","role":"controller"})");
  given({"records", "add", "activity"}, R"({"name":"Drift","role":"processor","customers":["A"]})");
  EXPECT_THAT(ran({"records", "views", "activity"}).out, HasSubstr("records save-view activity"));
  EXPECT_THAT(
      ran({"records", "save-view", "activity", "Ours", "--where", "role=controller", "--shared"})
          .out,
      HasSubstr("--view \"Ours\""));
  EXPECT_THAT(ran({"records", "views", "activity"}).out, HasSubstr("Ours"));
  EXPECT_EQ(json({"records", "views", "activity"})["views"][0]["values"]["role"][0], "controller");
  EXPECT_EQ(json({"records", "list", "activity", "--view", "Ours"})["records"][0]["title"],
            "Löner");
  EXPECT_EQ(ran({"records", "list", "activity", "--view", "Theirs"}).code, 3);
  EXPECT_EQ(ran({"records", "remove-view", "activity", "Ours"}).code, 0);
  EXPECT_EQ(ran({"records", "remove-view", "activity", "Ours"}).code, 3);
}

TEST_F(RecordsCommands, ChangeAllThatFitAndSayHowToUndoIt) {
  given({"records", "add", "activity"}, R"({"name":"Löner","role":"controller"})");
  given({"records", "add", "activity"}, R"({"name":"Drift","role":"processor","customers":["A"]})");
  given({"records", "add", "activity"}, R"({"name":"Arkiv"})");
  const auto many = [&](std::string_view content, std::vector<std::string> more) {
    std::vector<std::string> arguments{"records", "edit-many", "activity", "--reason", "counted"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return given(std::move(arguments), content);
  };
  const cli::Ran done = many(R"({"persons":9})", {"--where", "role=controller", "--json"});
  const nlohmann::json changed = nlohmann::json::parse(done.out);
  EXPECT_EQ(changed["changed"], 1);
  EXPECT_EQ(changed["matching"], 1);
  EXPECT_THAT(many(R"({"persons":9})", {"--where", "role=controller"}).out,
              HasSubstr("nothing was changed"));
  EXPECT_THAT(many(R"({"persons":7})", {}).out, HasSubstr("records undo activity"));
  EXPECT_THAT(many(R"({"name":null})", {}).out,
              HasSubstr("B-0001 Name (name): This must be filled in."));
  EXPECT_EQ(many(R"({"colour":"red"})", {}).code, 2);
  EXPECT_EQ(many("[1]", {}).code, 2);
}

TEST_F(RecordsCommands, DuplicateARecordAndSayWhyOneIsEdited) {
  given({"records", "add", "activity"}, R"({"name":"Löner"})");
  EXPECT_EQ(ran({"records", "duplicate", "activity", "B-0001"}).out,
            "B-0002 Copy of Löner is made.\n");
  EXPECT_EQ(given({"records", "edit", "activity", "B-0001", "--reason", "budget"},
                  R"({"name":"Arvoden"})")
                .code,
            0);
  EXPECT_THAT(ran({"records", "history", "activity", "B-0001"}).out, HasSubstr("budget"));
}

}  // namespace
}  // namespace ombud::records
