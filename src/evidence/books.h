#pragma once
// What the parts of the log work with, and the file beside the store.
//
// The file holds the last signed checkpoint that may have been handed out. Order of a sequencing:
// the store's commit, then the file, then the answer; under a lock, so that the file never goes
// back. A crash after the commit leaves the file behind the store, which the next run sees and
// mends: the checkpoint in between was given to nobody. A store behind its file was restored from a
// backup, or cut: then nothing is signed until somebody begins a new epoch.

#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "evidence/checkpoint.h"
#include "evidence/files.h"
#include "evidence/rows.h"
#include "store/store.h"
#include "vault/vault.h"

namespace ombud::evidence {

struct Books {
  store::Database& store;
  vault::Vault& vault;
  const Clock& clock;
  OrganisationId organisation;
  std::string organisation_name;
  std::string last_signed_file;

  /// The key that a log of this name begins with now.
  VerifierKey present_key(const std::string& origin) const {
    return {origin, vault.signing_public_key()};
  }

  /// Ours that has signed the note: the signing key may have been changed since. Where none has,
  /// the present one, under which the note is then refused.
  Result<VerifierKey> key_of(const std::string& origin, const std::string& note) const;

  /// Errc::internal "evidence.in_frame" within a frame: what is signed must last first.
  Result<FileLock> lock() const {
    if (store.is_framed()) return fail(Errc::internal, "evidence.in_frame");
    return FileLock::take(last_signed_file + ".lock");
  }
};

/// A name that no log ever had: "ombud/exempelforbundet/1-7c3d9e20a1b4".
std::string new_origin(const std::string& organisation_name, std::int64_t epoch);

/// Of the file; nothing where it is missing. Errc::conflict "evidence.last_signed_damaged".
Result<std::optional<Checkpoint>> last_signed(const Books& books);
/// Errors of replace_file.
Result<void> write_last_signed(const Books& books, const std::string& note);

/// Reads subtrees of an epoch from the store.
Subtree subtree_of(store::Transaction& transaction, std::int64_t epoch);
/// The root when the epoch had `size` entries. Errc::conflict "evidence.store_changed" where tiles
/// are missing.
Result<Hash> root_at(store::Transaction& transaction, std::int64_t epoch, std::uint64_t size);

/// Whether the store holds all that `last` says. Errors of the store and of root_at.
Result<bool> continues(store::Transaction& transaction, const Checkpoint& last);

/// The way of a sealed, stored entry: checks, seals, writes. Errors of Log::append.
Result<rows::EntryRow> write_down(Books& books, store::Transaction& transaction, const Told& told);
/// All of them, in the order in which they were told.
Result<void> write_down_all(Books& books, store::Transaction& transaction,
                            std::span<const Told* const> told);

/// One epoch growing in one transaction.
class Growth {
 public:
  /// Errc::conflict "evidence.store_changed" where the stored hashes don't give what was signed.
  static Result<Growth> of(Books& books, store::Transaction& transaction, rows::Epoch epoch);
  /// The next entry, which has its place already.
  Result<void> add(const Entry& entry);
  /// Stores the open tiles and a signed checkpoint; gives its note.
  Result<std::string> sign();

 private:
  struct Tree {
    Frontier frontier;
    Tiler tiler;
  };

  Growth(Books& books, store::Transaction& transaction, rows::Epoch epoch, VerifierKey key,
         Tree tree);
  Books& books_;
  store::Transaction& transaction_;
  rows::Epoch epoch_;
  VerifierKey key_;  // That this epoch is signed with.
  Frontier frontier_;
  Tiler tiler_;
};

}  // namespace ombud::evidence
