#include "subjects/registry.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "subjects/keys.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

constexpr std::chrono::hours handle_lasts{24};

sql::Value place_of(const accounts::Office& office, const RowHit& row) {
  return sql::Blob{
      office.vault.blind_index(vault::Purpose::subject_identifier, "place",
                               row.system_id.text + "|" + row.table + "|" + key_text(row.key))};
}

std::set<std::string> blinds_of(const accounts::Office& office, const Group& group) {
  std::set<std::string> blinds;
  for (const RowHit& row : group.rows) {
    for (const Sought& sought : row.has)
      if (sought.strong)
        blinds.insert(office.vault.blind_index(vault::Purpose::subject_identifier,
                                               word(sought.category), sought.normal));
    if (!row.name.empty())
      blinds.insert(
          office.vault.blind_index(vault::Purpose::subject_identifier, "name", fold(row.name)));
  }
  return blinds;
}

// Known by one of his rows or a strong identifier, and not contradicted: of what identified him
// then, something must still be so.
Result<std::optional<PersonId>> known(accounts::Office& office, Transaction& transaction,
                                      const Group& group) {
  const std::set<std::string> blinds = blinds_of(office, group);
  std::set<std::string> candidates;
  for (const RowHit& row : group.rows)
    for (const sql::Row& found : TRY(transaction.all(
             "SELECT person_id FROM subjects_match WHERE organisation_id = ? AND place = ?",
             {office.organisation.id.text, place_of(office, row)})))
      candidates.insert(store::text_in(found.front()));
  for (const std::string& candidate : candidates) {
    const std::vector<sql::Row> stored = TRY(transaction.all(
        "SELECT blind FROM subjects_identifier WHERE organisation_id = ? AND person_id = ?",
        {office.organisation.id.text, candidate}));
    const bool still =
        stored.empty() || std::any_of(stored.begin(), stored.end(), [&](const sql::Row& row) {
          return blinds.contains(store::blob_in(row.front()));
        });
    if (still) return std::optional<PersonId>{PersonId{candidate}};
  }
  return std::optional<PersonId>{};
}

std::string new_handle() {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string handle = "P-";
  for (const char byte : vault::random_bytes(6))
    handle += alphabet[static_cast<unsigned char>(byte) & 31];
  return handle;
}

Result<void> write_person(accounts::Office& office, Transaction& transaction, Person& person,
                          bool is_new) {
  const Instant now = office.clock.now();
  const sql::Value until = store::of_instant(now + handle_lasts);
  if (is_new) {
    person.handle = new_handle();
    return transaction.execute_exactly(
        1,
        "INSERT INTO subjects_person (organisation_id, person_id, handle, handle_until, "
        "needs_choice, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        {office.organisation.id.text, person.id.text, person.handle, until, person.needs_choice,
         store::of_instant(now)});
  }
  const auto row =
      TRY(transaction.one("SELECT handle, handle_until FROM subjects_person "
                          "WHERE organisation_id = ? AND person_id = ?",
                          {office.organisation.id.text, person.id.text}));
  if (!row) return fail(Errc::not_found, "subjects.unknown_person", {{"person", person.handle}});
  const bool lasts = TRY(store::instant_in((*row)[1])) > now;
  person.handle = lasts ? store::text_in((*row)[0]) : new_handle();
  return transaction.execute_exactly(
      1,
      "UPDATE subjects_person SET handle = ?, handle_until = ?, needs_choice = ? "
      "WHERE organisation_id = ? AND person_id = ?",
      {person.handle, until, person.needs_choice, office.organisation.id.text, person.id.text});
}

std::string sealed_text(const Match& match) {
  nlohmann::json key = nlohmann::json::array();
  for (const sql::Value& value : match.key) key.push_back(to_base64(sql::canonical(value)));
  return nlohmann::json{
      {"system", match.system},   {"table", match.table},   {"key", key},
      {"matched", match.matched}, {"strong", match.strong}, {"ambiguous", match.ambiguous}}
      .dump();
}

Result<Match> match_in(const std::string& text) try {
  const nlohmann::json json = nlohmann::json::parse(text);
  Match match{json.at("system"), json.at("table"), {}, {}, json.at("strong"), json.at("ambiguous")};
  match.matched = json.at("matched").get<std::vector<std::string>>();
  for (const nlohmann::json& value : json.at("key"))
    match.key.push_back(sql::from_canonical(TRY(from_base64(value.get<std::string>()))).value());
  return match;
} catch (const std::exception&) {  // Our own bytes: anything wrong with them is damage.

  return fail(Errc::internal, "subjects.register_damaged");
}

Result<void> write_match(accounts::Office& office, Transaction& transaction, const PersonId& person,
                         const RowHit& row, const Match& match) {
  const sql::Value place = place_of(office, row);
  const std::string sealed =
      TRY(office.vault.seal_for(person, vault::Purpose::subject_identifier,
                                to_hex(std::get<sql::Blob>(place).bytes), sealed_text(match)));
  return transaction.execute_exactly(
      1,
      "INSERT INTO subjects_match (organisation_id, person_id, place, system_id, sealed) "
      "VALUES (?, ?, ?, ?, ?)",
      {office.organisation.id.text, person.text, place, row.system_id.text, sql::Blob{sealed}});
}

Result<void> write_group(accounts::Office& office, Transaction& transaction, Person& person,
                         const Group& group) {
  const std::vector<sql::Value> who = {office.organisation.id.text, person.id.text};
  TRY(transaction.execute("DELETE FROM subjects_match WHERE organisation_id = ? AND person_id = ?",
                          who));
  TRY(transaction.execute(
      "DELETE FROM subjects_identifier WHERE organisation_id = ? AND person_id = ?", who));
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const RowHit& row = group.rows[i];
    Match match{row.system, row.table, row.key, row.matched, row.strong, group.ambiguous[i]};
    TRY(write_match(office, transaction, person.id, row, match));
    person.matches.push_back(std::move(match));
  }
  for (const std::string& blind : blinds_of(office, group))
    TRY(transaction.execute_exactly(
        1, "INSERT INTO subjects_identifier (organisation_id, person_id, blind) VALUES (?, ?, ?)",
        {office.organisation.id.text, person.id.text, sql::Blob{blind}}));
  return {};
}

Result<Person> person_in(accounts::Office& office, Transaction& transaction, const sql::Row& row) {
  Person person{{store::text_in(row[0])}, store::text_in(row[1]), {}, store::boolean_in(row[2])};
  for (const sql::Row& match :
       TRY(transaction.all("SELECT place, sealed FROM subjects_match "
                           "WHERE organisation_id = ? AND person_id = ? ORDER BY place",
                           {office.organisation.id.text, person.id.text}))) {
    const Secret text =
        TRY(office.vault.open_for(person.id, vault::Purpose::subject_identifier,
                                  to_hex(store::blob_in(match[0])), store::blob_in(match[1])));
    person.matches.push_back(TRY(match_in(text.reveal())));
  }
  std::sort(person.matches.begin(), person.matches.end(), [](const Match& a, const Match& b) {
    return std::tie(a.system, a.table, a.key) < std::tie(b.system, b.table, b.key);
  });
  return person;
}

}  // namespace

Result<Person> remember(accounts::Office& office, const Group& group) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::optional<PersonId> id = TRY(known(office, transaction, group));
  Person person{id.value_or(PersonId{uuid_random()}), "", {}, group.needs_choice};
  TRY(write_person(office, transaction, person, !id));
  TRY(write_group(office, transaction, person, group));
  TRY(transaction.commit());
  return person;
}

Result<void> keep_matches(accounts::Office& office, const Person& person,
                          const std::vector<Match>& matches) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<sql::Value> who = {office.organisation.id.text, person.id.text};
  std::set<std::string> kept;
  for (const Match& match : matches)
    kept.insert(match.system + "|" + match.table + "|" + key_text(match.key));
  for (const sql::Row& row : TRY(transaction.all(
           "SELECT place, sealed FROM subjects_match WHERE organisation_id = ? AND person_id = ?",
           who))) {
    const std::string context = to_hex(store::blob_in(row[0]));
    Match match =
        TRY(match_in(TRY(office.vault.open_for(person.id, vault::Purpose::subject_identifier,
                                               context, store::blob_in(row[1])))
                         .reveal()));
    const std::string label = match.system + "|" + match.table + "|" + key_text(match.key);
    if (!kept.contains(label)) {
      TRY(transaction.execute_exactly(1,
                                      "DELETE FROM subjects_match WHERE organisation_id = ? "
                                      "AND person_id = ? AND place = ?",
                                      {who[0], who[1], row[0]}));
      continue;
    }
    match.ambiguous = false;
    TRY(transaction.execute_exactly(
        1,
        "UPDATE subjects_match SET sealed = ? "
        "WHERE organisation_id = ? AND person_id = ? AND place = ?",
        {sql::Blob{TRY(office.vault.seal_for(person.id, vault::Purpose::subject_identifier, context,
                                             sealed_text(match)))},
         who[0], who[1], row[0]}));
  }
  TRY(transaction.execute_exactly(1,
                                  "UPDATE subjects_person SET needs_choice = ? "
                                  "WHERE organisation_id = ? AND person_id = ?",
                                  {false, who[0], who[1]}));
  return transaction.commit();
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
