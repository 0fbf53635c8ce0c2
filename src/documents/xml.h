#pragma once
// Text within XML.

#include <string>
#include <string_view>

namespace ombud::documents {

/// For element content and attributes in quotes. What XML 1.0 has no place for, and broken bytes,
/// becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace ombud::documents
