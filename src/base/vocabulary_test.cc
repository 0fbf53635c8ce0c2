#include "base/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace ombud {

namespace {

// Every enumerator up to the last has a word of its own that leads back to it; word() stops the
// program where one has none.
template <class E, class Find>
void expect_words(E last, Find find) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<E>(i);
    EXPECT_TRUE(seen.insert(word(value)).second) << word(value);
    EXPECT_EQ(find(word(value)), value) << word(value);
  }
  EXPECT_EQ(find(""), std::nullopt);
  EXPECT_EQ(find("Name"), std::nullopt);
}

TEST(Vocabulary, EveryEnumeratorHasAWordThatLeadsBackToIt) {
  expect_words(DataClass::national_id, data_class_of);
  expect_words(DataCategory::other, data_category_of);
  expect_words(Origin::unknown, origin_of);
  expect_words(UseKind::administer, use_kind_of);
}

TEST(Vocabulary, WhatTheLawProtectsMoreHasItsClassByDefault) {
  // Law: GDPR art. 9(1).
  for (const DataCategory category :
       {DataCategory::health, DataCategory::union_membership, DataCategory::religion,
        DataCategory::politics, DataCategory::ethnicity, DataCategory::sexuality})
    EXPECT_EQ(default_class(category), DataClass::special) << word(category);
  // Law: GDPR art. 10.
  EXPECT_EQ(default_class(DataCategory::crime), DataClass::criminal);
  // Law: GDPR art. 87.
  EXPECT_EQ(default_class(DataCategory::national_id), DataClass::national_id);
  EXPECT_EQ(default_class(DataCategory::salary), DataClass::confidential);
  EXPECT_EQ(default_class(DataCategory::name), DataClass::ordinary);
}

}  // namespace

}  // namespace ombud
