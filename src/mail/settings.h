#pragma once
// How mail goes out and comes in, and to whom. Passwords and addresses lie sealed.

#include <optional>
#include <string>
#include <vector>

#include "mail/mail.h"

namespace ombud::mail {

struct Outgoing {
  std::string server;        // "smtp://mail.example.org:587", "smtps://…:465".
  std::string from_address;  // A mailbox of the organisation; refusals come back to it.
  std::string sign_in;       // Empty: without.
  bool has_password = false;
  std::string ca_file;  // PEM; empty: whom the machine trusts.
  std::string pages;    // "https://ombud.example.org": what links begin with.
  std::int64_t remind_days = 3;
  std::int64_t escalate_days = 7;
};

struct Inbox {
  std::string place;  // "imaps://mail.example.org/INBOX", or "folder:/var/spool/…".
  std::string sign_in;
  bool has_password = false;
  std::string ca_file;
  bool removes = false;   // What was taken in is removed from the mailbox. A folder's always is.
  std::string validity;   // IMAP's UIDVALIDITY of …
  std::int64_t last = 0;  // … the last message that was taken in.
};

struct Settings {
  Outgoing out;
  Inbox in;
};

/// Nothing where mail was never set up.
Result<std::optional<Settings>> settings(store::Transaction& transaction);
Result<std::optional<Settings>> settings(accounts::Office& office);

/// What was not given (an empty password) stays as it is where the sign-in name is the same.
/// Errc::invalid "mail.bad_server" , "mail.bad_pages", "mail.bad_days", "mail.bad_address",
/// "mail.no_ca_file" {file}, "mail.password_lacks".
Result<void> set_outgoing(accounts::Office& office, Outgoing out, const Secret& password);
/// Errc::invalid "mail.bad_inbox", "mail.no_ca_file" {file}, "mail.password_lacks".
Result<void> set_inbox(accounts::Office& office, Inbox in, const Secret& password);
Result<void> set_last(store::Transaction& transaction, const std::string& validity,
                      std::int64_t last);

Result<Secret> outgoing_password(accounts::Office& office);
Result<Secret> inbox_password(accounts::Office& office);

/// Whether the server is this machine: then it may do without TLS.
bool is_loopback(std::string_view server);
/// "mail.example.org:587", as errors name it.
std::string host_of(std::string_view server);

struct Address {
  AddressId id;
  std::optional<AccountId> account;  // None: it gets the checkpoints.
  std::string address;
  Language language = Language::en;
  Instant set_at;
  std::optional<Instant> refused_at;
  std::string refused_code;
};

/// Checkpoints' first, then by account.
Result<std::vector<Address>> addresses(accounts::Office& office);
Result<std::optional<Address>> address_of(accounts::Office& office, store::Transaction& transaction,
                                          const AddressId& id);
Result<std::optional<Address>> address_of(accounts::Office& office, store::Transaction& transaction,
                                          const AccountId& account);
/// Sets an account's; what refused mail before is forgotten. `invites`: it is told there that it
/// has an account, in the same transaction. Errc::invalid "mail.bad_address"; errors of queue().
Result<void> set_address(accounts::Office& office, const AccountId& account, std::string_view text,
                         Language language, bool invites = false);
/// Those who get the log's checkpoints from now on. Errc::invalid "mail.bad_address",
/// "mail.too_many_addresses" {most}, "mail.address_twice".
Result<void> set_anchors(accounts::Office& office, const std::vector<std::string>& texts,
                         Language language);
/// Errc::not_found "mail.no_address" {name}.
Result<void> remove_address(accounts::Office& office, const AccountId& account,
                            const std::string& name);
/// A mail server takes nothing for it.
Result<void> note_refusal(store::Transaction& transaction, const AddressId& id,
                          const std::string& code, Instant at);

/// Somebody without an account, and the page that is his.
struct Outside {
  Address address;
  std::string page;
};

Result<std::optional<Outside>> outside(accounts::Office& office, store::Transaction& transaction,
                                       const AddressId& id);
Result<Address> add_outside(accounts::Office& office, store::Transaction& transaction,
                            const OutsideWish& wish);
/// Neither address nor page is kept longer than they are needed.
Result<void> forget_outside(store::Transaction& transaction, const AddressId& id);

/// An entry of what somebody changed here.
evidence::Told told(const accounts::Office& office, std::string event, std::string object);

}  // namespace ombud::mail
