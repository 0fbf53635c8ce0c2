#pragma once
// What a device or a browser is known by. Each reader returns the normal form, or nothing.

#include <optional>
#include <string>
#include <string_view>

namespace ombud::detectors {

/// Four numbers without leading zeros, or RFC 4291's forms without a zone, in small letters.
std::optional<std::string> read_ip_address(std::string_view value);
/// "00:1b:44:11:3a:b7", from hyphens, colons or Cisco's three groups; not all zeros or all ones.
std::optional<std::string> read_mac_address(std::string_view value);
/// Fifteen digits under Luhn; a software version (IMEISV) has sixteen and is none.
std::optional<std::string> read_imei(std::string_view value);
/// In small letters; not the nil and not the max UUID.
std::optional<std::string> read_uuid(std::string_view value);
/// The ids that browsers are known by: GA1.2.NUMBER.TIME, fb.1.TIME.NUMBER.
std::optional<std::string> read_browser_id(std::string_view value);

}  // namespace ombud::detectors
