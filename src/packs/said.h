#pragma once
// What a place of a pack says: plainly, in each language, in each country, or what was answered.

#include <optional>
#include <string_view>

#include "packs/pack.h"

namespace ombud::packs {

enum class Form : std::uint8_t { none, plain, list, languages, countries, answer };
Form form_of(const YamlNode& node);

inline constexpr std::string_view language_words[] = {"en", "sv", "da", "nb"};

/// A text as a value of a field's type; nothing where it is none.
std::optional<records::Value> plain_value(const std::string& text, const records::Field& field);

/// What a condition may ask besides the questions: the country for which content is made. It is
/// always known, also where nobody has answered anything.
inline constexpr std::string_view country_question = "country";

/// Whether what stands under these conditions is taken.
bool holds(const std::vector<Condition>& conditions, const Asker& asker);

}  // namespace ombud::packs
