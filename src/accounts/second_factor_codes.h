#pragma once
// The codes themselves, without a store: those of a half-minute (RFC 6238: SHA-1, six digits,
// thirty seconds, what every authenticator app knows), recovery codes, and the picture that an app
// reads.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"

namespace ombud::accounts {

inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr std::size_t recovery_codes = 10;

/// The half-minute that an instant lies in.
std::int64_t step_of(Instant at);
/// Six digits; `secret` are the bytes themselves.
std::string totp_code(const Secret& secret, std::int64_t step);
/// Whether it looks like one, blanks aside: six digits. Anything else is taken for a recovery code.
bool is_totp_code(std::string_view text);

/// RFC 4648, no padding.
std::string to_base32(std::string_view bytes);

/// "ABCD-EFGH-…": 24 letters and digits, 120 random bits, so that a plain keyed hash may stand for
/// it.
Secret new_recovery_code();
/// Without the blanks and dashes that people put in.
std::string plain_code(const Secret& typed);
/// As it was made, however it was typed: capitals, no dashes, no blanks.
std::string plain_recovery_code(std::string_view typed);

/// What the app reads: "otpauth://totp/…". The names are written for an address.
std::string enrolment_address(const Secret& secret, std::string_view organisation,
                              std::string_view account);

/// A QR code: `size` modules on each side, the dark ones as the path of an SVG in a box of that
/// size, four modules of margin included.
struct QrCode {
  int size = 0;
  std::string path;
};

QrCode qr_code(const std::string& text);

/// Without a look at how far two texts agree.
bool same_text(std::string_view a, std::string_view b);

}  // namespace ombud::accounts
