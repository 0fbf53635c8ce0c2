#include "actions/rows.h"

// The plain functions of OpenSSL: its newer ones look the algorithm up anew for every hash, which
// takes longer than hashing a row.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

namespace ombud::actions {

namespace {

// SQLite holds texts of any length in a column of any type.
bool may_be_large(const sql::Column& column, sql::Engine engine) {
  constexpr std::int64_t bytes_a_character = 4;
  if (engine != sql::Engine::sqlite && column.limit &&
      *column.limit <= largest_value_bytes / bytes_a_character)
    return false;
  switch (column.kind) {
    case sql::TypeKind::text:
    case sql::TypeKind::blob:
    case sql::TypeKind::json:
    case sql::TypeKind::xml:
      return true;
    default:
      return false;
  }
}

void append_length(sql::Statement& statement, const sql::Name& name, sql::Engine engine) {
  switch (engine) {
    case sql::Engine::sqlite:
      statement.text("LENGTH(CAST(").name(name).text(" AS BLOB))");
      return;
    case sql::Engine::postgresql:
      // Of the stored bytes, compressed or not: the value itself is not fetched for it.
      statement.text("PG_COLUMN_SIZE(").name(name).text(")");
      return;
    case sql::Engine::mariadb:
      statement.text("OCTET_LENGTH(").name(name).text(")");
      return;
  }
}

// The value itself where it is small, else null.
void append_small(sql::Statement& statement, const sql::Column& column, sql::Engine engine) {
  if (!may_be_large(column, engine)) {
    statement.name(column.name);
    return;
  }
  statement.text("CASE WHEN ");
  append_length(statement, column.name, engine);
  statement.text(" <= ").value(largest_value_bytes).text(" THEN ").name(column.name).text(" END");
}

sql::Statement reading(const RowsAsked& asked, std::span<const sql::Row> keys, sql::Engine engine) {
  sql::Statement statement("SELECT ");
  statement.append(selected(asked, engine));
  statement.text(" FROM ").append(sql::table_name(*asked.table, engine)).text(" WHERE ");
  statement.append(rows_are(asked, keys, engine));
  if (asked.lock) sql::lock_rows(statement, engine);
  return statement;
}

// Of rows that hold something too large: how long each of its values is.
sql::Statement reading_lengths(const RowsAsked& asked, std::span<const sql::Row> keys,
                               sql::Engine engine) {
  sql::Statement statement("SELECT ");
  statement.names(asked.key);
  for (const sql::Column* column : asked.columns) {
    statement.text(", ");
    if (may_be_large(*column, engine))
      append_length(statement, column->name, engine);
    else
      statement.text("0");
  }
  statement.text(" FROM ").append(sql::table_name(*asked.table, engine)).text(" WHERE ");
  return statement.append(rows_are(asked, keys, engine));
}

void append_equal_null_for_null(sql::Statement& statement, const sql::Name& name,
                                const sql::Value& value, sql::Engine engine) {
  statement.name(name);
  switch (engine) {
    case sql::Engine::sqlite:
      statement.text(" IS ");
      break;
    case sql::Engine::postgresql:
      if (sql::is_null(value)) {
        statement.text(" IS NULL");
        return;
      }
      statement.text(" = ");
      break;
    case sql::Engine::mariadb:
      statement.text(" <=> ");
      break;
  }
  statement.value(value);
}

bool is_one(const sql::Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number != nullptr && *number == 1;
}

void mark_large(RowNow& now, const RowsAsked& asked, const sql::Row& lengths) {
  now.too_large.assign(asked.columns.size(), false);
  for (std::size_t i = 0; i < asked.columns.size(); ++i) {
    const sql::Value& length = lengths[asked.key.size() + i];
    const auto* bytes = std::get_if<std::int64_t>(&length);
    now.too_large[i] = bytes != nullptr && *bytes > largest_value_bytes;
    if (now.too_large[i]) now.values[i] = length;
  }
}

Result<void> read_lengths(sql::Connection& connection, const RowsAsked& asked,
                          const std::vector<sql::Row>& keys,
                          std::vector<std::pair<std::size_t, RowNow>>& large) {
  std::vector<sql::Row> large_keys;
  large_keys.reserve(large.size());
  for (const auto& [position, row] : large) large_keys.push_back(keys[position]);
  KeyOrder order(large_keys);
  return connection.each(reading_lengths(asked, large_keys, connection.engine()),
                         [&](const sql::Row& row) -> Result<void> {
                           if (const auto i = order.find(row, asked.key.size()))
                             mark_large(large[*i].second, asked, row);
                           return {};
                         });
}

sql::Row key_in(const RowsAsked& asked, const sql::Row& row) {
  return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(asked.key.size())};
}

}  // namespace

// Key, columns, whether one of them is too large to be read, whether the row meets the condition,
// its place.
sql::Statement selected(const RowsAsked& asked, sql::Engine engine) {
  sql::Statement statement;
  statement.names(asked.key);
  sql::Statement any_large;
  for (const sql::Column* column : asked.columns) {
    append_small(statement.text(", "), *column, engine);
    if (!may_be_large(*column, engine)) continue;
    any_large.text(any_large.parts().empty() ? sql::Literal("") : sql::Literal(" OR "));
    append_length(any_large, column->name, engine);
    any_large.text(" > ").value(largest_value_bytes);
  }
  if (any_large.parts().empty())
    statement.text(", 0");
  else
    statement.text(", CASE WHEN ").append(any_large).text(" THEN 1 ELSE 0 END");
  if (asked.meets != nullptr)
    statement.text(", CASE WHEN ").append(*asked.meets).text(" THEN 1 ELSE 0 END");
  if (asked.with_place) statement.text(", ").name(*asked.table->row_id);
  return statement;
}

bool take_values(RowNow& now, const RowsAsked& asked, const sql::Row& row) {
  const auto keys = static_cast<std::ptrdiff_t>(asked.key.size());
  const auto columns = static_cast<std::ptrdiff_t>(asked.columns.size());
  std::size_t next = asked.key.size() + asked.columns.size();
  now.copies = 1;
  now.too_large.clear();
  now.values.assign(row.begin() + keys, row.begin() + keys + columns);
  const bool large = is_one(row[next++]);
  if (asked.meets != nullptr) now.meets = is_one(row[next++]);
  if (asked.with_place) now.place = sql::plain(row[next]);
  return large;
}

std::optional<std::size_t> KeyOrder::find(const sql::Row& row, std::size_t width) {
  const auto end = row.begin() + static_cast<std::ptrdiff_t>(width);
  if (next_ < keys_.size() && std::equal(row.begin(), end, keys_[next_].begin())) return next_++;
  if (positions_.empty()) {
    positions_.reserve(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) positions_.emplace(sql::key_text(keys_[i]), i);
  }
  const auto at = positions_.find(sql::key_text({row.begin(), end}));
  if (at == positions_.end()) return std::nullopt;
  next_ = at->second + 1;
  return at->second;
}

sql::Statement places_are(const sql::Table& table, std::span<const std::string* const> places) {
  std::string array = "{";
  for (const std::string* place : places) {
    if (array.size() > 1) array += ',';
    array += '"';
    array += *place;
    array += '"';
  }
  return sql::Statement().name(*table.row_id).text(" = any(").value(array + '}').text(")");
}

sql::Statement rows_are(const RowsAsked& asked, std::span<const sql::Row> keys,
                        sql::Engine engine) {
  if (!asked.whole_row_is_key) return sql::key_is_one_of(asked.key, keys, engine);
  sql::Statement statement;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) statement.text(" OR ");
    statement.text("(");
    for (std::size_t column = 0; column < asked.key.size(); ++column) {
      if (column > 0) statement.text(" AND ");
      append_equal_null_for_null(statement, asked.key[column], keys[i][column], engine);
    }
    statement.text(")");
  }
  return statement;
}

std::size_t keys_a_statement(const RowsAsked& asked, sql::Engine engine) {
  if (asked.whole_row_is_key || asked.key.size() != 1) return 500;
  switch (engine) {
    case sql::Engine::postgresql:
      return 10'000;  // One array.
    case sql::Engine::sqlite:
      return 5'000;
    case sql::Engine::mariadb:
      return 2'000;
  }
  return 500;
}

Result<RowsNow> read_rows(sql::Connection& connection, const RowsAsked& asked,
                          const std::vector<sql::Row>& keys) {
  RowsNow found;
  found.reserve(keys.size());
  const sql::Engine engine = connection.engine();
  const std::span<const sql::Row> all(keys);
  const std::size_t step = keys_a_statement(asked, engine);
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    std::vector<sql::Row> large;
    TRY(connection.each(reading(asked, some, engine), [&](const sql::Row& row) -> Result<void> {
      sql::Row key = key_in(asked, row);
      RowNow& now = found[sql::key_text(key)];
      if (now.copies > 0) {
        ++now.copies;
        return {};
      }
      if (take_values(now, asked, row)) large.push_back(key);
      now.key = std::move(key);
      return {};
    }));
    if (large.empty()) continue;
    TRY(connection.each(reading_lengths(asked, large, engine),
                        [&](const sql::Row& row) -> Result<void> {
                          const auto held = found.find(sql::key_text(key_in(asked, row)));
                          if (held != found.end()) mark_large(held->second, asked, row);
                          return {};
                        }));
  }
  return found;
}

Result<void> each_row(sql::Connection& connection, const RowsAsked& asked,
                      const std::vector<sql::Row>& keys,
                      const std::function<Result<void>(std::size_t, RowNow&)>& take) {
  must(!asked.whole_row_is_key);
  const sql::Engine engine = connection.engine();
  const std::span<const sql::Row> all(keys);
  const std::size_t step = keys_a_statement(asked, engine);
  KeyOrder order(keys);
  RowNow now;  // The same for all rows: what it holds has its room already.
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    std::vector<std::pair<std::size_t, RowNow>> large;
    TRY(connection.each(reading(asked, some, engine), [&](const sql::Row& row) -> Result<void> {
      const auto position = order.find(row, asked.key.size());
      if (!position) return {};
      if (!take_values(now, asked, row)) return take(*position, now);
      large.emplace_back(*position, now);
      return {};
    }));
    if (large.empty()) continue;
    TRY(read_lengths(connection, asked, keys, large));
    for (auto& [position, row] : large) TRY(take(position, row));
  }
  return {};
}

Result<std::vector<sql::Name>> names_in(const sql::Catalogue& catalogue, const sql::Table& table,
                                        const std::vector<std::string>& columns) {
  std::vector<sql::Name> names;
  for (const std::string& column : columns) {
    const sql::Column* found = table.column(column);
    if (found == nullptr)
      return fail(Errc::conflict, "actions.column_gone",
                  {{"table", catalogue.label(table)}, {"column", column}});
    names.push_back(found->name);
  }
  return names;
}

// HMAC's two halves after their key block: what is the same for every row is done once.
struct RowHash::States {
  SHA256_CTX inner;
  SHA256_CTX outer;
};

RowHash::RowHash(const vault::Vault& vault, std::string_view action, std::string_view system,
                 std::string_view table)
    : states_(std::make_unique<States>()) {
  const std::string secret =
      vault.derive(vault::Purpose::ledger, fmt::format("row|{}|{}|{}", action, system, table));
  constexpr std::size_t block = 64;
  must(secret.size() <= block);
  const auto begun = [&](SHA256_CTX& state, char pad) {
    std::string key(block, pad);
    for (std::size_t i = 0; i < secret.size(); ++i) key[i] = static_cast<char>(secret[i] ^ pad);
    must(SHA256_Init(&state) == 1 && SHA256_Update(&state, key.data(), key.size()) == 1);
  };
  begun(states_->inner, 0x36);
  begun(states_->outer, 0x5c);
}

RowHash::~RowHash() = default;

Digest RowHash::digest() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};
  SHA256_CTX state = states_->inner;
  must(SHA256_Update(&state, text_.data(), text_.size()) == 1 &&
       SHA256_Final(bytes.data(), &state) == 1);
  state = states_->outer;
  must(SHA256_Update(&state, bytes.data(), bytes.size()) == 1 &&
       SHA256_Final(bytes.data(), &state) == 1);
  Digest digest;
  std::memcpy(digest.bytes.data(), bytes.data(), digest.bytes.size());
  return digest;
}

Digest RowHash::of_key(const sql::Row& key) {
  text_ = "key|";
  text_ += sql::key_text(key);
  return digest();
}

void RowHash::add(const sql::Value& value) {
  const auto add_text = [&](std::string_view text) {
    text_ += std::to_string(text.size() + 1);
    text_ += ":=";
    text_ += text;
    text_ += ',';
  };
  if (sql::is_null(value))
    text_ += "4:null,";
  else if (const auto* text = std::get_if<std::string>(&value))
    add_text(*text);
  else
    add_text(sql::plain(value));
}

Digest RowHash::of_values(const std::vector<sql::Value>& values) {
  text_ = "values|";
  for (const sql::Value& value : values) add(value);
  return digest();
}

Digest RowHash::of_values(std::span<const sql::Value* const> values) {
  text_ = "values|";
  for (const sql::Value* value : values) add(*value);
  return digest();
}

std::uint64_t RowHash::of_identifier(std::string_view normal) {
  text_ = "identifier|";
  text_ += normal;
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest().bytes.data(), sizeof hash);
  return hash;
}

}  // namespace ombud::actions
