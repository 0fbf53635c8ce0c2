#pragma once
// Ready content for kinds of organisation: packs/NAME/*.yaml, compiled in. Somebody answers some
// questions and has a record of processing activities with everything that belongs to it, as one
// change that can be undone; what he changes in it stays his.

#include <functional>
#include <span>
#include <vector>

#include "packs/pack.h"
#include "records/records.h"

namespace ombud::packs {

/// All packs, read when they are first asked for: most commands ask for none.
using PacksOf = std::function<Result<const std::vector<Pack>*>()>;

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds,
                                   PacksOf packs);
std::vector<accounts::Route> routes(records::KindsOf kinds, PacksOf packs);
std::span<const store::Migration> migrations();

}  // namespace ombud::packs
