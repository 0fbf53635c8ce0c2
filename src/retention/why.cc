#include "retention/why.h"

#include <algorithm>
#include <charconv>

#include "holds/holds.h"

namespace ombud::retention {

namespace {

using conditions::Ask;
using conditions::Condition;
using sql::Statement;
using std::chrono::days;

struct Key {
  std::vector<sql::Name> columns;
  sql::Row values;
};

// One row of the table, asked about by conditions.
class OneRow {
 public:
  OneRow(const Desk& desk, const sql::Table& table, Key key)
      : desk_(desk), table_(table), key_(std::move(key)) {}

  /// How many rows the key names: a key of columns that somebody chose may name several.
  Result<std::int64_t> count() const {
    const sql::Engine engine = desk_.catalogue().engine;
    const Statement counted =
        Statement("select count(*) from ")
            .append(sql::table_name(table_, engine))
            .text(" where ")
            .append(sql::key_is_one_of(key_.columns, std::vector<sql::Row>{key_.values}, engine));
    return std::get<std::int64_t>(TRY(desk_.connection().one(counted)).value().at(0));
  }

  Result<bool> meets(const Condition& condition, Ask ask = Ask::certain) const {
    const sql::Catalogue& catalogue = desk_.catalogue();
    const Statement one =
        Statement("select 1 from ")
            .append(sql::table_name(table_, catalogue.engine))
            .text(" where (")
            .append(sql::key_is_one_of(key_.columns, std::vector<sql::Row>{key_.values},
                                       catalogue.engine))
            .text(") and ")
            .append(TRY(conditions::where(condition, catalogue, table_, catalogue.engine, ask)));
    return TRY(desk_.connection().one(one)).has_value();
  }

  // The source is only ever asked whether the start lies before a day, as a run asks it: so the day
  // is the one that a run goes by, however it is stored.
  Result<std::optional<Day>> start(const Rule& rule) const {
    Day least = Day(std::chrono::year(1) / 1 / 1);
    Day most = Day(std::chrono::year(9998) / 12 / 31);
    if (!TRY(meets(TRY(started_by(rule, desk_.setting(), most))))) return std::optional<Day>();
    while (least < most) {
      const Day middle = least + (most - least) / 2;
      if (TRY(meets(TRY(started_by(rule, desk_.setting(), middle)))))
        most = middle;
      else
        least = middle + days(1);
    }
    return std::optional<Day>(least);
  }

 private:
  const Desk& desk_;
  const sql::Table& table_;
  Key key_;
};

// By which a search tells the rows of the table apart (subjects).
const std::vector<sql::Name>& key_columns(const sql::Table& table) {
  if (!table.primary_key.empty()) return table.primary_key;
  for (const sql::Index& index : table.indexes)
    if (index.unique && !index.partial && !index.columns.empty()) return index.columns;
  return table.primary_key;
}

Failure bad_key(const sql::Table& table) {
  std::string columns;
  for (const sql::Name& name : table.primary_key)
    columns += (columns.empty() ? "" : ", ") + name.text();
  return fail(Errc::invalid, "retention.bad_key", {{"columns", columns}});
}

// MariaDB would find the row 0 by any word.
Result<sql::Value> value_in(const sql::Table& table, const sql::Column& column,
                            const std::string& text) {
  if (column.kind != sql::TypeKind::integer) return sql::Value(text);
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end) return bad_key(table);
  return sql::Value(number);
}

// A value for each column of the primary key, or "column=value" of any columns.
Result<Key> key_in(const sql::Table& table, const std::vector<std::string>& texts) {
  Key key;
  for (const std::string& text : texts) {
    const std::size_t place = text.find('=');
    const sql::Column* column =
        place == std::string::npos ? nullptr : table.column(text.substr(0, place));
    if (column == nullptr) break;
    key.columns.push_back(column->name);
    key.values.push_back(TRY(value_in(table, *column, text.substr(place + 1))));
  }
  if (!texts.empty() && key.columns.size() == texts.size()) return key;
  if (table.primary_key.empty() || texts.size() != table.primary_key.size()) return bad_key(table);
  key = {table.primary_key, {}};
  for (std::size_t i = 0; i < texts.size(); ++i)
    key.values.push_back(
        TRY(value_in(table, *table.column(table.primary_key[i].text()), texts[i])));
  return key;
}

// The first day on which last_start_due() is the start or later.
Day first_due_day(const Rule& rule, Day start) {
  const Day through = kept_through(rule, start);
  if (rule.keep.bound == Bound::at_least) return through + days(1);
  return std::max(through - days(rule.lead_days), start);
}

Result<RuleOnRow> on_row(const Desk& desk, const OneRow& row, const Stored& stored) {
  const Rule& rule = stored.rule;
  const Setting setting = desk.setting();
  RuleOnRow on;
  on.rule = stored.label();
  on.then = rule.then;
  on.bound = rule.keep.bound;
  on.only = rule.only;
  on.start = TRY(row.start(rule));
  if (on.start) {
    on.kept_through = kept_through(rule, *on.start);
    on.due_from = first_due_day(rule, *on.start);
  }
  for (const Named& exception : TRY(exceptions(rule, setting))) {
    if (TRY(row.meets(exception.condition)))
      on.kept_by.push_back(exception.name);
    else if (TRY(row.meets(exception.condition, Ask::possible)))
      on.open.push_back(exception.name);
  }
  for (const Named& found : TRY(contradictions(rule, setting)))
    if (TRY(row.meets(found.condition))) on.review.push_back(found.name);
  on.taken_now = TRY(row.meets(TRY(meant(rule, setting, {}))));
  return on;
}

bool takes(const RuleOnRow& rule, const std::string& column) {
  if (rule.then == Then::review) return false;
  return rule.only.empty() ||
         std::find(rule.only.begin(), rule.only.end(), column) != rule.only.end();
}

FieldOnRow field_of(const datamap::Table& table, const datamap::Field& field,
                    const std::vector<RuleOnRow>& rules) {
  FieldOnRow on{field.column, "", std::nullopt, std::nullopt};
  for (const RuleOnRow& rule : rules) {
    if (!takes(rule, field.column)) continue;
    const bool earlier = rule.due_from && (!on.due_from || *rule.due_from < *on.due_from);
    if (on.rule && !earlier) continue;
    on.rule = rule.rule;
    on.due_from = rule.due_from;
  }
  if (!table.delete_rows && field.erase == datamap::Erase::keep) on.because = field.because;
  return on;
}

Result<const sql::Table*> table_in(const Desk& desk, const std::string& table) {
  const sql::Table* in = desk.catalogue().find(table);
  if (in == nullptr) return fail(Errc::not_found, "conditions.unknown_table", {{"table", table}});
  return in;
}

Result<Why> why_of(accounts::Office& office, const Desk& desk, const sql::Table& in,
                   const std::string& table, Key key) {
  const OneRow row(desk, in, std::move(key));
  const std::int64_t rows = TRY(row.count());
  if (rows == 0) return fail(Errc::not_found, "retention.no_such_row");
  if (rows > 1)
    return fail(Errc::invalid, "retention.several_rows", {{"rows", std::to_string(rows)}});
  Why found;
  for (const Stored& stored : TRY(all_rules(office)))
    if (stored.system == desk.system().id && stored.rule.table == table)
      found.rules.push_back(TRY(on_row(desk, row, stored)));
  if (const datamap::Table* mapped = desk.map().table(table))
    for (const datamap::Field& field : mapped->fields)
      if (field.is_personal()) found.fields.push_back(field_of(*mapped, field, found.rules));
  for (const holds::Hold& hold : TRY(holds::list(office)))
    if (hold.system == desk.system().id) found.holds.push_back(hold.number);
  return found;
}

}  // namespace

Result<Why> why(accounts::Office& office, const Desk& desk, const std::string& table,
                const std::vector<std::string>& key) {
  const sql::Table* in = TRY(table_in(desk, table));
  return why_of(office, desk, *in, table, TRY(key_in(*in, key)));
}

Result<Why> why_of_row(accounts::Office& office, const Desk& desk, const std::string& table,
                       const sql::Row& key) {
  const sql::Table* in = TRY(table_in(desk, table));
  const std::vector<sql::Name>& columns = key_columns(*in);
  if (columns.size() != key.size()) return bad_key(*in);
  return why_of(office, desk, *in, table, {columns, key});
}

}  // namespace ombud::retention
