#pragma once
// Paper held against data. Pure: what is compared is handed in.

#include <vector>

#include "drift/data.h"
#include "drift/finding.h"

namespace ombud::drift {

/// All that disagrees, each once. Of systems that were not asked nothing is said that only they
/// could tell (is_told_by_source()).
std::vector<Found> compare(const Paper& paper, const Links& links,
                           const std::vector<SystemData>& systems);

/// Whether only the source can tell that the finding is gone.
bool is_told_by_source(What what);

/// What of a system's data no activity declares, by subject; a subject that no activity has at all
/// has all of its facts.
struct Undeclared {
  std::string subject;
  bool persons = false;  // Nobody has such persons.
  std::map<Fact, std::vector<std::string>> facts;
  std::map<Fact, DataClass> weaker;  // Those that are declared of a weaker class only.
};

std::vector<Undeclared> undeclared(const Paper& paper, const std::set<std::string>& records,
                                   const Held& held);

/// Whether the data is another controller's, who has to declare it: then only that it is named here
/// is compared.
bool is_anothers(const connectors::System& system);

}  // namespace ombud::drift
