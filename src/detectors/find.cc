// find(): every part looks at the text for itself; where findings overlap, the surest stays.

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "detectors/email.h"
#include "detectors/finders.h"

namespace ombud::detectors {

namespace {

bool is_wanted(const Options& options, Kind kind) {
  return options.kinds.empty() ||
         std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
}

// The surest first; of equally sure ones the longest.
bool surer(const Finding& a, const Finding& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.end - a.start > b.end - b.start;
}

std::vector<Finding> without_overlaps(std::vector<Finding> found) {
  std::stable_sort(found.begin(), found.end(), surer);
  std::map<std::size_t, std::size_t> taken;  // start to end
  std::vector<Finding> kept;
  for (Finding& finding : found) {
    const auto next = taken.lower_bound(finding.start);
    if (next != taken.end() && next->first < finding.end) continue;
    if (next != taken.begin() && std::prev(next)->second > finding.start) continue;
    taken.emplace(finding.start, finding.end);
    kept.push_back(std::move(finding));
  }
  std::sort(kept.begin(), kept.end(),
            [](const Finding& a, const Finding& b) { return a.start < b.start; });
  return kept;
}

}  // namespace

std::vector<Finding> find(std::string_view utf8_text, const Options& options) {
  const Text text{utf8_text, words_of(utf8_text), options.reading};
  std::vector<Finding> found;
  for (FoundEmail& email : find_emails(utf8_text))
    found.push_back({Kind::email, email.span.start, email.span.end, 0.95, std::move(email.normal)});
  find_numbers(text, found);
  find_phones(text, found);
  find_days(text, found);
  find_names(text, found);
  find_addresses(text, found);
  // Overlaps are settled among all kinds: a phone number asked for alone is still none where the
  // digits are a personnummer.
  found = without_overlaps(std::move(found));
  std::erase_if(found, [&](const Finding& finding) {
    return finding.score < options.least_score || !is_wanted(options, finding.kind);
  });
  return found;
}

}  // namespace ombud::detectors
