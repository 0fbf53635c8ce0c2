// The only file that knows the zone library.

#include "base/zones.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <exception>

namespace ombud {

namespace {

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  try {
    date::get_tzdb();
  } catch (const std::exception&) {
    return fail(Errc::unavailable, "base.no_zones");
  }
  try {
    return Zone(std::string(name), date::locate_zone(name));
  } catch (const std::exception&) {
    return fail(Errc::invalid, "base.no_such_zone", {{"zone", std::string(name)}});
  }
}

LocalTime Zone::local(Instant at) const {
  const date::sys_info info = zone_of(zone_).get_info(at);
  const Instant shifted = at + info.offset;
  const Day day = std::chrono::floor<std::chrono::days>(shifted);
  return {day, std::chrono::floor<std::chrono::seconds>(shifted - day), info.abbrev};
}

Instant Zone::instant_of(Day day, std::chrono::seconds since_midnight) const {
  const date::local_seconds local{day.time_since_epoch() + since_midnight};
  const date::local_info info = zone_of(zone_).get_info(local);
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return Instant{(local - info.first.offset).time_since_epoch()};
}

std::string Zone::show(Instant at) const {
  const LocalTime time = local(at);
  const std::chrono::hh_mm_ss clock(time.since_midnight);
  return fmt::format("{} {:02}:{:02} {}", format_day(time.day), clock.hours().count(),
                     clock.minutes().count(), time.abbreviation);
}

}  // namespace ombud
