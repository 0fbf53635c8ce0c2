#pragma once
// Counts what values say. A value is looked at once and not kept.

#include <map>
#include <memory>
#include <string_view>
#include <unordered_set>

#include "base/clock.h"
#include "discovery/model.h"

namespace ombud::discovery {

/// Looks at the values of one column, one after the other.
class Look {
 public:
  explicit Look(Day today) : today_(today) {}

  void add_missing() { ++facts_.sampled; }

  void add_text(std::string_view value);
  void add_number(std::string_view digits);
  void add_bytes(std::string_view bytes);
  void add_day(std::string_view iso);
  Facts facts() const;

 private:
  void count(std::string_view value);
  void look_for_ids(std::string_view value);
  void look_for_words(std::string_view value);

  void look_inside(std::string_view value);

  Day today_;
  Facts facts_;
  std::map<std::string, std::unique_ptr<Look>> inside_;  // By where within.
  bool within_ = false;                                  // Itself a look inside.
  std::unordered_set<std::size_t> seen_;                 // Hashes of values, up to a limit.
};

}  // namespace ombud::discovery
