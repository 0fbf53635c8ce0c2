#pragma once
// What the steps of a proposal hand to each other: every table of the catalogue with what its names
// say, what its sampled content counts to, and what it is taken for. Positions in Model::tables are
// positions in the catalogue's tables.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/vocabulary.h"
#include "datamap/datamap.h"
#include "discovery/inside.h"
#include "discovery/words.h"
#include "sql/catalogue.h"

namespace ombud::discovery {

struct Inner;

/// What sampled values of one column count to. No value stays here.
struct Facts {
  std::int64_t sampled = 0;   // Rows looked at.
  std::int64_t filled = 0;    // Values that are there and not empty.
  std::int64_t distinct = 0;  // Of them, up to a limit.
  std::int64_t emails = 0, phones = 0, national_ids = 0, organisation_numbers = 0, ibans = 0;
  std::int64_t names = 0;        // First and last name of people.
  std::int64_t companies = 0;    // Names of companies, by their legal form.
  std::int64_t addresses = 0;    // Street and number.
  std::int64_t days = 0;         // Dates of any kind, …
  std::int64_t birth_days = 0;   // … and of them those at which a living adult may be born.
  std::int64_t given_names = 0;  // Values with a common given name among their words.
  std::int64_t spaced = 0;       // Values of three words or more.
  std::int64_t structured = 0;   // JSON or serialised objects.
  std::int64_t images = 0;
  std::int64_t telling = 0;             // Texts in which a person is pointed out.
  std::int64_t health = 0, unions = 0;  // Texts with words of health, of a trade union.
  std::int64_t length = 0;              // Of all filled values together, in bytes.
  std::vector<Inner> inside;      // Of values that hold others: by where within, or by attribute.
  bool attributes = false;        // `inside` is by attribute: another row, another attribute.
  Form form = Form::none;         // Of the values that hold others.
  std::string id_kind;            // Of the national ids.
  std::optional<Error> not_read;  // Why nobody looked into it.

  double share(std::int64_t count) const {
    return filled == 0 ? 0 : static_cast<double>(count) / static_cast<double>(filled);
  }
};

/// What stands under one name within the values of a column.
struct Inner {
  std::string where;
  Facts facts;
};

/// What a column is taken for.
struct Guess {
  DataCategory category = DataCategory::other;
  std::string part;
  double confidence = 0;
  std::string reason;
  std::vector<datamap::Inside> inside;  // Where within its values personal data stands.
};

/// What a table is taken for.
enum class Role : std::uint8_t {
  reference,
  person,
  contact,  // An organisation with somebody to talk to there.
  author,   // Persons of public life.
  detail,
  address,  // Contact data that persons refer to.
};

struct ColumnView {
  const sql::Column* column = nullptr;
  std::vector<std::string> words;
  Facts facts;
  std::optional<Guess> guess;
};

struct TableView {
  const sql::Table* table = nullptr;
  std::string label;
  std::vector<std::string> words;  // Meanings, without the prefix that all tables share.
  Noun head = Noun::none;          // Of the last word that says something.
  std::string head_word;
  Role role = Role::reference;
  double confidence = 0.5;
  std::string reason;
  std::string subject;
  bool of_contact = false;  // A detail whose person is an organisation's contact.
  bool loose = false;       // Persons' data that no link leads to.
  bool observed = false;    // Loose, and what was seen of visitors: addresses, browsers, times.
  std::string copy_reason;  // Of which table it is a copy, if it is one.
  bool looked_at = false;   // False: a view or a child of another table, which covers it.
  std::int64_t rows = -1;
  std::int64_t sampled = 0;
  bool delete_rows = false;
  std::string because;
  std::vector<ColumnView> columns;

  const ColumnView* column(std::string_view name) const;
};

/// A table's reference to another.
struct Reference {
  std::size_t from = 0;
  std::vector<std::string> from_columns;
  std::size_t to = 0;
  std::vector<std::string> to_columns;
  datamap::Link::Kind kind = datamap::Link::Kind::foreign_key;
  std::string where_column;
  std::string where_value;
  double confidence = 1;
  std::string reason;
  bool nullable = true;
  bool unique = false;                        // At most one referring row.
  bool by_doer = false;                       // created_by, approved_by, …
  std::optional<datamap::Link::Means> means;  // Nothing: it leads to nobody.
};

struct Model {
  const sql::Catalogue* catalogue = nullptr;
  std::vector<TableView> tables;
  std::vector<Reference> references;
};

/// Reads the names of a catalogue: which words, which tables are looked at.
Model read_names(const sql::Catalogue& catalogue);

/// Kinds of type that rules tell apart.
bool is_text(const sql::Column& column);
bool is_number(const sql::Column& column);
bool is_date(const sql::Column& column);

/// True where the column stands in the primary key.
bool in_primary_key(const sql::Table& table, std::string_view column);
/// True where a unique index or primary key consists of exactly these columns.
bool is_unique(const sql::Table& table, const std::vector<std::string>& columns);
/// True where a reference leads from this column.
bool refers(const Model& model, std::size_t table, std::string_view column);
/// True where a reference leads to this column.
bool is_referred_to(const Model& model, std::size_t table, std::string_view column);

/// True of the lines of an order or invoice: what a product was and cost, how many of it.
bool is_line(const TableView& table);
/// True of what somebody's browser holds for a while; a session of a training is none.
bool is_login_session(const TableView& table);

/// True of roles whose rows tell of persons.
bool about_persons(Role role);
/// True of roles whose rows are persons.
bool is_person(Role role);

}  // namespace ombud::discovery
