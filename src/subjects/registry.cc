#include "subjects/registry.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "subjects/keys.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

constexpr std::chrono::hours handle_lasts{24};

sql::Value place_of(const accounts::Office& office, const SystemId& system,
                    const std::string& table, const sql::Row& key) {
  return sql::Blob{office.vault.blind_index(vault::Purpose::subject_identifier, "place",
                                            system.text + "|" + table + "|" + key_text(key))};
}

// A match with what the register needs to know the person again by it.
struct Stored {
  Match match;
  SystemId system;
  std::vector<std::string> blinds;  // Of national ids; an e-mail may be a household's.
};

std::vector<Stored> stored_of(const accounts::Office& office, const Group& group) {
  std::vector<Stored> all;
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const RowHit& row = group.rows[i];
    Stored stored{
        {row.system, row.table, row.key, row.matched, row.strong, group.ambiguous[i], row.signs},
        row.system_id,
        {}};
    for (const Sought& sought : row.has)
      if (sought.category == DataCategory::national_id)
        stored.blinds.push_back(office.vault.blind_index(vault::Purpose::subject_identifier,
                                                         word(sought.category), sought.normal));
    all.push_back(std::move(stored));
  }
  return all;
}

std::string new_handle() {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string handle = "P-";
  for (const char byte : vault::random_bytes(6))
    handle += alphabet[static_cast<unsigned char>(byte) & 31];
  return handle;
}

Result<void> write_new(accounts::Office& office, Transaction& transaction, const Person& person) {
  const Instant now = office.clock.now();
  return transaction.execute_exactly(
      1,
      "INSERT INTO subjects_person (organisation_id, person_id, handle, handle_until, "
      "needs_choice, made_at) VALUES (?, ?, ?, ?, ?, ?)",
      {office.organisation.id.text, person.id.text, person.handle,
       store::of_instant(now + handle_lasts), person.needs_choice, store::of_instant(now)});
}

// The handle that still holds goes on for another day, else there is a new one.
Result<void> renew(accounts::Office& office, Transaction& transaction, Person& person) {
  const Instant now = office.clock.now();
  const auto row =
      TRY(transaction.one("SELECT handle, handle_until FROM subjects_person "
                          "WHERE organisation_id = ? AND person_id = ?",
                          {office.organisation.id.text, person.id.text}));
  if (!row) return fail(Errc::not_found, "subjects.unknown_person", {{"person", person.handle}});
  const bool lasts = TRY(store::instant_in((*row)[1])) > now;
  const std::string before = store::text_in((*row)[0]);
  if (lasts && !person.handle.empty() && person.handle != before) person.ended.push_back(before);
  if (person.handle.empty()) person.handle = lasts ? before : new_handle();
  return transaction.execute_exactly(
      1,
      "UPDATE subjects_person SET handle = ?, handle_until = ?, needs_choice = ? "
      "WHERE organisation_id = ? AND person_id = ?",
      {person.handle, store::of_instant(now + handle_lasts), person.needs_choice,
       office.organisation.id.text, person.id.text});
}

std::string sealed_text(const Stored& stored) {
  const Match& match = stored.match;
  nlohmann::json key = nlohmann::json::array();
  for (const sql::Value& value : match.key) key.push_back(to_base64(sql::canonical(value)));
  nlohmann::json blinds = nlohmann::json::array();
  for (const std::string& blind : stored.blinds) blinds.push_back(to_hex(blind));
  return nlohmann::json{{"system", match.system},
                        {"system_id", stored.system.text},
                        {"table", match.table},
                        {"key", key},
                        {"matched", match.matched},
                        {"strong", match.strong},
                        {"ambiguous", match.ambiguous},
                        {"signs", match.signs},
                        {"blinds", blinds}}
      .dump();
}

Result<Stored> stored_in(const std::string& text) try {
  const nlohmann::json json = nlohmann::json::parse(text);
  Stored stored{
      {json.at("system"), json.at("table"), {}, {}, json.at("strong"), json.at("ambiguous"), {}},
      {json.at("system_id").get<std::string>()},
      {}};
  stored.match.matched = json.at("matched").get<std::vector<std::string>>();
  stored.match.signs = json.at("signs").get<std::vector<std::string>>();
  for (const nlohmann::json& value : json.at("key"))
    stored.match.key.push_back(
        sql::from_canonical(TRY(from_base64(value.get<std::string>()))).value());
  for (const nlohmann::json& blind : json.at("blinds"))
    stored.blinds.push_back(TRY(from_hex(blind.get<std::string>())));
  return stored;
} catch (const std::exception&) {  // Our own bytes: anything wrong with them is damage.

  return fail(Errc::internal, "subjects.register_damaged");
}

Result<Stored> opened(accounts::Office& office, const PersonId& person, const sql::Row& row) {
  const Secret text =
      TRY(office.vault.open_for(person, vault::Purpose::subject_identifier,
                                to_hex(store::blob_in(row[0])), store::blob_in(row[1])));
  return stored_in(text.reveal());
}

Result<std::vector<Stored>> matches_of(accounts::Office& office, Transaction& transaction,
                                       const PersonId& person) {
  std::vector<Stored> all;
  for (const sql::Row& row :
       TRY(transaction.all("SELECT place, sealed FROM subjects_match "
                           "WHERE organisation_id = ? AND person_id = ? ORDER BY place",
                           {office.organisation.id.text, person.text})))
    all.push_back(TRY(opened(office, person, row)));
  return all;
}

// Known by one of his rows that is still his, or by his national id. Rows that are not his any more
// are taken from him.
Result<std::set<std::string>> known(accounts::Office& office, Transaction& transaction,
                                    const std::vector<Stored>& rows, bool needs_choice) {
  const std::string& organisation = office.organisation.id.text;
  std::set<std::string> persons;
  for (const Stored& row : rows) {
    const sql::Value place = place_of(office, row.system, row.match.table, row.match.key);
    for (const sql::Row& found :
         TRY(transaction.all("SELECT m.place, m.sealed, m.person_id FROM subjects_match m "
                             "JOIN subjects_person p ON p.organisation_id = m.organisation_id "
                             "AND p.person_id = m.person_id "
                             "WHERE m.organisation_id = ? AND m.place = ? AND p.needs_choice = ?",
                             {organisation, place, needs_choice}))) {
      const std::string& person = store::text_in(found[2]);
      if (are_one(TRY(opened(office, {person}, found)).match.signs, row.match.signs))
        persons.insert(person);
      else
        TRY(transaction.execute_exactly(1,
                                        "DELETE FROM subjects_match WHERE organisation_id = ? "
                                        "AND person_id = ? AND place = ?",
                                        {organisation, person, place}));
    }
    if (needs_choice) continue;
    for (const std::string& blind : row.blinds)
      for (const sql::Row& found : TRY(transaction.all(
               "SELECT person_id FROM subjects_identifier WHERE organisation_id = ? AND blind = ?",
               {organisation, sql::Blob{blind}})))
        persons.insert(store::text_in(found[0]));
  }
  return persons;
}

Result<void> forget_rows(accounts::Office& office, Transaction& transaction,
                         const PersonId& person) {
  const std::vector<sql::Value> who = {office.organisation.id.text, person.text};
  TRY(transaction.execute("DELETE FROM subjects_match WHERE organisation_id = ? AND person_id = ?",
                          who));
  TRY(transaction.execute(
      "DELETE FROM subjects_identifier WHERE organisation_id = ? AND person_id = ?", who));
  return {};
}

Result<void> forget(accounts::Office& office, Transaction& transaction, const PersonId& person) {
  TRY(forget_rows(office, transaction, person));
  return transaction.execute_exactly(
      1, "DELETE FROM subjects_person WHERE organisation_id = ? AND person_id = ?",
      {office.organisation.id.text, person.text});
}

// Answers that nobody chose from in time were nobody.
Result<void> forget_expired(accounts::Office& office, Transaction& transaction) {
  for (const sql::Row& row : TRY(transaction.all(
           "SELECT person_id FROM subjects_person "
           "WHERE organisation_id = ? AND needs_choice = ? AND handle_until <= ?",
           {office.organisation.id.text, true, store::of_instant(office.clock.now())})))
    TRY(forget(office, transaction, {store::text_in(row[0])}));
  return {};
}

Result<void> write_rows(accounts::Office& office, Transaction& transaction, Person& person,
                        const std::vector<Stored>& rows) {
  TRY(forget_rows(office, transaction, person.id));
  std::set<std::string> blinds;
  person.matches.clear();
  for (const Stored& row : rows) {
    const sql::Value place = place_of(office, row.system, row.match.table, row.match.key);
    const std::string sealed =
        TRY(office.vault.seal_for(person.id, vault::Purpose::subject_identifier,
                                  to_hex(std::get<sql::Blob>(place).bytes), sealed_text(row)));
    TRY(transaction.execute_exactly(
        1,
        "INSERT INTO subjects_match (organisation_id, person_id, place, system_id, sealed) "
        "VALUES (?, ?, ?, ?, ?)",
        {office.organisation.id.text, person.id.text, place, row.system.text, sql::Blob{sealed}}));
    person.matches.push_back(row.match);
    if (!person.needs_choice) blinds.insert(row.blinds.begin(), row.blinds.end());
  }
  for (const std::string& blind : blinds)
    TRY(transaction.execute_exactly(
        1, "INSERT INTO subjects_identifier (organisation_id, person_id, blind) VALUES (?, ?, ?)",
        {office.organisation.id.text, person.id.text, sql::Blob{blind}}));
  return {};
}

bool is_same_row(const Match& one, const Match& other) {
  return one.system == other.system && one.table == other.table && one.key == other.key;
}

bool is_among(const Match& match, const std::vector<Match>& matches) {
  return std::any_of(matches.begin(), matches.end(),
                     [&](const Match& other) { return is_same_row(match, other); });
}

bool has(const std::vector<Stored>& rows, const Match& match) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Stored& row) { return is_same_row(row.match, match); });
}

// Searches that found somebody who turned out to be another found that one.
Result<void> found_as(accounts::Office& office, Transaction& transaction, const PersonId& before,
                      const PersonId& now) {
  const std::string& organisation = office.organisation.id.text;
  TRY(
      transaction.execute("INSERT INTO subjects_found (organisation_id, search_id, person_id) "
                          "SELECT organisation_id, search_id, ? FROM subjects_found "
                          "WHERE organisation_id = ? AND person_id = ? "
                          "ON CONFLICT (organisation_id, search_id, person_id) DO NOTHING",
                          {now.text, organisation, before.text}));
  TRY(transaction.execute("DELETE FROM subjects_found WHERE organisation_id = ? AND person_id = ?",
                          {organisation, before.text}));
  return {};
}

void sort(std::vector<Match>& matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tie(a.system, a.table, a.key) < std::tie(b.system, b.table, b.key);
  });
}

Result<Person> person_in(accounts::Office& office, Transaction& transaction, const sql::Row& row) {
  Person person{{store::text_in(row[0])}, store::text_in(row[1]), {}, store::boolean_in(row[2])};
  for (Stored& stored : TRY(matches_of(office, transaction, person.id)))
    person.matches.push_back(std::move(stored.match));
  sort(person.matches);
  return person;
}

}  // namespace

Result<Person> remember(accounts::Office& office, Group group) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(forget_expired(office, transaction));
  std::set<std::string> persons =
      TRY(known(office, transaction, stored_of(office, group), group.needs_choice));
  if (!group.needs_choice && persons.size() > 1) {
    // They were told apart once; somebody must say which of them is meant.
    group.needs_choice = true;
    group.ambiguous.assign(group.rows.size(), true);
    persons = TRY(known(office, transaction, stored_of(office, group), true));
  }
  Person person{{}, "", {}, group.needs_choice};
  if (persons.empty()) {
    person.id = PersonId{uuid_random()};
    person.handle = new_handle();
    TRY(write_new(office, transaction, person));
  } else {
    person.id = PersonId{*persons.begin()};
    TRY(renew(office, transaction, person));
  }
  TRY(write_rows(office, transaction, person, stored_of(office, group)));
  TRY(transaction.commit());
  sort(person.matches);
  return person;
}

Result<Person> settle(accounts::Office& office, const std::vector<Person>& asked,
                      const std::vector<Match>& matches, evidence::Told told) {
  must(!asked.empty());
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  std::vector<Stored> chosen;
  std::set<std::string> settled;
  for (const Person& one : asked) {
    if (!one.needs_choice) settled.insert(one.id.text);
    for (Stored& stored : TRY(matches_of(office, transaction, one.id)))
      if (is_among(stored.match, matches) && !has(chosen, stored.match)) {
        stored.match.ambiguous = false;
        chosen.push_back(std::move(stored));
      }
  }
  std::set<std::string> persons = TRY(known(office, transaction, chosen, false));
  persons.merge(settled);
  if (persons.size() > 1) return fail(Errc::conflict, "subjects.several_persons");
  Person person{persons.empty() ? asked.front().id : PersonId{*persons.begin()},
                asked.front().handle,
                {},
                false,
                {}};
  for (const Person& one : asked) {
    if (one.id == person.id) continue;
    TRY(found_as(office, transaction, one.id, person.id));
    TRY(forget(office, transaction, one.id));
    if (one.handle != person.handle) person.ended.push_back(one.handle);
  }
  TRY(renew(office, transaction, person));
  TRY(write_rows(office, transaction, person, chosen));
  told.person = person.id;
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  sort(person.matches);
  return person;
}

Result<Person> by_handle(accounts::Office& office, const std::string& handle) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "SELECT person_id, handle, needs_choice FROM subjects_person "
      "WHERE organisation_id = ? AND handle = ? AND handle_until > ?",
      {office.organisation.id.text, handle, store::of_instant(office.clock.now())}));
  if (!row) return fail(Errc::not_found, "subjects.unknown_person", {{"person", handle}});
  return person_in(office, transaction, *row);
}

Result<Person> by_id(accounts::Office& office, const PersonId& id) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT person_id, handle, needs_choice FROM subjects_person "
                          "WHERE organisation_id = ? AND person_id = ?",
                          {office.organisation.id.text, id.text}));
  if (!row) return fail(Errc::not_found, "subjects.unknown_person", {{"person", id.text}});
  return person_in(office, transaction, *row);
}

}  // namespace ombud::subjects
