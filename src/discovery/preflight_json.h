#pragma once
// A preflight from beginning to end, and as JSON: of the command and of the route.

#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "discovery/preflight.h"

namespace ombud::discovery {

struct Preflight {
  datamap::Map map;  // The confirmed one, or the newest proposal where none is confirmed.
  std::vector<TablePreflight> tables;
};

/// Told to the log before the system is asked. Errors of datamap::latest, connectors::open and of
/// the connection.
Result<Preflight> preflight_of(accounts::Office& office, const connectors::System& system);

struct Counts {
  std::map<Grade, std::size_t> fields;
  std::size_t tables = 0;
};

Counts counts_of(const std::vector<TablePreflight>& all);
/// One after the other, in the reader's language.
std::string sentences(const std::vector<Finding>& findings, Language language);
nlohmann::ordered_json preflight_json(const Preflight& preflight, Language language);

}  // namespace ombud::discovery
