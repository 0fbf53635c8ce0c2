#pragma once
// Two things measured alternately, and the line that bench.py reads.

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace ombud::bench {

/// Which clock: the processor's time of all our threads, or the time that passes. On a machine that
/// others use too only the first can be repeated; what several threads gain only the second shows.
enum class Time { processor, passing };

inline double seconds_of(Time time, const std::function<void()>& work) {
  const clockid_t clock = time == Time::processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
  const auto now = [clock] {
    timespec at = {};
    clock_gettime(clock, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
  };
  const double begun = now();
  work();
  return now() - begun;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Compared {
  std::string name;   // "log_verify.folder": of the benchmark and of the line.
  std::string what;   // Nothing that JSON would escape.
  std::string unit;   // Of the figures: "M entries/s".
  double amount = 1;  // How much of the unit a run does; with `unit` "ms", of 0: the time itself.
  int runs = 5;
  Time time = Time::passing;
};

/// Runs `ours` and `baseline` alternately and prints the line. One run of each comes before that
/// and is not counted: it warms the caches.
inline void compare(const Compared& compared, const std::function<void()>& ours,
                    const std::function<void()>& baseline) {
  std::vector<double> of_ours;
  std::vector<double> of_baseline;
  std::vector<double> ratios;
  const auto figure = [&](double seconds) {
    return compared.amount == 0 ? seconds * 1e3 : compared.amount / seconds;
  };
  for (int run = -1; run < compared.runs; ++run) {
    const double of_this = figure(seconds_of(compared.time, baseline));
    const double of_that = figure(seconds_of(compared.time, ours));
    if (run < 0) continue;
    of_baseline.push_back(of_this);
    of_ours.push_back(of_that);
    ratios.push_back(of_that / of_this);
  }
  std::printf(
      "{\"name\": \"%s\", \"what\": \"%s\", \"ours\": %.6g, \"baseline\": %.6g, \"ratio\": %.4g, "
      "\"unit\": \"%s\", \"runs\": %d, \"min\": %.4g, \"max\": %.4g}\n",
      compared.name.c_str(), compared.what.c_str(), median(of_ours), median(of_baseline),
      median(ratios), compared.unit.c_str(), compared.runs,
      *std::min_element(ratios.begin(), ratios.end()),
      *std::max_element(ratios.begin(), ratios.end()));
  std::fflush(stdout);
}

/// `--NAME VALUE` of the command line.
inline long option(int count, char** arguments, const std::string& name, long otherwise) {
  for (int i = 1; i + 1 < count; ++i)
    if (arguments[i] == "--" + name) return std::strtol(arguments[i + 1], nullptr, 10);
  return otherwise;
}

}  // namespace ombud::bench
