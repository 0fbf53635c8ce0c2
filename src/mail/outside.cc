// Messages to people without an account: to which address and with which link stands sealed beside
// the queue, until the message has ended.

#include <fmt/format.h>

#include "mail/compose.h"
#include "mail/queue.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

std::string context_of(const AddressId& id, std::string_view what) {
  return fmt::format("mail outside {} {}", id.text, what);
}

}  // namespace

Result<std::optional<Outside>> outside(Office& office, Transaction& transaction,
                                       const AddressId& id) {
  const auto row = TRY(transaction.one(
      "select address, page, language from mail_outside where organisation_id = ? and id = ?",
      {transaction.organisation().text, id.text}));
  if (!row) return std::optional<Outside>();
  const auto opened = [&](std::size_t at, std::string_view what) {
    return office.vault.open(vault::Purpose::mail, context_of(id, what),
                             store::blob_in((*row)[at]));
  };
  Outside found;
  found.address.id = id;
  found.address.address = TRY(opened(0, "address")).reveal();
  found.page = TRY(opened(1, "page")).reveal();
  found.address.language = language_of(store::text_in((*row)[2])).value();
  return std::optional(std::move(found));
}

Result<Address> add_outside(Office& office, Transaction& transaction, const OutsideWish& wish) {
  Address address;
  address.id = new_id<AddressId>(office.clock);
  address.address = TRY(read_address(wish.address));
  address.language = wish.language;
  const auto sealed = [&](std::string_view what, const std::string& plain) {
    return sql::Blob{office.vault.seal(vault::Purpose::mail, context_of(address.id, what), plain)};
  };
  TRY(transaction.execute_exactly(
      1,
      "insert into mail_outside (organisation_id, id, address, page, language, made_at) "
      "values (?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, address.id.text, sealed("address", address.address),
       sealed("page", wish.page), std::string(code(wish.language)),
       store::of_instant(office.clock.now())}));
  return address;
}

Result<void> forget_outside(Transaction& transaction, const AddressId& id) {
  TRY(transaction.execute("delete from mail_outside where organisation_id = ? and id = ?",
                          {transaction.organisation().text, id.text}));
  return {};
}

Result<std::string> queue_outside(Office& office, Transaction& transaction,
                                  const OutsideWish& wish) {
  must(goes_outside(wish.kind));
  const std::optional<Settings> how = TRY(settings(transaction));
  if (!how || how->out.server.empty()) return fail(Errc::conflict, "mail.not_set_up");
  const Address address = TRY(add_outside(office, transaction, wish));
  Facts facts;
  facts.lines = {{"mail.request_until", 0, wish.until, ""}};
  const auto number =
      TRY(queue_to(office, transaction, address, how->out, wish.kind, facts, wish.once));
  if (!number) return fail(Errc::conflict, "store.changed_meanwhile");
  return *number;
}

Result<std::map<std::string, std::string>> states_of(Transaction& transaction,
                                                     const std::vector<std::string>& numbers) {
  std::map<std::string, std::string> found;
  std::vector<sql::Value> serials;
  for (const std::string& number : numbers)
    if (const std::int64_t serial = message_serial(number)) serials.emplace_back(serial);
  if (serials.empty()) return found;
  sql::Statement select("select serial, state from mail_message where organisation_id = ");
  select.value(transaction.organisation().text).text(" and serial in (").values(serials).text(")");
  for (const sql::Row& row : TRY(transaction.all(select)))
    found.emplace(message_number(store::integer_in(row[0])), store::text_in(row[1]));
  return found;
}

}  // namespace ombud::mail
