#pragma once

#include <string>
#include <string_view>

#include "documents/documents.h"

namespace ombud::documents {

/// A cell of a CSV for spreadsheets as it was before apostrophes were put in front of what looks
/// like a formula.
std::string without_guards(std::string_view cell);

Result<void> write_csv(const Document& document, const Sink& sink);

}  // namespace ombud::documents
