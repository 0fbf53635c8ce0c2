#include <gtest/gtest.h>

#include "datamap/datamap.h"

namespace ombud::datamap {
namespace {

TEST(Reasons, AreSaidInTheReadersLanguage) {
  const std::string reason = reason_of("discovery.by_name", {{"words", "first name"}});
  EXPECT_EQ(say_reason(reason), "The name says \"first name\".");
  EXPECT_EQ(say_reason(reason, Language::sv), "Namnet säger ”first name”.");
  EXPECT_EQ(say_reason(reason, Language::da), "Navnet siger »first name«.");
  EXPECT_EQ(say_reason(reason, Language::nb), "Navnet sier «first name».");
}

TEST(Reasons, StandOneAfterTheOtherAndNameOtherSentences) {
  const std::string reason =
      reason_of("discovery.declared") + " " +
      reason_of("discovery.seen", {{"count", "3"}, {"of", "4"}, {"what", "discovery.seen_emails"}});
  EXPECT_EQ(say_reason(reason),
            "Declared in the database. 3 of 4 sampled values are e-mail addresses.");
  EXPECT_EQ(say_reason(reason, Language::sv),
            "Deklarerad i databasen. 3 av 4 undersökta värden är e-postadresser.");
}

TEST(Reasons, KeepNamesThatLookLikeTheirOwnForm) {
  for (const char* name : {"odd (table), a=b", " led by a space ", "100%", "a)b(c", "å.ä"}) {
    const std::string said =
        say_reason(reason_of("discovery.table_belongs", {{"table", std::string(name)}}));
    EXPECT_EQ(said, "Its rows belong to " + std::string(name) + ".");
  }
}

TEST(Reasons, ThatAPersonWroteStayAsTheyAre) {
  for (const char* text :
       {"the statutes", "see art. 6(1)", "discovery.by_name(words", "kept (by law)", "", "a.b"}) {
    EXPECT_EQ(say_reason(text, Language::sv), text);
  }
}

}  // namespace
}  // namespace ombud::datamap
