#pragma once
// Where two packs say different things of what they share: what stands there was written by the
// one, and the other would write over it. Nobody but the organisation knows which holds.

#include <map>
#include <string>
#include <vector>

#include "packs/apply.h"

namespace ombud::packs {

/// The packs that were taken over before, without `pack`, each with what was answered then. One
/// whose answers fit no more is left out. Errors of answered().
Result<std::vector<Other>> others_taken(accounts::Office& office, const std::vector<Pack>& packs,
                                        const Pack& pack);

/// "controller.us.acts_as"
std::string path_of(const Entry& entry, std::string_view field);

/// What another pack says of an entry that both share.
struct SaidBy {
  const Pack* pack = nullptr;
  records::Row written;  // As it was taken over.
  records::Row spoken;   // In the language of whoever takes over now: a translation is no clash.
};

/// Settles what was chosen in a line of which fields change, and notes what still clashes.
/// `before` is the record as it lies there; `said` what the other packs say of the same entry.
void settle(Line& line, const records::Row& before, const std::vector<SaidBy>& said,
            const Choices& choices);

}  // namespace ombud::packs
