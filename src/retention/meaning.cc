#include "retention/meaning.h"

#include <algorithm>

namespace ombud::retention {

namespace {

using conditions::ColumnOf;
using conditions::Condition;
using conditions::Op;
using std::chrono::year;

constexpr Day day_of(int of_year, unsigned month, unsigned day) {
  return year(of_year) / std::chrono::month(month) / std::chrono::day(day);
}

// A day that nobody ever left, joined or died on, and what counts from zero begins with.
constexpr Day last_early_day = day_of(1900, 12, 31);
constexpr Day zero_day = day_of(1970, 1, 1);
constexpr Day first_late_day = day_of(9999, 1, 1);

struct Related {
  const sql::Table* table;
  Joined joined;
  Condition counts;  // Which rows.
};

Result<const sql::Table*> find_table(const Setting& setting, const std::string& name) {
  const sql::Table* table = setting.catalogue.find(name);
  if (table == nullptr) return fail(Errc::not_found, "conditions.unknown_table", {{"table", name}});
  return table;
}

Result<Related> related(const Rule& rule, const Setting& setting) {
  const sql::Table& here = *TRY(table_of(rule, setting));
  const sql::Table& there = *TRY(find_table(setting, rule.starts.table));
  Related found{&there, TRY(joined_by(setting, there, here, rule.starts.on)),
                conditions::all_of({})};
  if (!rule.starts.where.empty())
    found.counts = TRY(read_expression(setting, there, here, rule.starts.where));
  return found;
}

// A related row that counts and whose day is so.
Condition exists_related(const Rule& rule, const Related& there, Condition of_day) {
  return conditions::exists(rule.starts.table, there.joined,
                            conditions::all_of({there.counts, std::move(of_day)}));
}

const datamap::Field* birth_field(const Rule& rule, const Setting& setting) {
  const datamap::Table* table = setting.map.table(rule.table);
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(
      table->fields.begin(), table->fields.end(),
      [](const datamap::Field& field) { return field.category == DataCategory::birth_date; });
  return found == table->fields.end() ? nullptr : &*found;
}

// Nothing where the two can't be compared at all.
Result<std::optional<Condition>> before_birth(const Rule& rule, const Setting& setting) {
  const datamap::Field* born = birth_field(rule, setting);
  if (born == nullptr) return std::optional<Condition>();
  const sql::Table& here = *TRY(table_of(rule, setting));
  const bool own = rule.starts.from == Start::From::column;
  if (own && born->column == rule.starts.column) return std::optional<Condition>();
  const ColumnOf start{rule.starts.column, 0};
  Condition earlier = conditions::compare_columns(start, Op::less, {born->column, own ? 0 : 1});
  if (!own) earlier = exists_related(rule, TRY(related(rule, setting)), std::move(earlier));
  Condition known = conditions::all_of(
      {conditions::negation(conditions::is_null({born->column, 0})), std::move(earlier)});
  const bool can_be_asked =
      conditions::where(known, setting.catalogue, here, setting.catalogue.engine).has_value();
  return can_be_asked ? std::optional(std::move(known)) : std::nullopt;
}

Result<Condition> active_after(const Rule& rule, const Setting& setting,
                               const std::string& activity) {
  const std::size_t dot = activity.rfind('.');
  if (rule.starts.from != Start::From::column || dot == std::string::npos)
    return fail(Errc::invalid, "retention.activity_of_column", {{"activity", activity}});
  const std::string table = activity.substr(0, dot);
  const ColumnOf day{activity.substr(dot + 1), 0};
  const sql::Table& there = *TRY(find_table(setting, table));
  Joined joined = TRY(joined_by(setting, there, *TRY(table_of(rule, setting)), ""));
  return conditions::exists(
      table, std::move(joined),
      conditions::all_of({conditions::negation(conditions::is_null(day)),
                          conditions::compare_columns(day, Op::more, {rule.starts.column, 1})}));
}

}  // namespace

Result<const sql::Table*> table_of(const Rule& rule, const Setting& setting) {
  const sql::Table* table = TRY(find_table(setting, rule.table));
  const datamap::Table* mapped = setting.map.table(rule.table);
  if (mapped == nullptr || mapped->holds != datamap::Holds::person)
    return fail(Errc::conflict, "retention.no_persons", {{"table", rule.table}});
  return table;
}

Result<Condition> started_by(const Rule& rule, const Setting& setting, Day last) {
  const ColumnOf day{rule.starts.column, 0};
  const conditions::OnDay on = on_day(setting, last);
  if (rule.starts.from == Start::From::column) return conditions::compare(day, Op::at_most, on);
  const Related there = TRY(related(rule, setting));
  Condition some = exists_related(rule, there, conditions::compare(day, Op::at_most, on));
  if (rule.starts.from == Start::From::earliest) return some;
  return conditions::all_of(
      {std::move(some),
       conditions::negation(exists_related(rule, there, conditions::compare(day, Op::more, on)))});
}

Result<Condition> has_start(const Rule& rule, const Setting& setting) {
  const Condition none = conditions::is_null({rule.starts.column, 0});
  if (rule.starts.from == Start::From::column) return conditions::negation(none);
  const Related there = TRY(related(rule, setting));
  if (rule.starts.from == Start::From::earliest)
    return exists_related(rule, there, conditions::negation(none));
  return conditions::all_of({exists_related(rule, there, conditions::all_of({})),
                             conditions::negation(exists_related(rule, there, none))});
}

Result<std::vector<Named>> exceptions(const Rule& rule, const Setting& setting) {
  const sql::Table& table = *TRY(table_of(rule, setting));
  std::vector<Named> named;
  for (const auto& [name, expression] : rule.unless)
    named.push_back({name, TRY(read_expression(setting, table, expression))});
  return named;
}

Result<std::vector<Named>> contradictions(const Rule& rule, const Setting& setting) {
  std::vector<Named> found;
  Condition early = TRY(started_by(rule, setting, last_early_day));
  const Condition by_zero = TRY(started_by(rule, setting, zero_day));
  const Condition before_zero = TRY(started_by(rule, setting, zero_day - std::chrono::days(1)));
  found.push_back(
      {"retention.found_early",
       conditions::any_of(
           {std::move(early), conditions::all_of({by_zero, conditions::negation(before_zero)})})});
  Condition late =
      conditions::compare({rule.starts.column, 0}, Op::at_least, on_day(setting, first_late_day));
  if (rule.starts.from != Start::From::column)
    late = exists_related(rule, TRY(related(rule, setting)), std::move(late));
  found.push_back({"retention.found_late", std::move(late)});
  if (std::optional<Condition> unborn = TRY(before_birth(rule, setting)))
    found.push_back({"retention.found_unborn", std::move(*unborn)});
  for (const std::string& activity : rule.activity)
    found.push_back({"retention.found_active", TRY(active_after(rule, setting, activity))});
  return found;
}

Result<Condition> meant(const Rule& rule, const Setting& setting,
                        const std::vector<Day>& shared_days) {
  std::vector<Condition> all = {
      TRY(started_by(rule, setting, last_start_due(rule, setting.today)))};
  for (Named& exception : TRY(exceptions(rule, setting)))
    all.push_back(conditions::negation(std::move(exception.condition)));
  for (Named& found : TRY(contradictions(rule, setting)))
    if (found.name != "retention.found_late")  // Such a day has not come.
      all.push_back(conditions::negation(std::move(found.condition)));
  for (const Day day : shared_days)
    all.push_back(
        conditions::compare({rule.starts.column, 0}, Op::not_equal, on_day(setting, day)));
  return conditions::all_of(std::move(all));
}

Result<void> check_against(const Rule& rule, const Setting& setting) {
  const sql::Table& table = *TRY(table_of(rule, setting));
  const Condition all = TRY(meant(rule, setting, {}));
  TRY(conditions::where(all, setting.catalogue, table, setting.catalogue.engine));
  for (const std::string& column : rule.only) {
    if (table.column(column) == nullptr)
      return fail(Errc::not_found, "conditions.unknown_column",
                  {{"table", rule.table}, {"column", column}});
    const datamap::Field* field = setting.map.table(rule.table)->field(column);
    if (field == nullptr || field->erase == datamap::Erase::keep)
      return fail(Errc::invalid, "retention.column_stays", {{"column", column}});
  }
  return {};
}

}  // namespace ombud::retention
