#include "sql/value.h"

#include <gmock/gmock.h>

#include <limits>
#include <set>

namespace ombud::sql {
namespace {

using ::testing::Eq;
using ::testing::Optional;

std::vector<Value> some_of_every_kind() {
  return {Null{},
          true,
          false,
          std::int64_t{0},
          std::numeric_limits<std::int64_t>::min(),
          0.1,
          -1e300,
          5e-324,
          Decimal{"18446744073709551615"},
          Decimal{"-0.10"},
          std::string(),
          std::string("Åsa Ærø"),
          std::string("a\0b", 3),
          Blob{""},
          Blob{std::string("\0\xff", 2)},
          Blob{"\xe5", true}};
}

TEST(Value, ComesBackFromItsCanonicalForm) {
  for (const Value& value : some_of_every_kind())
    EXPECT_THAT(from_canonical(canonical(value)), Optional(Eq(value))) << canonical(value);
}

TEST(Value, CanonicalFormsOfDifferentValuesDiffer) {
  const std::vector<Value> values = {std::int64_t{42}, Decimal{"42"},   std::string("42"), 42.0,
                                     Blob{"42"},       Blob{"42", true}};
  std::set<std::string> forms;
  for (const Value& value : values) forms.insert(canonical(value));
  EXPECT_EQ(forms.size(), values.size());
}

TEST(Value, IsNotReadFromTextThatIsNoCanonicalForm) {
  for (const char* text :
       {"", "z", "n1", "b2", "i", "i4x", "i99999999999999999999", "rone", "x0", "xgg", "42"})
    EXPECT_FALSE(from_canonical(text).has_value()) << text;
}

TEST(Value, IsShownAsAPersonReadsIt) {
  EXPECT_EQ(shown(std::int64_t{42}), "42");
  EXPECT_EQ(shown(Decimal{"3.50"}), "3.50");
  EXPECT_EQ(shown(0.1), "0.1");
  EXPECT_EQ(shown(true), "true");
  EXPECT_EQ(shown(Null{}), "");
  EXPECT_EQ(shown(Blob{"twelve bytes"}), "(12 bytes)");
  EXPECT_EQ(shown(Blob{"\xc5sa", true}), "\xef\xbf\xbdsa");
}

TEST(Value, IsPlainTextForComparingWithWhatWasTyped) {
  EXPECT_EQ(plain(std::int64_t{42}), plain(std::string("42")));
  EXPECT_EQ(plain(Decimal{"42"}), plain(std::string("42")));
  EXPECT_EQ(plain(Blob{"\xab\x01"}), "ab01");
}

TEST(Value, TextThatIsNoUtf8IsKeptByteForByte) {
  EXPECT_EQ(text_value("Åsa"), Value(std::string("Åsa")));
  EXPECT_EQ(text_value("\xc5sa"), (Value(Blob{"\xc5sa", true})));
}

TEST(ValueView, SaysOfEachKindWhatItIs) {
  using Kind = ValueView::Kind;
  EXPECT_EQ(view_of(Null{}).kind, Kind::null);
  EXPECT_EQ(view_of(std::int64_t{-7}).kind, Kind::integer);
  EXPECT_EQ(view_of(std::int64_t{-7}).integer, -7);
  const Value text = std::string("Åsa");
  EXPECT_EQ(view_of(text).kind, Kind::text);
  EXPECT_EQ(view_of(text).bytes, "Åsa");
  const Value blob = Blob{"\xff"};
  EXPECT_EQ(view_of(blob).kind, Kind::blob);
  EXPECT_EQ(view_of(blob).bytes, "\xff");
  EXPECT_EQ(view_of(Value(Blob{"\xff", true})).kind, Kind::text);
  EXPECT_EQ(view_of(true).kind, Kind::other);
  EXPECT_EQ(view_of(0.5).kind, Kind::other);
  EXPECT_EQ(view_of(Decimal{"1"}).kind, Kind::other);
}

}  // namespace
}  // namespace ombud::sql
