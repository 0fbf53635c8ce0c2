#pragma once
// Planned rows as they are now in the source: read by key, locked where they are to be changed, and
// hashed under a key, so that the ledger can tell "as it was", "as we left it" and "somebody else's
// doing" apart without holding a value.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
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
  std::string place;               // RowsAsked::with_place.

  bool is_too_large(std::size_t column) const { return !too_large.empty() && too_large[column]; }
};

struct RowsAsked {
  const sql::Table* table = nullptr;
  std::vector<sql::Name> key;
  bool whole_row_is_key = false;
  std::vector<const sql::Column*> columns;
  bool lock = false;
  const sql::Statement* meets = nullptr;  // A condition whose truth is read with each row.
  /// Table::row_id is read too, by which a locked row is found again faster than by any index.
  bool with_place = false;
};

/// By sql::key_text().
using RowsNow = std::unordered_map<std::string, RowNow>;

/// So many rows one statement names: what the engine takes in one, and plans for at no loss.
std::size_t keys_a_statement(const RowsAsked& asked, sql::Engine engine);

/// Keys that are not there any more are not in the answer.
Result<RowsNow> read_rows(sql::Connection& connection, const RowsAsked& asked,
                          const std::vector<sql::Row>& keys);

/// Each row to `take` as it comes, with its key's position among the keys; `take` may keep what is
/// in it, and may not use the connection. Not where the whole row is the key: read_rows() knows of
/// how many equal rows there are only at the end.
Result<void> each_row(sql::Connection& connection, const RowsAsked& asked,
                      const std::vector<sql::Row>& keys,
                      const std::function<Result<void>(std::size_t, RowNow&)>& take);

/// What read_rows() selects of a row, for a statement that answers with rows by itself.
sql::Statement selected(const RowsAsked& asked, sql::Engine engine);
/// Takes such a row, but not its key, into what may have held another; true where something in it
/// is too large to be read so.
bool take_values(RowNow& now, const RowsAsked& asked, const sql::Row& row);

/// Positions of keys, for rows that mostly come in the order in which they were asked for.
class KeyOrder {
 public:
  explicit KeyOrder(const std::vector<sql::Row>& keys) : keys_(keys) {}

  /// Of the key that a row begins with; nothing where it was not asked for.
  std::optional<std::size_t> find(const sql::Row& row, std::size_t width);

 private:
  const std::vector<sql::Row>& keys_;
  std::size_t next_ = 0;
  std::unordered_map<std::string, std::size_t> positions_;  // Made when it is first needed.
};

/// Condition that holds for the rows at these places.
sql::Statement places_are(const sql::Table& table, std::span<const std::string* const> places);

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
  Digest of_values(std::span<const sql::Value* const> values);
  /// Of what identifies somebody, for looking it up: the first 8 bytes.
  std::uint64_t of_identifier(std::string_view normal);

 private:
  struct States;
  void add(const sql::Value& value);
  Digest digest();
  std::unique_ptr<States> states_;
  std::string text_;  // Being hashed; kept for its room.
};

}  // namespace ombud::actions
