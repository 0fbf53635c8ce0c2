#include "subjects/mask.h"

#include <gtest/gtest.h>

namespace ombud::subjects {

namespace {

std::string shown(DataCategory category, const std::string& value, const std::string& part = "",
                  DataClass data_class = DataClass::ordinary) {
  return masked(category, data_class, part, value);
}

TEST(Mask, OfANameTheInitialsAreShown) {
  EXPECT_EQ(shown(DataCategory::name, "Åsa Maria  Öberg"), "Å••• M••• Ö•••");
  EXPECT_EQ(shown(DataCategory::name, " Karin "), "K•••");
}

TEST(Mask, OfAnAddressOfMailItsPlaceIsShown) {
  EXPECT_EQ(shown(DataCategory::email, "karin@exempel.se"), "k•••@exempel.se");
  EXPECT_EQ(shown(DataCategory::email, "@exempel.se"), "•••");
  EXPECT_EQ(shown(DataCategory::email, "none"), "•••");
}

TEST(Mask, OfAPhoneTheLastTwoDigitsAreShown) {
  EXPECT_EQ(shown(DataCategory::phone, "070-174 06 05"), "•••05");
  EXPECT_EQ(shown(DataCategory::phone, "1234"), "•••");
}

TEST(Mask, OfADayAndOfAPersonnummerTheYearIsShown) {
  EXPECT_EQ(shown(DataCategory::birth_date, "1984-05-02"), "1984-••-••");
  EXPECT_EQ(shown(DataCategory::national_id, "19121212-1212", "", DataClass::national_id),
            "1912-••-••");
  EXPECT_EQ(shown(DataCategory::national_id, "121212-1212", "", DataClass::national_id), "•••");
  EXPECT_EQ(shown(DataCategory::birth_date, "2/5 1984"), "•••");
  EXPECT_EQ(shown(DataCategory::national_id, "99999999", "", DataClass::national_id), "•••");
}

TEST(Mask, OfAnAddressTheTownIsShownAndNotTheStreet) {
  EXPECT_EQ(shown(DataCategory::postal_address, "Lund", "city"), "Lund");
  EXPECT_EQ(shown(DataCategory::postal_address, "223 50", "postal_code"), "22•••");
  EXPECT_EQ(shown(DataCategory::postal_address, "Kungsgatan 4", "street"), "•••");
}

TEST(Mask, OfWhatTheLawGuardsOnlyThatItIsThere) {
  for (const DataClass one : {DataClass::confidential, DataClass::special, DataClass::criminal})
    EXPECT_EQ(shown(DataCategory::name, "Karin Åberg", "full", one), "•••");
  EXPECT_EQ(shown(DataCategory::free_text, "talked to her"), "•••");
  EXPECT_EQ(shown(DataCategory::name, ""), "");
  EXPECT_EQ(shown(DataCategory::name, "\xff\xfe"), "•••");
}

}  // namespace

}  // namespace ombud::subjects
