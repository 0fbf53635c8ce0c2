#pragma once
// Text: UTF-8 checked, folded for comparison, and the written forms of bytes.
// Byte strings are std::string throughout; what is text says so by passing is_utf8.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ombud {

/// Well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);
/// Each byte sequence that is no UTF-8 becomes U+FFFD.
std::string replace_broken_utf8(std::string_view bytes);
/// For comparing what people wrote: NFC, case folded, runs of white space to one space, trimmed.
/// å, ä, ö, æ, ø keep their identity: "Åberg" and "Aberg" are two names.
std::string fold(std::string_view text);
std::string to_nfc(std::string_view text);
std::string trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
bool ascii_equal_ignoring_case(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);
/// Errc::invalid "base.bad_hex".
Result<std::string> from_hex(std::string_view text);
/// RFC 4648 section 4, with padding.
std::string to_base64(std::string_view bytes);
/// What from_base64() takes.
bool is_base64(std::string_view text);
/// Strict: padding required, no white space. Errc::invalid "base.bad_base64".
Result<std::string> from_base64(std::string_view text);

/// "1 234" with a no-break space between thousands, as it is read in the Nordic countries.
std::string grouped(std::int64_t number);

}  // namespace ombud
