#pragma once
// A snapshot of what a database says of itself: tables, columns, keys, who refers to whom and what
// a deletion takes along. Names in statements come from here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/statement.h"

namespace ombud::sql {

enum class TypeKind : std::uint8_t {
  boolean,
  integer,
  decimal,
  real,
  text,
  day,
  instant,
  time,
  interval,
  uuid,
  json,
  xml,
  blob,
  enumeration,
  array,
  other,
};

enum class OnChange : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

struct Column {
  Name name;
  TypeKind kind = TypeKind::other;
  std::string type;  // As the engine writes it: "varchar(60)".
  bool nullable = true;
  bool generated = false;               // Computed by the database: can't be written.
  bool identity = false;                // Filled by the database: auto-increment, serial.
  std::optional<std::int64_t> limit;    // Of a text, in characters; of a blob, in bytes.
  std::optional<std::string> fallback;  // The default, as SQL text; never executed by us.
  std::string comment;
};

struct ForeignKey {
  std::string name;  // SQLite has none: "artist(id)" there.
  std::vector<Name> columns;
  std::size_t to_table = 0;  // Position in Catalogue::tables.
  std::vector<Name> to_columns;
  OnChange on_delete = OnChange::no_action;
  OnChange on_update = OnChange::no_action;
};

struct Index {
  std::string name;
  std::vector<Name> columns;  // Leading plain columns; an expression ends the list.
  bool unique = false;        // Of the listed columns: not where an expression ends the list.
  bool partial = false;       // Holds for some rows only.
};

// One that fires. MariaDB shows triggers only to users with the TRIGGER right.
struct Trigger {
  std::string name;
  bool on_delete = false;
  bool on_update = false;
  bool on_insert = false;
};

struct Table {
  Name schema;  // "main" in SQLite, the database's name in MariaDB.
  Name name;
  enum class Kind : std::uint8_t { table, view, partition } kind = Kind::table;
  std::vector<Column> columns;
  std::vector<Name> primary_key;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;  // Unique constraints included, the primary key not.
  std::vector<Trigger> triggers;
  /// Names a row where there is no primary key: "rowid" in SQLite, "ctid" in PostgreSQL, which an
  /// update changes, so it holds only while the row is locked; nothing in MariaDB, in views and
  /// where a row lies in a child table.
  std::optional<Name> row_id;
  bool has_rules = false;      // PostgreSQL rules that rewrite statements.
  bool transactional = true;   // False for MyISAM, Aria, MEMORY, CSV.
  bool keeps_history = false;  // MariaDB's system versioning: what is deleted can still be read.
  std::int64_t estimated_rows = -1;   // -1: not known.
  std::optional<std::size_t> parent;  // Of a partition or inheriting table.
  std::string comment;

  const Column* column(std::string_view wanted) const;
};

struct Catalogue {
  Engine engine = Engine::sqlite;
  std::string usual_schema;  // "main", "public", the database's name.
  std::vector<Table> tables;

  /// By "table" or "schema.table", exactly as the database writes them. Nothing where there is
  /// none.
  const Table* find(std::string_view name) const;
  /// How a table is written in maps and plans: with its schema only where it is not the usual one
  /// or its name has a dot; find() takes it back.
  std::string label(const Table& table) const;
  /// Hash over everything that a confirmed map relies on (tables, columns, types, keys, foreign
  /// keys, triggers); row counts are left out. Equal catalogues of two reads are equal here.
  std::string fingerprint() const;
};

}  // namespace ombud::sql
