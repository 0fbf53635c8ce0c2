// Rules as people write them, and the days that they come to.
#include "base/result.h"
#include "retention/rule.h"

namespace ombud::fuzz {

namespace {

void must_count_days(const retention::Rule& rule) {
  constexpr std::chrono::days one(1);
  for (const char* text : {"2024-02-29", "2025-12-31", "2026-11-21"}) {
    const Day today = *parse_day(text);
    const Day due = retention::last_start_due(rule, today);
    must(due <= today);
    must(retention::kept_through(rule, today) >= today);
    if (rule.keep.bound == retention::Bound::at_most) continue;
    must(retention::kept_through(rule, due) < today);
    must(due == today || retention::kept_through(rule, due + one) >= today);
  }
}

}  // namespace

void retention_rules(std::string_view input) {
  if (const auto keep = retention::parse_keep(input))
    must(retention::parse_keep(retention::format_keep(*keep)).value() == *keep);
  if (const auto schedule = retention::parse_schedule(input))
    must(retention::parse_schedule(retention::format_schedule(*schedule)).value() == *schedule);
  const auto rules = retention::read_rules(input);
  if (!rules) return;
  must(!rules->empty());
  for (const retention::Rule& rule : *rules) {
    const auto again = retention::read_rules(retention::write_rule(rule));
    must(again.has_value() && again->size() == 1 && again->front() == rule);
    must_count_days(rule);
  }
}

}  // namespace ombud::fuzz
