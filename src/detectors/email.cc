#include "detectors/email.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "detectors/characters.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/secrets.h"

namespace ombud::detectors {

namespace {

// RFC 5321 4.5.3.1.
constexpr std::size_t longest_local_bytes = 64;
constexpr std::size_t longest_address_bytes = 254;
constexpr std::size_t longest_label_bytes = 63;

bool is_atom_mark(char32_t c) {
  return c < 0x80 && std::string_view("!#$%&'*+-/=?^_`{|}~").find(static_cast<char>(c)) !=
                         std::string_view::npos;
}

// Marks that addresses in running text really have; the others there are the text's own.
bool is_usual_mark(char32_t c) { return c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; }

// No compatibility forms (full-width letters): mail programs would write another address.
bool is_plain(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status) != 0) return false;
  const std::string nfc = to_nfc(text);
  const bool same =
      normalizer->isNormalized(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                   nfc.data(), static_cast<std::int32_t>(nfc.size()))),
                               status) != 0;
  return U_SUCCESS(status) != 0 && same;
}

bool good_local(std::string_view local) {
  if (local.empty() || local.size() > longest_local_bytes) return false;
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
    return false;
  for (std::size_t at = 0; at < local.size();) {
    const CodePoint here = code_point_at(local, at);
    if (here.value != '.' && !is_word_part(here.value) && !is_atom_mark(here.value)) return false;
    at += here.length;
  }
  return true;
}

bool good_label(std::string_view label) {
  if (label.empty() || label.size() > longest_label_bytes) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  for (std::size_t at = 0; at < label.size();) {
    const CodePoint here = code_point_at(label, at);
    if (here.value != '-' && !is_word_part(here.value)) return false;
    at += here.length;
  }
  return true;
}

bool good_domain(std::string_view domain) {
  for (;;) {
    const std::size_t dot = std::min(domain.find('.'), domain.size());
    const std::string_view label = domain.substr(0, dot);
    if (!good_label(label)) return false;
    if (dot == domain.size()) return !all_digits(label);
    domain.remove_prefix(dot + 1);
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The start of a local part that ends at `at`, no further back than a local part is long.
std::size_t local_start(std::string_view text, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && at - start <= longest_local_bytes) {
    const CodePoint before = code_point_before(text, start);
    if (!is_word_part(before.value) && !is_usual_mark(before.value)) break;
    start -= before.length;
  }
  // What stands before the first letter is the text's punctuation.
  while (start < at && is_usual_mark(code_point_at(text, start).value) && text[start] != '_')
    ++start;
  return start;
}

std::size_t domain_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= longest_address_bytes) {
    const CodePoint here = code_point_at(text, end);
    if (!is_word_part(here.value) && here.value != '.' && here.value != '-') break;
    end += here.length;
  }
  const auto trim_marks = [&] {
    while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  };
  trim_marks();
  // No top-level domain has a hyphen but those in Punycode: what follows one is the text's own.
  const std::size_t last_dot = text.substr(at, end - at).rfind('.');
  if (last_dot != std::string_view::npos) {
    const std::size_t label = at + last_dot + 1;
    const std::size_t hyphen = text.substr(label, end - label).find('-');
    const bool punycode = quick_fold(text.substr(label, 4)) == "xn--";
    if (hyphen != std::string_view::npos && !punycode) end = label + hyphen;
    trim_marks();
  }
  return end;
}

}  // namespace

std::optional<std::string> read_email(std::string_view value) {
  value = trimmed(value);
  const std::size_t at = value.rfind('@');
  if (at == std::string_view::npos || value.size() > longest_address_bytes) return std::nullopt;
  const bool ascii = is_ascii(value);
  if (!ascii && !is_utf8(value)) return std::nullopt;
  if (!good_local(value.substr(0, at)) || !good_domain(value.substr(at + 1))) return std::nullopt;
  if (!ascii && !is_plain(value)) return std::nullopt;
  return quick_fold(value);
}

std::optional<FoundEmail> email_around(std::string_view text, std::size_t at) {
  const std::size_t start = local_start(text, at);
  if (start == at || (start > 0 && text[start - 1] == '@')) return std::nullopt;
  const std::size_t end = domain_end(text, at + 1);
  if (text.substr(at + 1, end - at - 1).find('.') == std::string_view::npos) return std::nullopt;
  std::optional<std::string> normal = read_email(text.substr(start, end - start));
  if (!normal) return std::nullopt;
  return FoundEmail{{start, end}, std::move(*normal)};
}

std::vector<FoundEmail> find_emails(std::string_view text) {
  std::vector<FoundEmail> found;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
    if (std::optional<FoundEmail> email = email_around(text, at))
      found.push_back(std::move(*email));
  return found;
}

void find_email_at(Search& search, std::size_t at) {
  constexpr double sure = 0.95;
  if (find_password_in_address(search, at)) return;
  if (std::optional<FoundEmail> email = email_around(search.bytes, at))
    search.add_as_is(Kind::email, email->span, sure, std::move(email->normal));
}

}  // namespace ombud::detectors
