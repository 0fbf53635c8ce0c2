// What stands around a column says of it where its own name is silent: what its table is about, the
// lookup that its key leads to, the other dates of the row.

#include "discovery/columns_around.h"

#include <algorithm>

#include "discovery/references.h"
#include "discovery/told.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

// What a whole table is about: its columns say it even where their names say nothing.
struct Topic {
  std::string_view words;
  DataCategory category;
};

constexpr Topic topics[] = {
    {"health journal", DataCategory::health},
    {"crime", DataCategory::crime},
    {"union", DataCategory::union_membership},
    {"religion", DataCategory::religion},
    {"attendance", DataCategory::working_time},
    {"grade education", DataCategory::education},
    {"review assessment", DataCategory::opinion},
    {"consent", DataCategory::preference},
    {"website social", DataCategory::online_identifier},
};

// A lookup from which a row chooses what is so of somebody; a role or a type is the program's.
bool is_choice(const TableView& table) {
  return table.head == Noun::reference &&
         !has_any(table.words, "role type setting template migration language currency tag");
}

// A table that does nothing but tie persons to a lookup: the choice is what it tells of them.
bool says_nothing_else(const Model& model, std::size_t at) {
  const TableView& table = model.tables[at];
  return std::none_of(table.columns.begin(), table.columns.end(), [&](const ColumnView& column) {
    const std::string& name = column.column->name.text();
    return !refers(model, at, name) && !in_primary_key(*table.table, name) &&
           !has_any(column.words, "created updated deleted");
  });
}

}  // namespace

bool counts_seconds(const sql::Column& column, const std::vector<std::string>& words) {
  if (column.kind != sql::TypeKind::integer || has_any(words, "id count number")) return false;
  const std::vector<std::string> written = cut(column.name.text());
  const bool moment =
      has_any(written, "last first at time on when firstaccess currentlogin") ||
      std::any_of(written.begin(), written.end(), [](const std::string& word) {
        return word.starts_with("last") || word.starts_with("time") || word.ends_with("at");
      });
  return has_any(words, "time date created updated deleted expiry") ||
         (moment && has_any(words, "access visit username start end password"));
}

std::optional<Guess> by_topic(const Model& model, std::size_t at, const ColumnView& column) {
  const TableView& table = model.tables[at];
  if (table.role != Role::detail || table.of_contact) return std::nullopt;
  const std::string& name = column.column->name.text();
  if (in_primary_key(*table.table, name)) return std::nullopt;
  if (has_any(column.words, "product") || names_a_doer(column.words) ||
      (!refers(model, at, name) && serves_the_program(cut(name), column.words))) {
    return std::nullopt;
  }
  for (const Reference& one : model.references) {
    const bool leads = one.from == at && one.from_columns.front() == name;
    if (!leads) continue;
    // The subject of a grade says something of the pupil; the term that it was given in does not.
    const TableView& to = model.tables[one.to];
    const bool term = has_any(to.words, "period term semester termin");
    if (one.means || to.role != Role::reference || term) return std::nullopt;
  }
  for (const Topic& topic : topics) {
    if (!has_any(table.words, topic.words)) continue;
    return Guess{topic.category, "", 0.6,
                 reason_of("discovery.by_topic", {{"what", std::string(word(topic.category))}})};
  }
  return std::nullopt;
}

std::optional<Guess> by_lookup(const Model& model, std::size_t at, const ColumnView& column) {
  const TableView& table = model.tables[at];
  const bool individual = table.role == Role::person && !table.loose;
  for (const Reference& one : model.references) {
    const TableView& to = model.tables[one.to];
    const bool leads = one.from == at && one.from_columns.front() == column.column->name.text();
    if (!leads || to.role != Role::reference) continue;
    if (individual &&
        has_any(to.words,
                "employment position job department unit subunit salary grade region country "
                "nationality ethnicity religion gender health")) {
      return Guess{DataCategory::employment, "", 0.6,
                   reason_of("discovery.by_lookup", {{"table", to.label}})};
    }
    if (table.role == Role::detail && !table.of_contact &&
        (has(column.words, "reason") || (says_nothing_else(model, at) && is_choice(to)))) {
      return Guess{DataCategory::other, "unnamed", 0.5,
                   reason_of("discovery.by_lookup", {{"table", to.label}})};
    }
  }
  return std::nullopt;
}

void date_by_creation(TableView& table) {
  const bool happens = table.head == Noun::event || table.head == Noun::accounting ||
                       table.head == Noun::text || table.head == Noun::record ||
                       table.head == Noun::none;
  if (table.role != Role::detail || table.of_contact || !happens) return;
  ColumnView* created = nullptr;
  for (ColumnView& column : table.columns) {
    const bool day = is_date(*column.column) || counts_seconds(*column.column, column.words);
    if (!day) continue;
    // When somebody was last answered is not when it happened.
    if (column.guess && cut(column.column->name.text()).front().starts_with("last")) continue;
    if (column.guess) return;
    if (created == nullptr && has(column.words, "created")) created = &column;
  }
  if (created != nullptr) {
    created->guess =
        Guess{DataCategory::date_of_event, "", 0.5, reason_of("discovery.by_creation")};
  }
}

}  // namespace ombud::discovery
