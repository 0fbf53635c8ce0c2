// Judges columns. Names speak first; content confirms them, contradicts them, or speaks where a
// name says nothing.

#include "discovery/columns.h"

#include <algorithm>

#include "discovery/column_rules.h"
#include "discovery/columns_around.h"
#include "discovery/references.h"
#include "discovery/tables.h"
#include "discovery/told.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

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
  const bool seen_only = table.observed && table.subject == "visitor";
  switch (table.role) {
    // A group has an address of its own.
    case Role::person:
      scopes = individual ? "apie" : seen_only || table.head == Noun::belonging ? "" : "p";
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
  if (told && !is_line(table)) scopes += '$';
  if (table.head == Noun::text) scopes += 't';
  if (is_login_session(table)) scopes += 'v';
  if (table.loose && table.observed) scopes += 'e';
  if (table.loose && holds_answers(table)) scopes += 'v';
  return scopes;
}

bool shares_a_letter(std::string_view a, std::string_view b) {
  return a.find_first_of(b) != std::string_view::npos;
}

// "message_type", "mail_host": the last word names something of the program's, not of a person.
bool ends_as_a_property(const sql::Column& column) {
  constexpr std::string_view properties =
      "type typ status count size format level template limit order mode flag flags host port "
      "protocol encryption version folder namespace transport template scheme";
  const std::vector<std::string> written = cut(column.name.text());
  return written.size() > 1 && has_any({written.back()}, properties);
}

// What such a column cannot be: a type of a card, of blood, of employment may well be told.
bool is_never_a_property(DataCategory category) {
  switch (category) {
    case DataCategory::email:
    case DataCategory::phone:
    case DataCategory::free_text:
    case DataCategory::document:
    case DataCategory::person_ref:
    case DataCategory::username:
    case DataCategory::name:
    case DataCategory::date_of_event:
    case DataCategory::photo:
    case DataCategory::preference:
      return true;
    default:
      return false;
  }
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
    case DataCategory::postal_address:
      return true;
    default:
      return false;
  }
}

std::optional<Guess> by_rules(const ColumnView& column, std::string_view scopes) {
  const char type = type_letter(*column.column, column.words);
  const bool property = ends_as_a_property(*column.column);
  const bool shown = serves_the_screen(cut(column.column->name.text()));
  for (const ColumnRule& rule : column_rules()) {
    if (rule.scopes != "*" && !shares_a_letter(rule.scopes, scopes)) continue;
    if (rule.types.find(type) == std::string_view::npos) continue;
    if (!has_all(column.words, rule.words) || has_any(column.words, rule.without)) continue;
    if (property && is_never_a_property(rule.category)) continue;
    if (shown && rule.category == DataCategory::date_of_event) continue;
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
  const bool state = has(column.words, "state") &&
                     (is_text(*column.column) || (has(column.words, "id") && !table.loose));
  if (address_part && state &&
      std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnView& other) {
        return has_any(other.words, "city street postal address");
      })) {
    return Guess{DataCategory::postal_address, "district", 0.7, reason_of("discovery.by_state")};
  }
  const std::vector<std::string> written = cut(column.column->name.text());
  if (address_part && !table.loose && written.size() == 2 && written.front() == "id" &&
      has_any({written.back()}, "number no nr num nummer")) {
    return Guess{DataCategory::national_id, "", 0.6,
                 reason_of("discovery.by_name", {{"words", "id number"}})};
  }
  // "signatur" of five letters is how somebody signs a note, not a drawing of a hand.
  const Facts& facts = column.facts;
  const bool few_letters = facts.filled > 0 ? facts.length <= 8 * facts.filled
                                            : column.column->limit.value_or(100) <= 12;
  if (has(column.words, "signature") && is_text(*column.column) && few_letters &&
      !has_any(column.words, "date time status") && about_persons(table.role) && !table.loose &&
      !ends_as_a_property(*column.column)) {
    return Guess{DataCategory::name, "initials", 0.7, reason_of("discovery.by_name_initials")};
  }
  const bool line = has(column.words, "line") && !has(column.words, "number");
  if (address_part && line && is_text(*column.column) &&
      std::any_of(table.columns.begin(), table.columns.end(),
                  [](const ColumnView& other) { return has_all(other.words, "postal code"); })) {
    return Guess{DataCategory::postal_address, "street", 0.8, reason_of("discovery.by_line")};
  }
  if (has(table.words, "token") && address_part && is_text(*column.column) &&
      has_any(written, "uuid guid key code hash secret value")) {
    return Guess{DataCategory::credential, "", 0.6,
                 reason_of("discovery.by_name", {{"words", "token"}})};
  }
  const bool phones = has(table.words, "phone") && !has_any(table.words, "type");
  if (phones && address_part && is_text(*column.column) && column.words.size() == 1 &&
      has_any(column.words, "number content")) {
    return Guess{DataCategory::phone, "", 0.8,
                 reason_of("discovery.by_name", {{"words", "phone"}})};
  }
  // A user who is "disabled" may not sign in.
  const bool locked_out =
      written.size() == 1 && written.front() == "disabled" &&
      std::any_of(table.columns.begin(), table.columns.end(),
                  [](const ColumnView& other) { return has(other.words, "password"); });
  if (locked_out) return std::nullopt;
  // In a guest book the name beside an e-mail address is the writer's.
  const bool beside_email =
      table.loose && column.words.size() == 1 && column.words.front() == "name" &&
      is_text(*column.column) &&
      std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnView& other) {
        return other.words == column_meanings({"email"});
      });
  if (beside_email) {
    return Guess{DataCategory::name, "full", 0.6,
                 reason_of("discovery.by_name", {{"words", "name"}})};
  }
  auto found = by_rules(column, scopes_of(table));
  // The weight of a product is nobody's.
  const bool of_the_product =
      found && is_line(table) &&
      (found->category == DataCategory::health || found->category == DataCategory::salary);
  if (found && !of_the_product) return found;
  return by_person_words(&table, column);
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
