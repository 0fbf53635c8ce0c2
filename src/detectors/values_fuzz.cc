// Single values: valid or not, in which normal form, and the variants that lead back to it.
#include "base/result.h"
#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::fuzz {

void detectors_values(std::string_view input) {
  const detectors::Reading reading{*parse_day("2026-11-21")};
  for (const detectors::Kind kind : detectors::all_kinds()) {
    const auto normal = detectors::normal_form(kind, input, reading);
    must(detectors::is_valid(kind, input, reading) == normal.has_value());
    if (!normal) continue;
    const auto again = detectors::normal_form(kind, *normal, reading);
    must(again.has_value() && *again == *normal);
    must(!detectors::written_variants(kind, *normal, reading).empty());
  }
  if (const auto day = detectors::read_day(input, reading))
    must(detectors::read_day(format_day(*day), reading) == day);
  // "TYPE VALUE": types are known by name.
  const std::size_t space = input.find(' ');
  if (space != std::string_view::npos)
    detectors::validate(input.substr(0, space), input.substr(space + 1), reading);
  detectors::is_common_first_name(input);
  detectors::is_common_surname(input);
}

}  // namespace ombud::fuzz
