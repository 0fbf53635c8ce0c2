#pragma once
// Which countries are third countries (GDPR Art. 44). The Regulation holds in the European Economic
// Area: the EU's members by the treaties, Iceland, Liechtenstein and Norway by decision 154/2018 of
// the EEA Joint Committee. As of 2025; the United Kingdom left at the end of 2020.

#include <string_view>

namespace ombud::processing {

/// Two letters; what is empty is none.
bool is_third_country(std::string_view country);

}  // namespace ombud::processing
