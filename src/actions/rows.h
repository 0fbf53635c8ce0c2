#pragma once
// Planned rows as they are now in the source: read by key, locked where they are to be changed, and
// hashed under a key, so that the ledger can tell "as it was", "as we left it" and "somebody else's
// doing" apart without holding a value.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/connection.h"
#include "sql/key_text.h"
#include "vault/vault.h"

namespace ombud::actions {

/// Beyond this a value is not read into memory: it is hashed by its length and can't be scrubbed.
inline constexpr std::int64_t largest_value_bytes = 16LL << 20;

/// So many rows one statement names.
inline constexpr std::size_t keys_a_statement = 500;

struct RowNow {
  sql::Row key;
  std::vector<sql::Value> values;  // Of the columns asked for, in their order.
  std::vector<bool> too_large;     // The value stands there as its length.
  std::int64_t copies = 0;         // More than one only where the whole row is the key.
};

struct RowsAsked {
  const sql::Table* table = nullptr;
  std::vector<sql::Name> key;
  bool whole_row_is_key = false;
  std::vector<const sql::Column*> columns;
  bool lock = false;
};

/// By sql::key_text(). Keys that are not there any more are not in the answer.
Result<std::map<std::string, RowNow>> read_rows(sql::Connection& connection, const RowsAsked& asked,
                                                const std::vector<sql::Row>& keys);

/// Condition that holds for these rows: an index serves it where there is a key; whole rows are
/// compared null for null.
sql::Statement rows_are(const RowsAsked& asked, std::span<const sql::Row> keys, sql::Engine engine);

/// Names of a table's columns in the catalogue. Errc::conflict "actions.column_gone" {table,
/// column}.
Result<std::vector<sql::Name>> names_in(const sql::Catalogue& catalogue, const sql::Table& table,
                                        const std::vector<std::string>& columns);

/// Keyed hashes of one action in one system and table; 32 hex digits.
class RowHash {
 public:
  RowHash(const vault::Vault& vault, std::string_view action, std::string_view system,
          std::string_view table);
  std::string of_key(const sql::Row& key) const;
  /// Of values in the order of columns; the same for a number and its digits, whichever way the
  /// database gives them back.
  std::string of_values(const std::vector<sql::Value>& values) const;

 private:
  std::string hash(std::string_view kind, std::string_view text) const;
  std::string secret_;
};

}  // namespace ombud::actions
