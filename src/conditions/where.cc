// A condition as SQL. "Not" is carried inwards to the comparisons, so that each is asked by an
// operator that an index serves; an open comparison is then simply not true, or, where the question
// is what is possible, true. Under "not exists" the two questions change places: no row may be
// there that could possibly meet what must not be.
#include "conditions/forms.h"
#include "sql/connection.h"

namespace ombud::conditions {

namespace {

using sql::Statement;
using What = Condition::What;

constexpr int deepest = 64;
// Each table within another has its own alias.
constexpr sql::Literal aliases[] = {"", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"};

std::string_view kind_of(const Value& value) {
  constexpr std::string_view kinds[] = {"text", "day", "integer", "decimal", "truth"};
  return kinds[value.index()];
}

class Asker {
 public:
  Asker(const sql::Catalogue& catalogue, const sql::Table& table, sql::Engine engine)
      : catalogue_(catalogue), engine_(engine), tables_{&table} {}

  // Appends to `made`, so that nothing is copied from level to level.
  Result<void> ask(const Condition& condition, bool negated, Ask how, Statement& made) {
    if (++depth_ > deepest) return fail(Errc::invalid, "conditions.too_deep");
    TRY(ask_one(condition, negated, how, made));
    --depth_;
    return {};
  }

 private:
  Result<void> ask_one(const Condition& condition, bool negated, Ask how, Statement& made) {
    switch (condition.what) {
      case What::all_of:
      case What::any_of:
        return ask_parts(condition, negated, how, made);
      case What::negation:
        return ask(condition.parts.at(0), !negated, how, made);
      case What::compare:
        return ask_compare(condition, negated, how, made);
      case What::is_null:
        made.text("(")
            .append(TRY(place_of(condition.left)).name)
            .text(negated ? sql::Literal(" is not null)") : sql::Literal(" is null)"));
        return {};
      case What::in_list:
        return ask_list(condition, negated, how, made);
      case What::exists:
        return ask_exists(condition, negated, how, made);
    }
    std::abort();
  }

  Result<void> ask_parts(const Condition& condition, bool negated, Ask how, Statement& made) {
    const bool all = (condition.what == What::all_of) != negated;
    if (condition.parts.empty()) {
      made.text(all ? sql::Literal("(1 = 1)") : sql::Literal("(1 = 0)"));
      return {};
    }
    made.text("(");
    for (const Condition& part : condition.parts) {
      if (&part != &condition.parts.front())
        made.text(all ? sql::Literal(" and ") : sql::Literal(" or "));
      TRY(ask(part, negated, how, made));
    }
    made.text(")");
    return {};
  }

  Result<void> ask_list(const Condition& condition, bool negated, Ask how, Statement& made) {
    std::vector<Condition> equalities;
    equalities.reserve(condition.list.size());
    for (const Value& value : condition.list)
      equalities.push_back(compare(condition.left, Op::equal, value));
    TRY(place_of(condition.left));  // Also where the list is empty.
    return ask(any_of(std::move(equalities)), negated, how, made);
  }

  Result<void> ask_compare(const Condition& condition, bool negated, Ask how, Statement& made) {
    const Place left = TRY(place_of(condition.left));
    const Op op = negated ? opposite(condition.op) : condition.op;
    Leaves leaves;
    if (const auto* other = std::get_if<ColumnOf>(&condition.right)) {
      leaves = column_leaves(left, op, TRY(place_of(*other)), engine_);
      if (leaves.empty())
        return fail(Errc::invalid, "conditions.cannot_compare",
                    {{"column", condition.left.column}, {"other", other->column}});
    } else {
      leaves = TRY(value_leaves(left, op, std::get<Value>(condition.right)));
    }
    say_leaves(leaves, how, made);
    return {};
  }

  Result<Leaves> value_leaves(const Place& left, Op op, const Value& value) {
    const std::string& column = left.column->name.text();
    const bool ordered = op != Op::equal && op != Op::not_equal;
    const bool has_no_order =
        std::holds_alternative<std::string>(value) || std::holds_alternative<bool>(value);
    if (ordered && has_no_order)
      return fail(Errc::invalid, "conditions.no_order", {{"column", column}});
    Leaves leaves;
    if (const auto* day = std::get_if<OnDay>(&value))
      leaves = day_leaves(left, op, *day, engine_);
    else if (const auto* text = std::get_if<std::string>(&value))
      leaves = text_leaves(left, op, *text, engine_);
    else if (const auto* truth = std::get_if<bool>(&value))
      leaves = truth_leaves(left, op, *truth, engine_);
    else
      leaves = number_leaves(left, op, value, engine_);
    if (leaves.empty())
      return fail(Errc::invalid, "conditions.type_clash",
                  {{"column", column},
                   {"type", left.column->type},
                   {"value", std::string(kind_of(value))}});
    return leaves;
  }

  static void say_leaves(const Leaves& leaves, Ask how, Statement& made) {
    made.text("(");
    for (const Leaf& leaf : leaves) {
      if (&leaf != &leaves.front()) made.text(" or ");
      made.text("(").append(leaf.holds).text(" and ").append(leaf.known).text(")");
    }
    if (how == Ask::possible) {
      made.text(" or (");
      for (const Leaf& leaf : leaves) {
        if (&leaf != &leaves.front()) made.text(" or ");
        made.append(leaf.known);
      }
      made.text(") is not true");
    }
    made.text(")");
  }

  Result<void> ask_exists(const Condition& condition, bool negated, Ask how, Statement& made) {
    const sql::Table* table = catalogue_.find(condition.table);
    if (table == nullptr)
      return fail(Errc::not_found, "conditions.unknown_table", {{"table", condition.table}});
    if (tables_.size() == std::size(aliases)) return fail(Errc::invalid, "conditions.too_deep");
    if (negated) how = how == Ask::certain ? Ask::possible : Ask::certain;
    made.text(negated ? sql::Literal("(not exists (select 1 from ")
                      : sql::Literal("(exists (select 1 from "));
    tables_.push_back(table);
    made.append(sql::table_name(*table, engine_))
        .text(" as ")
        .text(aliases[tables_.size() - 1])
        .text(" where ");
    TRY(ask_within(condition, how, made));
    tables_.pop_back();
    made.text("))");
    return {};
  }

  Result<void> ask_within(const Condition& condition, Ask how, Statement& made) {
    for (const auto& [there, here] : condition.joined_by) {
      const Place inner = TRY(place_of({there, 0}));
      const Place outer = TRY(place_of({here, 1}));
      const std::optional<Statement> equal = joined(inner, outer, engine_);
      if (!equal)
        return fail(Errc::invalid, "conditions.cannot_compare",
                    {{"column", there}, {"other", here}});
      made.append(*equal).text(" and ");
    }
    return ask(condition.parts.at(0), false, how, made);
  }

  Result<Place> place_of(const ColumnOf& wanted) {
    const auto out = static_cast<std::size_t>(wanted.out);
    if (wanted.out < 0 || out >= tables_.size())
      return fail(Errc::not_found, "conditions.unknown_column",
                  {{"table", catalogue_.label(*tables_.front())}, {"column", wanted.column}});
    const std::size_t at = tables_.size() - 1 - out;
    const sql::Column* column = tables_[at]->column(wanted.column);
    if (column == nullptr)
      return fail(Errc::not_found, "conditions.unknown_column",
                  {{"table", catalogue_.label(*tables_[at])}, {"column", wanted.column}});
    Statement name;
    if (at == 0)
      name.append(sql::table_name(*tables_[0], engine_));
    else
      name.text(aliases[at]);
    return Place{column, name.text(".").name(column->name)};
  }

  const sql::Catalogue& catalogue_;
  sql::Engine engine_;
  std::vector<const sql::Table*> tables_;  // Outermost first.
  int depth_ = 0;
};

}  // namespace

Result<Statement> where(const Condition& condition, const sql::Catalogue& catalogue,
                        const sql::Table& table, sql::Engine engine, Ask ask) {
  Statement made;
  TRY(Asker(catalogue, table, engine).ask(condition, false, ask, made));
  return made;
}

}  // namespace ombud::conditions
