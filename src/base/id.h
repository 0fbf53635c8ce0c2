#pragma once
// Ids are types, so that a system's id can't be handed over as a person's.
// Written as UUIDs in lower case; a default-made Id is empty and names nothing.

#include <compare>
#include <functional>
#include <string>
#include <utility>

#include "base/clock.h"

namespace ombud {

template <class Tag>
struct Id {
  std::string text;
  auto operator<=>(const Id&) const = default;

  bool empty() const { return text.empty(); }
};

using OrganisationId = Id<struct OrganisationTag>;
using AccountId = Id<struct AccountTag>;
using SystemId = Id<struct SystemTag>;
using PersonId = Id<struct PersonTag>;  // Random: says nothing of when or who.
using ActionId = Id<struct ActionTag>;
using HoldId = Id<struct HoldTag>;
using EntryId = Id<struct EntryTag>;
using MapId = Id<struct MapTag>;

/// UUID version 7 (RFC 9562): ordered by time.
std::string uuid_by_time(Instant at);
/// UUID version 4: 122 random bits, from the system's generator.
std::string uuid_random();
bool is_uuid(std::string_view text);

template <class I>
I new_id(const Clock& clock) {
  return I{uuid_by_time(clock.now())};
}

}  // namespace ombud

template <class Tag>
struct std::hash<ombud::Id<Tag>> {
  std::size_t operator()(const ombud::Id<Tag>& id) const {
    return std::hash<std::string>{}(id.text);
  }
};
