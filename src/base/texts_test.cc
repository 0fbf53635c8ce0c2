#include "base/texts.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace ombud {

namespace {

TEST(Texts, ASentenceIsSaidWithItsParameters) {
  EXPECT_EQ(say("base.unknown_language", {{"language", "fi"}}),
            "The language fi is not one of en, sv, da, nb.");
  Error error;
  error.key = "base.bad_hex";
  EXPECT_EQ(say(error), "This is not hexadecimal.");
}

TEST(Texts, BracesInsideAParameterAreNoPlace) {
  EXPECT_EQ(say("base.unknown_language", {{"language", "{language}{x}"}}),
            "The language {language}{x} is not one of en, sv, da, nb.");
}

TEST(Texts, AMissingParameterIsSeenAndAnUnknownKeyToo) {
  EXPECT_EQ(say("base.unknown_language"), "The language {language} is not one of en, sv, da, nb.");
  EXPECT_EQ(say("no room's {key}"), "no room's {key}");
}

TEST(Texts, EveryLanguageHasACodeAndNoOtherCodeIsOne) {
  for (const Language language : {Language::en, Language::sv, Language::da, Language::nb})
    EXPECT_EQ(*language_of(code(language)), language);
  for (const char* bad : {"", "EN", "fi", "sv_SE"}) {
    const Result<Language> language = language_of(bad);
    ASSERT_FALSE(language) << bad;
    EXPECT_EQ(language.error().code, Errc::invalid);
    EXPECT_EQ(language.error().key, "base.unknown_language");
  }
}

bool is_key(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto letters = [](std::string_view part) {
    return !part.empty() &&
           part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == part.npos;
  };
  return point != text.npos && letters(text.substr(0, point)) && letters(text.substr(point + 1));
}

// nlohmann takes the last of two equal keys without a word; this sees both.
class Keys : public nlohmann::json_sax<nlohmann::json> {
 public:
  Keys(std::set<std::string>& seen, std::string_view room) : seen_(seen), room_(room) {}

  bool key(string_t& key) override {
    EXPECT_TRUE(is_key(key)) << key;
    EXPECT_EQ(key.substr(0, key.find('.')), room_) << "it would not be found";
    EXPECT_TRUE(seen_.insert(key).second) << key << " stands twice";
    last_ = key;
    return true;
  }

  bool string(string_t& sentence) override {
    EXPECT_FALSE(sentence.empty()) << last_;
    return true;
  }

  bool start_object(std::size_t) override { return ++depth_ == 1; }

  bool end_object() override { return true; }

  bool null() override { return false; }

  bool boolean(bool) override { return false; }

  bool number_integer(number_integer_t) override { return false; }

  bool number_unsigned(number_unsigned_t) override { return false; }

  bool number_float(number_float_t, const string_t&) override { return false; }

  bool binary(binary_t&) override { return false; }

  bool start_array(std::size_t) override { return false; }

  bool end_array() override { return false; }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  std::set<std::string>& seen_;
  std::string_view room_;
  std::string last_;
  int depth_ = 0;
};

TEST(Texts, EveryRoomsFileIsFlatAndNoKeyStandsTwice) {
  std::map<std::string, std::set<std::string>, std::less<>> seen;
  for (const TextFile& file : text_files()) {
    ASSERT_TRUE(language_of(file.language)) << file.language;
    Keys keys(seen[std::string(file.language)], file.room);
    EXPECT_TRUE(nlohmann::json::sax_parse(file.json, &keys)) << file.json.substr(0, 60);
  }
  EXPECT_TRUE(seen["en"].contains("base.bad_hex"));
}

}  // namespace

}  // namespace ombud
