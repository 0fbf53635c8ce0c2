#pragma once
// What the declarations call things: states, and the words of a choice.

#include <string>
#include <string_view>

#include "records/records.h"

namespace ombud::processing {

/// "In use"
std::string state_label(const records::Kinds& kinds, const records::Record& record,
                        Language language);
/// Of a field that is a choice, "matrix.class" too; the word itself where the declaration lacks it.
std::string choice_label(const records::Kinds& kinds, std::string_view kind, std::string_view path,
                         const std::string& word, Language language);
/// What a field is called, "matrix.class" too.
std::string field_label(const records::Kinds& kinds, std::string_view kind, std::string_view path,
                        Language language);
/// "United States", by its two letters; the letters where nobody knows them.
std::string country_name(const std::string& country, Language language);

}  // namespace ombud::processing
