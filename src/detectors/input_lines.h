#pragma once
// Standard input or a file, line by line, in bounded memory.

#include <optional>
#include <string>

#include "base/result.h"

namespace ombud::detectors {

class InputLines {
 public:
  /// An open descriptor, which stays the caller's.
  explicit InputLines(int file) : file_(file) {}

  struct Line {
    std::string text;       // Without its line break.
    bool too_long = false;  // More than `most_bytes`: the rest of it was passed over.
  };

  static constexpr std::size_t most_bytes = 16 << 20;

  /// Nothing at the end. Errc::unavailable "detectors.input_failed".
  Result<std::optional<Line>> next();

 private:
  Result<bool> fill();

  int file_;
  std::string buffer_;
  std::size_t at_ = 0;
};

}  // namespace ombud::detectors
