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

// Key, columns, whether one of them is too large to be read, whether the row meets the condition.
sql::Statement reading(const RowsAsked& asked, std::span<const sql::Row> keys, sql::Engine engine) {
  sql::Statement statement("SELECT ");
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

// True where something in the row is too large to be read.
bool take_row(RowsNow& found, const RowsAsked& asked, const sql::Row& row) {
  const auto keys = static_cast<std::ptrdiff_t>(asked.key.size());
  const auto columns = static_cast<std::ptrdiff_t>(asked.columns.size());
  sql::Row key(row.begin(), row.begin() + keys);
  RowNow& now = found[sql::key_text(key)];
  if (++now.copies > 1) return false;
  now.key = std::move(key);
  now.values.assign(row.begin() + keys, row.begin() + keys + columns);
  if (asked.meets != nullptr) now.meets = is_one(row.back());
  return is_one(row[asked.key.size() + asked.columns.size()]);
}

Result<void> take_lengths(sql::Connection& connection, const RowsAsked& asked, RowsNow& found,
                          const std::vector<sql::Row>& large) {
  return connection.each(
      reading_lengths(asked, large, connection.engine()), [&](const sql::Row& row) -> Result<void> {
        const auto width = static_cast<std::ptrdiff_t>(asked.key.size());
        const auto at = found.find(sql::key_text({row.begin(), row.begin() + width}));
        if (at == found.end()) return {};
        RowNow& now = at->second;
        now.too_large.assign(asked.columns.size(), false);
        for (std::size_t i = 0; i < asked.columns.size(); ++i) {
          const sql::Value& length = row[asked.key.size() + i];
          const auto* bytes = std::get_if<std::int64_t>(&length);
          now.too_large[i] = bytes != nullptr && *bytes > largest_value_bytes;
          if (now.too_large[i]) now.values[i] = length;
        }
        return {};
      });
}

}  // namespace

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
  const std::span<const sql::Row> all(keys);
  const std::size_t step = keys_a_statement(asked, connection.engine());
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    std::vector<sql::Row> large;
    TRY(connection.each(
        reading(asked, some, connection.engine()), [&](const sql::Row& row) -> Result<void> {
          if (take_row(found, asked, row))
            large.emplace_back(row.begin(),
                               row.begin() + static_cast<std::ptrdiff_t>(asked.key.size()));
          return {};
        }));
    if (!large.empty()) TRY(take_lengths(connection, asked, found, large));
  }
  return found;
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

Digest RowHash::of_values(const std::vector<sql::Value>& values) {
  text_ = "values|";
  const auto add = [&](std::string_view text) {
    text_ += std::to_string(text.size() + 1);
    text_ += ":=";
    text_ += text;
    text_ += ',';
  };
  for (const sql::Value& value : values) {
    if (sql::is_null(value))
      text_ += "4:null,";
    else if (const auto* text = std::get_if<std::string>(&value))
      add(*text);
    else
      add(sql::plain(value));
  }
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
