#include "accounts/second_factor_codes.h"

#include <liboath/oath.h>
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/result.h"
#include "vault/vault.h"

namespace ombud::accounts {

namespace {

constexpr std::chrono::seconds step_lasts{30};
constexpr unsigned digits = 6;
constexpr std::string_view base32_signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t recovery_code_bytes = 15;
constexpr std::size_t recovery_code_group = 4;
constexpr int margin = 4;  // What the standard asks to be left free around.

// As RFC 3986 wants it: everything but letters, digits and four signs.
std::string escaped(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

}  // namespace

std::int64_t step_of(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()) / step_lasts;
}

std::string totp_code(const Secret& secret, std::int64_t step) {
  std::array<char, digits + 1> code{};
  // It fails only for a number of digits that there is not.
  must(oath_hotp_generate(secret.reveal().data(), secret.reveal().size(),
                          static_cast<std::uint64_t>(step), digits, false,
                          OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) == OATH_OK);
  return code.data();
}

bool is_totp_code(std::string_view text) {
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string to_base32(std::string_view bytes) {
  std::string out;
  unsigned held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += base32_signs[held >> (bits - 5) & 31];
    held &= (1u << bits) - 1;
  }
  if (bits > 0) out += base32_signs[held << (5 - bits) & 31];
  return out;
}

Secret new_recovery_code() {
  const Secret plain(to_base32(vault::random_bytes(recovery_code_bytes)));
  std::string code;
  for (std::size_t i = 0; i < plain.reveal().size(); ++i) {
    if (i > 0 && i % recovery_code_group == 0) code += '-';
    code += plain.reveal()[i];
  }
  return Secret(std::move(code));
}

std::string plain_code(const Secret& typed) {
  std::string plain;
  for (const char c : typed.reveal())
    if (c != '-' && c != ' ') plain += c;
  return plain;
}

std::string plain_recovery_code(std::string_view typed) {
  std::string plain = plain_code(Secret(std::string(typed)));
  for (char& c : plain) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  // The signs leave out 0, 1 and 8: who wrote them down meant the letters.
  for (char& c : plain) c = c == '0' ? 'O' : c == '1' ? 'I' : c == '8' ? 'B' : c;
  return plain;
}

std::string enrolment_address(const Secret& secret, std::string_view organisation,
                              std::string_view account) {
  const std::string issuer = escaped("Ombud " + std::string(organisation));
  return "otpauth://totp/" + issuer + ":" + escaped(account) +
         "?secret=" + to_base32(secret.reveal()) + "&issuer=" + issuer +
         "&algorithm=SHA1&digits=6&period=30";
}

QrCode qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  must(code != nullptr);  // It is short enough: names of accounts and organisations have bounds.
  QrCode picture;
  picture.size = code->width + 2 * margin;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const int begin = x;
      while (x < code->width && (code->data[y * code->width + x] & 1) != 0) ++x;
      if (x > begin)
        picture.path += "M" + std::to_string(begin + margin) + " " + std::to_string(y + margin) +
                        "h" + std::to_string(x - begin) + "v1H" + std::to_string(begin + margin) +
                        "z";
    }
  }
  return picture;
}

bool same_text(std::string_view a, std::string_view b) {
  unsigned char differs = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    differs |= static_cast<unsigned char>(a[i] ^ b[i]);
  return differs == 0;
}

}  // namespace ombud::accounts
