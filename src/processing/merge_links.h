#pragma once
// Who leads to activities that become one: what an instruction or an assurance says of them, it
// then says of the one that they became.

#include <span>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

/// A record that leads to some of them.
struct Leading {
  records::Record record;
  bool follows = false;  // Otherwise it stays: it is over, or whoever asks may not edit it.
};

/// By kind and number, without those among `activities` and what is put away. Errors of
/// records::linked and records::find_several.
Result<std::vector<Leading>> leading_to(accounts::Office& office, const records::Kinds& kinds,
                                        std::span<const records::Record> activities);

/// With links to `to` instead of to any of `activities`, each once.
records::Row redirected(const records::Kind& kind, const records::Row& row,
                        std::span<const records::Record> activities, const records::RecordId& to);

}  // namespace ombud::processing
