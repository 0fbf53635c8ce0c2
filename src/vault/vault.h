#pragma once
// Keys. A key file (0600, made once, never overwritten) holds the root key of one organisation;
// under it lie, wrapped and in a file of their own, the organisation's key, a key per person, a key
// per person and month of the log, and the key that signs the log. A shredded key is gone with all
// that was sealed under it. libsodium does the cryptography: XChaCha20-Poly1305, BLAKE2b as keyed
// hash and key derivation, Ed25519.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"

namespace ombud::vault {

/// What a sealed value or an index is for. Sealed for one purpose, it opens for no other.
enum class Purpose : std::uint8_t {
  system_password,
  subject_identifier,
  plan,
  ledger,
  log,
  extract,
  recheck,  // Identifiers kept sealed until an erasure has been verified again.
  account,
  mail,  // Addresses that mail goes to, and messages that came in.
  attachment,
};

class Vault {
 public:
  /// Makes key file and key store. Errc::conflict "vault.key_exists" {file}: a key file is never
  /// overwritten. Errc::exhausted "vault.disk_full".
  static Result<Vault> create(const std::string& key_file, const std::string& key_store,
                              const OrganisationId& organisation, const Clock& clock);
  /// Errc::not_found "vault.key_missing" {file}; Errc::forbidden "vault.key_open_to_others" {file}
  /// (anybody but the owner may read it); Errc::conflict "vault.key_of_another_organisation"
  /// {file}; Errc::invalid "vault.key_damaged" {file}, "vault.store_damaged" {file}. Later calls:
  /// Errc::conflict "vault.rotated_meanwhile" where another process has rotated the keys.
  static Result<Vault> open(const std::string& key_file, const std::string& key_store,
                            const OrganisationId& organisation);
  Vault(Vault&&) noexcept;
  Vault& operator=(Vault&&) noexcept;
  ~Vault();

  /// Sealed under the organisation's key. `context` is bound in (a row's id, a field's name): the
  /// sealed value opens only with the same one.
  std::string seal(Purpose purpose, std::string_view context, std::string_view plain) const;
  /// Errc::invalid "vault.can_not_open": other key, purpose or context, or a changed byte.
  Result<Secret> open(Purpose purpose, std::string_view context, std::string_view sealed) const;

  /// Sealed under the person's own key, which is made at the first use.
  Result<std::string> seal_for(const PersonId& person, Purpose purpose, std::string_view context,
                               std::string_view plain);
  /// Errc::not_found "vault.key_shredded" where the person's key is gone.
  Result<Secret> open_for(const PersonId& person, Purpose purpose, std::string_view context,
                          std::string_view sealed);
  /// Under a key of person × month ("2026-11") of the log; no person: one key a month.
  Result<std::string> seal_for_month(const std::optional<PersonId>& person, std::string_view month,
                                     std::string_view context, std::string_view plain);
  Result<Secret> open_for_month(const std::optional<PersonId>& person, std::string_view month,
                                std::string_view context, std::string_view sealed);

  /// The person as the log names him: a keyed hash under the person's own secret, 32 hex digits.
  Result<std::string> pseudonym(const PersonId& person);

  /// Destroys the person's key: what was sealed for him can't be opened any more, his pseudonym
  /// not be made again. The month keys of the log stay until their own date. Errc::unavailable
  /// "sql.locked": another process reads so long that its bytes still lie in the store's log; done
  /// again, they go.
  Result<void> shred(const PersonId& person);
  /// How many log keys there are of months before `month`.
  Result<std::int64_t> count_months_before(std::string_view month);
  /// Destroys all log keys of months before `month`; how many. Errors of shred().
  Result<std::int64_t> shred_months_before(std::string_view month);

  /// Keyed hash for looking up what must not lie readable: equal inputs of one purpose and kind
  /// have equal indexes in this organisation, and nobody without the key can try guesses. 32 bytes.
  std::string blind_index(Purpose purpose, std::string_view kind, std::string_view normal) const;
  /// 32 bytes derived from the organisation's key for a purpose and context: surrogates, row
  /// hashes.
  std::string derive(Purpose purpose, std::string_view context) const;

  /// Ed25519 with the organisation's log key.
  std::string sign(std::string_view message) const;  // 64 bytes
  std::string signing_public_key() const;            // 32 bytes

  /// Every key that signs or has signed: the present one, one that is prepared, former ones.
  Result<std::vector<std::string>> public_keys();
  /// With the present or the prepared key, by its public key. Errc::not_found
  /// "vault.no_signing_key": a former one signs no more.
  Result<std::string> sign_as(std::string_view public_key, std::string_view message);
  /// Makes the next signing key, or gives the one that is prepared: its public key.
  Result<std::string> prepare_signing_key();
  /// The prepared key takes the present one's place, of which the public key stays. Nothing to do
  /// where none is prepared.
  Result<void> adopt_signing_key();

  /// What a rotation has done.
  struct Rotated {
    std::int64_t rewrapped = 0;   // Keys that lie under the new one now.
    std::string former_key_file;  // Where the former key file went: backups made before need it.
  };

  /// A new root key and a new organisation's key; every key below is wrapped anew. Former keys of
  /// the organisation only open what was sealed under them; blind indexes and derived values stay.
  /// A rotation that was cut off is undone or finished by the next open(). Errors of open() and of
  /// write_key_file; Errc::conflict "vault.key_exists".
  static Result<Rotated> rotate(const std::string& key_file, const std::string& key_store,
                                const OrganisationId& organisation, const Clock& clock);
  /// How many former keys of the organisation still open what was sealed under them.
  std::size_t former_keys() const;

 private:
  struct State;
  explicit Vault(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Argon2id, 46 MiB, one pass: "$argon2id$…". Two at a time in one process.
std::string hash_password(const Secret& password);
/// Takes as long for an account that does not exist: give `hash` empty then, and it answers false.
bool password_matches(std::string_view hash, const Secret& password);
/// False where the hash was made with other parameters than are used today.
bool password_hash_is_current(const std::string& hash);

std::string sha256(std::string_view bytes);  // 32 bytes
/// Ed25519 as RFC 8032; false for a malformed key or signature too.
bool signature_matches(std::string_view message, std::string_view signature,
                       std::string_view public_key);
std::string random_bytes(std::size_t size);

}  // namespace ombud::vault
