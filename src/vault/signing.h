#pragma once
// Ed25519 from a seed of 32 bytes.

#include <string>
#include <string_view>

#include "vault/crypto.h"

namespace ombud::vault {

std::string public_of(const Key& seed);                              // 32 bytes
std::string signed_with(const Key& seed, std::string_view message);  // 64 bytes

}  // namespace ombud::vault
