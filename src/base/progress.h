#pragma once
// How far a long piece of work is. Whoever works tells; whoever started it decides whether it is
// shown, and may have it stop between two steps.

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace ombud {

class Progress {
 public:
  virtual ~Progress() = default;
  /// `all` 0: not known. `what` names the thing counted, "rows".
  virtual void tell(std::string_view what, std::uint64_t done, std::uint64_t all) = 0;

  /// Asked between two steps: an error where whoever started the work wants it to end here.
  virtual Result<void> go_on() { return {}; }
};

/// Tells nobody.
class Silent final : public Progress {
 public:
  void tell(std::string_view, std::uint64_t, std::uint64_t) override {}
};

}  // namespace ombud
