#pragma once
// The dictionary of names: words apart by blanks, by where in the world they are usual (so that it
// can be measured whether foreign names are found less), in names/*.cc.

#include <span>
#include <string_view>

namespace ombud::detectors {

extern const std::string_view given_swedish;
extern const std::string_view given_danish;
extern const std::string_view given_norwegian;
extern const std::string_view given_finnish_icelandic;
extern const std::string_view given_world;
extern const std::string_view surnames_swedish;
extern const std::string_view surnames_danish_norwegian;
extern const std::string_view surnames_finnish_icelandic;
extern const std::string_view surnames_world;

// Longer lists by locale, of names that are seldom in the Nordic countries, and of towns. They tell
// about words in running text; is_given_name and is_surname don't know them.
extern const std::string_view given_locale_african;
extern const std::string_view given_locale_asian;
extern const std::string_view given_locale_czech;
extern const std::string_view given_locale_eastern;
extern const std::string_view given_locale_english;
extern const std::string_view given_locale_germanic;
extern const std::string_view given_locale_nordic;
extern const std::string_view given_locale_romance;
extern const std::string_view given_locale_south_slavic;
extern const std::string_view given_locale_turkic;
extern const std::string_view given_locale_west_slavic;
extern const std::string_view surnames_locale_african;
extern const std::string_view surnames_locale_asian;
extern const std::string_view surnames_locale_czech;
extern const std::string_view surnames_locale_eastern;
extern const std::string_view surnames_locale_english;
extern const std::string_view surnames_locale_germanic;
extern const std::string_view surnames_locale_nordic;
extern const std::string_view surnames_locale_romance;
extern const std::string_view surnames_locale_south_slavic;
extern const std::string_view surnames_locale_turkic;
extern const std::string_view surnames_locale_west_slavic;
extern const std::string_view given_norden;
extern const std::string_view given_and_words;
extern const std::string_view surnames_norden_a_k;
extern const std::string_view surnames_norden_l_z;
extern const std::string_view surnames_and_words;
extern const std::string_view given_sami;
extern const std::string_view surnames_sami;
extern const std::string_view places_nordic;
extern const std::string_view places_world;
/// Words that every text is full of.
extern const std::string_view function_words;

/// The lists by locale.
std::span<const std::string_view> given_by_locale();
std::span<const std::string_view> surnames_by_locale();

/// The same questions as in detectors.h, of a word that is folded already.
bool is_given_name(std::string_view folded);
bool is_surname(std::string_view folded);

}  // namespace ombud::detectors
