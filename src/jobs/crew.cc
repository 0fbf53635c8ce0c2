#include "jobs/crew.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace ombud::jobs {

namespace {

constexpr int before_replacing_ms = 1000;

// What goes through the pipe, whole: shorter than what a pipe takes at once.
struct Word {
  bool entered = false;
  Tally tally;
};

sigset_t watched() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&signals, signal);
  return signals;
}

void tell(int to_parent, const Word& word) {
  // A parent that is gone hears nothing; the work stands in the store all the same.
  (void)!write(to_parent, &word, sizeof word);
}

void add(Tally& sum, const Tally& more) {
  sum.done += more.done;
  sum.put_off += more.put_off;
  sum.failed += more.failed;
  sum.refused += more.refused;
  sum.cancelled += more.cancelled;
  sum.handed_back += more.handed_back;
  sum.lost += more.lost;
  sum.enqueued += more.enqueued;
}

}  // namespace

std::int64_t jobs_in(const Tally& tally) {
  return tally.done + tally.put_off + tally.failed + tally.refused + tally.cancelled +
         tally.handed_back + tally.lost;
}

void Berth::entered() const { tell(to_parent_, {true, {}}); }

void Berth::ended(const Tally& tally) const { tell(to_parent_, {false, tally}); }

Result<std::optional<Berth>> Crew::muster() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return fail(Errc::unavailable, "jobs.no_process");
  from_children_ = ends[0];
  to_parent_ = ends[1];
  fcntl(from_children_, F_SETFL, O_NONBLOCK);
  const sigset_t signals = watched();
  must(pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0);
  signals_ = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  must(signals_ >= 0);

  for (int i = 0; i < workers_ && !stopped_ && code_ == 0; ++i) {
    if (TRY(begin()) == Begun::child) return std::optional(Berth(to_parent_));
    wait_for_entry();
  }
  if (code_ != 0) stop(SIGTERM);
  while (!children_.empty() || missing_ > 0) {
    const bool replaces_now = missing_ > 0;
    look(replaces_now ? before_replacing_ms : -1);
    if (stopped_) missing_ = 0;
    if (!replaces_now || missing_ == 0) continue;
    --missing_;
    if (TRY(begin()) == Begun::child) return std::optional(Berth(to_parent_));
    wait_for_entry();
  }
  hear();
  close(signals_);
  close(from_children_);
  close(to_parent_);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  return std::optional<Berth>();
}

Result<Crew::Begun> Crew::begin() {
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) {
    stop(SIGTERM);
    return fail(Errc::unavailable, "jobs.no_process");
  }
  if (child > 0) {
    children_.push_back(child);
    entering_ = 1;
    return Begun::parent;
  }
  close(signals_);
  close(from_children_);
  setpgid(0, 0);  // Ctrl-C reaches the parent alone, which passes it on once.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) std::raise(SIGTERM);
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  pthread_sigmask(SIG_UNBLOCK, &child_ended, nullptr);
  return Begun::child;
}

void Crew::wait_for_entry() {
  const std::size_t with_it = children_.size();
  while (entering_ > 0 && children_.size() == with_it) look(-1);
}

void Crew::look(int milliseconds) {
  pollfd waited[] = {{signals_, POLLIN, 0}, {from_children_, POLLIN, 0}};
  poll(waited, 2, milliseconds);
  hear();
  signalfd_siginfo signal{};
  while (read(signals_, &signal, sizeof signal) == sizeof signal) {
    if (signal.ssi_signo == SIGCHLD) reap();
    // The first one asks the workers to stop; the second one no longer waits for them.
    else
      stop(stopped_ ? SIGKILL : SIGTERM);
  }
}

void Crew::hear() {
  Word word;
  while (read(from_children_, &word, sizeof word) == sizeof word) {
    if (word.entered) entering_ = 0;
    add(tally_, word.tally);
  }
}

void Crew::reap() {
  int status = 0;
  for (pid_t child = waitpid(-1, &status, WNOHANG); child > 0;
       child = waitpid(-1, &status, WNOHANG)) {
    children_.erase(std::remove(children_.begin(), children_.end(), child), children_.end());
    if (WIFEXITED(status)) {
      if (code_ == 0) code_ = WEXITSTATUS(status);
    } else if (replaces_ && !stopped_) {
      ++missing_;
      say_("worker_killed");
    } else if (code_ == 0 && !stopped_) {
      code_ = 128 + WTERMSIG(status);
    }
  }
}

void Crew::stop(int signal) {
  for (const pid_t child : children_) kill(child, signal);
  stopped_ = true;
}

}  // namespace ombud::jobs
