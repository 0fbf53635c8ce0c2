// Persons are recognised by two witnesses: the table's own name and the columns it has. A table of
// customers may be one of people or of companies; it is told by columns that only companies have
// (VAT number, contact person) and by the lack of a first and a last name.

#include "discovery/tables.h"

#include <algorithm>

#include "discovery/columns.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

struct Signs {
  bool first_and_last = false;
  bool full_name = false;       // A column that can only be a person's name.
  bool plain_name = false;      // "name": could be anybody's or anything's.
  bool people_in_name = false;  // And sampled values say people.
  bool email = false, phone = false, national_id = false, birth = false;
  bool signs_in = false;       // User name and password.
  bool shows_himself = false;  // User name beside a picture or the name to be shown.
  bool street = false, city_or_code = false;
  bool companies_in_name = false;
  bool company = false;  // VAT or organisation number, company name.
  bool contact = false;  // Contact person.

  int contacts() const { return (email ? 1 : 0) + (phone ? 1 : 0) + (street ? 1 : 0); }
};

bool names_people(const Facts& facts) {
  return facts.filled > 0 && facts.names >= 2 && facts.share(facts.names) >= 0.6;
}

void add_named(Signs& signs, const ColumnView& column) {
  const auto& words = column.words;
  const bool text = is_text(*column.column);
  if (!text) return;
  if (has(words, "contact") && !has_any(words, "type number id")) signs.contact = true;
  if (has_any(words, "name alias") && !has_any(words, "first last middle company file user")) {
    signs.plain_name = true;
    if (names_people(column.facts)) signs.people_in_name = true;
    if (column.facts.share(column.facts.companies) >= 0.5) signs.companies_in_name = true;
  }
  if (has(words, "street") || (has(words, "address") && !has_any(words, "email ip"))) {
    signs.street = true;
  }
  if (has(words, "city") || has_all(words, "postal code")) signs.city_or_code = true;
  if (has(words, "company") || has_all(words, "vat number") || has_all(words, "vat id") ||
      has_all(words, "org number")) {
    signs.company = true;
  }
}

Signs signs_of(const TableView& table) {
  Signs signs;
  bool first = false, last = false, username = false, password = false, shown = false;
  for (const ColumnView& column : table.columns) {
    add_named(signs, column);
    if (has(column.words, "username")) username = true;
    if (has(column.words, "password")) password = true;
    if (has(column.words, "photo") || has_all(column.words, "display name")) shown = true;
    auto guess = guess_by_content(table, column);
    if (!guess || guess->category == DataCategory::free_text) guess = guess_anywhere(column);
    if (!guess) continue;
    first = first || (guess->category == DataCategory::name && guess->part == "first");
    last = last || (guess->category == DataCategory::name && guess->part == "last");
    const bool contact = has(column.words, "contact");
    signs.full_name = signs.full_name ||
                      (guess->category == DataCategory::name && guess->part == "full" && !contact);
    signs.email = signs.email || guess->category == DataCategory::email;
    signs.phone = signs.phone || guess->category == DataCategory::phone;
    signs.national_id = signs.national_id || guess->category == DataCategory::national_id;
    signs.birth = signs.birth || guess->category == DataCategory::birth_date;
  }
  signs.first_and_last = first && last;
  signs.signs_in = username && password;
  signs.shows_himself = username && shown;
  return signs;
}

bool refers_to_anybody(const Model& model, std::size_t table) {
  return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
    return one.from == table && one.to != table && !one.by_doer &&
           model.tables[one.to].role == Role::person;
  });
}

void take_for(TableView& table, Role role, double confidence, std::string reason) {
  table.role = role;
  table.confidence = confidence;
  table.reason = std::move(reason);
  table.subject = role == Role::contact  ? "contact"
                  : role == Role::author ? "author"
                                         : subject_of(table);
}

bool is_company(const TableView& table, const Signs& signs) {
  if (signs.first_and_last || signs.national_id || signs.birth || signs.signs_in) return false;
  if (table.head == Noun::company || signs.companies_in_name) return true;
  if (signs.company && signs.contact) return true;
  if (has(table.words, "company") || has(table.words, "supplier")) return true;
  const bool buyer = has_any(table.words, "customer client lead");
  return buyer && !signs.people_in_name && (signs.company || signs.contact);
}

void judge(TableView& table) {
  const Signs signs = signs_of(table);
  // "town_reference" is a list of towns.
  const bool list = std::any_of(table.words.begin(), table.words.end(),
                                [](const auto& word) { return noun_of(word) == Noun::reference; });
  if (list && table.head_word == "referee") table.head = Noun::reference;
  const bool relative = has(table.words, "relative") || (has(table.words, "referee") && !list);
  if (relative) table.head = Noun::relative;
  if (is_company(table, signs)) {
    if (signs.contact || (signs.companies_in_name && (signs.email || signs.phone))) {
      take_for(table, Role::contact, 0.8, reason_of("discovery.table_contacts"));
    }
    return;
  }
  const bool identity =
      signs.first_and_last || signs.national_id || signs.signs_in || signs.birth || signs.email;
  if (table.head == Noun::author && !signs.email && !signs.national_id) {
    if (signs.first_and_last || signs.plain_name) {
      take_for(table, Role::author, 0.5, reason_of("discovery.table_authors"));
    }
    return;
  }
  if (table.head == Noun::person || (table.head == Noun::none && has(table.words, "person"))) {
    if (identity || signs.full_name || signs.plain_name || signs.contacts() > 0) {
      take_for(table, Role::person, identity ? 0.95 : 0.8, reason_of("discovery.table_persons"));
    }
    return;
  }
  if (table.head == Noun::relative) {
    if (identity || signs.plain_name || signs.full_name || signs.phone) {
      take_for(table, Role::person, 0.8, reason_of("discovery.table_relatives"));
    }
    return;
  }
  const bool may_be_persons = table.head == Noun::none || table.head == Noun::neutral ||
                              table.head == Noun::event || table.head == Noun::belonging;
  if (signs.first_and_last && (may_be_persons || signs.contacts() > 0 || signs.national_id)) {
    take_for(table, Role::person, 0.8, reason_of("discovery.table_first_and_last"));
  } else if (may_be_persons && signs.plain_name && (signs.national_id || signs.birth)) {
    take_for(table, Role::person, 0.8, reason_of("discovery.table_name_and_id"));
  } else if (table.head == Noun::none && signs.plain_name && signs.email && signs.phone) {
    take_for(table, Role::person, 0.6, reason_of("discovery.table_people_and_contact"));
  } else if (may_be_persons && signs.shows_himself) {
    take_for(table, Role::person, 0.7, reason_of("discovery.table_persons"));
  } else if (may_be_persons && (signs.people_in_name || signs.full_name) &&
             (identity || signs.phone)) {
    take_for(table, Role::person, 0.7, reason_of("discovery.table_people_and_contact"));
  }
}

bool address_like(const TableView& table, const Signs& signs) {
  return (table.head == Noun::address || (signs.street && signs.city_or_code)) &&
         table.role == Role::reference && table.head != Noun::company &&
         table.head != Noun::reference && table.head != Noun::thing &&
         table.head != Noun::accounting;
}

}  // namespace

std::string subject_of(const TableView& table) {
  std::string subject = "person";
  for (const std::string& word : table.words) {
    const Noun noun = noun_of(word);
    if (noun == Noun::relative) return word == "referee" ? "referee" : "next_of_kin";
    // The last word names the rows: "customer_contact" holds contacts.
    if (noun == Noun::person && word != "profile") subject = word;
  }
  return subject;
}

void find_persons(Model& model) {
  for (TableView& table : model.tables) {
    if (table.looked_at) judge(table);
  }
}

void find_dependants(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    TableView& table = model.tables[at];
    const bool own_right = table.head == Noun::person || table.head == Noun::author;
    if (table.role == Role::person && !own_right && refers_to_anybody(model, at)) {
      table.role = Role::detail;
      table.reason = reason_of("discovery.table_for_sake");
    }
  }
}

bool find_details(Model& model) {
  bool changed = false;
  for (const Reference& one : model.references) {
    if (!one.means) continue;
    TableView& from = model.tables[one.from];
    TableView& to = model.tables[one.to];
    if (*one.means == datamap::Link::Means::owns && to.role == Role::reference) {
      const bool address = could_be_owned(to);
      to.role = address ? Role::address : Role::detail;
      to.confidence = address ? 0.85 : 0.7;
      to.subject = from.subject;
      to.reason = reason_of(address ? "discovery.table_contact_data" : "discovery.table_happened",
                            {{"table", from.label}});
      changed = true;
    }
    if (*one.means == datamap::Link::Means::belongs && from.role == Role::reference &&
        about_persons(to.role)) {
      from.role = Role::detail;
      from.confidence = one.confidence * 0.9;
      from.subject = to.subject;
      from.of_contact = to.role == Role::contact || to.role == Role::author || to.of_contact;
      from.reason = reason_of("discovery.table_belongs", {{"table", to.label}});
      changed = true;
    }
  }
  return changed;
}

bool could_be_owned(const TableView& table) { return address_like(table, signs_of(table)); }

bool holds_answers(const TableView& table) {
  const std::vector<std::string> written = cut(table.table->name.text());
  const auto any = [&](std::string_view words) { return has_any(written, words); };
  const bool answers = any("answer answers svar");
  const bool values = any("value values varde varden vardi vaerdi verdi verdier") &&
                      any("field fields custom form forms entry felt felter falt");
  const bool text = std::any_of(table.columns.begin(), table.columns.end(), [](const auto& column) {
    return is_text(*column.column) && has_any(column.words, "content answer response svar");
  });
  return (answers || values) && text && !has_any(table.words, "product");
}

namespace {

bool names_doers(const Model& model, std::size_t table) {
  return std::any_of(model.references.begin(), model.references.end(),
                     [&](const Reference& one) { return one.from == table && one.by_doer; });
}

// A pair of a type and an id, by which a row may lead to any table.
bool leads_anywhere(const TableView& table) {
  const auto ends = [&](const std::vector<std::string>& words) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnView& column) {
      auto others = cut(column.column->name.text());
      if (others.size() < 2 || others.back() != "id") return false;
      if (in_primary_key(*table.table, column.column->name.text())) return false;
      others.pop_back();
      return others == words;
    });
  };
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnView& column) {
    auto words = cut(column.column->name.text());
    if (words.size() < 2 || (words.back() != "type" && words.back() != "table")) return false;
    words.pop_back();
    return ends(words);
  });
}

// A log of visits: from where and with which browser somebody came.
bool was_observed(const TableView& table) {
  if (table.head == Noun::thing) return false;
  const bool whence = std::any_of(table.columns.begin(), table.columns.end(), [](const auto& it) {
    return has(it.words, "useragent") || has_all(it.words, "user agent") ||
           has_all(it.words, "ip address") || (has(it.words, "ip") && it.words.size() <= 2);
  });
  return whence && std::any_of(table.columns.begin(), table.columns.end(),
                               [](const auto& it) { return is_date(*it.column); });
}

bool has_notes(const TableView& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnView& column) {
    return is_text(*column.column) && has_any(column.words, "note message description");
  });
}

}  // namespace

void find_leftovers(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    TableView& table = model.tables[at];
    if (!table.looked_at || table.role != Role::reference || table.head == Noun::reference ||
        table.head == Noun::company) {
      continue;
    }
    const Signs signs = signs_of(table);
    const bool texts =
        table.head == Noun::text && (names_doers(model, at) || leads_anywhere(table) ||
                                     has_any(table.words, "message comment"));
    if (is_login_session(table) || texts || (leads_anywhere(table) && has_notes(table)) ||
        holds_answers(table) || (leads_anywhere(table) && has(table.words, "phone"))) {
      table.role = Role::person;
      table.subject = "user";
      table.loose = true;
      table.confidence = 0.5;
      table.reason = reason_of("discovery.table_loose_named");
    } else if (signs.email || signs.national_id || signs.people_in_name || was_observed(table)) {
      const bool told = signs.email || signs.national_id || signs.people_in_name;
      table.role = Role::person;
      table.subject = told ? "contact" : "visitor";
      table.loose = true;
      table.confidence = 0.5;
      table.reason = reason_of("discovery.table_loose_content");
    }
    table.observed = table.loose && was_observed(table);
  }
}

}  // namespace ombud::discovery
