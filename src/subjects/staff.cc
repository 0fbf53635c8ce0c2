#include "subjects/staff.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

std::string blind_of(const accounts::Office& office, const Trait& trait) {
  return office.vault.blind_index(vault::Purpose::account, "staff " + trait.first, trait.second);
}

std::string digits_of(const std::string& text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

// "Åberg, Karin" has its surname before the comma, "Karin Åberg" at the end.
std::string surname_of(const std::string& name) {
  const std::string plain = fold(trim(name));
  if (const std::size_t comma = plain.find(','); comma != std::string::npos)
    return trim(plain.substr(0, comma));
  const std::size_t blank = plain.rfind(' ');
  return blank == std::string::npos ? "" : plain.substr(blank + 1);
}

Result<std::set<Trait>> traits_of(const accounts::Office& office, const OwnIdentifiers& own) {
  const detectors::Reading reading = reading_of(office);
  std::set<Trait> traits;
  if (!own.name.empty()) {
    if (words_of(own.name).size() < 2)
      return fail(Errc::invalid, "subjects.bad_criterion", {{"kind", "name"}});
    traits.insert(name_trait(own.name));
    traits.insert(surname_trait(own.name));
  }
  const auto add = [&](DataCategory category, const std::string& value) -> Result<void> {
    if (value.empty()) return {};
    const auto sought = sought_of(category, value, reading);
    if (!sought)
      return fail(Errc::invalid, "subjects.bad_criterion", {{"kind", std::string(word(category))}});
    traits.insert(*trait_of(*sought));
    return {};
  };
  TRY(add(DataCategory::national_id, own.national_id));
  TRY(add(DataCategory::email, own.email));
  if (own.street.empty() != own.postal_code.empty())
    return fail(Errc::invalid, "subjects.bad_criterion", {{"kind", "address"}});
  if (!own.street.empty()) traits.insert(address_trait(own.street, own.postal_code));
  return traits;
}

// Traits that an account's name itself tells: a user name is none, a full name is.
std::set<Trait> traits_of_name(const accounts::Account& account) {
  if (words_of(account.name).size() < 2) return {};
  return {name_trait(account.name), surname_trait(account.name)};
}

}  // namespace

Trait name_trait(const std::string& name) {
  std::string words;
  for (const std::string& word : words_of(name)) words += (words.empty() ? "" : " ") + word;
  return {"name", words};
}

Trait surname_trait(const std::string& name) { return {"surname", surname_of(name)}; }

Trait address_trait(const std::string& street, const std::string& postal_code) {
  return {"address", fold(trim(street)) + "|" + digits_of(postal_code)};
}

std::optional<Trait> trait_of(const Sought& sought) {
  if (!sought.strong) return std::nullopt;
  return Trait{std::string(word(sought.category)), sought.normal};
}

Result<void> know_me(accounts::Office& office, const OwnIdentifiers& own) {
  const std::set<Trait> traits = TRY(traits_of(office, own));
  const std::string& me = office.actor.account.text;
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("delete from subjects_staff where organisation_id = ? and account_id = ?",
                          {office.organisation.id.text, me}));
  std::string kinds;
  for (const Trait& trait : traits) {
    TRY(transaction.execute_exactly(
        1,
        "insert into subjects_staff (organisation_id, account_id, kind, blind) "
        "values (?, ?, ?, ?)",
        {office.organisation.id.text, me, trait.first, sql::Blob{blind_of(office, trait)}}));
    kinds += (kinds.empty() ? "" : ", ") + trait.first;
  }
  evidence::Told told;
  told.event = "subjects.staff_known";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = "own identifiers";
  told.details = {{"kinds", kinds}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<std::set<std::string>> known_of_me(accounts::Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::set<std::string> kinds;
  for (const sql::Row& row : TRY(transaction.all(
           "select kind from subjects_staff where organisation_id = ? and account_id = ?",
           {office.organisation.id.text, office.actor.account.text})))
    kinds.insert(store::text_in(row[0]));
  return kinds;
}

Result<Met> resemblances(accounts::Office& office, Transaction& transaction,
                         const std::vector<accounts::Account>& accounts,
                         const std::set<Trait>& traits) {
  Met met;
  std::set<std::string>& alarms = met.kinds;
  const auto meet = [&](const Trait& trait, const std::string& account) {
    const bool mine = account == office.actor.account.text;
    const bool loose = trait.first == "surname" || trait.first == "address";
    // That somebody has a colleague's surname says nothing; that he has one's own may.
    if (loose && mine) alarms.insert(trait.first);
    if (loose) return;
    alarms.insert(mine ? "self" : "colleague");
    met.staff.insert(AccountId{account});
  };
  for (const accounts::Account& account : accounts)
    for (const Trait& trait : traits_of_name(account))
      if (!account.closed && traits.contains(trait)) meet(trait, account.id.text);
  // A search may find thousands, and few people work here: theirs are read once.
  std::multimap<std::string, std::string> staff;
  for (const sql::Row& row : TRY(transaction.all(
           "select kind, blind, account_id from subjects_staff where organisation_id = ?",
           {office.organisation.id.text})))
    staff.emplace(store::text_in(row[0]) + "|" + store::blob_in(row[1]), store::text_in(row[2]));
  for (const Trait& trait : traits) {
    if (staff.empty()) break;
    const auto [begin, end] = staff.equal_range(trait.first + "|" + blind_of(office, trait));
    for (auto at = begin; at != end; ++at) meet(trait, at->second);
  }
  // Who is found himself has his own surname and address.
  if (alarms.contains("self")) {
    alarms.erase("surname");
    alarms.erase("address");
  }
  return met;
}

Result<bool> is_address_known(accounts::Office& office, Transaction& transaction) {
  const auto row =
      TRY(transaction.one("select 1 from subjects_staff where organisation_id = ? "
                          "and account_id = ? and kind = 'address'",
                          {office.organisation.id.text, office.actor.account.text}));
  return row.has_value();
}

}  // namespace ombud::subjects
