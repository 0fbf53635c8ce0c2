#pragma once
// The log: every use of personal data leaves an entry that says when, who, what kind of use, which
// person or which search criterion, and why (S228). Entries are appended inside the transaction of
// what they tell of, so that there is no data without its entry. A sequencer then orders them,
// hashes them into a Merkle tree and signs a checkpoint; from there on a change shows.
// Formats: docs/formats/evidence-log.md.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/vocabulary.h"
#include "evidence/checkpoint.h"
#include "evidence/merkle.h"
#include "store/store.h"
#include "vault/vault.h"

namespace ombud::evidence {

/// What is told. Only `event`, `use`, `object`, the time, the person's pseudonym and `commitments`
/// lie readable in the entry; account, criterion, reference and details are sealed under the key of
/// person × month.
struct Told {
  std::string event;  // "actions.intent": room and what happened.
  UseKind use = UseKind::view;
  // Empty only for what nobody signed in for: a denied sign-in, or an administering use with the
  // detail "system_user" or, of who answers by a link, "link".
  AccountId account;
  std::optional<PersonId> person;        // This, or
  std::optional<std::string> criterion;  // this, for a search or a list. Neither: administration.
  std::string reference;                 // Why: a request's number, a rule, a case.
  std::string object;                    // "A-0001", "system liva": never a person's data.
  std::vector<std::pair<std::string, std::string>> details;      // Sealed.
  std::vector<std::pair<std::string, std::string>> commitments;  // Readable: "plan" → hex hash.
};

struct Entry {
  EntryId id;
  std::optional<std::uint64_t> position;  // Nothing until it is sequenced.
  std::optional<std::int64_t> epoch;      // The same.
  Instant at;
  std::string event;
  UseKind use = UseKind::view;
  std::string object;
  std::string pseudonym;  // Empty where no person.
  std::vector<std::pair<std::string, std::string>> commitments;
  std::string bytes;  // As stored and hashed.

  /// The sealed part; nothing once its month's keys are gone.
  struct Sealed {
    AccountId account;
    std::string criterion;
    std::string reference;
    std::vector<std::pair<std::string, std::string>> details;
  };

  std::optional<Sealed> sealed;
};

/// An entry with all that shows its place in the log: goes into receipts (C2SP tlog-proof).
struct Proof {
  std::uint64_t index = 0;
  std::vector<Hash> hashes;
  std::string checkpoint;  // Signed note.
  std::string entry;       // The entry's bytes.
};

struct Verdict {
  bool sound = false;
  std::uint64_t entries = 0;
  std::string checkpoint;            // Last signed one.
  std::vector<Error> faults;         // Each what is wrong and where; empty when sound.
  std::optional<Day> last_anchored;  // Last checkpoint known to have left the house.
};

class Log {
 public:
  /// `last_signed_file`: size and root of the last signed checkpoint, fsynced beside the store but
  /// not in it, so that a store restored from a backup is noticed.
  Log(store::Database& store, vault::Vault& vault, const Clock& clock, OrganisationId organisation,
      std::string organisation_name, std::string last_signed_file);
  Log(Log&&) noexcept;
  ~Log();

  /// In the caller's transaction. Errc::invalid "evidence.incomplete" {fact} where `told` lacks one
  /// of the facts that the log must hold: the event; the account (not for sign_in and denied); the
  /// reference and a person or criterion (not for sign_in, denied and administer). Errc::invalid
  /// "evidence.entry_too_long" {bytes, most}, "evidence.bad_fact" {fact}; errors of the vault
  /// ("vault.key_shredded" where the person's key is gone: tell of an erasure before shredding).
  Result<EntryId> append(store::Transaction& transaction, const Told& told);
  /// All of them, in their order, at less cost than one by one.
  Result<void> append(store::Transaction& transaction, std::span<const Told* const> told);
  /// The same in a transaction of its own, committed: for intents and denials.
  Result<EntryId> append_now(const Told& told);

  // None of the following may be called while this process has a write transaction of the store
  // open.

  /// Orders what waits, signs a checkpoint and returns it (signed note). Never signs one that is
  /// inconsistent with the last signed: Errc::conflict "evidence.rolled_back" {signed, found}: the
  /// store is older than the log's last checkpoint; "evidence.last_signed_missing" and
  /// "evidence.last_signed_damaged": the file beside the store is. `begin_epoch` is the way on.
  /// Errc::conflict "evidence.store_changed": the stored hashes are not what was signed.
  Result<std::string> sequence();
  /// A new origin whose first entry names the old last checkpoint. Errc::invalid
  /// "evidence.incomplete" {fact} where account or reason are missing.
  Result<void> begin_epoch(const AccountId& account, const std::string& reason);
  /// The same in a store that was just restored: the old epoch is not grown by another entry, since
  /// the store that was copied may have signed on. `told` is the first entry of the new epoch, its
  /// event and commitments put in here.
  Result<void> begin_epoch_after_restore(Told told);
  /// A new signing key: the old one names it in the last entry of its epoch ("evidence.next_key",
  /// commitment "next_key"), and a new epoch begins under it. Receipts and checkpoints of before
  /// stay valid under their own keys. Cut off anywhere it goes on when it is called again.
  /// Errors of sequence() and of the vault; Errc::invalid "evidence.incomplete" {fact}.
  Result<void> change_key(const AccountId& account, const std::string& reason);

  /// Sequences where needed. Errc::not_found "evidence.no_entry"; errors of sequence().
  Result<Proof> prove(const EntryId& entry);

  struct Filter {
    std::optional<PersonId> person;
    std::optional<std::string> object;
    std::optional<std::string> event;
    std::optional<Instant> from, until;
    /// Of entries at the moment `until` too, those before this one: where the page before ended.
    std::optional<EntryId> before;
    std::size_t limit = 100;
    bool open = true;  // Whether the sealed parts are opened.
  };

  /// Newest first.
  Result<std::vector<Entry>> list(const Filter& filter);

  /// One entry, opened. Errc::not_found "evidence.no_entry".
  Result<Entry> entry(const EntryId& id);
  /// How many were told from `begin` up to, not including, `end`.
  Result<std::int64_t> count(Instant begin, Instant end);
  /// Of those the one at a place, the first being 0; opened. Errc::not_found "evidence.no_entry".
  Result<Entry> at(Instant begin, Instant end, std::uint64_t place);

  /// Reads every entry of every epoch, hashes all again, compares with the stored tree, every
  /// checkpoint and the file beside the store. What is wrong is in the verdict, no error.
  Result<Verdict> verify(
      const std::function<void(std::uint64_t done, std::uint64_t all)>& progress);

  /// Writes checkpoint, tiles and entries as C2SP tlog-tiles into a new folder, of the last epoch
  /// or of the one named; the checkpoint counts as having left the house. Errc::conflict
  /// "evidence.folder_exists" {folder}; Errc::not_found "evidence.no_epoch" {epoch};
  /// Errc::exhausted "evidence.disk_full" {file}; Errc::unavailable "evidence.can_not_write"
  /// {file}; errors of sequence().
  Result<void> write_to(const std::string& folder, std::optional<std::int64_t> epoch = {});

  /// In the caller's transaction: a signed note of ours has left the house, as write_to() notes its
  /// own. Nothing where it is none that this log has signed: a former one of its size, say.
  /// Errc::invalid "evidence.bad_checkpoint".
  Result<void> left_house(store::Transaction& transaction, std::string_view note);

  /// The key to hand out; begins the log where it has no epoch yet.
  Result<VerifierKey> verifier_key();
  /// Of all epochs, the last one first: a receipt stays under the key of its own.
  Result<std::vector<VerifierKey>> verifier_keys();

  /// Ends the log's own retention for the months before `month`: their keys are destroyed, nobody
  /// can read account, criterion, reference and details any more; entries, tree and proofs stay.
  /// How many keys. Errc::invalid "evidence.bad_month" {month, months} where it is later than
  /// first_kept_month().
  Result<std::int64_t> shred_before(const std::string& month, const AccountId& account);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// How long the sealed parts can be read. Two years: a search of somebody's data is found out at
/// the yearly review or when the person asks, both within the second year; longer is a record of
/// the staff.
inline constexpr int kept_months = 24;
/// "2024-11": the first month that is still kept at `now`.
std::string first_kept_month(Instant now);

/// Checks a folder of write_to() without any store. `trusted`: an earlier signed checkpoint that
/// this log must continue; older copies and forks are refused. What is wrong is in the verdict,
/// with the keys of docs/formats/README.md. `threads`: how many hash side by side; 0: one a core.
/// Errc::not_found "evidence.no_folder" {folder}.
Result<Verdict> verify_folder(const std::string& folder, const VerifierKey& key,
                              const std::optional<std::string>& trusted, unsigned threads = 0);

/// True where the entry is in the log of the key: proof, checkpoint and signature hold.
/// Errors of read_signed; Errc::invalid "evidence.proof_does_not_hold".
Result<void> check(const Proof& proof, const VerifierKey& key);
/// C2SP tlog-proof text, the entry as extra data; and back. Errc::invalid "evidence.bad_proof".
std::string write_proof(const Proof& proof);
Result<Proof> read_proof(std::string_view text);

std::span<const store::Migration> migrations();

}  // namespace ombud::evidence
