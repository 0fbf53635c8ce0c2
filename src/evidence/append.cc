// From what is told to a stored entry: what the log must know is asked for, what nobody but the
// office may read is sealed.
#include <algorithm>

#include "evidence/books.h"
#include "evidence/entry.h"

namespace ombud::evidence {

namespace {

Failure incomplete(std::string fact) {
  return fail(Errc::invalid, "evidence.incomplete", {{"fact", std::move(fact)}});
}

// Uses in which no personal data of anybody is touched: no person and no reason belong to them.
bool is_housekeeping(UseKind use) {
  return use == UseKind::sign_in || use == UseKind::denied || use == UseKind::administer;
}

// What keeps Ombud itself alive (a restore, a migration) may have to be done where nobody can sign
// in; then the operating system's user stands in the entry. Who answers by a link has no account;
// then the request stands there by which he was asked.
bool is_without_account(const Told& told) {
  return told.use == UseKind::administer &&
         std::any_of(told.details.begin(), told.details.end(), [](const auto& detail) {
           return (detail.first == "system_user" || detail.first == "link") &&
                  !detail.second.empty();
         });
}

Result<void> check(const Told& told) {
  if (told.event.empty()) return incomplete("event");
  if (told.account.empty() && told.use != UseKind::sign_in && told.use != UseKind::denied &&
      !is_without_account(told))
    return incomplete("account");
  if (is_housekeeping(told.use)) return {};
  if (told.reference.empty()) return incomplete("reference");
  if (!told.person && told.criterion.value_or("").empty()) return incomplete("person or criterion");
  return {};
}

// Entries of one moment keep the order in which they were told, whichever process told them: each
// is a microsecond after the one before. A clock that was set back is followed, but not while
// entries wait for their places: these are given by time, and an outcome would come before its
// intent.
Result<Instant> moment_after_all(store::Transaction& transaction, Instant now) {
  const Instant last = TRY(rows::last_told(transaction)).value_or(Instant::min());
  if (now > last) return now;
  if (last - now < std::chrono::seconds(1)) return last + std::chrono::microseconds(1);
  const Instant waits = TRY(rows::last_waiting(transaction)).value_or(Instant::min());
  return std::max(now, waits + std::chrono::microseconds(1));
}

// As it is stored, but not stored yet.
Result<rows::EntryRow> sealed_row(Books& books, const Told& told, Instant at) {
  TRY(check(told));
  StoredEntry stored;
  Entry& entry = stored.entry;
  entry.at = at;
  entry.id = EntryId{uuid_by_time(entry.at)};
  entry.event = told.event;
  entry.use = told.use;
  entry.object = told.object;
  entry.commitments = told.commitments;
  if (told.person) entry.pseudonym = TRY(books.vault.pseudonym(*told.person));
  stored.month = month_of(entry.at);

  const std::string plain =
      TRY(write_sealed({told.account, told.criterion.value_or(""), told.reference, told.details}));
  stored.sealed = TRY(books.vault.seal_for_month(told.person, stored.month, entry.id.text, plain));
  entry.bytes = TRY(write_entry(stored));

  rows::EntryRow row{entry, stored.month, std::nullopt, std::nullopt};
  // The person's own key opens the entry, but only who knows the person can ask for it: a list over
  // all finds him through the month's common key, which goes at the same time.
  if (told.person)
    row.person_sealed = TRY(books.vault.seal_for_month(
        std::nullopt, stored.month, entry.id.text + " person", told.person->text));
  return row;
}

}  // namespace

Result<rows::EntryRow> write_down(Books& books, store::Transaction& transaction, const Told& told) {
  const Instant at = TRY(moment_after_all(transaction, books.clock.now()));
  rows::EntryRow row = TRY(sealed_row(books, told, at));
  TRY(rows::add_entries(transaction, {&row, 1}));
  return row;
}

Result<void> write_down_all(Books& books, store::Transaction& transaction,
                            std::span<const Told* const> told) {
  if (told.empty()) return {};
  std::vector<rows::EntryRow> all;
  Instant at = TRY(moment_after_all(transaction, books.clock.now()));
  for (const Told* one : told) {
    all.push_back(TRY(sealed_row(books, *one, at)));
    at = std::max(books.clock.now(), at + std::chrono::microseconds(1));
  }
  return rows::add_entries(transaction, all);
}

}  // namespace ombud::evidence
