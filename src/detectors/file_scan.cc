#include "detectors/file_scan.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/encoding.h"
#include "detectors/characters.h"

namespace ombud::detectors {

namespace {

// On either side of what a window reports on. No value is longer than 4 KiB, and no word further
// than that from a value says anything of it.
constexpr std::size_t margin_bytes = 8 * 1024;
constexpr std::size_t looked_at_first = 8 * 1024;

// Up to `size` bytes; less only at the end of the file.
Result<std::string> read_bytes(int file, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const ssize_t now = read(file, bytes.data() + got, size - got);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return fail(Errc::unavailable, "detectors.input_failed");
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  bytes.resize(got);
  return bytes;
}

// Fills a window with the text of a file.
class Source {
 public:
  explicit Source(int file) : file_(file) {}

  /// Appends until the window has at least `size` bytes; false at the end of the file.
  Result<bool> fill(std::string& window, std::size_t size) {
    while (window.size() < size) {
      const std::size_t wanted = std::max(looked_at_first, size - window.size());
      const std::string bytes = TRY(read_bytes(file_, wanted));
      read_ += bytes.size();
      if (!reader_) reader_.emplace(std::string_view(bytes).substr(0, looked_at_first));
      const bool last = bytes.size() < wanted;
      reader_->read(bytes, last, window);
      if (last || !reader_->is_text()) return false;
    }
    return true;
  }

  bool is_text() const { return !reader_ || reader_->is_text(); }

  std::uint64_t bytes_read() const { return read_; }

 private:
  int file_;
  std::optional<TextReader> reader_;
  std::uint64_t read_ = 0;
};

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
  Source source(file);
  std::string window;
  Place place;
  std::size_t from = 0;  // What stands before it has been reported.
  for (bool more = true; more;) {
    more = TRY(source.fill(window, from + window_bytes + margin_bytes));
    scanned.bytes = source.bytes_read();
    if (!source.is_text()) {
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
