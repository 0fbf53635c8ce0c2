#pragma once
// The month's common key, as it was opened last: every entry of the log is sealed with it. It holds
// as long as nobody has changed the key store, which is asked each time.

#include <string>

#include "vault/crypto.h"
#include "vault/key_store.h"

namespace ombud::vault {

struct MonthKey {
  std::string month;
  KeyStore::Version version;  // Of the store, from before the key was looked for.
  Key key;

  bool is_of(const std::string& other, const KeyStore::Version& now) const {
    return month == other && version == now;
  }
};

}  // namespace ombud::vault
