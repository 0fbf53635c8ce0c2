#pragma once
// E-mail addresses: RFC 5321 mailboxes without quoted local parts or address literals, letters of
// any script allowed (RFC 6531).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

/// The address folded: people write Anna@Example.SE and anna@example.se for one mailbox. A local
/// part in quotation marks is none: no mailbox has one, and in a text the marks are the text's own.
std::optional<std::string> read_email(std::string_view value);

/// Every address in a running text; `normal` is read_email's. Punctuation after it is not part of
/// it.
struct FoundEmail {
  Span span;
  std::string normal;
};

std::vector<FoundEmail> find_emails(std::string_view text);
/// The address around an '@' at `at`, where there is one.
std::optional<FoundEmail> email_around(std::string_view text, std::size_t at);

}  // namespace ombud::detectors
