#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>

namespace ombud {

namespace {

// The two places outside tests that ask the machine for the time are here and in id.cc's caller.
class MachineClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

// The number in exactly text[at, at + length), or -1.
int digits(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

const Clock& machine_clock() {
  static const MachineClock clock;
  return clock;
}

std::string format_day(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Result<Day> parse_day(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0 || month < 0 || day < 0 ||
      !date.ok())
    return fail(Errc::invalid, "base.bad_day");
  return Day{date};
}

std::string format_instant(Instant at) {
  const Day day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", format_day(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

Result<Instant> parse_instant(std::string_view text) {
  const Failure bad = fail(Errc::invalid, "base.bad_instant");
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z')
    return bad;
  const Result<Day> day = parse_day(text.substr(0, 10));
  const int hours = digits(text, 11, 2);
  const int minutes = digits(text, 14, 2);
  const int seconds = digits(text, 17, 2);
  if (!day || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
    return bad;
  std::int64_t micros = 0;
  if (text[19] == '.') {
    std::string decimals(text.substr(20, text.size() - 21));
    if (decimals.empty() || decimals.size() > 6) return bad;
    decimals.resize(6, '0');
    const int value = digits(decimals, 0, 6);
    if (value < 0) return bad;
    micros = value;
  } else if (text.size() != 20) {
    return bad;
  }
  return Instant{*day} + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds) + std::chrono::microseconds(micros);
}

}  // namespace ombud
