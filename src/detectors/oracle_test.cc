// Vectorscan as the oracle of find(): whatever one of its patterns matches and a register's rule
// accepts, find() must have seen, in texts in which values, decoys and prose are mixed at random.

#include <gmock/gmock.h>
#include <hs/hs.h>

#include <random>

#include "detectors/detectors.h"

namespace ombud::detectors {
namespace {

struct Pattern {
  const char* expression;
  std::vector<Kind> kinds;
};

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = {
      {R"(\b(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[678]\d|9[01])[-+]?\d{4}\b)",
       {Kind::personnummer, Kind::samordningsnummer}},
      {R"(\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}\b)", {Kind::cpr}},
      {R"(\b(?:[04][1-9]|[1256]\d|[37][01])(?:[04][1-9]|[15][0-2])\d{2} ?\d{5}\b)",
       {Kind::fodselsnummer, Kind::d_number, Kind::h_number}},
      {R"(\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b)", {Kind::henkilotunnus}},
      {R"(\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b)", {Kind::email}},
      {R"((?:\+4[567]|\b004[567]|\b0)[ -]?\d{1,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b)",
       {Kind::phone}},
      {R"(\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b)",
       {Kind::ip_address}},
      {R"(\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b)", {Kind::iban}},
      {R"(\b(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2}|6011)(?:[ -]?\d{4}){2}[ -]?\d{1,4}\b)", {Kind::card}},
      {R"(\b\d{6}-\d{4}\b)", {Kind::organisation_number, Kind::kennitala}},
      {R"(\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b)", {Kind::device_id}},
  };
  return all;
}

class Oracle {
 public:
  Oracle() {
    std::vector<const char*> expressions;
    std::vector<unsigned> flags;
    std::vector<unsigned> ids;
    for (const Pattern& pattern : patterns()) {
      ids.push_back(static_cast<unsigned>(expressions.size()));
      expressions.push_back(pattern.expression);
      flags.push_back(HS_FLAG_SOM_LEFTMOST);
    }
    hs_compile_error_t* error = nullptr;
    EXPECT_EQ(hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                               static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, nullptr,
                               &database_, &error),
              HS_SUCCESS);
    EXPECT_EQ(hs_alloc_scratch(database_, &scratch_), HS_SUCCESS);
  }

  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  ~Oracle() {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }

  struct Match {
    unsigned pattern;
    Span span;
  };

  std::vector<Match> matches(std::string_view text) {
    std::vector<Match> all;
    const auto add = [](unsigned id, unsigned long long from, unsigned long long to, unsigned,
                        void* list) {
      static_cast<std::vector<Match>*>(list)->push_back({id, {from, to}});
      return 0;
    };
    EXPECT_EQ(
        hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, add, &all),
        HS_SUCCESS);
    return all;
  }

 private:
  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};

bool is_number_byte(char c) { return c >= '0' && c <= '9'; }

// A pattern's word boundary lies inside "1-121212-1212" and "121212-1212å", too.
bool is_whole(std::string_view text, Span span) {
  const auto joins = [](char c) { return c == '-' || c == '.' || c == ',' || c == '+'; };
  const auto letter = [](char c) { return (c & 0x80) != 0 || std::isalnum(c) != 0; };
  if (span.start >= 1 && letter(text[span.start - 1])) return false;
  if (span.end < text.size() && letter(text[span.end])) return false;
  if (span.start >= 2 && joins(text[span.start - 1]) && is_number_byte(text[span.start - 2]))
    return false;
  return span.end + 1 >= text.size() || !joins(text[span.end]) ||
         !is_number_byte(text[span.end + 1]);
}

class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::string next() {
    std::string text;
    while (text.size() < 400) {
      text += piece();
      constexpr std::string_view gaps[] = {" ", " ", " ", ", ", ". ", "; ", "\n", " (", ") ", ": "};
      text += gaps[below(std::size(gaps))];
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string digits(std::size_t count) {
    std::string text;
    while (count-- > 0) text += static_cast<char>('0' + below(10));
    return text;
  }

  std::string two(std::size_t least, std::size_t most) {
    const std::string text = std::to_string(least + below(most - least + 1));
    return text.size() == 1 ? "0" + text : text;
  }

  std::string date() { return two(1, 28) + two(1, 12) + digits(2); }

  std::string piece() {
    constexpr std::string_view words[] = {"ärendet", "faktura", "personnummer", "tlf", "på",
                                          "mötet",   "CPR",     "betaling",     "Åsa", "nr"};
    switch (below(14)) {
      case 0:
        return (below(2) == 0 ? "19" : "") + digits(2) + two(1, 12) + two(1, 28) +
               (below(2) == 0 ? "-" : "") + digits(4);
      case 1:
        return date() + (below(2) == 0 ? "-" : "") + digits(4);
      case 2:
        return date() + (below(2) == 0 ? " " : "") + digits(5);
      case 3:
        return date() + "-AUX"[below(4)] + digits(3) + "0123456789ABCDEFHJKLMNPRSTUVWXY"[below(31)];
      case 4:
        return "anna.ek" + digits(2) + "@example.se";
      case 5:
        return (below(2) == 0 ? "+46 70-" : "070-") + digits(3) + " " + digits(2) + " " + digits(2);
      case 6:
        return "10." + two(0, 99) + "." + std::to_string(below(300)) + "." + digits(1);
      case 7:
        return "SE45 5000 0000 0583 9825 7466";
      case 8:
        return "4111 1111 1111 111" + digits(1);
      case 9:
        return digits(6) + "-" + digits(4);
      case 10:
        return "00:1b:44:11:3a:b" + digits(1);
      case 11:
        return digits(1 + below(8));
      case 12:
        return "2026-" + two(1, 12) + "-" + two(1, 28);
      default:
        return std::string(words[below(std::size(words))]);
    }
  }

  std::mt19937 random_;
};

TEST(Find, SeesWhateverAnotherSearchMatchesAndARegisterAccepts) {
  const Reading reading{*parse_day("2026-11-21"), Country::se};
  const Options options{reading, 0, {}};
  Oracle oracle;
  Texts texts(5);
  std::size_t held = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::string text = texts.next();
    const std::vector<Finding> found = find(text, options);
    for (const auto& [pattern, span] : oracle.matches(text)) {
      if (!is_whole(text, span)) continue;
      const std::string value = text.substr(span.start, span.end - span.start);
      const auto& kinds = patterns()[pattern].kinds;
      const bool valid = std::any_of(kinds.begin(), kinds.end(),
                                     [&](Kind kind) { return is_valid(kind, value, reading); });
      if (!valid) continue;
      ++held;
      // Where several kinds fit, the surest is shown: that something stands there must be said.
      const bool seen = std::any_of(found.begin(), found.end(), [&](const Finding& finding) {
        return finding.start < span.end && span.start < finding.end;
      });
      ASSERT_TRUE(seen) << value << " in: " << text;
    }
  }
  EXPECT_GT(held, 5000u);
}

}  // namespace
}  // namespace ombud::detectors
