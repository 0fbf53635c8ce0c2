#include "cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace ombud::cli {

namespace {

constexpr std::size_t enough = 64 * 1024;

// 0, or errno.
int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Page page_of(int file) {
  Page page;
  const char* terminal = std::getenv("TERM");
  if (isatty(file) == 0 || terminal == nullptr || std::string_view(terminal) == "dumb") return page;
  winsize size{};
  page.width = ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
  const char* no_colour = std::getenv("NO_COLOR");
  page.styled = no_colour == nullptr || *no_colour == '\0';
  return page;
}

}  // namespace

Output::Output() {
  for (int file = 0; file <= 2; ++file)
    if (fcntl(file, F_GETFD) < 0) {
      // The lowest free number is taken. Read-only: what is written there still fails.
      const int opened = open("/dev/null", O_RDONLY);
      must(opened == file);
    }
  std::signal(SIGPIPE, SIG_IGN);
  page_ = page_of(STDOUT_FILENO);
  error_page_ = page_of(STDERR_FILENO);
}

void Output::print(std::string_view bytes) {
  waiting_ += bytes;
  if (page_.width > 0 ? waiting_.ends_with('\n') : waiting_.size() >= enough) flush();
}

void Output::flush() {
  clear_passing();
  if (failure_ == 0) failure_ = write_all(STDOUT_FILENO, waiting_);
  waiting_.clear();
}

void Output::tell(std::string_view text) {
  flush();
  // There is nowhere left to complain about standard error.
  write_all(STDERR_FILENO, text);
}

void Output::show_passing(std::string_view line) {
  passing_ = true;
  write_all(STDERR_FILENO, "\r" + std::string(line) + "\x1b[K");
}

void Output::clear_passing() {
  if (!passing_) return;
  passing_ = false;
  write_all(STDERR_FILENO, "\r\x1b[K");
}

Result<void> Output::finish() {
  flush();
  if (failure_ == 0 || failure_ == EPIPE || failure_ == EBADF) return {};
  if (failure_ == ENOSPC || failure_ == EDQUOT || failure_ == EFBIG)
    return fail(Errc::exhausted, "cli.output_full");
  return fail(Errc::unavailable, "cli.output_failed");
}

}  // namespace ombud::cli
