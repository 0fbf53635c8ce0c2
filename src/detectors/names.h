#pragma once
// The dictionary of names: words apart by blanks, by where in the world they are usual (so that it
// can be measured whether foreign names are found less), in names_*.cc.

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

/// The same questions as in detectors.h, of a word that is folded already.
bool is_given_name(std::string_view folded);
bool is_surname(std::string_view folded);

}  // namespace ombud::detectors
