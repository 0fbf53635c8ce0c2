#include "backup/records.h"

#include <openssl/evp.h>

#include <cstring>

#include "base/text.h"
#include "vault/vault.h"

namespace ombud::backup {

namespace {

void put_number(std::string& bytes, std::uint64_t number, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
    bytes += static_cast<char>(number >> shift & 0xff);
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

void put_text(std::string& bytes, char kind, std::string_view text) {
  must(text.size() <= UINT32_MAX);
  bytes += kind;
  put_number(bytes, text.size(), 4);
  bytes += text;
}

void put(std::string& bytes, const sql::Value& value) {
  if (const auto* truth = std::get_if<bool>(&value)) {
    bytes += 'i';
    put_number(bytes, *truth ? 1 : 0, 8);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    bytes += 'i';
    put_number(bytes, static_cast<std::uint64_t>(*number), 8);
  } else if (const auto* real = std::get_if<double>(&value)) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, real, sizeof bits);
    bytes += 'd';
    put_number(bytes, bits, 8);
  } else if (const auto* decimal = std::get_if<sql::Decimal>(&value)) {
    put_text(bytes, 'x', decimal->digits);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    put_text(bytes, 's', *text);
  } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
    put_text(bytes, blob->broken_text ? 'o' : 'b', blob->bytes);
  } else {
    bytes += 'n';
  }
}

// The value at the front, which is taken away; nothing where there is none.
std::optional<sql::Value> take(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  const char kind = bytes[0];
  bytes.remove_prefix(1);
  if (kind == 'n') return sql::Value(sql::Null{});
  const bool of_fixed_size = kind == 'i' || kind == 'd';
  const std::size_t head = of_fixed_size ? 8 : 4;
  if (bytes.size() < head) return std::nullopt;
  const std::uint64_t number = number_of(bytes.substr(0, head));
  bytes.remove_prefix(head);
  if (kind == 'i') return sql::Value(static_cast<std::int64_t>(number));
  if (kind == 'd') {
    double real = 0;
    std::memcpy(&real, &number, sizeof real);
    return sql::Value(real);
  }
  if (bytes.size() < number) return std::nullopt;
  std::string text(bytes.substr(0, number));
  bytes.remove_prefix(number);
  switch (kind) {
    case 'x':
      return sql::Value(sql::Decimal{std::move(text)});
    case 's':
      return sql::Value(std::move(text));
    case 'b':
      return sql::Value(sql::Blob{std::move(text)});
    case 'o':
      return sql::Value(sql::Blob{std::move(text), true});
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string written(Kind kind, std::string_view payload) {
  std::string bytes;
  bytes.reserve(payload.size() + 5);
  put_text(bytes, static_cast<char>(kind), payload);
  return bytes;
}

std::string pack(const sql::Row& row) {
  std::string bytes;
  for (const sql::Value& value : row) put(bytes, value);
  return bytes;
}

std::optional<sql::Row> unpack(std::string_view bytes) {
  sql::Row row;
  while (!bytes.empty()) {
    std::optional<sql::Value> value = take(bytes);
    if (!value) return std::nullopt;
    row.push_back(*std::move(value));
  }
  return row;
}

void RowSum::add(std::string_view packed) {
  const std::string hash = vault::sha256(packed);
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    lanes_[i] += number_of(std::string_view(hash).substr(8 * i, 8));
}

std::string RowSum::hex() const {
  std::string bytes;
  for (const std::uint64_t lane : lanes_) put_number(bytes, lane, 8);
  return to_hex(bytes);
}

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  must(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) == 1);
}

Hasher::~Hasher() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Hasher::add(std::string_view bytes) {
  must(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()) == 1);
}

std::string Hasher::hex() {
  std::string hash(32, '\0');
  must(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_),
                          reinterpret_cast<unsigned char*>(hash.data()), nullptr) == 1);
  return to_hex(hash);
}

}  // namespace ombud::backup
