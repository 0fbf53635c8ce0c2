#include "retention/simulate.h"

namespace ombud::retention {

namespace {

using conditions::Condition;
using sql::Statement;
using std::chrono::days;

// The rows that the rule begins to take after `before` and by `last`, with what holds on that day.
Result<std::int64_t> coming_due(const Desk& desk, const Rule& rule, Day before, Day last) {
  Setting setting = desk.setting();
  const sql::Table& table = *TRY(table_of(rule, setting));
  setting.today = last;
  const Condition taken = TRY(meant(rule, setting, {}));
  const Condition earlier = TRY(started_by(rule, setting, last_start_due(rule, before)));
  return desk.count(table, conditions::all_of({taken, conditions::negation(earlier)}));
}

Result<std::vector<std::pair<std::string, std::int64_t>>> groups(const Desk& desk,
                                                                 const sql::Table& table,
                                                                 const sql::Column& by,
                                                                 const Condition& taken) {
  const sql::Engine engine = desk.catalogue().engine;
  const Statement grouped =
      Statement("select ")
          .name(by.name)
          .text(", count(*) from ")
          .append(sql::table_name(table, engine))
          .text(" where ")
          .append(TRY(conditions::where(taken, desk.catalogue(), table, engine)))
          .text(" group by ")
          .name(by.name)
          .text(" order by count(*) desc limit ")
          .value(static_cast<std::int64_t>(groups_shown));
  std::vector<std::pair<std::string, std::int64_t>> found;
  for (const sql::Row& row : TRY(desk.connection().all(grouped)))
    found.emplace_back(sql::shown(row.at(0)), std::get<std::int64_t>(row.at(1)));
  return found;
}

}  // namespace

Result<Simulated> simulate(const Desk& desk, const Rule& rule, const std::string& by) {
  const sql::Table& table = *TRY(table_of(rule, desk.setting()));
  const sql::Column* column = by.empty() ? nullptr : table.column(by);
  if (!by.empty() && column == nullptr)
    return fail(Errc::not_found, "conditions.unknown_column",
                {{"table", rule.table}, {"column", by}});
  // Counts by e-mail would be a list of persons.
  const datamap::Field* field = desk.map().table(rule.table)->field(by);
  if (field != nullptr && field->is_personal())
    return fail(Errc::forbidden, "retention.counts_persons", {{"column", by}});
  Simulated simulated;
  simulated.found = TRY(findings(desk, rule, false));
  Day before = desk.today();
  Day last = last_day_of_month(before);
  for (int month = 0; month < 12; ++month) {
    simulated.months.push_back({last, TRY(coming_due(desk, rule, before, last))});
    before = last;
    last = last_day_of_month(last + days(1));
  }
  if (column != nullptr) simulated.by = TRY(groups(desk, table, *column, simulated.found.meant));
  return simulated;
}

}  // namespace ombud::retention
