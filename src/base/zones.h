#pragma once
// Time zones: what day and hour it is somewhere. Instants are kept in UTC; a zone is asked where a
// day begins or something is shown. The machine's own zone is never used.

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace ombud {

/// Clock and calendar at one place.
struct LocalTime {
  Day day;
  std::chrono::seconds since_midnight{};  // As the clock on the wall shows it.
  std::string abbreviation;               // "CET", "CEST".
};

class Zone {
 public:
  /// By its name in the IANA database, "Europe/Stockholm". Errc::invalid "base.no_such_zone"
  /// {zone}; Errc::unavailable "base.no_zones" where the machine has no zone database (package
  /// tzdata).
  static Result<Zone> find(std::string_view name);

  const std::string& name() const { return name_; }

  LocalTime local(Instant at) const;

  Day day_of(Instant at) const { return local(at).day; }

  /// When the clock there shows this. A time that is skipped in spring is the instant at which it
  /// was skipped; of one that comes twice in autumn it is the first.
  Instant instant_of(Day day, std::chrono::seconds since_midnight) const;

  /// The first instant of the day there.
  Instant start_of(Day day) const { return instant_of(day, std::chrono::seconds(0)); }

  /// "2025-04-01 13:00 CEST".
  std::string show(Instant at) const;

 private:
  Zone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}

  std::string name_;
  const void* zone_;  // Of the library's database, which lives as long as the program.
};

}  // namespace ombud
