#pragma once
// What is shown of a person: his rows by system and table with their values masked, one field of a
// table in full, and several answers side by side so that somebody can choose. Each look is in the
// log before a system is asked, and needs a reason.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.h"
#include "base/progress.h"
#include "subjects/search.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

/// Of each table so many rows are shown: the page is for seeing whose they are, an extract for
/// reading them.
inline constexpr std::size_t rows_shown = 20;

struct ShownRow {
  std::string row;  // row_number().
  bool shared = false;
  std::vector<std::optional<std::string>>
      values;  // Masked, by field; nothing where nothing stands.
};

struct ShownTable {
  std::string system;
  std::string table;
  std::string subject;  // "member", of a person; else empty.
  std::int64_t rows = 0;
  std::int64_t shared = 0;
  std::vector<datamap::Field> fields;  // Those that are personal data.
  std::vector<ShownRow> shown;
};

/// Rows of others that name the person.
struct Pointing {
  std::string system;
  std::string table;
  std::int64_t rows = 0;
};

struct Shown {
  Person person;
  std::vector<ShownTable> tables;
  std::vector<Pointing> pointing;
  std::vector<NotSearched> not_reached;
};

/// Errc::not_found "subjects.unknown_person" {person}; Errc::conflict "subjects.choose_before"
/// {person}; Errc::invalid "subjects.no_reference". A system that can't be read is in not_reached.
Result<Shown> show(accounts::Office& office, const std::string& handle,
                   const std::string& reference, Progress& progress);

struct Revealing {
  std::string handle;
  std::string system, table, column;
  std::string reference;
};

struct Revealed {
  std::string row;
  std::optional<std::string> value;  // Cut at most_revealed bytes; of a file its size.
};

inline constexpr std::size_t most_revealed = 4096;

/// One field of the rows that show() shows. Errors of show(); Errc::not_found
/// "subjects.no_such_field" {system, table, column}; Errc::forbidden "subjects.not_revealed"
/// {column} where the field policy keeps it from who acts; errors of the system.
Result<std::vector<Revealed>> reveal(accounts::Office& office, const Revealing& wanted,
                                     Progress& progress);

/// Matched rows side by side.
struct Compared {
  struct Side {
    std::string person;
    std::string row;
    std::string system, table;
    std::string subject;
  };

  struct Line {
    DataCategory category = DataCategory::other;
    std::vector<std::optional<std::string>> values;  // Masked, by side.
    bool differs = false;  // Among those who have a value, in their one form.
  };

  std::vector<Side> sides;
  std::vector<Line> lines;
  std::vector<NotSearched> not_reached;
};

inline constexpr std::size_t most_compared = 8;

/// Errors of person(); Errc::invalid "subjects.no_reference", "subjects.compare_some" {most}.
Result<Compared> compare(accounts::Office& office, const std::vector<std::string>& handles,
                         const std::string& reference);

/// Street and postal code of rows that were found, where the map knows both.
Result<std::vector<std::pair<std::string, std::string>>> addresses_of(
    connectors::Connector& connector, const datamap::Map& map, const std::vector<RowHit>& hits);

/// Into the log, before anything is read. Errc::invalid "subjects.no_reference".
Result<void> tell_view(accounts::Office& office, const Person& person, const std::string& reference,
                       std::string event,
                       std::vector<std::pair<std::string, std::string>> details = {});

}  // namespace ombud::subjects
