// PKWARE's APPNOTE 4.4: a local header before each file, a directory at the end. Without times: the
// same files are the same bytes.

#include "actions/zip.h"

#include <array>
#include <cstdint>
#include <limits>

#include "base/result.h"

namespace ombud::actions {

namespace {

constexpr std::uint16_t version = 20;
constexpr std::uint16_t utf8_names = 0x0800;
constexpr std::uint16_t first_of_january_1980 = 0x0021;

constexpr std::array<std::uint32_t, 256> crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value & 1) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
    table[i] = value;
  }
  return table;
}();

std::uint32_t crc32(const std::string& bytes) {
  std::uint32_t value = 0xffffffffU;
  for (const char c : bytes)
    value = crc_table[(value ^ static_cast<unsigned char>(c)) & 0xff] ^ (value >> 8);
  return value ^ 0xffffffffU;
}

void add_number(std::string& to, std::uint32_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>((number >> (8 * i)) & 0xff);
}

std::uint32_t size_of(const std::string& bytes) {
  must(bytes.size() < std::numeric_limits<std::uint32_t>::max());
  return static_cast<std::uint32_t>(bytes.size());
}

// What local header and directory have in common.
void add_facts(std::string& to, const std::string& name, const std::string& content,
               std::uint32_t crc) {
  add_number(to, version, 2);
  add_number(to, utf8_names, 2);
  add_number(to, 0, 2);  // Stored as it is.
  add_number(to, 0, 2);  // No time.
  add_number(to, first_of_january_1980, 2);
  add_number(to, crc, 4);
  add_number(to, size_of(content), 4);
  add_number(to, size_of(content), 4);
  add_number(to, size_of(name), 2);
  add_number(to, 0, 2);  // No further fields.
}

}  // namespace

std::string zip(const NamedFiles& files) {
  must(files.size() < std::numeric_limits<std::uint16_t>::max());
  std::string all;
  std::string directory;
  for (const auto& [name, content] : files) {
    const std::uint32_t crc = crc32(content);
    add_number(directory, 0x02014b50, 4);
    add_number(directory, version, 2);
    add_facts(directory, name, content, crc);
    add_number(directory, 0, 2);  // No comment.
    add_number(directory, 0, 2);  // The first disk.
    add_number(directory, 0, 2);  // Bytes, not text.
    add_number(directory, 0, 4);  // No attributes.
    add_number(directory, size_of(all), 4);
    directory += name;
    add_number(all, 0x04034b50, 4);
    add_facts(all, name, content, crc);
    all += name;
    all += content;
  }
  const std::uint32_t start = size_of(all);
  all += directory;
  add_number(all, 0x06054b50, 4);
  add_number(all, 0, 4);  // The first disk, twice.
  add_number(all, static_cast<std::uint32_t>(files.size()), 2);
  add_number(all, static_cast<std::uint32_t>(files.size()), 2);
  add_number(all, size_of(directory), 4);
  add_number(all, start, 4);
  add_number(all, 0, 2);  // No comment.
  return all;
}

}  // namespace ombud::actions
