#pragma once
// What Ombud knows of a system: which tables hold whose personal data, by which path a row belongs
// to a person, and for each field what it says, how it is protected, and how it is erased. A map is
// proposed by discovery, read and confirmed by a person, and only a confirmed one is ever executed.
// It is written as YAML, so that it can live in git (docs/formats/data-map.md).

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/texts.h"
#include "base/vocabulary.h"
#include "connectors/connectors.h"
#include "sql/catalogue.h"

namespace ombud::datamap {

/// What happens to a field of a person who is erased, in a row that stays.
enum class Erase : std::uint8_t {
  keep,  // With a reason.
  set_null,
  constant,    // The same for everybody: Field::constant.
  surrogate,   // Derived from action and row key by HMAC, cut to the column: unique, says nothing.
  generalise,  // A birth date to its year (1 January), a postal code to its first two digits.
  scrub,       // The person's identifiers out of a text, the rest stays.
};
std::string_view word(Erase erase);
std::optional<Erase> erase_of(std::string_view word);

/// A reason as maps carry it: a sentence of text/*.json with what stands in its places, where a
/// place may name another sentence. Several stand one after the other with a space between.
std::string reason_of(std::string_view key, const Params& params = {});
/// Such a reason in the reader's language; what a person wrote comes back as it is.
std::string say_reason(std::string_view reason, Language language = Language::en);

/// Personal data that stands within the values of a column: under a name in JSON, XML or a
/// serialised value ("profile.email"), or in the rows of one attribute ("phone").
struct Inside {
  std::string where;
  DataCategory category = DataCategory::other;
  DataClass data_class = DataClass::ordinary;
  bool operator==(const Inside&) const = default;
};

struct Field {
  std::string column;
  DataCategory category = DataCategory::other;
  /// Of a name "first", "last", "middle" or "full"; of an address "street", "postal_code", "city",
  /// "country", …; of a national id its kind; else empty.
  std::string part;
  DataClass data_class = DataClass::ordinary;
  Origin origin = Origin::unknown;
  bool identifies = false;  // A person can be searched by it.
  Erase erase = Erase::keep;
  std::string constant;  // Of Erase::constant.
  std::string because;   // Of Erase::keep: why it stays.
  double confidence = 1;
  std::vector<Inside> inside;
  std::string reason;  // Why it was proposed so, as reason_of() writes it.
  /// False for what stands in a person's row and says nothing of him: other, of no part, ordinary,
  /// not identifying.
  bool is_personal() const;
  bool operator==(const Field&) const = default;
};

/// What a row of a table is.
enum class Holds : std::uint8_t {
  person,     // A row is a person (or a role of one): searched by its identifying fields.
  detail,     // A row tells of a person that a link leads to.
  reference,  // Codes, products, settings: nobody's.
};
std::string_view word(Holds holds);

struct Table {
  std::string name;  // As sql::Catalogue::label writes it.
  Holds holds = Holds::reference;
  std::string subject;  // "member", "employee", "candidate", "referee", "contact", …; of a person.
  bool delete_rows =
      false;            // On erasure: the row goes. Otherwise its fields are erased one by one.
  std::string because;  // Why rows stay or go: "time sheets are accounting material".
  std::vector<Field> fields;
  double confidence = 1;
  std::string reason;
  const Field* field(std::string_view column) const;
  bool operator==(const Table&) const = default;
};

/// How two tables hang together. `from` is the side with the reference.
struct Link {
  enum class Means : std::uint8_t {
    belongs,   // The referring row is the person's to whom the other row belongs: invoice →
               // customer.
    owns,      // The row referred to is the person's who refers: customer → address. Others may
               // refer to it too; then it is shared and stays.
    mentions,  // The referring row is somebody else's and names this person: rental → staff.
    same,      // Both rows are one and the same person, by a shared identifier.
  };
  enum class Kind : std::uint8_t { foreign_key, proposed, declared, polymorphic, shared_value };
  std::string from_table;
  std::vector<std::string> from_columns;
  std::string to_table;
  std::vector<std::string> to_columns;
  Means means = Means::belongs;
  Kind kind = Kind::foreign_key;
  /// Of a polymorphic link: the other column and the value it must have ("data_item_type", "100").
  std::string where_column;
  std::string where_value;
  double confidence = 1;
  std::string reason;
  bool operator==(const Link&) const = default;
};

std::string_view word(Link::Means means);
std::string_view word(Link::Kind kind);
std::optional<Holds> holds_of(std::string_view word);
std::optional<Link::Means> means_of(std::string_view word);
std::optional<Link::Kind> link_kind_of(std::string_view word);

struct Map {
  MapId id;
  std::string system;
  std::int64_t version = 0;   // Counts per system; 0: not stored yet.
  std::string catalogue;      // Its fingerprint when the map was made.
  std::vector<Table> tables;  // Every table of the catalogue; views left out.
  std::vector<Link> links;
  bool confirmed = false;
  const Table* table(std::string_view name) const;
};

/// The map without its place in the store (id, version, confirmed): equal maps are equal text.
std::string to_yaml(const Map& map);
/// Reasons in the reader's language.
std::string to_json(const Map& map, Language language = Language::en);
/// One JSON object a line for each personal field: {"table","column","category","class",
/// "confidence","reason"}. Fields of reference tables are nobody's and left out.
std::string to_columns(const Map& map, Language language = Language::en);
/// Errc::invalid "datamap.bad_yaml" {line}, "datamap.duplicate_key" {key, line},
/// "datamap.anchor" {line} (anchors and aliases are not read), "datamap.too_deep" {line} (more than
/// 16 levels), "datamap.too_large" {size} (more than 8 MiB), "datamap.unknown_word" {word, line},
/// "datamap.missing" {what, line}.
Result<Map> from_yaml(std::string_view text);

/// Everything in the map that the catalogue does not bear out: a table or column that is not there,
/// set_null on a NOT NULL column, a surrogate in a date, a constant too long, an erase of a key
/// column that others refer to, a link between columns of types that can't be equal, a personal
/// field kept without reason, a person of no subject, a detail that no link leads to a person.
/// Where rows go, nothing is asked of their fields. Empty: the map can be executed.
std::vector<Error> faults(const Map& map, const sql::Catalogue& catalogue);

/// Stores as the newest proposal. Errc::invalid "datamap.too_large" {size}.
Result<Map> store_proposal(accounts::Office& office, const connectors::System& system, Map map);
/// The newest; `confirmed`: the newest confirmed one. Errc::not_found "datamap.none" {system},
/// "datamap.none_confirmed" {system}.
Result<Map> latest(accounts::Office& office, const connectors::System& system, bool confirmed);
/// Errc::not_found "datamap.no_such_version" {system, version}.
Result<Map> version(accounts::Office& office, const connectors::System& system,
                    std::int64_t number);

struct Version {
  std::int64_t number = 0;
  Instant made_at;
  AccountId made_by;
  std::optional<Instant> confirmed_at;
  AccountId confirmed_by;  // Empty where it was not confirmed.
};

/// From the first on.
Result<std::vector<Version>> versions(accounts::Office& office, const connectors::System& system);

/// How far a system's map is: 0 where there is no such version.
struct Standing {
  SystemId system;
  std::int64_t newest = 0, confirmed = 0;
  std::optional<Instant> made_at, confirmed_at;  // Of the newest, of the newest confirmed one.
};

/// Of every system that has a map, asked at once.
Result<std::vector<Standing>> standings(accounts::Office& office);
/// Reads the catalogue anew, stores the map as a confirmed version and tells the log its hash: the
/// SHA-256 of to_yaml(). A proposal confirmed unchanged keeps its version. Errc::invalid
/// "datamap.faulty" {count, first} where faults() finds any, "datamap.of_another_system" {system,
/// given}. Where `newest` is given it must still be the newest version when the map is stored:
/// Errc::conflict "datamap.newer_version" {system, version}.
Result<Map> confirm(accounts::Office& office, connectors::Connector& connector, Map map,
                    std::optional<std::int64_t> newest = std::nullopt);

/// The confirmed map for execution: the catalogue is read anew, and what the map relies on must be
/// as it was. Errc::conflict "datamap.schema_changed" {system, what}: which table or column is gone
/// or changed, by name. A new table or column that the map does not know is a remark, not an error.
struct Executable {
  Map map;
  std::vector<Error> remarks;
};

Result<Executable> executable(accounts::Office& office, connectors::Connector& connector);
/// The same for a caller who has just opened the connector and read its catalogue, side by side
/// with others'.
Result<Executable> executable_as_read(accounts::Office& office, connectors::Connector& connector);

/// A difference between the system now and the system when the map was confirmed.
struct Change {
  enum class What : std::uint8_t {
    table_new,
    table_gone,
    column_new,
    column_gone,
    column_retyped,   // `was` and `is` are types.
    column_required,  // NOT NULL now.
    column_optional,  // May be empty now.
  };
  What what = What::table_new;
  std::string table, column, was, is;
  bool operator==(const Change&) const = default;
};

std::string_view word(Change::What what);

struct Changed {
  Map confirmed;
  std::vector<Change> changes;  // By table, then column.
};

/// What has come, gone or changed in tables and columns since the newest confirmed map. Nothing
/// where no map was confirmed. Errc::internal "datamap.essence_damaged".
Result<std::optional<Changed>> changed_since(accounts::Office& office,
                                             connectors::Connector& connector);

/// show and confirm; propose is discovery's.
std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
std::span<const store::Migration> migrations();

}  // namespace ombud::datamap
