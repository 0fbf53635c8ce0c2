#pragma once
// A file sealed under a key file's key: backups. A random key of its own seals the content in
// chunks (XChaCha20-Poly1305 as libsodium's secretstream, which notices a chunk that was changed,
// moved, repeated or cut off); the root key seals that key. What the first lines say is
// authenticated too. Format: docs/formats/backup.md.

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "vault/key_file.h"

namespace ombud::vault {

/// What anybody can read of a sealed file.
struct SealedHead {
  std::string kind;  // "backup", "keys": what is in it.
  OrganisationId organisation;
  Instant made_at;
  std::string key;  // key_mark() of the key file that opens it.
};

class SealedWriter {
 public:
  /// Makes the file, which must not exist, 0600. Errors of write_key_file.
  static Result<SealedWriter> create(const std::string& file, const std::string& kind,
                                     const KeyFile& key, Instant made_at);
  SealedWriter(SealedWriter&&) noexcept;
  ~SealedWriter();

  Result<void> write(std::string_view bytes);
  /// The end, and everything on the disk. What was not finished opens as damaged.
  Result<void> finish();

 private:
  struct State;
  explicit SealedWriter(std::unique_ptr<State> state);
  Result<void> chunk(std::string_view plain, bool last);
  std::unique_ptr<State> state_;
};

/// Errc::not_found "vault.no_sealed_file", Errc::forbidden "vault.sealed_file_not_readable",
/// Errc::invalid "vault.not_a_sealed_file"; each with {file}.
Result<SealedHead> read_sealed_head(const std::string& file);

class SealedReader {
 public:
  /// Errors of read_sealed_head; Errc::forbidden "vault.other_key" {file, needed, given};
  /// Errc::invalid "vault.sealed_file_damaged" {file}.
  static Result<SealedReader> open(const std::string& file, const KeyFile& key);
  SealedReader(SealedReader&&) noexcept;
  ~SealedReader();

  const SealedHead& head() const;
  /// Exactly so many bytes. Errc::invalid "vault.sealed_file_damaged" {file} where a byte was
  /// changed or the file ends too early.
  Result<std::string> read(std::size_t size);
  /// True once everything was read and nothing follows. Errors of read().
  Result<bool> at_end();
  std::uint64_t bytes_done() const;  // Of the file.
  std::uint64_t bytes_all() const;

 private:
  struct State;
  explicit SealedReader(std::unique_ptr<State> state);
  Result<void> next_chunk();
  std::unique_ptr<State> state_;
};

}  // namespace ombud::vault
