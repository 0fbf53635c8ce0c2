#pragma once
// A retention rule as it is written, and the days that it comes to. Pure: no clock, no SQL.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/periods.h"
#include "base/result.h"

namespace ombud::retention {

enum class Bound : std::uint8_t {
  at_least,  // May not go before: erasable from the day after the last kept day.
  at_most,   // Must be gone by the end of the last day.
};

/// How long something is kept from its start.
struct Keep {
  enum class Form : std::uint8_t {
    period,           // "12 months"
    calendar_years,   // To the end of the nth year after the calendar year in which the financial
                      // year ended.
    financial_years,  // n years from the end of the financial year.
  };
  Bound bound = Bound::at_least;
  Form form = Form::period;
  Period period;  // Of the two others its count is the n and its unit years.
  bool operator==(const Keep&) const = default;
};

/// "at least 12 months", "at most 30 days", "at least to the end of the 7th year after the calendar
/// year in which the financial year ended", "at least 5 years after the financial year ended".
/// Errc::invalid "retention.bad_keep" {keep}.
Result<Keep> parse_keep(std::string_view text);
std::string format_keep(const Keep& keep);

enum class Then : std::uint8_t { erase, anonymise, de_identify, review };
std::string_view word(Then then);
std::optional<Then> then_of(std::string_view word);

/// When the rule is looked at; nothing is kept longer or shorter by it.
struct Schedule {
  enum class Every : std::uint8_t { day, week, month, event };
  Every every = Every::week;
  std::string event;  // Of Every::event: its name.
  bool operator==(const Schedule&) const = default;
};

/// "daily", "weekly", "monthly", "on event member_left". Errc::invalid "retention.bad_schedule"
/// {schedule}.
Result<Schedule> parse_schedule(std::string_view text);
std::string format_schedule(const Schedule& schedule);

/// Where the period starts.
struct Start {
  enum class From : std::uint8_t {
    column,    // Of the subject's own row.
    latest,    // Of the related rows the one with the latest day.
    earliest,  // The one with the earliest.
  };
  From from = From::column;
  std::string table;   // Of related rows.
  std::string column;  // As it is written.
  std::string on;      // Of related rows: how they refer, where the map has not one way; may be "".
  std::string where;   // Which of them count; empty: all.
  bool operator==(const Start&) const = default;
};

struct Rule {
  std::string name;    // [a-z][a-z0-9_]*
  std::string system;  // "liva"
  std::string table;   // As the map writes it; a row is a person.
  Start starts;
  Keep keep;
  /// Named conditions in the expression language; while one holds, or can't be told, the row stays.
  std::vector<std::pair<std::string, std::string>> unless;
  Then then = Then::review;
  /// Columns of the table; empty: everything of the person in the system.
  std::vector<std::string> only;
  std::vector<std::string> because;
  std::string law;
  Schedule schedule;
  /// Of "at most": how many days before its end the work begins.
  int lead_days = 0;
  /// The month with whose last day the organisation's financial years end.
  int financial_year_ends = 12;
  /// Days in related tables ("visit.day") that must not be later than the start: such rows are for
  /// a person to look at.
  std::vector<std::string> activity;
  /// Days that many share and that were found to be right.
  std::vector<Day> shared_days;
  bool operator==(const Rule&) const = default;
};

inline constexpr int usual_lead_days = 7;

/// All rules of a YAML file, in its order. Errc::invalid "base.bad_yaml" and its siblings {line},
/// "retention.unknown_key" {key, line}, "retention.missing" {key, line}, "retention.bad_value"
/// {key, line}, "retention.no_rules", "retention.bad_name" {name, line}, "retention.not_in_time"
/// {rule, schedule, lead, needed}, "retention.lead_too_long" {rule, lead, keep};
/// and those of the parts, with {line}.
Result<std::vector<Rule>> read_rules(std::string_view yaml);

/// A line and a column of a text; both count from 1.
struct PlaceInText {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// As an error says it by its {line} and {character}; nothing where it does not.
std::optional<PlaceInText> place_of(const Error& error);
/// Where that is what an error of a rule tells of, which was found when the rule was held against
/// its system: what the error names, else the rule. Nothing where the text has no such rule.
std::optional<PlaceInText> place_in(std::string_view yaml, const std::string& rule,
                                    const Error& error);
/// The rule alone, as read_rules() reads it: what is stored.
std::string write_rule(const Rule& rule);

/// The last day of the period that starts on `start`.
Day kept_through(const Rule& rule, Day start);
/// The last start whose rows may go (at least) or should be on their way out (at most) on `today`:
/// all that started then or earlier, and nothing that started later. Never later than `today`: what
/// has not begun does not end.
Day last_start_due(const Rule& rule, Day today);

}  // namespace ombud::retention
