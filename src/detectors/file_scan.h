#pragma once
// Findings in files of any size: a window passes over the file, and each place is judged once with
// enough of the text on both sides. Nothing is lost or found twice where two windows meet.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

/// A finding and where it stands; `text` lives until the call that was given it returns.
struct Placed {
  const Finding& finding;
  std::string_view text;
  std::uint64_t line;    // From 1.
  std::uint64_t column;  // In code points, from 1.
};

struct Scanned {
  std::uint64_t bytes = 0;
  bool binary = false;  // No text, by its first bytes: nothing was looked for.
};

using TakePlaced = std::function<void(const Placed&)>;

/// The bytes that one window reports on; a test makes it small.
inline constexpr std::size_t usual_window_bytes = 256 * 1024;

/// Reads an open descriptor to its end. Errc::unavailable "detectors.input_failed".
Result<Scanned> scan_file(int file, const Options& options, const TakePlaced& take,
                          std::size_t window_bytes = usual_window_bytes);

/// Each letter and digit a star; what stands between them is left.
std::string masked(std::string_view text);

}  // namespace ombud::detectors
