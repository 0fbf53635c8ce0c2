#pragma once
// A statement is built from three kinds of part: literal text of this program, names from a
// catalogue, and bound values. Nothing else goes in, so neither a value nor a made-up name can
// become part of the text.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sql/value.h"

namespace ombud::store {
class MigrationRunner;
}

namespace ombud::sql {

enum class Engine : std::uint8_t { sqlite, postgresql, mariadb };
std::string_view word(Engine engine);

/// SQL text that stands in this program's source; a string made at run time does not compile.
class Literal {
 public:
  consteval Literal(const char* text)  // NOLINT(google-explicit-constructor): reads as SQL
      : text_(text) {}

  /// A migration is compiled in too, but its types are replaced at run time; only the store's
  /// runner can make a text of it, which must outlive the literal.
  class FromMigration {
    friend class store::MigrationRunner;
    FromMigration() = default;
  };

  Literal(FromMigration, std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }

 private:
  friend class Statement;  // Cuts its own texts at their places for values.
  std::string_view text_;
};

/// A name that a catalogue has: only a driver that read it there can make one.
class Name {
 public:
  /// Held by drivers' catalogue readers and by nobody else.
  class FromCatalogue {
    friend class CatalogueReader;
    FromCatalogue() = default;
  };

  Name(FromCatalogue, std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }

  auto operator<=>(const Name&) const = default;

 private:
  std::string text_;
};

class Statement {
 public:
  using Part = std::variant<Literal, Name, Value>;

  Statement() = default;

  Statement(Literal text) {  // NOLINT(google-explicit-constructor): reads as SQL
    this->text(text);
  }

  /// Own statements: each `?` in the text is a place for one of `values`, in order. As many of
  /// one as of the other, or the program stops.
  Statement(Literal text, std::vector<Value> values);

  Statement& text(Literal text);
  Statement& name(const Name& name);
  Statement& value(Value value);
  Statement& append(const Statement& other);
  /// "a", "b", "c".
  Statement& names(std::span<const Name> names);
  /// ?, ?, ?.
  Statement& values(std::span<const Value> values);

  const std::vector<Part>& parts() const { return parts_; }

 private:
  std::vector<Part> parts_;
};

/// The text that is sent, its names quoted for the engine and its values as placeholders ($1 in
/// PostgreSQL, ? elsewhere), and the values in order. PostgreSQL infers a value's type from where
/// it stands: where nothing says it, the literal text must, as in "cast(? as bigint)". At most
/// 65,535 values in one statement, 32,766 on SQLite.
struct Rendered {
  std::string text;
  std::vector<Value> values;
};

Rendered render(const Statement& statement, Engine engine);

/// Whether the statement's first word says that it only reads: select, values, show. "with" may
/// hide a change, so it is none of them.
bool only_reads(const Statement& statement);

/// A name between the engine's quotes: "a""b" (SQLite, PostgreSQL), `a``b` (MariaDB).
std::string quoted(const Name& name, Engine engine);

}  // namespace ombud::sql
