// Bytes are read one at a time or into memory that is overwritten afterwards: no buffer of the
// standard library keeps a password.

#include "cli/prompt.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace ombud::cli {

namespace {

constexpr std::size_t longest_line = 64 * 1024;

volatile std::sig_atomic_t signal_seen = 0;

void note_signal(int signal) { signal_seen = signal; }

// While it lives, signals that would end or stop the program are noted and only let through while
// waiting for a key: so none can come between reading a letter and restoring the terminal.
class SignalsHeld {
 public:
  SignalsHeld() {
    signal_seen = 0;
    sigset_t block;
    sigemptyset(&block);
    for (const int signal : signals) sigaddset(&block, signal);
    sigprocmask(SIG_BLOCK, &block, &mask_);
    struct sigaction note{};
    note.sa_handler = note_signal;
    for (std::size_t i = 0; i < signals.size(); ++i) {
      sigaction(signals[i], nullptr, &before_[i]);
      if (before_[i].sa_handler != SIG_IGN) sigaction(signals[i], &note, nullptr);
    }
  }

  ~SignalsHeld() {
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before_[i], nullptr);
    if (signal_seen != 0) raise(signal_seen);  // Still blocked: it comes with the next line.
    sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }

  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

  /// The next byte; nothing at the end or when a signal came.
  std::optional<char> next_byte() const {
    while (signal_seen == 0) {
      pollfd wanted{STDIN_FILENO, POLLIN, 0};
      if (ppoll(&wanted, 1, nullptr, &mask_) < 0) {
        if (errno == EINTR) continue;
        return std::nullopt;
      }
      char byte = 0;
      const ssize_t got = read(STDIN_FILENO, &byte, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::nullopt;
      return byte;
    }
    return std::nullopt;
  }

 private:
  static constexpr std::array<int, 5> signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  std::array<struct sigaction, signals.size()> before_{};
  sigset_t mask_{};
};

// Switches the echo off while it lives.
class EchoOff {
 public:
  explicit EchoOff(Echo echo)
      : off_(echo == Echo::hidden && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!off_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ECHONL);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }

  ~EchoOff() {
    if (off_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

 private:
  termios before_{};
  bool off_;
};

// Where a question is seen even when standard error goes to a file.
class Questions {
 public:
  Questions() : file_(open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY)) {}

  ~Questions() {
    if (file_ >= 0) close(file_);
  }

  Questions(const Questions&) = delete;
  Questions& operator=(const Questions&) = delete;

  void write(std::string_view text) const {
    const int file = file_ >= 0 ? file_ : STDERR_FILENO;
    while (!text.empty()) {
      const ssize_t written = ::write(file, text.data(), text.size());
      if (written <= 0) return;  // The answer is read all the same.
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

 private:
  int file_;
};

Secret taken(std::string& line) {
  if (!line.empty() && line.back() == '\r') line.back() = '\0', line.resize(line.size() - 1);
  Secret secret{std::string(line)};
  explicit_bzero(line.data(), line.size());
  line.clear();
  return secret;
}

std::optional<Secret> ask_once(std::string_view question, Echo echo) {
  const Questions questions;
  std::string line;
  line.reserve(longest_line);  // Never moved while it grows.
  bool ended = false;
  {
    const SignalsHeld signals;
    const EchoOff echo_off(echo);
    questions.write(question);
    for (;;) {
      const std::optional<char> byte = signals.next_byte();
      if (!byte || *byte == '\n') {
        ended = !byte;
        break;
      }
      if (line.size() < longest_line) line += *byte;
    }
    if (echo == Echo::hidden || ended) questions.write("\n");
  }
  Secret typed = taken(line);
  if (ended) return std::nullopt;
  return typed;
}

class File {
 public:
  explicit File(const Source& source)
      : own_(!source.file.empty()),
        number_(own_ ? open(source.file.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO) {}

  ~File() {
    if (own_ && number_ >= 0) close(number_);
  }

  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int number() const { return number_; }

 private:
  bool own_;
  int number_;
};

Result<void> check_file(const Source& source, int file) {
  const Params params = {{"file", source.file}};
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
    return fail(Errc::not_found, "cli.no_file", params);
  struct stat state{};
  if (file < 0 || fstat(file, &state) != 0 || S_ISDIR(state.st_mode))
    return fail(Errc::forbidden, "cli.unreadable_file", params);
  // A pipe or a device belongs to whoever opened it; only a file lies there for others.
  if (source.only_owner && S_ISREG(state.st_mode) && (state.st_mode & 077) != 0)
    return fail(Errc::forbidden, "cli.exposed_file", params);
  return {};
}

}  // namespace

bool somebody_to_ask() { return isatty(STDIN_FILENO) != 0; }

std::optional<Secret> ask(std::string_view question, Echo echo) {
  for (;;) {
    std::optional<Secret> typed = ask_once(question, echo);
    if (typed || signal_seen != SIGTSTP) return typed;
    // Stopped with Ctrl-Z and woken again: the question is asked anew.
  }
}

Result<std::vector<Secret>> lines_from(const Source& source) {
  const File file(source);
  TRY(check_file(source, file.number()));
  std::vector<Secret> lines;
  std::string line;
  line.reserve(longest_line + 1);
  std::array<char, 4096> bytes{};
  bool ended = false;
  while (!ended) {
    const ssize_t got = read(file.number(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::forbidden, "cli.unreadable_file", {{"file", source.file}});
    if (got == 0) break;
    for (ssize_t i = 0; i < got && !ended; ++i) {
      if (bytes[static_cast<std::size_t>(i)] == '\n') {
        lines.push_back(taken(line));
        ended = source.first_line;
      } else if (line.size() == longest_line) {
        return fail(
            Errc::invalid, "cli.too_long",
            {{"line", std::to_string(lines.size() + 1)}, {"limit", std::to_string(longest_line)}});
      } else {
        line += bytes[static_cast<std::size_t>(i)];
      }
    }
    explicit_bzero(bytes.data(), bytes.size());
  }
  if (!line.empty()) lines.push_back(taken(line));
  return lines;
}

}  // namespace ombud::cli
