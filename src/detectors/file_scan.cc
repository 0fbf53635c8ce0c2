#include "detectors/file_scan.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "detectors/characters.h"

namespace ombud::detectors {

namespace {

// On either side of what a window reports on. No value is longer than 4 KiB, and no word further
// than that from a value says anything of it.
constexpr std::size_t margin_bytes = 8 * 1024;
constexpr std::size_t looked_at_for_zeros = 8 * 1024;

// Appends up to `size` bytes; less only at the end of the file.
Result<bool> read_more(int file, std::string& window, std::size_t size) {
  const std::size_t begun = window.size();
  window.resize(begun + size);
  std::size_t got = 0;
  while (got < size) {
    const ssize_t now = read(file, window.data() + begun + got, size - got);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return fail(Errc::unavailable, "detectors.input_failed");
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  window.resize(begun + got);
  return got == size;
}

// Lines and columns, counted once from place to place.
class Place {
 public:
  void move(std::string_view window, std::size_t to) {
    for (; at_ < to; ++at_) {
      const char c = window[at_];
      if (c == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
        ++column_;
      }
    }
  }

  /// The window has lost this many bytes at its beginning.
  void drop(std::size_t bytes) { at_ -= bytes; }

  std::uint64_t line() const { return line_; }

  std::uint64_t column() const { return column_; }

 private:
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t column_ = 1;
};

}  // namespace

Result<Scanned> scan_file(int file, const Options& options, const TakePlaced& take,
                          std::size_t window_bytes) {
  Scanned scanned;
  std::string window;
  Place place;
  std::size_t from = 0;  // What stands before it has been reported.
  for (bool more = true; more;) {
    const std::size_t before = window.size();
    more = TRY(read_more(file, window, from + window_bytes + margin_bytes - before));
    scanned.bytes += window.size() - before;
    if (before == 0 && window.substr(0, looked_at_for_zeros).find('\0') != std::string::npos) {
      scanned.binary = true;
      return scanned;
    }
    const std::size_t until = more ? from + window_bytes : window.size();
    std::size_t end = from;
    for (const Finding& finding : find(window, options)) {
      if (finding.start < from || finding.start >= until) continue;
      place.move(window, finding.start);
      take({finding, std::string_view(window).substr(finding.start, finding.end - finding.start),
            place.line(), place.column()});
      end = std::max(end, finding.end);
    }
    if (!more) break;
    from = std::max(until, end);
    place.move(window, from);
    const std::size_t dropped = from > margin_bytes ? from - margin_bytes : 0;
    window.erase(0, dropped);
    place.drop(dropped);
    from -= dropped;
  }
  return scanned;
}

std::string masked(std::string_view text) {
  std::string mask;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (is_word_part(here.value)) {
      mask += '*';
    } else {
      mask += text.substr(at, here.length);
    }
    at += here.length;
  }
  return mask;
}

}  // namespace ombud::detectors
