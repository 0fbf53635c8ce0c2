// Ids that mix letters and digits: IBAN, UUID, MAC and IP addresses, what browsers are known by.
// One token is looked at once, at its first digit.

#include <algorithm>
#include <utility>

#include "detectors/accounts.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/online.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_token_bytes = 512;

bool is_token_byte(char c) {
  return is_digit(c) || is_ascii_letter(c) || c == ':' || c == '.' || c == '-' || c == '_';
}

Span token_around(std::string_view bytes, std::size_t digit) {
  Span token{digit, digit + 1};
  while (token.start > 0 && digit - token.start < longest_token_bytes &&
         is_token_byte(bytes[token.start - 1]))
    --token.start;
  while (token.end < bytes.size() && token.end - digit < longest_token_bytes &&
         is_token_byte(bytes[token.end]))
    ++token.end;
  // The text's own punctuation.
  while (token.end > digit + 1 && (bytes[token.end - 1] == '.' || bytes[token.end - 1] == '-' ||
                                   (bytes[token.end - 1] == ':' && bytes[token.end - 2] != ':')))
    --token.end;
  return token;
}

// "SE45 5000 0000 0583 9825 7466": two letters and the check digits begin a word of their own.
void try_iban(Search& search, std::size_t digit) {
  constexpr std::size_t longest_bytes = 44;
  const std::string_view bytes = search.bytes;
  if (digit < 2 || !is_ascii_letter(bytes[digit - 1]) || !is_ascii_letter(bytes[digit - 2])) return;
  if (digit + 1 >= bytes.size() || !is_digit(bytes[digit + 1])) return;
  const std::size_t start = digit - 2;
  if (start > 0 && is_word_byte(bytes[start - 1]) && !stands_alone(bytes, start, start)) return;
  std::size_t end = digit + 2;
  while (end < bytes.size() && end - start < longest_bytes) {
    const bool gap = bytes[end] == ' ' || bytes[end] == '-';
    if (gap && end + 1 < bytes.size() && is_word_byte(bytes[end + 1])) {
      ++end;
    } else if (!is_digit(bytes[end]) && !is_ascii_letter(bytes[end])) {
      break;
    } else {
      ++end;
    }
  }
  // What follows it may be a word: the longest that fits its country is the one.
  for (; end > start + 14; --end) {
    if (!is_word_byte(bytes[end - 1]) || (end < bytes.size() && is_word_byte(bytes[end]))) continue;
    if (auto iban = read_iban(bytes.substr(start, end - start)))
      return search.add_as_is(Kind::iban, {start, end}, 0.99, std::move(*iban));
  }
}

void try_uuid(Search& search, Span token, std::string_view written) {
  constexpr std::size_t uuid_bytes = 36;
  if (written.size() < uuid_bytes) return;
  // "device:UUID", "device_UUID"
  const Span span{token.end - uuid_bytes, token.end};
  auto uuid = read_uuid(written.substr(written.size() - uuid_bytes));
  if (!uuid) return;
  const Context& context = search.before(span.start);
  if (context.names(Kind::device_id)) search.add(Kind::device_id, span, 0.5, *uuid);
  if (context.names(Kind::cookie_id)) search.add(Kind::cookie_id, span, 0.5, *uuid);
}

bool has_hundreds(std::string_view address) {
  std::size_t run = 0;
  return std::any_of(address.begin(), address.end(), [&](char c) {
    run = is_digit(c) ? run + 1 : 0;
    return run == 3;
  });
}

void try_ip(Search& search, Span token, std::string_view written) {
  // "10.0.0.1:8080" has a port.
  const auto colons = std::count(written.begin(), written.end(), ':');
  if (colons == 1) written = written.substr(0, written.find(':'));
  auto address = read_ip_address(written);
  if (!address) return;
  token.end = token.start + written.size();
  const bool nobody = address->starts_with("127.") || address->starts_with("0.") ||
                      address->starts_with("255.") || address->starts_with("::") ||
                      *address == "8.8.8.8";
  // 1.2.3.4 may be a version or a section; neither counts to a hundred.
  const double sure = colons > 1 ? 0.85 : has_hundreds(*address) ? 0.75 : 0.65;
  search.add(Kind::ip_address, token, nobody ? 0.2 : sure, std::move(*address));
}

}  // namespace

void find_token_at(Search& search, std::size_t digit) {
  const std::string_view bytes = search.bytes;
  try_iban(search, digit);
  if (digit < search.token_end) return;
  const Span token = token_around(bytes, digit);
  search.token_end = token.end;
  constexpr std::size_t shortest = 7;  // 1.2.3.4
  if (token.end - token.start < shortest) return;
  if (!stands_alone(bytes, token.start, token.end)) return;
  const std::string_view written = bytes.substr(token.start, token.end - token.start);
  try_ip(search, token, written);
  if (auto mac = read_mac_address(written))
    search.add(Kind::device_id, token, written.find(':') < 3 ? 0.8 : 0.6, std::move(*mac));
  try_uuid(search, token, written);
  if (auto id = read_browser_id(written)) search.add(Kind::cookie_id, token, 0.8, std::move(*id));
}

}  // namespace ombud::detectors
