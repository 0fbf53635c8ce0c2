// Conditions made, and their words.
#include "base/words.h"
#include "conditions/conditions.h"

namespace ombud::conditions {

namespace {

using What = Condition::What;

constexpr Word<Op> ops[] = {
    {Op::equal, "="},    {Op::not_equal, "!="}, {Op::less, "<"},
    {Op::at_most, "<="}, {Op::more, ">"},       {Op::at_least, ">="},
};

constexpr Word<What> whats[] = {
    {What::all_of, "all_of"},   {What::any_of, "any_of"},   {What::negation, "not"},
    {What::compare, "compare"}, {What::is_null, "is_null"}, {What::in_list, "in"},
    {What::exists, "exists"},
};

Condition of(What what, std::vector<Condition> parts = {}) {
  Condition made;
  made.what = what;
  made.parts = std::move(parts);
  return made;
}

}  // namespace

std::string_view word(Op op) { return word_in(ops, op); }

std::string_view word(What what) { return word_in(whats, what); }

OnDay utc_day(Day day) { return {day, Instant(day), Instant(day + std::chrono::days(1))}; }

Condition all_of(std::vector<Condition> parts) { return of(What::all_of, std::move(parts)); }

Condition any_of(std::vector<Condition> parts) { return of(What::any_of, std::move(parts)); }

Condition negation(Condition part) {
  Condition made = of(What::negation);
  made.parts.push_back(std::move(part));
  return made;
}

Condition compare(ColumnOf left, Op op, Value right) {
  Condition made = of(What::compare);
  made.left = std::move(left);
  made.op = op;
  made.right = std::move(right);
  return made;
}

Condition compare_columns(ColumnOf left, Op op, ColumnOf right) {
  Condition made = of(What::compare);
  made.left = std::move(left);
  made.op = op;
  made.right = std::move(right);
  return made;
}

Condition is_null(ColumnOf column) {
  Condition made = of(What::is_null);
  made.left = std::move(column);
  return made;
}

Condition in_list(ColumnOf column, std::vector<Value> list) {
  Condition made = of(What::in_list);
  made.left = std::move(column);
  made.list = std::move(list);
  return made;
}

Condition exists(std::string table, std::vector<std::pair<std::string, std::string>> joined_by,
                 Condition meets) {
  Condition made = of(What::exists);
  made.table = std::move(table);
  made.joined_by = std::move(joined_by);
  made.parts.push_back(std::move(meets));
  return made;
}

}  // namespace ombud::conditions
