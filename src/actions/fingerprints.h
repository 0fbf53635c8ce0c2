#pragma once
// Whether a text holds something by which one of many persons is known, without knowing what: a
// filter of keyed hashes over normal forms.

#include <cstdint>
#include <string_view>
#include <vector>

#include "actions/many.h"
#include "actions/rows.h"
#include "detectors/detectors.h"

namespace ombud::actions {

class Fingerprints {
 public:
  Fingerprints(RowHash& hash, detectors::Reading reading);

  void add(const std::vector<Sought>& sought);
  /// After the last add().
  void close();

  bool empty() const { return hashes_.empty(); }

  /// The kind of the first identifier that stands in the text; nothing where none does.
  std::optional<detectors::Kind> find(std::string_view text);

 private:
  bool may_hold_number(std::string_view text) const;
  bool knows(std::string_view normal);
  bool holds_email(std::string_view text);

  RowHash& hash_;
  detectors::Options options_;
  std::vector<std::uint64_t> hashes_;  // Ordered once closed.
  std::vector<bool> tails_;            // Of numbers: their last seven digits.
};

}  // namespace ombud::actions
