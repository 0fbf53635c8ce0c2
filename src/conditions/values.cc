// Numbers, texts and truth as sources store them.
#include "conditions/forms.h"

namespace ombud::conditions {

namespace {

using sql::Engine;
using sql::Literal;
using sql::Statement;
using sql::TypeKind;

bool is_number(const sql::Column& column, Engine engine) {
  const TypeKind kind = column.kind;
  // tinyint(1) counts as well; SQLite's columns take any value.
  const bool loose = kind == TypeKind::boolean && engine != Engine::postgresql;
  const bool undeclared = kind == TypeKind::other && engine == Engine::sqlite;
  return kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::real ||
         loose || undeclared;
}

bool is_text(const sql::Column& column, Engine engine) {
  const TypeKind kind = column.kind;
  return kind == TypeKind::text || kind == TypeKind::enumeration || kind == TypeKind::uuid ||
         (kind == TypeKind::other && engine == Engine::sqlite);
}

bool is_moment(const sql::Column& column) {
  return column.kind == TypeKind::day || column.kind == TypeKind::instant;
}

Statement not_null(const Statement& name) {
  return Statement("(").append(name).text(" is not null)");
}

Statement between(const Statement& name, Literal more_than, Literal less_than) {
  return Statement("(")
      .append(name)
      .text(" > ")
      .text(more_than)
      .text(" and ")
      .append(name)
      .text(" < ")
      .text(less_than)
      .text(")");
}

// Infinity and NaN, which PostgreSQL holds for greater than all, are no numbers to compare with.
Statement number_known(const Place& place, Engine engine) {
  const Statement& name = place.name;
  if (engine == Engine::sqlite)
    return Statement("(typeof(")
        .append(name)
        .text(") in ('integer', 'real') and ")
        .append(name)
        .text(" between -1.7976931348623157e308 and 1.7976931348623157e308)");
  if (engine == Engine::postgresql && place.column->kind == TypeKind::decimal)
    return between(name, "-1e1000", "1e1000");
  if (engine == Engine::postgresql && place.column->kind == TypeKind::real)
    return between(name, "cast('-Infinity' as double precision)",
                   "cast('Infinity' as double precision)");
  return not_null(name);
}

// A text's number, null where it is none. A condition's parts may be asked in any order, so the
// cast stands behind a case.
Statement number_in_text(const Statement& name, Engine engine) {
  if (engine == Engine::postgresql)
    return Statement("(case when cast(")
        .append(name)
        .text(" as text) collate \"C\" ~ '^-?[0-9]{1,30}([.][0-9]{1,20})?$' then cast(")
        .append(name)
        .text(" as numeric) end)");
  if (engine == Engine::mariadb)
    return Statement("(case when convert(")
        .append(name)
        .text(
            " using utf8mb4) collate utf8mb4_bin regexp "
            "'^-?[0-9]{1,30}([.][0-9]{1,20})?$(?![[:space:]])' then cast(")
        .append(name)
        .text(" as decimal(60, 20)) end)");
  // Fifteen digits are what SQLite's numbers hold exactly.
  const Statement digits = Statement("ltrim(").append(name).text(", '-')");
  return Statement("(case when typeof(")
      .append(name)
      .text(") = 'text' and ")
      .append(digits)
      .text(" glob '[0-9]*' and ")
      .append(digits)
      .text(" not glob '*[^0-9.]*' and ")
      .append(digits)
      .text(" not glob '*.*.*' and ")
      .append(digits)
      .text(" not glob '*.' and length(cast(")
      .append(name)
      .text(" as blob)) <= 16 and length(cast(")
      .append(name)
      .text(" as blob)) = length(")
      .append(name)
      .text(") and substr(")
      .append(name)
      .text(", 2, 1) <> '-' then cast(")
      .append(name)
      .text(" as numeric) end)");
}

Statement number(const Place& place, const Value& value, Engine engine) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  const sql::Value bound =
      integer != nullptr ? sql::Value(*integer) : sql::Value(std::get<sql::Decimal>(value));
  if (engine == Engine::mariadb || (engine == Engine::sqlite && integer != nullptr))
    return Statement("?", {bound});
  if (engine == Engine::sqlite) return Statement("cast(? as numeric)", {bound});
  if (place.column->kind == TypeKind::real)
    return Statement("cast(? as double precision)", {bound});
  return integer != nullptr ? Statement("cast(? as bigint)", {bound})
                            : Statement("cast(? as numeric)", {bound});
}

// Letter by letter, whatever the column's collation.
Statement exactly(const Statement& text, Engine engine) {
  if (engine == Engine::postgresql)
    return Statement("cast(").append(text).text(" as text) collate \"C\"");
  if (engine == Engine::mariadb)
    return Statement("convert(").append(text).text(" using utf8mb4) collate utf8mb4_nopad_bin");
  return Statement().append(text).text(" collate binary");
}

Statement text_known(const Place& place, Engine engine) {
  if (engine == Engine::sqlite) return Statement("(typeof(").append(place.name).text(") = 'text')");
  return not_null(place.name);
}

Statement both(const Statement& a, const Statement& b) {
  return Statement("(").append(a).text(" and ").append(b).text(")");
}

Statement said(const Statement& a, Op op, const Statement& b) {
  return Statement("(").append(a).text(sign(op)).append(b).text(")");
}

// Equality by what an index knows first, then exactly.
Statement text_compared(const Place& place, Op op, const Statement& other, Engine engine) {
  const Statement exact = said(exactly(place.name, engine), op, exactly(other, engine));
  const bool indexed = place.column->kind == TypeKind::text || engine == Engine::mariadb;
  if (op != Op::equal || !indexed || engine == Engine::sqlite) return exact;
  return both(said(place.name, op, other), exact);
}

std::optional<Leaf> number_of(const Place& place, Engine engine) {
  if (is_number(*place.column, engine)) return Leaf{place.name, number_known(place, engine)};
  if (place.column->kind != TypeKind::text) return std::nullopt;
  const Statement expression = number_in_text(place.name, engine);
  return Leaf{expression, not_null(expression)};
}

Leaves compared(const std::optional<Leaf>& left, Op op, const std::optional<Leaf>& right) {
  if (!left || !right) return {};
  return {{said(left->holds, op, right->holds), both(left->known, right->known)}};
}

bool with_zone(const sql::Column& column, Engine engine) {
  if (engine == Engine::mariadb) return column.type.starts_with("timestamp");
  return engine == Engine::postgresql && column.type.find("with time zone") != std::string::npos;
}

// Two moments that the engine itself can compare: for what they are known by, any day will do.
Leaves native_moments(const Place& left, Op op, const Place& right, Engine engine) {
  const OnDay any = utc_day(Day());
  const Leaves a = day_leaves(left, op, any, engine);
  const Leaves b = day_leaves(right, op, any, engine);
  return {{said(left.name, op, right.name), both(a.front().known, b.front().known)}};
}

Leaves moments(const Place& left, Op op, const Place& right, Engine engine) {
  const bool native = is_moment(*left.column) && is_moment(*right.column);
  if (native && engine != Engine::sqlite) {
    if (with_zone(*left.column, engine) != with_zone(*right.column, engine)) return {};
    return native_moments(left, op, right, engine);
  }
  std::optional<Leaf> a = moment_text(left, engine);
  std::optional<Leaf> b = moment_text(right, engine);
  if (!a || !b) return {};
  if (engine != Engine::sqlite) {
    a->holds = exactly(a->holds, engine);
    b->holds = exactly(b->holds, engine);
  }
  return compared(a, op, b);
}

}  // namespace

Op opposite(Op op) {
  constexpr Op others[] = {Op::not_equal, Op::equal, Op::at_least, Op::more, Op::at_most, Op::less};
  return others[static_cast<std::size_t>(op)];
}

Literal sign(Op op) {
  static const Literal signs[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
  return signs[static_cast<std::size_t>(op)];
}

Leaves number_leaves(const Place& place, Op op, const Value& value, Engine engine) {
  const std::optional<Leaf> stored = number_of(place, engine);
  if (!stored) return {};
  return {{said(stored->holds, op, number(place, value, engine)), stored->known}};
}

Leaves text_leaves(const Place& place, Op op, const std::string& text, Engine engine) {
  if (!is_text(*place.column, engine)) return {};
  const Statement bound =
      engine == Engine::postgresql ? Statement("cast(? as text)", {text}) : Statement("?", {text});
  return {{text_compared(place, op, bound, engine), text_known(place, engine)}};
}

Leaves truth_leaves(const Place& place, Op op, bool truth, Engine engine) {
  if (place.column->kind != TypeKind::boolean) return {};
  if (engine == Engine::postgresql)
    return {{said(place.name, op, Statement("cast(? as boolean)", {truth})), not_null(place.name)}};
  Statement known("(");
  if (engine == Engine::sqlite) known.text("typeof(").append(place.name).text(") = 'integer' and ");
  known.append(place.name).text(" in (0, 1))");
  return {{said(place.name, op, Statement("?", {std::int64_t{truth}})), known}};
}

Leaves column_leaves(const Place& left, Op op, const Place& right, Engine engine) {
  const sql::Column& a = *left.column;
  const sql::Column& b = *right.column;
  if (is_moment(a) || is_moment(b)) return moments(left, op, right, engine);
  if (is_number(a, engine) || is_number(b, engine))
    return compared(number_of(left, engine), op, number_of(right, engine));
  const bool equality = op == Op::equal || op == Op::not_equal;
  if (a.kind == TypeKind::boolean && b.kind == TypeKind::boolean && equality)
    return {{said(left.name, op, right.name), both(not_null(left.name), not_null(right.name))}};
  if (!is_text(a, engine) || !is_text(b, engine)) return {};
  if (!equality) return moments(left, op, right, engine);
  return {{said(exactly(left.name, engine), op, exactly(right.name, engine)),
           both(text_known(left, engine), text_known(right, engine))}};
}

std::optional<Statement> joined(const Place& there, const Place& here, Engine engine) {
  const sql::Column& a = *there.column;
  const sql::Column& b = *here.column;
  const Statement equal = said(there.name, Op::equal, here.name);
  if (engine == Engine::sqlite) return equal;
  if (is_number(a, engine) && is_number(b, engine)) return equal;
  if (!is_text(a, engine) || !is_text(b, engine)) {
    if (a.kind == b.kind && a.type == b.type) return equal;
    return std::nullopt;
  }
  const Statement exact = said(exactly(there.name, engine), Op::equal, exactly(here.name, engine));
  if (a.kind != TypeKind::text || b.kind != TypeKind::text)
    return a.type == b.type ? std::optional(equal) : std::optional(exact);
  return both(equal, exact);
}

}  // namespace ombud::conditions
