#pragma once
// Just enough reading of SQL to take a migration apart: its words, its statements, its tables and
// their keys. Migrations are written by us in plain CREATE TABLE; what this can't read is refused
// by check(), not guessed.

#include <string>
#include <string_view>
#include <vector>

namespace ombud::store {

struct Token {
  enum class Kind : std::uint8_t { word, quoted, type, sign, comment } kind = Kind::sign;
  // A word in lower case, a ${type} without its frame, a comment without its dashes.
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is(std::string_view word) const { return kind != Kind::quoted && text == word; }
};

/// Comments included. `--` to the line's end, /* */, 'texts', "names", $$ bodies $$.
std::vector<Token> tokens_of(std::string_view sql);

/// One statement: its tokens without comments and the final semicolon, and the comments above it.
struct SqlStatement {
  std::vector<Token> tokens;
  std::vector<std::string> comments;
  std::size_t begin = 0;  // In the migration's text.
  std::size_t end = 0;
};

std::vector<SqlStatement> statements_of(std::string_view sql);

struct TableKey {
  enum class Kind : std::uint8_t { primary, unique, foreign } kind = Kind::primary;
  std::vector<std::string> columns;
  std::string to_table;  // Of a foreign key.
  std::vector<std::string> to_columns;
};

struct TableText {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> types;  // Of each column: "${uuid}" as "uuid"; a bare word as it is.
  std::vector<TableKey> keys;
};

/// The table that a CREATE TABLE makes; its name is empty for any other statement.
TableText table_of(const SqlStatement& statement);
/// A CREATE UNIQUE INDEX as a unique key of the table `on`; `on` is empty for any other statement.
/// An expression in it counts as a column of its first word.
TableKey unique_index_of(const SqlStatement& statement, std::string& on);

}  // namespace ombud::store
