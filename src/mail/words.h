#pragma once
// Texts in the heads of messages: words that are not ASCII (RFC 2047), parameters that are not
// (RFC 2231), and lines of a bearable length. Whatever goes in, what comes out is one field: no
// control character survives, so nobody's text can add a field of its own. Pure.

#include <string>
#include <string_view>

namespace ombud::mail {

/// "Subject: …\r\n", folded: no line longer than 76 bytes where the text has a place to break, and
/// none longer than 998 at all. Control characters become blanks; broken UTF-8 becomes U+FFFD.
std::string text_field(std::string_view name, std::string_view text);

/// "; name=…" as it follows a Content-Type or Content-Disposition, by RFC 2231 where the value is
/// no plain ASCII or long.
std::string parameter(std::string_view name, std::string_view value);

/// What a field's text says: encoded words read, the rest as it stands, as valid UTF-8 without
/// control characters. Words in a character set that is not known here stay as they are.
std::string read_words(std::string_view text);

/// Bytes in a character set as UTF-8; where the set is not known they are read as UTF-8, and what
/// is none becomes U+FFFD.
std::string read_charset(std::string_view bytes, std::string_view charset);
/// Whether read_charset() knows it.
bool is_known_charset(std::string_view charset);

/// Quoted-printable and base64 as they come in: what is none is left out, nothing fails.
std::string read_quoted_printable(std::string_view text, bool in_words = false);
std::string read_loose_base64(std::string_view text);

/// Lines of at most 76 bytes, ended by CR LF; a line feed in `text` is a line's end.
std::string quoted_printable(std::string_view text);

/// Every control character becomes a blank; broken UTF-8 becomes U+FFFD.
std::string without_controls(std::string_view text);

}  // namespace ombud::mail
