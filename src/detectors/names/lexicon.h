#pragma once
// What is known of a single word before any text is read: of which lists it is. One table of hashes
// for all lists, made at the first question (below 5 ms, measured by bench/names.cc).

#include <cstdint>
#include <string_view>
#include <vector>

namespace ombud::detectors::tagging {

extern const std::string_view role_words;
extern const std::string_view kin_words;
extern const std::string_view say_words;
extern const std::string_view greeting_words;
extern const std::string_view company_words;
extern const std::string_view place_words;
extern const std::string_view country_words;
extern const std::string_view organisation_words;
extern const std::string_view calendar_words;
extern const std::string_view common_words;

using Classes = std::uint32_t;

// One bit a list.
constexpr Classes is_given = 1u << 0;            // usual in the Nordic countries
constexpr Classes is_given_elsewhere = 1u << 1;  // in the long lists of other countries
constexpr Classes is_surname_here = 1u << 2;
constexpr Classes is_surname_elsewhere = 1u << 3;
constexpr Classes is_ordinary = 1u << 4;  // function_words.cc, common_words.cc
constexpr Classes is_place = 1u << 5;     // towns
constexpr Classes is_country = 1u << 6;   // countries, regions, great cities
constexpr Classes is_organisation = 1u << 7;
constexpr Classes is_role = 1u << 8;
constexpr Classes is_saying = 1u << 9;
constexpr Classes is_calendar = 1u << 10;
constexpr Classes is_company_word = 1u << 11;
constexpr Classes is_place_word = 1u << 12;
constexpr Classes is_particle = 1u << 13;
constexpr Classes is_kin = 1u << 14;
constexpr Classes is_greeting = 1u << 15;
constexpr Classes is_given_and_word = 1u << 16;  // "Saga", "Sten": names that are words too
constexpr Classes is_noble = 1u << 19;           // "von": begins a surname
// Not of a list but of how the word was found in one.
constexpr Classes is_genitive = 1u << 17;
constexpr Classes is_inflected = 1u << 18;  // with a Finnish case ending

constexpr Classes any_given = is_given | is_given_elsewhere;
constexpr Classes any_surname = is_surname_here | is_surname_elsewhere;
constexpr Classes any_name = any_given | any_surname;
constexpr Classes any_place = is_place | is_country;

/// The hash of a folded word; never 0.
std::uint32_t key_of(std::string_view folded);

class Lexicon {
 public:
  /// The one of the program.
  static const Lexicon& the();

  Classes classes(std::uint32_t key) const {
    for (std::size_t at = key & mask;; at = (at + 1) & mask) {
      if (slots_[at].key == key) return slots_[at].classes;
      if (slots_[at].key == 0) return 0;
    }
  }

 private:
  struct Slot {
    std::uint32_t key;
    Classes classes;
  };

  static constexpr std::size_t mask = (1u << 17) - 1;

  Lexicon();
  void add(std::string_view list, Classes classes);

  std::vector<Slot> slots_;
};

}  // namespace ombud::detectors::tagging
