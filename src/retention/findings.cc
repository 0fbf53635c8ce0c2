#include "retention/findings.h"

#include <algorithm>

namespace ombud::retention {

namespace {

using conditions::Ask;
using conditions::Condition;
using sql::Statement;

Condition both(Condition a, Condition b) {
  return conditions::all_of({std::move(a), std::move(b)});
}

Result<Group> group(const Desk& desk, const sql::Table& table, const Named& named, bool keys) {
  Group found{named.name, "", TRY(desk.count(table, named.condition)), {}};
  if (keys && found.rows > 0) found.keys = TRY(desk.keys(table, named.condition, keys_shown));
  return found;
}

// The days on which more rows started than anybody would have meant.
Result<std::vector<Day>> days_of_many(const Desk& desk, const Rule& rule, const sql::Table& table,
                                      const Condition& taken) {
  std::vector<Day> days;
  const std::int64_t due = TRY(desk.count(table, taken));
  if (rule.starts.from != Start::From::column || due <= many_on_one_day) return days;
  const sql::Column& column = *table.column(rule.starts.column);
  const sql::Catalogue& catalogue = desk.catalogue();
  const Statement by_day =
      Statement("select ")
          .name(column.name)
          .text(", count(*) from ")
          .append(sql::table_name(table, catalogue.engine))
          .text(" where ")
          .append(TRY(conditions::where(taken, catalogue, table, catalogue.engine)))
          .text(" group by ")
          .name(column.name)
          .text(" having count(*) > ")
          .value(std::max(many_on_one_day, due / 4))
          .text(" order by count(*) desc limit 4");
  for (const sql::Row& row : TRY(desk.connection().all(by_day))) {
    const std::optional<Day> day = day_in(row.at(0), column, desk.setting().zone);
    const auto& known = rule.shared_days;
    if (day && std::find(known.begin(), known.end(), *day) == known.end()) days.push_back(*day);
  }
  return days;
}

}  // namespace

std::optional<Day> day_in(const sql::Value& value, const sql::Column& column, const Zone& zone) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    const bool milliseconds = *count >= 100'000'000'000;
    return zone.day_of(Instant(std::chrono::seconds(milliseconds ? *count / 1000 : *count)));
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->size() < 10) return std::nullopt;
  const Result<Day> day = parse_day(text->substr(0, 10));
  if (!day) return std::nullopt;
  const bool with_zone = column.type.find("with time zone") != std::string::npos ||
                         column.type.starts_with("timestamp");
  if (column.kind != sql::TypeKind::instant || !with_zone || text->size() < 19) return day.value();
  const Result<Instant> at = parse_instant(text->substr(0, 10) + "T" + text->substr(11, 8) + "Z");
  return at ? zone.day_of(at.value()) : day.value();
}

Result<Findings> findings(const Desk& desk, const Rule& rule, bool keys) {
  const Setting setting = desk.setting();
  const sql::Table& table = *TRY(table_of(rule, setting));
  const Condition started = TRY(started_by(rule, setting, last_start_due(rule, setting.today)));
  Findings found;
  found.all = TRY(desk.count(table, conditions::all_of({})));
  found.started = TRY(desk.count(table, started));
  const Condition before = TRY(meant(rule, setting, {}));
  found.shared_days = TRY(days_of_many(desk, rule, table, before));
  found.meant = TRY(meant(rule, setting, found.shared_days));
  found.chosen = TRY(desk.count(table, found.meant));
  found.open =
      TRY(desk.count(table, both(found.meant, TRY(has_start(rule, setting))), Ask::possible)) -
      found.chosen;
  for (Named& exception : TRY(exceptions(rule, setting))) {
    exception.condition = both(started, std::move(exception.condition));
    found.kept.push_back(TRY(group(desk, table, exception, false)));
  }
  for (Named& named : TRY(contradictions(rule, setting))) {
    // A day that has not come is wrong whenever it is looked at; the others where a row would go.
    if (named.name != "retention.found_late")
      named.condition = both(started, std::move(named.condition));
    Group of_rows = TRY(group(desk, table, named, keys));
    if (of_rows.rows > 0) found.review.push_back(std::move(of_rows));
  }
  for (const Day day : found.shared_days) {
    const Condition on_that_day = both(
        before,
        conditions::compare({rule.starts.column, 0}, conditions::Op::equal, on_day(setting, day)));
    Group of_rows = TRY(group(desk, table, {"retention.found_shared", on_that_day}, keys));
    of_rows.what = format_day(day);
    found.review.push_back(std::move(of_rows));
  }
  return found;
}

}  // namespace ombud::retention
