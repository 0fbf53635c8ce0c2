#pragma once
// Runs the command line in a child process, with pipes or a terminal of its own: exit codes,
// descriptors and echo are those of a real invocation.

#include <fcntl.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "cli/cli.h"

namespace ombud::cli {

struct Ran {
  int code = -1;    // 128 + signal where one ended it.
  std::string out;  // At a terminal: everything that was shown.
  std::string err;
};

struct Circumstances {
  std::string input = {};                               // What stands on standard input.
  std::map<std::string, std::string> environment = {};  // Beside nothing but PATH.
  std::string out_file = {};                            // Instead of a pipe; "-" closes it.
};

inline std::string read_to_end(int file) {
  std::string text;
  char bytes[4096];
  for (;;) {
    const ssize_t got = read(file, bytes, sizeof bytes);
    if (got <= 0) return text;  // A terminal whose other end is closed gives an error.
    text.append(bytes, static_cast<std::size_t>(got));
  }
}

inline int code_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

[[noreturn]] inline void run_as_child(const std::vector<Command>& commands,
                                      const std::vector<std::string>& arguments,
                                      const Circumstances& given) {
  clearenv();
  for (const auto& [name, value] : given.environment) setenv(name.c_str(), value.c_str(), 1);
  _exit(run(commands, arguments));
}

inline Ran run_in_child(const std::vector<Command>& commands,
                        const std::vector<std::string>& arguments,
                        const Circumstances& given = {}) {
  int in[2];
  int out[2];
  int err[2];
  must(pipe(in) == 0 && pipe(out) == 0 && pipe(err) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const int target = given.out_file.empty() || given.out_file == "-"
                           ? out[1]
                           : open(given.out_file.c_str(), O_WRONLY | O_CREAT, 0600);
    dup2(in[0], 0);
    dup2(target, 1);
    dup2(err[1], 2);
    for (const int file : {in[0], in[1], out[0], out[1], err[0], err[1]}) close(file);
    if (given.out_file == "-") close(1);
    run_as_child(commands, arguments, given);
  }
  close(in[0]);
  close(out[1]);
  close(err[1]);
  // A child that ended without reading is no fault.
  std::signal(SIGPIPE, SIG_IGN);
  const ssize_t fed = write(in[1], given.input.data(), given.input.size());
  must(fed == static_cast<ssize_t>(given.input.size()) || errno == EPIPE);
  close(in[1]);
  Ran ran;
  ran.out = read_to_end(out[0]);
  ran.err = read_to_end(err[0]);
  close(out[0]);
  close(err[0]);
  ran.code = code_of(child);
  return ran;
}

/// A terminal of its own, with somebody at it.
class Terminal {
 public:
  Terminal(const std::vector<Command>& commands, const std::vector<std::string>& arguments,
           Circumstances given = {}, unsigned short columns = 80) {
    given.environment.try_emplace("TERM", "xterm");
    winsize size{24, columns, 0, 0};
    child_ = forkpty(&screen_, nullptr, nullptr, &size);
    if (child_ == 0) run_as_child(commands, arguments, given);
  }

  ~Terminal() { close(screen_); }

  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Reads the screen until the words stand there; false at the end.
  bool wait_for(std::string_view words) {
    char byte = 0;
    while (shown_.find(words, searched_) == std::string::npos) {
      if (read(screen_, &byte, 1) <= 0) return false;
      shown_ += byte;
    }
    searched_ = shown_.size();
    return true;
  }

  void type(std::string_view keys) {
    must(write(screen_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }

  void send(int signal) const { kill(child_, signal); }

  Ran end() {
    Ran ran;
    ran.out = shown_ + read_to_end(screen_);
    ran.code = code_of(child_);
    return ran;
  }

  int screen() const { return screen_; }

  pid_t child() const { return child_; }

 private:
  int screen_ = -1;
  pid_t child_ = -1;
  std::string shown_;
  std::size_t searched_ = 0;
};

/// A file that is gone at the end of the test.
class ScratchFile {
 public:
  explicit ScratchFile(std::string_view content, mode_t mode = 0600) {
    char name[] = "/tmp/ombud_cli_XXXXXX";
    const int file = mkstemp(name);
    path_ = name;
    must(write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
    fchmod(file, mode);
    close(file);
  }

  ~ScratchFile() { unlink(path_.c_str()); }

  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace ombud::cli
