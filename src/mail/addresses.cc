// To whom mail goes. Addresses lie sealed; whether one is there already is asked by a keyed hash.

#include <algorithm>
#include <set>

#include "mail/compose.h"
#include "mail/settings.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::size_t most_anchors = 8;

std::string context_of(const AddressId& id) { return "mail address " + id.text; }

Result<Address> address_in(const Office& office, const sql::Row& row) {
  Address found;
  found.id = AddressId{store::text_in(row[0])};
  if (!sql::is_null(row[1])) found.account = AccountId{store::text_in(row[1])};
  const Secret plain =
      TRY(office.vault.open(vault::Purpose::mail, context_of(found.id), store::blob_in(row[2])));
  found.address = plain.reveal();
  found.language = language_of(store::text_in(row[3])).value();
  found.set_at = TRY(store::instant_in(row[4]));
  if (!sql::is_null(row[5])) found.refused_at = TRY(store::instant_in(row[5]));
  found.refused_code = store::optional_text_in(row[6]).value_or("");
  return found;
}

Result<void> add_row(const Office& office, Transaction& transaction,
                     const std::optional<AccountId>& account, const std::string& address,
                     Language language) {
  const AddressId id = new_id<AddressId>(office.clock);
  TRY(transaction.execute(
      "insert into mail_address (organisation_id, id, account_id, address, mark, language, set_at) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, id.text,
       account ? sql::Value(account->text) : sql::Value(sql::Null{}),
       sql::Blob{office.vault.seal(vault::Purpose::mail, context_of(id), address)},
       sql::Blob{office.vault.blind_index(vault::Purpose::mail, "mail address", address)},
       std::string(code(language)), store::of_instant(office.clock.now())}));
  return {};
}

}  // namespace

Result<std::vector<Address>> addresses(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Address> found;
  for (const sql::Row& row : TRY(transaction.all(
           "select id, account_id, address, language, set_at, refused_at, refused_code "
           "from mail_address where organisation_id = ? "
           "order by case when account_id is null then 0 else 1 end, set_at, id",
           {transaction.organisation().text})))
    found.push_back(TRY(address_in(office, row)));
  return found;
}

Result<std::optional<Address>> address_of(Office& office, Transaction& transaction,
                                          const AddressId& id) {
  const auto row = TRY(
      transaction.one("select id, account_id, address, language, set_at, refused_at, refused_code "
                      "from mail_address where organisation_id = ? and id = ?",
                      {transaction.organisation().text, id.text}));
  if (!row) return std::optional<Address>();
  return std::optional(TRY(address_in(office, *row)));
}

Result<std::optional<Address>> address_of(Office& office, Transaction& transaction,
                                          const AccountId& account) {
  const auto row = TRY(
      transaction.one("select id, account_id, address, language, set_at, refused_at, refused_code "
                      "from mail_address where organisation_id = ? and account_id = ?",
                      {transaction.organisation().text, account.text}));
  if (!row) return std::optional<Address>();
  return std::optional(TRY(address_in(office, *row)));
}

Result<void> set_address(Office& office, const AccountId& account, std::string_view text,
                         Language language, bool invites) {
  const std::string address = TRY(read_address(text));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  // A new row: messages that are on their way to the former address must not go to this one.
  TRY(transaction.execute("delete from mail_address where organisation_id = ? and account_id = ?",
                          {transaction.organisation().text, account.text}));
  TRY(add_row(office, transaction, account, address, language));
  TRY(office.log.append(transaction, told(office, "mail.address_set", "account " + account.text)));
  if (invites) {
    // Once for each address: who was mistyped is invited where he is.
    const std::optional<Address> added = TRY(address_of(office, transaction, account));
    TRY(queue(office, transaction, account,
              {Kind::invitation, {}, "invitation " + added.value().id.text}));
  }
  return transaction.commit();
}

Result<void> set_anchors(Office& office, const std::vector<std::string>& texts, Language language) {
  std::set<std::string> wanted;
  if (texts.size() > most_anchors)
    return fail(Errc::invalid, "mail.too_many_addresses", {{"most", std::to_string(most_anchors)}});
  for (const std::string& text : texts)
    if (!wanted.insert(TRY(read_address(text))).second)
      return fail(Errc::invalid, "mail.address_twice");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "delete from mail_address where organisation_id = ? and account_id is null",
      {transaction.organisation().text}));
  for (const std::string& address : wanted)
    TRY(add_row(office, transaction, std::nullopt, address, language));
  evidence::Told entry = told(office, "mail.anchors_set", "checkpoints");
  entry.details = {{"addresses", std::to_string(wanted.size())}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> remove_address(Office& office, const AccountId& account, const std::string& name) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t gone = TRY(
      transaction.execute("delete from mail_address where organisation_id = ? and account_id = ?",
                          {transaction.organisation().text, account.text}));
  if (gone == 0) return fail(Errc::not_found, "mail.no_address", {{"name", name}});
  TRY(office.log.append(transaction,
                        told(office, "mail.address_removed", "account " + account.text)));
  return transaction.commit();
}

Result<void> note_refusal(Transaction& transaction, const AddressId& id, const std::string& code,
                          Instant at) {
  TRY(
      transaction.execute("update mail_address set refused_at = ?, refused_code = ? "
                          "where organisation_id = ? and id = ? and refused_at is null",
                          {store::of_instant(at), code, transaction.organisation().text, id.text}));
  return {};
}

}  // namespace ombud::mail
