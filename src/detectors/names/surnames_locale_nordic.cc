// Surnames that are usual in other lists (sv, da, nb_NO, fi): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_locale_nordic =
    "aalerud amundsen beckmann finstad glosli haukelidsæter kvarme nordskaug richter "
    "skuterud smogeli vegge ";
// clang-format on

}  // namespace ombud::detectors
