#pragma once
// A proposal for a system whose map a person has confirmed: what they decided stays, and only what
// has come, gone or changed since then is proposed.

#include "datamap/datamap.h"

namespace ombud::discovery {

/// What a change of the system means for the map, as "discovery.means_*".
struct Consequence {
  datamap::Change change;
  Error means;
};

struct Renewal {
  datamap::Map map;  // The confirmed one, with what has changed.
  std::vector<Consequence> consequences;
};

/// `proposed` is the proposal made anew for the system as it is now, without the confirmed map.
Renewal renew(const datamap::Changed& changed, const datamap::Map& proposed,
              const sql::Catalogue& catalogue);

}  // namespace ombud::discovery
