#pragma once
// Planned rows as they are now in the source: read by key, locked where they are to be changed, and
// hashed under a key, so that the ledger can tell "as it was", "as we left it" and "somebody else's
// doing" apart without holding a value.

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "sql/connection.h"
#include "sql/key_text.h"
#include "vault/vault.h"

namespace ombud::actions {

/// Beyond this a value is not read into memory: it is hashed by its length and can't be scrubbed.
inline constexpr std::int64_t largest_value_bytes = 16LL << 20;

struct RowNow {
  sql::Row key;
  std::vector<sql::Value> values;  // Of the columns asked for, in their order.
  std::vector<bool> too_large;     // The value stands there as its length. Empty: none is.
  std::int64_t copies = 0;         // More than one only where the whole row is the key.
  bool meets = true;               // RowsAsked::meets.

  bool is_too_large(std::size_t column) const { return !too_large.empty() && too_large[column]; }
};

struct RowsAsked {
  const sql::Table* table = nullptr;
  std::vector<sql::Name> key;
  bool whole_row_is_key = false;
  std::vector<const sql::Column*> columns;
  bool lock = false;
  const sql::Statement* meets = nullptr;  // A condition whose truth is read with each row.
};

/// By sql::key_text().
using RowsNow = std::unordered_map<std::string, RowNow>;

/// So many rows one statement names: what the engine takes in one, and plans for at no loss.
std::size_t keys_a_statement(const RowsAsked& asked, sql::Engine engine);

/// Keys that are not there any more are not in the answer.
Result<RowsNow> read_rows(sql::Connection& connection, const RowsAsked& asked,
                          const std::vector<sql::Row>& keys);

/// Condition that holds for these rows: an index serves it where there is a key; whole rows are
/// compared null for null.
sql::Statement rows_are(const RowsAsked& asked, std::span<const sql::Row> keys, sql::Engine engine);

/// Names of a table's columns in the catalogue. Errc::conflict "actions.column_gone" {table,
/// column}.
Result<std::vector<sql::Name>> names_in(const sql::Catalogue& catalogue, const sql::Table& table,
                                        const std::vector<std::string>& columns);

/// The first half of an HMAC-SHA-256. All zero: there is none.
struct Digest {
  std::array<char, 16> bytes{};

  bool empty() const { return *this == Digest(); }

  bool operator==(const Digest&) const = default;
};

/// Keyed hashes of one action in one system and table. Not for several threads at once.
class RowHash {
 public:
  RowHash(const vault::Vault& vault, std::string_view action, std::string_view system,
          std::string_view table);
  ~RowHash();
  RowHash(const RowHash&) = delete;
  RowHash& operator=(const RowHash&) = delete;

  Digest of_key(const sql::Row& key);
  /// Of values in the order of columns; the same for a number and its digits, whichever way the
  /// database gives them back.
  Digest of_values(const std::vector<sql::Value>& values);
  /// Of what identifies somebody, for looking it up: the first 8 bytes.
  std::uint64_t of_identifier(std::string_view normal);

 private:
  struct States;
  Digest digest();
  std::unique_ptr<States> states_;
  std::string text_;  // Being hashed; kept for its room.
};

}  // namespace ombud::actions
