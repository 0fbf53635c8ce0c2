// Given names that are usual in other lists (sv, da, nb_NO, fi): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_locale_nordic =
    "alexandrea arunthavanathan liam mathis ";
// clang-format on

}  // namespace ombud::detectors
