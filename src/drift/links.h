#pragma once
// A system of the record and a connected system are the same thing seen twice. Proposed by name,
// address and supplier, said by a person, one to one or one to many, and taken back.

#include <string>
#include <vector>

#include "connectors/connectors.h"
#include "drift/paper.h"

namespace ombud::drift {

struct Link {
  std::string record;  // Id of a system record.
  SystemId system;
  /// The record's own field names the connected system: taken back there, not here.
  bool in_record = false;

  auto operator<=>(const Link&) const = default;
};

/// Not yet said: why it may be the same, as the key of a sentence.
struct Likely {
  std::string record;
  SystemId system;
  std::string why;  // "drift.likely_name"
  int weight = 0;   // More is likelier.
};

struct Links {
  std::vector<Link> links;
  std::vector<Likely> likely;  // The likeliest first; of what nobody has said anything about.

  /// Ids of the records that are this system.
  std::set<std::string> records_of(const SystemId& system) const;
};

/// Errors of the store.
Result<Links> links(accounts::Office& office, const Paper& paper,
                    const std::vector<connectors::System>& systems);

/// `same` false: they are not, and it is not proposed again. Errc::not_found
/// "connectors.unknown_system", "records.unknown" {number}; Errc::conflict "drift.said_already".
Result<void> say_link(accounts::Office& office, const Paper& paper,
                      const std::string& record_number, const connectors::System& system, bool same,
                      const std::string& reason);
/// Errc::not_found "drift.no_link"; Errc::conflict "drift.link_in_record" {number}.
Result<void> take_back_link(accounts::Office& office, const Paper& paper,
                            const std::string& record_number, const connectors::System& system);

/// The country that a host's name says its machine stands in ("eu-north-1" of a cloud: "SE"); empty
/// where it says none.
std::string country_of_host(std::string_view host);

}  // namespace ombud::drift
