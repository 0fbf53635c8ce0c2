#pragma once
// The organisation's keys in people's hands: rotated, put on paper, read back from it.
//
// Law: GDPR art. 32(1)(a) and (c): encryption, and being able to restore what it protects.

#include <vector>

#include "accounts/accounts.h"
#include "cli/cli.h"

namespace ombud::keys {

/// key rotate, escrow, recover.
std::vector<cli::Command> commands(accounts::Entrance& entrance);

}  // namespace ombud::keys
