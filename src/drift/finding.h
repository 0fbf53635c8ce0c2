#pragma once
// Where paper and data disagree. A finding holds counts and names of tables and columns, never a
// value, so it may be read by whoever may read the record.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/texts.h"
#include "base/vocabulary.h"
#include "connectors/connectors.h"
#include "drift/paper.h"

namespace ombud::drift {

enum class What : std::uint8_t {
  unknown_system,      // Connected, and no record says so.
  unconnected_system,  // In the record, of a type that could be connected.
  undeclared_persons,  // In the data, and no activity that uses the system has such persons.
  undeclared_data,     // Of persons that are declared: a category, or its class.
  undeclared_column,   // Came after the map was confirmed.
  undeclared_party,    // Whose data it is, and no activity names it.
  undeclared_country,  // Where the machine stands.
  not_in_data,         // Declared, and in none of the systems where it is said to lie.
  overdue,             // Older than its period.
  old_without_period,  // Older than so many years, and no period covers it.
  said_none,           // "No special categories", and there are.
};
std::string_view word(What what);
std::optional<What> what_of(std::string_view word);

/// From the mildest to the gravest.
enum class Severity : std::uint8_t { hint, minor, important, serious };
std::string_view word(Severity severity);
std::optional<Severity> severity_of(std::string_view word);

struct Evidence {
  std::string subject;  // As the map has it: "member"; empty where nobody is named.
  std::vector<DataCategory> categories;
  DataClass data_class = DataClass::ordinary;  // The gravest of what it is about.
  std::optional<DataClass> declared;           // Declared, but only of this class.
  std::vector<std::string> places;             // "member.email", some of them.
  std::int64_t places_all = 0;
  std::int64_t rows = -1, of = -1;  // Older rows, of all of the table.
  std::string oldest, before;       // Days.
  std::string period;               // What the record or the rule calls it.
  std::int64_t years = 0;
  std::string name;  // A party, a country, persons or data as the record has them.
  std::int64_t sampled = -1, there = -1;  // Rows that the map was proposed from.
};

inline constexpr std::size_t places_shown = 50;

struct Found {
  What what = What::unknown_system;
  Severity severity = Severity::hint;
  /// Distinguishes it from others of the kind on the same system and record; the same each time.
  std::string about;
  SystemId system;                // Empty where it is of the record alone.
  Named record;                   // Empty where it is of the system alone.
  std::vector<Named> activities;  // The first that use the system: where lines could be added.
  Evidence evidence;

  std::string key() const;
};

std::string to_json(const Evidence& evidence);
/// Errc::internal "drift.evidence_damaged".
Result<Evidence> evidence_in(const std::string& json);

/// The law that asks for it.
std::string_view law_of(What what);

/// What is wrong, as a sentence; and what mends it. Words of the record are said as `kinds` has
/// them.
struct Sentences {
  std::string wrong;
  std::string mend;
};

Sentences sentences(const records::Kinds& kinds, What what, const std::string& system,
                    const std::string& record, const Evidence& evidence, Language language);
/// "Health", as the record calls the category.
std::string label_of(const records::Kinds& kinds, DataCategory category, Language language);
std::string label_of(const records::Kinds& kinds, DataClass data_class, Language language);

}  // namespace ombud::drift
