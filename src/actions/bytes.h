#pragma once
// Bytes of plans and ledgers: numbers of as many bytes as they need, texts with their length.
// Reading never goes beyond the end; what is not as it was written is said by ok().

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "actions/rows.h"

namespace ombud::actions {

inline void put_number(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7f) | 0x80);
  bytes += static_cast<char>(number);
}

inline void put_text(std::string& bytes, std::string_view text) {
  put_number(bytes, text.size());
  bytes += text;
}

inline void put_digest(std::string& bytes, const Digest& digest) {
  bytes.append(digest.bytes.data(), digest.bytes.size());
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  bool at_end() const { return left_.empty(); }

  /// False once something that was to be read was not there.
  bool ok() const { return ok_; }

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) return fault();
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      number |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return number;
    }
    return fault();
  }

  std::string_view text(std::uint64_t size) {
    if (size > left_.size()) {
      fault();
      return {};
    }
    const std::string_view text = left_.substr(0, size);
    left_.remove_prefix(size);
    return text;
  }

  std::string_view text() { return text(number()); }

  Digest digest() {
    Digest digest;
    const std::string_view bytes = text(digest.bytes.size());
    if (ok_) std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
    return digest;
  }

 private:
  std::uint64_t fault() {
    ok_ = false;
    left_ = {};
    return 0;
  }

  std::string_view left_;
  bool ok_ = true;
};

}  // namespace ombud::actions
