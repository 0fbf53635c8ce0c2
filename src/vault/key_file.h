#pragma once
// The key file: a few lines of text with the root key of one organisation. Made once, for the
// owner's eyes only, and never overwritten. Who loses it loses all that was sealed.

#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "vault/crypto.h"
#include "vault/files.h"

namespace ombud::vault {

struct KeyFile {
  OrganisationId organisation;
  Instant made_at;
  Key root;
};

/// Written and flushed to the disk, its folder too. Errc::conflict "vault.key_exists" {file};
/// Errc::exhausted "vault.disk_full" {file}; Errc::not_found "vault.no_folder" {file};
/// Errc::forbidden "vault.not_writable" {file}; Errc::unavailable "vault.can_not_write" {file}.
/// After an error there is no new file.
Result<void> write_key_file(const std::string& file, const KeyFile& key);

/// Errc::not_found "vault.key_missing"; Errc::forbidden "vault.key_open_to_others",
/// "vault.key_not_readable"; Errc::invalid "vault.key_damaged"; each with {file}.
Result<KeyFile> read_key_file(const std::string& file);

/// Where a rotation puts the key file that it replaces: "ombud.key.former-0b52a64d".
std::string former_key_file(const std::string& file, const std::string& mark);
/// FILE.new takes the place of FILE, whose key is `old` and goes to former_key_file(); may be done
/// again where it was cut off. Errors of write_key_file.
Result<void> put_in_place_of(const std::string& file, const KeyFile& old);
/// The key file, or the former one beside it where that has the mark. Errors of read_key_file.
Result<KeyFile> read_key_file_of(const std::string& file, const std::string& mark);

/// Says which key it is and nothing about it: eight hex digits.
std::string key_mark(const Key& root);

}  // namespace ombud::vault
