#include "detectors/input_lines.h"

#include <unistd.h>

#include <cerrno>

namespace ombud::detectors {

// True where something was read; what has been handed out before goes.
Result<bool> InputLines::fill() {
  constexpr std::size_t at_once = 64 * 1024;
  buffer_.resize(at_once);
  at_ = 0;
  for (;;) {
    const ssize_t got = read(file_, buffer_.data(), buffer_.size());
    if (got < 0 && errno == EINTR) continue;
    buffer_.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    if (got < 0) return fail(Errc::unavailable, "detectors.input_failed");
    return got > 0;
  }
}

Result<std::optional<InputLines::Line>> InputLines::next() {
  Line line;
  bool any = false;
  for (;;) {
    if (at_ == buffer_.size() && !TRY(fill()))
      return any ? std::optional(std::move(line)) : std::nullopt;
    any = true;
    const std::size_t end = buffer_.find('\n', at_);
    const std::size_t taken = (end == std::string::npos ? buffer_.size() : end) - at_;
    if (line.text.size() + taken > most_bytes) {
      line.too_long = true;
    } else if (!line.too_long) {
      line.text.append(buffer_, at_, taken);
    }
    at_ += taken;
    if (end == std::string::npos) continue;
    ++at_;
    return std::optional(std::move(line));
  }
}

}  // namespace ombud::detectors
