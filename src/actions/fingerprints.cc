#include "actions/fingerprints.h"

#include <algorithm>

namespace ombud::actions {

namespace {

constexpr std::uint32_t tails = 10'000'000;
constexpr int digits_of_tail = 7;
// "19800101-1234", "070 - 174 06 05", "131052A308T": so many other characters may stand between
// two digits of one number.
constexpr int most_between = 3;

bool is_of_address(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("._%+-'!#$&*/=?^`{|}~").find(c) != std::string_view::npos;
}

}  // namespace

Fingerprints::Fingerprints(RowHash& hash, detectors::Reading reading)
    : hash_(hash), options_{reading, 0.0, {}}, tails_(tails, false) {
  for (const detectors::Kind kind : detectors::all_kinds())
    if (is_sought(kind)) options_.kinds.push_back(kind);
}

void Fingerprints::add(const std::vector<Sought>& sought) {
  for (const Sought& one : sought) {
    hashes_.push_back(one.hash);
    if (one.tail < tails) tails_[one.tail] = true;
  }
}

void Fingerprints::close() {
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
}

// Wherever digits end, the last seven are looked up.
bool Fingerprints::may_hold_number(std::string_view text) const {
  std::uint32_t tail = 0;
  int digits = 0;
  int between = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      tail = (tail * 10 + static_cast<std::uint32_t>(c - '0')) % tails;
      ++digits;
      between = 0;
      continue;
    }
    if (between++ == 0 && digits >= digits_of_tail && tails_[tail]) return true;
    if (between > most_between) digits = 0;
  }
  return between == 0 && digits >= digits_of_tail && tails_[tail];
}

bool Fingerprints::knows(std::string_view normal) {
  return std::binary_search(hashes_.begin(), hashes_.end(), hash_.of_identifier(normal));
}

bool Fingerprints::holds_email(std::string_view text) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t from = at;
    while (from > 0 && is_of_address(text[from - 1])) --from;
    std::size_t to = at + 1;
    while (to < text.size() && is_of_address(text[to])) ++to;
    while (to > at && (text[to - 1] == '.' || text[to - 1] == '!' || text[to - 1] == '?')) --to;
    const auto normal = detectors::normal_form(detectors::Kind::email, text.substr(from, to - from),
                                               options_.reading);
    if (normal && knows(*normal)) return true;
  }
  return false;
}

std::optional<detectors::Kind> Fingerprints::find(std::string_view text) {
  if (holds_email(text)) return detectors::Kind::email;
  if (!may_hold_number(text)) return std::nullopt;
  // A value that stands alone in its column, and then whatever stands in a longer text.
  constexpr std::size_t longest_alone = 40;
  if (text.size() <= longest_alone)
    for (const detectors::Kind kind : options_.kinds)
      if (const auto normal = detectors::normal_form(kind, text, options_.reading))
        if (knows(*normal)) return kind;
  for (const detectors::Finding& finding : detectors::find(text, options_))
    if (knows(finding.normal)) return finding.kind;
  return std::nullopt;
}

}  // namespace ombud::actions
