#pragma once
// Passwords, keys and tokens in running text.

#include "detectors/finders.h"

namespace ombud::detectors {

/// The value after a label that ends at `label_end`: "lösenord: …", "api_key = …".
void find_labelled(Search& search, Kind kind, std::size_t label_end);
/// A key of a well-known form that begins at `start`: "ghp_…", "-----BEGIN … PRIVATE KEY-----".
void find_key_at(Search& search, std::size_t start);
/// A password's hash as crypt(3) writes it; `digit` follows its first '$': "$2b$12$…", "$6$…".
void find_crypt_hash_at(Search& search, std::size_t digit);
/// "https://user:password@host": the place of the '@'. True where it is one.
bool find_password_in_address(Search& search, std::size_t at);

}  // namespace ombud::detectors
