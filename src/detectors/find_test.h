#pragma once
// What find() answers, for tests to read.

#include <string>
#include <string_view>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

inline Options in(Country country, double least_score = 0.5) {
  return {{*parse_day("2026-11-21"), country}, least_score, {}};
}

/// "kind:the text", for each finding.
inline std::vector<std::string> found(std::string_view text,
                                      const Options& options = in(Country::se)) {
  std::vector<std::string> result;
  for (const Finding& finding : find(text, options))
    result.push_back(std::string(word(finding.kind)) + ":" +
                     std::string(text.substr(finding.start, finding.end - finding.start)));
  return result;
}

}  // namespace ombud::detectors
