#pragma once
// Standard output and standard error of one invocation. Every write is checked: an answer on a full
// disk is not an answer. A reader that has gone away (a closed pipe) is no fault: what is left to
// say is dropped in silence and the work goes on, so that `ombud … | head` tears nothing.

#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/layout.h"

namespace ombud::cli {

class Output {
 public:
  /// Looks at what standard output and error are; ignores SIGPIPE and opens closed descriptors, so
  /// that no file of the program can get their numbers.
  Output();

  /// To standard output; kept back until a line is whole, or 64 KiB where it is no terminal.
  void print(std::string_view bytes);
  /// To standard error, after what was printed before.
  void tell(std::string_view text);
  /// A line on standard error that the next write takes away again.
  void show_passing(std::string_view line);
  void clear_passing();
  /// Writes what is left. Errc::exhausted "cli.output_full", Errc::unavailable "cli.output_failed"
  /// where this or an earlier write to standard output failed.
  Result<void> finish();

  const Page& page() const { return page_; }  // Of standard output.

  const Page& error_page() const { return error_page_; }  // Of standard error.

 private:
  void flush();

  std::string waiting_;
  int failure_ = 0;  // errno of the first write that failed.
  bool passing_ = false;
  Page page_;
  Page error_page_;
};

}  // namespace ombud::cli
