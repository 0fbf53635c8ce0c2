// User names in free text: few may be looked for, and none inside something longer.

#include <gtest/gtest.h>

#include <utility>

#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::detectors {
namespace {

std::string erased(std::vector<Identifier> identifiers, std::string_view text) {
  const PersonMatcher person(std::move(identifiers), {{*parse_day("2026-11-21"), Country::se}});
  return scrub(text, person.find(text), "[erased]");
}

TEST(Username, IsFoundWhereItStandsAlone) {
  const std::vector<Identifier> person({{Kind::username, " JBerg84 "}, {Kind::username, "j.berg"}});
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"jberg84", "[erased]"},
      {"Inloggad: JBERG84.", "Inloggad: [erased]."},
      {"user|s:7:\"jberg84\";", "user|s:7:\"[erased]\";"},
      {"/home/jberg84/x, @jberg84 - sa", "/home/[erased]/x, @[erased] - sa"},
      {"J.Berg ringde", "[erased] ringde"},
      {"jberg84-", "[erased]-"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(erased(person, text), expected);
  for (const std::string_view text :
       {"jberg845", "xjberg84", "jberg84-old", "jberg84.pdf", "cv_jberg84", "a.jberg84",
        "jberg84_2", "jberg84@example.se", "jberg84+x@example.se", "x@jberg84", "jberg84--old",
        "jberg84ö", "j berg", "j-berg", "j.berg.se", "j. berg"})
    EXPECT_EQ(erased(person, text), text);
}

TEST(Username, ThatMayBeAWordOrANumberIsNotLookedFor) {
  for (const std::string_view name :
       {"karin", "admin", "Bergström", "kimai", "anna-karin", "e-post", "12345", "2024-01-02",
        "1.234", "admin1", "test_user", "web.admin", "ab1", "j_b", "Karin Berg1", "_karin_",
        "karin.", "", "..."})
    EXPECT_EQ(erased({{Kind::username, std::string(name)}}, name), name);
  for (const std::string_view name : {"johan.berg", "jberg84", "kbg1234", "anna_admin", "åsa.ö"})
    EXPECT_EQ(erased({{Kind::username, std::string(name)}}, name), "[erased]");
}

TEST(Username, InSomethingLongerIsLeftToTheOtherKinds) {
  const std::vector<Identifier> person({{Kind::username, "johan.berg"},
                                        {Kind::name, "Johan Berg"},
                                        {Kind::email, "johan.berg@example.se"}});
  EXPECT_EQ(erased(person, "johan.berg och johan.berg@example.se i cv_johan.berg.pdf"),
            "[erased] och [erased] i cv_[erased].pdf");
}

}  // namespace
}  // namespace ombud::detectors
