#include "detectors/online.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

bool all_hex(std::string_view text) { return std::all_of(text.begin(), text.end(), is_hex); }

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return result;
}

// inet_pton wants its text ended by a zero byte.
template <class Address>
bool is_address(int family, std::string_view value, Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (value.empty() || value.size() >= text.size()) return false;
  std::copy(value.begin(), value.end(), text.begin());
  return inet_pton(family, text.data(), &address) == 1;
}

}  // namespace

std::optional<std::string> read_ip_address(std::string_view value) {
  value = trimmed(value);
  in_addr four{};
  if (is_address(AF_INET, value, four)) return std::string(value);
  in6_addr six{};
  if (value.find(':') == std::string_view::npos || !is_address(AF_INET6, value, six))
    return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_ntop(AF_INET6, &six, text.data(), text.size()) == nullptr) return std::nullopt;
  return std::string(text.data());
}

std::optional<std::string> read_mac_address(std::string_view value) {
  value = trimmed(value);
  std::string hex;
  if (value.size() == 17 && (value[2] == ':' || value[2] == '-')) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i % 3 == 2 && value[i] != value[2]) return std::nullopt;
      if (i % 3 != 2) hex += value[i];
    }
  } else if (value.size() == 14 && value[4] == '.' && value[9] == '.') {
    hex = std::string(value.substr(0, 4)) + std::string(value.substr(5, 4)) +
          std::string(value.substr(10));
  } else {
    return std::nullopt;
  }
  if (!all_hex(hex)) return std::nullopt;
  hex = small(hex);
  if (hex == "000000000000" || hex == "ffffffffffff") return std::nullopt;
  for (std::size_t at = 10; at > 0; at -= 2) hex.insert(at, ":");
  return hex;
}

std::optional<std::string> read_imei(std::string_view value) {
  std::optional<std::string> digits = digits_only(value, " -/");
  if (!digits || digits->size() != 15 || digits->front() == '0' || !luhn_fits(*digits))
    return std::nullopt;
  return digits;
}

std::optional<std::string> read_uuid(std::string_view value) {
  value = trimmed(value);
  if (value.size() != 36) return std::nullopt;
  bool zeros = true;
  bool ones = true;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? value[i] != '-' : !is_hex(value[i])) return std::nullopt;
    if (hyphen) continue;
    zeros = zeros && value[i] == '0';
    ones = ones && (value[i] | 0x20) == 'f';
  }
  if (zeros || ones) return std::nullopt;
  return small(value);
}

std::optional<std::string> read_browser_id(std::string_view value) {
  value = trimmed(value);
  const std::string folded = small(value.substr(0, 4));
  const std::string_view rest = value.substr(std::min<std::size_t>(4, value.size()));
  const std::size_t first = rest.find('.');
  if (first != 1 || !is_digit(rest[0])) {
    if (folded != "fb.1" || rest.empty() || rest[0] != '.') return std::nullopt;
  } else if (folded != "ga1.") {
    return std::nullopt;
  }
  // Two long numbers: one drawn at random, one the time of the first visit.
  const std::string_view numbers = rest.substr(first + 1);
  const std::size_t point = numbers.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const std::string_view drawn = numbers.substr(0, point);
  const std::string_view time = numbers.substr(point + 1);
  if (!all_digits(drawn) || !all_digits(time) || drawn.size() < 6 || time.size() < 6)
    return std::nullopt;
  return std::string(value);
}

}  // namespace ombud::detectors
