#pragma once
// What whoever has a link sees and says. No session, no permission: nothing here asks the record
// engine for a record.

#include <optional>
#include <string>
#include <vector>

#include "guests/form.h"
#include "guests/request.h"

namespace ombud::guests {

/// The open request behind a link. What is unknown, over, answered and withdrawn has one answer,
/// found by one look at the hash: Errc::not_found "guests.link_ends".
Result<Request> open_link(accounts::Office& office, const std::string& link);

struct Said {
  std::string name;
  bool confirmed = false;
  std::string remark;
  std::string fields;  // JSON; of a confirmation none.
};

/// Keeps the answer; the link opens nothing after it. Faults: nothing was kept. Errors of
/// open_link(); Errc::invalid "guests.no_name", "guests.note_long" {most}.
Result<std::vector<records::Fault>> answer(accounts::Office& office, const records::Kinds& kinds,
                                           const std::string& link, const Said& said);

}  // namespace ombud::guests
