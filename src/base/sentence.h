#pragma once
// A sentence of text/*.json and what is put into its places.

#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud {

/// The sentence with its parameters put in. "{count}" is the parameter itself;
/// "{count:record|records}" is the first word where the parameter is 1 and else the second, so that
/// "{count} {count:record|records}" says "1 record" and "2 records". English, Swedish, Danish and
/// Norwegian have these two forms and no third (CLDR). A place without its parameter is left as it
/// is written.
std::string filled(std::string_view sentence, const Params& params);

}  // namespace ombud
