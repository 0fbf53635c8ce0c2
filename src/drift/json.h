#pragma once
// What is shown: the same in answers over HTTP and on the command line.

#include <nlohmann/json_fwd.hpp>

#include "drift/draft.h"

namespace ombud::drift {

/// What records and systems are called, for a list of findings.
class Names {
 public:
  static Result<Names> of(accounts::Office& office, const records::Kinds& kinds,
                          const std::vector<Finding>& findings);

  /// Empty where there is none, or it is gone.
  const std::string& system(const SystemId& id) const;
  const Named& record(const std::string& id) const;

 private:
  std::map<std::string, std::string> systems_;
  std::map<std::string, Named> records_;
};

/// What a person sees of a finding.
struct Told {
  Sentences said;
  std::string system;
  Named record;
};

Told told_of(const records::Kinds& kinds, const Names& names, const Finding& finding,
             Language language);

/// {"finding", "what", "severity", "state", "wrong", "mend", "law", "system", "record", …}
nlohmann::ordered_json as_json(const records::Kinds& kinds, const Names& names,
                               const Finding& finding, Language language);
nlohmann::ordered_json as_json(const records::Kinds& kinds, const Draft& draft, Language language);
/// {"links", "likely", "unknown", "unlinked"}
nlohmann::ordered_json links_json(const Read& read, Language language);
/// {"checked_at", "years", "open"}: counts by severity, of the own store alone.
Result<nlohmann::ordered_json> summary_json(accounts::Office& office, const records::Kinds& kinds);
/// {"systems", "declarations"}: when each system was looked into, and what a "none" rests on.
Result<nlohmann::ordered_json> coverage_json(accounts::Office& office, const Read& read,
                                             Language language);

/// Whether lines of a matrix mend it.
bool is_mended_by_lines(const Finding& finding);

}  // namespace ombud::drift
