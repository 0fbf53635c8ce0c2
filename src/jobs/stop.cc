#include "jobs/stop.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "base/result.h"

namespace ombud::jobs {

namespace {

sigset_t both() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

Stop::Stop() {
  const sigset_t signals = both();
  // Threads made from here on inherit this.
  must(pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0);
  signals_ = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  must(signals_ >= 0);
}

Stop::~Stop() {
  const sigset_t signals = both();
  close(signals_);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool Stop::wait(std::chrono::milliseconds time) {
  if (asked_) return true;
  pollfd waited{signals_, POLLIN, 0};
  const int ready = poll(&waited, 1, static_cast<int>(time.count()));
  signalfd_siginfo signal{};
  if (ready != 1 || read(signals_, &signal, sizeof signal) != sizeof signal) return false;
  asked_ = true;
  const sigset_t signals = both();
  must(pthread_sigmask(SIG_UNBLOCK, &signals, nullptr) == 0);
  return true;
}

}  // namespace ombud::jobs
