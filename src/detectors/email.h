#pragma once
// E-mail addresses: RFC 5321 mailboxes without quoted local parts or address literals, letters of
// any script allowed (RFC 6531).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

/// The address folded: people write Anna@Example.SE and anna@example.se for one mailbox.
std::optional<std::string> read_email(std::string_view value);

/// Every address in a running text; `normal` is read_email's. Punctuation after it is not part of
/// it.
struct FoundEmail {
  Span span;
  std::string normal;
};

std::vector<FoundEmail> find_emails(std::string_view text);

}  // namespace ombud::detectors
