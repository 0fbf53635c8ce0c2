// Judges columns. Names speak first; content confirms them, contradicts them, or speaks where a
// name says nothing.

#include "discovery/columns.h"

#include <algorithm>

#include "discovery/column_rules.h"
#include "discovery/references.h"
#include "discovery/told.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

// "timecreated" as a number counts seconds.
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

char type_letter(const sql::Column& column, const std::vector<std::string>& words) {
  if (is_text(column)) return 't';
  if (counts_seconds(column, words)) return 'd';
  if (is_number(column)) return 'n';
  if (is_date(column)) return 'd';
  if (column.kind == sql::TypeKind::boolean) return 'b';
  if (column.kind == sql::TypeKind::blob) return 'x';
  return 'o';
}

// The kinds of table that rules speak of, as ColumnRule::scopes writes them.
std::string scopes_of(const TableView& table) {
  std::string scopes;
  const bool individual = table.role == Role::person && !table.loose;
  switch (table.role) {
    case Role::person:
      scopes = individual ? "apie" : "p";
      break;
    case Role::contact:
      // A template's name is the template's, whoever is named in it.
      scopes = table.head == Noun::reference ? "p" : "pk";
      break;
    case Role::author:
      scopes = "k";
      break;
    case Role::address:
      scopes = "ap";
      break;
    case Role::detail:
      scopes = table.of_contact ? "o" : "a";
      if (table.head == Noun::relative) scopes += "pi";
      break;
    case Role::reference:
      break;
  }
  if (table.role == Role::detail && !table.of_contact) {
    const bool working = has_any(table.words, "timesheet working hours shift duration attendance");
    if (working) scopes += 'w';
    if (has_any(table.words, "card bank account")) scopes += 'c';
    if (table.head == Noun::accounting && !working) scopes += 'm';
    if (table.head != Noun::attributes && table.head != Noun::address) scopes += 'e';
    if (table.head == Noun::attributes) scopes += 'v';
    if (table.head == Noun::text || table.head_word == "request") scopes += 'q';
    const bool group = std::any_of(table.words.begin(), table.words.end(), [](const auto& word) {
      return noun_of(word) == Noun::belonging;
    });
    if (group) scopes += 'g';
  }
  const bool told = scopes.find('a') != std::string::npos;
  if (told && !has_any(table.words, "line product row")) scopes += '$';
  if (table.head == Noun::text) scopes += 't';
  if (table.head_word == "session") scopes += 'v';
  return scopes;
}

bool shares_a_letter(std::string_view a, std::string_view b) {
  return a.find_first_of(b) != std::string_view::npos;
}

// "card_id" and "account_id" are keys, not cards and accounts; a department's key still says where
// somebody works.
bool speaks_of_keys(DataCategory category) {
  switch (category) {
    case DataCategory::national_id:
    case DataCategory::employment:
    case DataCategory::health:
    case DataCategory::union_membership:
    case DataCategory::religion:
    case DataCategory::nationality:
    case DataCategory::gender:
    case DataCategory::ethnicity:
    case DataCategory::politics:
    case DataCategory::sexuality:
    case DataCategory::crime:
    case DataCategory::family:
    case DataCategory::education:
      return true;
    default:
      return false;
  }
}

std::optional<Guess> by_rules(const ColumnView& column, std::string_view scopes) {
  const char type = type_letter(*column.column, column.words);
  for (const ColumnRule& rule : column_rules()) {
    if (rule.scopes != "*" && !shares_a_letter(rule.scopes, scopes)) continue;
    if (rule.types.find(type) == std::string_view::npos) continue;
    if (!has_all(column.words, rule.words) || has_any(column.words, rule.without)) continue;
    const bool of_keys = speaks_of_keys(rule.category) || rule.part == "none" ||
                         rule.words.ends_with(" id") || type == 'd' || rule.part == "title" ||
                         (type == 't' && rule.category == DataCategory::online_identifier);
    if (has(column.words, "id") && !of_keys) continue;
    if (rule.part == "none") return std::nullopt;
    return Guess{rule.category, std::string(rule.part), rule.confidence,
                 rule.words.empty()
                     ? reason_of("discovery.by_type")
                     : reason_of("discovery.by_name", {{"words", std::string(rule.words)}})};
  }
  return std::nullopt;
}

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
    if (leads && (one.means || model.tables[one.to].role != Role::reference)) return std::nullopt;
  }
  for (const Topic& topic : topics) {
    if (!has_any(table.words, topic.words)) continue;
    return Guess{topic.category, "", 0.6,
                 reason_of("discovery.by_topic", {{"what", std::string(word(topic.category))}})};
  }
  return std::nullopt;
}

bool names_a_person(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    const Noun noun = noun_of(word);
    return noun == Noun::person || noun == Noun::relative;
  });
}

// "customer_name" in any table; "member_no" in the table of members.
std::optional<Guess> by_person_words(const TableView* table, const ColumnView& column) {
  const bool text = is_text(*column.column);
  if (text && has(column.words, "name") && names_a_person(column.words) &&
      !has_any(column.words, "type file host company title")) {
    return Guess{DataCategory::name, "full", 0.75, reason_of("discovery.by_name_person")};
  }
  if (table == nullptr || table->role != Role::person || table->loose) return std::nullopt;
  const bool numbered = has_any(column.words, "number id code");
  const bool own = column.words.size() == 1 || has(column.words, table->subject) ||
                   has(column.words, table->head_word);
  const bool key = in_primary_key(*table->table, column.column->name.text());
  if (numbered && own && !key && (text || is_number(*column.column)) &&
      !(column.words.size() == 1 && column.words.front() != "number")) {
    return Guess{DataCategory::person_ref, "", 0.7, reason_of("discovery.by_name_number")};
  }
  return std::nullopt;
}

std::string counted(std::int64_t count, std::int64_t of, std::string_view what) {
  return reason_of("discovery.seen", {{"count", std::to_string(count)},
                                      {"of", std::to_string(of)},
                                      {"what", "discovery." + std::string(what)}});
}

}  // namespace

std::optional<Guess> guess_anywhere(const ColumnView& column) {
  if (auto found = by_rules(column, "")) return found;
  return by_person_words(nullptr, column);
}

std::optional<Guess> guess_by_name(const TableView& table, const ColumnView& column) {
  const bool address_part = about_persons(table.role);
  if (address_part && column.words.size() == 1 && column.words.front() == "by" &&
      is_text(*column.column)) {
    return Guess{DataCategory::postal_address, "city", 0.7, reason_of("discovery.by_name_city")};
  }
  if (address_part && has(column.words, "state") && is_text(*column.column) &&
      std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnView& other) {
        return has_any(other.words, "city street postal address");
      })) {
    return Guess{DataCategory::postal_address, "district", 0.7, reason_of("discovery.by_state")};
  }
  // "signatur" of five letters is how somebody signs a note, not a drawing of a hand.
  const Facts& facts = column.facts;
  const bool few_letters = facts.filled > 0 ? facts.length <= 8 * facts.filled
                                            : column.column->limit.value_or(100) <= 12;
  if (has(column.words, "signature") && is_text(*column.column) && few_letters &&
      !has_any(column.words, "date time status") && about_persons(table.role)) {
    return Guess{DataCategory::name, "initials", 0.7, reason_of("discovery.by_name_initials")};
  }
  const bool line = has(column.words, "line") && !has(column.words, "number");
  if (address_part && line && is_text(*column.column) &&
      std::any_of(table.columns.begin(), table.columns.end(),
                  [](const ColumnView& other) { return has_all(other.words, "postal code"); })) {
    return Guess{DataCategory::postal_address, "street", 0.8, reason_of("discovery.by_line")};
  }
  if (auto found = by_rules(column, scopes_of(table))) return found;
  return by_person_words(&table, column);
}

std::optional<Guess> guess_by_content(const TableView& table, const ColumnView& column) {
  const Facts& facts = column.facts;
  if (facts.filled == 0) return std::nullopt;
  const auto most = [&](std::int64_t count) { return facts.share(count) >= 0.6 && count >= 2; };
  if (most(facts.national_ids) && facts.distinct >= 2) {
    return Guess{DataCategory::national_id, facts.id_kind, 0.9,
                 counted(facts.national_ids, facts.filled, "seen_national_ids")};
  }
  if (most(facts.emails)) {
    return Guess{DataCategory::email, "", 0.95, counted(facts.emails, facts.filled, "seen_emails")};
  }
  if (most(facts.ibans)) {
    return Guess{DataCategory::account_number, "iban", 0.9,
                 counted(facts.ibans, facts.filled, "seen_ibans")};
  }
  if (!is_text(*column.column)) return std::nullopt;
  if (most(facts.names) && facts.distinct * 3 >= facts.filled) {
    return Guess{DataCategory::name, "full", 0.75,
                 counted(facts.names, facts.filled, "seen_names")};
  }
  if (most(facts.phones) && facts.distinct * 2 >= facts.filled &&
      !has_any(column.words, "number id code amount")) {
    return Guess{DataCategory::phone, "", 0.7, counted(facts.phones, facts.filled, "seen_phones")};
  }
  if (most(facts.addresses)) {
    return Guess{DataCategory::postal_address, "street", 0.7,
                 counted(facts.addresses, facts.filled, "seen_addresses")};
  }
  if (auto found = guess_by_inside(table, column)) return found;
  const bool often = facts.share(facts.telling) >= (about_persons(table.role) ? 0.01 : 0.05);
  if (table.subject != "author" && facts.telling > 0 && (facts.telling >= 2 || facts.filled < 20) &&
      often) {
    return Guess{DataCategory::free_text,
                 facts.structured * 2 > facts.filled ? std::string(word(facts.form)) : "", 0.8,
                 reason_of("discovery.seen_telling", {{"count", std::to_string(facts.telling)},
                                                      {"of", std::to_string(facts.filled)}})};
  }
  const bool told = table.role == Role::detail && table.subject != "author";
  if (told && !table.of_contact && facts.share(facts.spaced) >= 0.4 && facts.distinct >= 3 &&
      facts.length >= 20 * facts.filled) {
    return Guess{DataCategory::free_text, "", 0.5,
                 counted(facts.spaced, facts.filled, "seen_running_text")};
  }
  if (told && facts.share(facts.given_names) >= 0.5 && facts.given_names >= 2 &&
      facts.distinct * 2 >= facts.filled) {
    return Guess{DataCategory::free_text, "", 0.5,
                 counted(facts.given_names, facts.filled, "seen_given_names")};
  }
  return std::nullopt;
}

namespace {

// What content says stands where it is of a kind that a name can't deny, or where the name is
// silent; what a name says is surer where content agrees.
std::optional<Guess> together(std::optional<Guess> name, std::optional<Guess> content) {
  if (!content) return name;
  if (!name) return content;
  if (name->category == content->category) {
    name->confidence = std::min(0.99, std::max(name->confidence, content->confidence) + 0.03);
    name->reason += " " + content->reason;
    if (name->part.empty() || name->category == DataCategory::national_id) {
      name->part = content->part;
    }
    name->inside = content->inside;
    return name;
  }
  // What lies within is known better than what the name of the whole says.
  if (!content->inside.empty()) {
    content->reason += " " + name->reason;
    return content;
  }
  const bool text_in_a_field = content->category == DataCategory::free_text;
  const bool name_of_a_contact = content->category == DataCategory::name;
  if (text_in_a_field || (name_of_a_contact && name->confidence >= 0.7)) {
    name->reason += " " + content->reason;
    return name;
  }
  content->reason += " " + name->reason;
  return content;
}

}  // namespace

namespace {

// A key that the database counts by itself says nothing of anybody.
bool is_surrogate_key(const sql::Table& table, const sql::Column& column) {
  return table.primary_key.size() == 1 && table.primary_key.front() == column.name &&
         (column.identity ||
          (column.kind == sql::TypeKind::integer && has_any(meanings(column.name.text()), "id")));
}

// What an employee's key into another table says of him: where he works and as what.
std::optional<Guess> by_lookup(const Model& model, std::size_t at, const ColumnView& column) {
  const TableView& table = model.tables[at];
  const bool individual = table.role == Role::person && !table.loose;
  for (const Reference& one : model.references) {
    const TableView& to = model.tables[one.to];
    const bool leads = one.from == at && one.from_columns.front() == column.column->name.text();
    if (!leads || to.role != Role::reference) continue;
    if (individual && has_any(to.words, "employment position job department unit subunit")) {
      return Guess{DataCategory::employment, "", 0.6,
                   reason_of("discovery.by_lookup", {{"table", to.label}})};
    }
    if (table.role == Role::detail && !table.of_contact && has(column.words, "reason")) {
      return Guess{DataCategory::other, "unnamed", 0.5,
                   reason_of("discovery.by_lookup", {{"table", to.label}})};
    }
  }
  return std::nullopt;
}

// Where nothing else says when something happened, the day on which the row was written does.
void date_by_creation(TableView& table) {
  const bool happens = table.head == Noun::event || table.head == Noun::accounting ||
                       table.head == Noun::text || table.head == Noun::record ||
                       table.head == Noun::none;
  if (table.role != Role::detail || table.of_contact || !happens) return;
  ColumnView* created = nullptr;
  for (ColumnView& column : table.columns) {
    const bool day = is_date(*column.column) || counts_seconds(*column.column, column.words);
    if (!day) continue;
    if (column.guess) return;
    if (created == nullptr && has(column.words, "created")) created = &column;
  }
  if (created != nullptr) {
    created->guess =
        Guess{DataCategory::date_of_event, "", 0.5, reason_of("discovery.by_creation")};
  }
}

}  // namespace

void guess_columns(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    TableView& table = model.tables[at];
    if (!table.looked_at) continue;
    for (ColumnView& column : table.columns) {
      if (is_surrogate_key(*table.table, *column.column)) continue;
      auto by_name = guess_by_name(table, column);
      // A key that leads somewhere says what it leads to, and no more.
      const bool leads = refers(model, at, column.column->name.text());
      if (leads && by_name && !speaks_of_keys(by_name->category)) by_name.reset();
      auto by_content = leads ? std::nullopt : guess_by_content(table, column);
      if (!by_name) {
        auto topic = by_topic(model, at, column);
        // What a table tells of whole says more of a text than that it is one only where the law
        // protects it more.
        const bool special = topic && default_class(topic->category) != DataClass::ordinary;
        if (topic && (special || !by_content)) by_name = std::move(topic);
      }
      column.guess = together(std::move(by_name), std::move(by_content));
      if (!column.guess && leads) column.guess = by_lookup(model, at, column);
      if (!column.guess) column.guess = guess_told(model, at, column);
    }
    date_by_creation(table);
  }
}

}  // namespace ombud::discovery
