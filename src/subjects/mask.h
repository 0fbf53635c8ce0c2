#pragma once
// How much of a value is shown to somebody who has not asked for that value: enough to tell two
// people apart, too little to use. Pure.

#include <string>

#include "base/vocabulary.h"

namespace ombud::subjects {

/// Of a name the initials, of an e-mail its first letter and the place, of a phone its last two
/// digits, of a birth date and a personnummer the year. Of what is confidential, special or of
/// crimes, and of everything else, only that something stands there.
std::string masked(DataCategory category, DataClass data_class, const std::string& part,
                   const std::string& value);

}  // namespace ombud::subjects
