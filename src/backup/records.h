#pragma once
// What a backup is made of, one after the other: a table's head, its rows, a small file, a
// piece of a larger one, the manifest at the end. Each is a kind, a length in four bytes and the
// payload; a row's values are exact, whichever engine they came from. Format:
// docs/formats/backup.md.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sql/value.h"

namespace ombud::backup {

enum class Kind : char { table = 't', row = 'r', file = 'f', piece = 'p', manifest = 'm' };

struct Record {
  Kind kind = Kind::row;
  std::string payload;
};

/// must() be shorter than 4 GiB.
std::string written(Kind kind, std::string_view payload);

std::string pack(const sql::Row& row);
/// Nothing where the bytes are none.
std::optional<sql::Row> unpack(std::string_view bytes);

/// Of a table's rows in whatever order they came: the sum of their hashes. The same rows give the
/// same sum, read from the store that was copied and from the one that was made of it.
class RowSum {
 public:
  void add(std::string_view packed);
  std::string hex() const;

 private:
  std::array<std::uint64_t, 4> lanes_{};
};

/// SHA-256 of many pieces, in hexadecimal.
class Hasher {
 public:
  Hasher();

  Hasher(Hasher&& other) noexcept : context_(other.context_) { other.context_ = nullptr; }

  Hasher& operator=(Hasher&&) = delete;
  ~Hasher();
  void add(std::string_view bytes);
  std::string hex();

 private:
  void* context_;
};

}  // namespace ombud::backup
