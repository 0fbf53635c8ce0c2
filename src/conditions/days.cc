// Days as sources store them. `holds` compares the bare column with the instants or days at which
// the wished day begins and ends; `known` looks at the stored value's form, because 0000-00-00 and
// infinity are smaller than every cut-off, and in text 2025-02-31 lies between two days.
#include "conditions/forms.h"

namespace ombud::conditions {

namespace {

using sql::Engine;
using sql::Statement;
using sql::TypeKind;

enum class Form : std::uint8_t { day, local_time, instant, text, seconds, milliseconds };

std::vector<Form> forms_of(const sql::Column& column, Engine engine) {
  const std::vector<Form> counted = {Form::seconds, Form::milliseconds};
  switch (column.kind) {
    case TypeKind::day:
      return {engine == Engine::sqlite ? Form::text : Form::day};
    case TypeKind::instant:
      if (engine == Engine::sqlite) return {Form::text, Form::seconds, Form::milliseconds};
      if (engine == Engine::postgresql)
        return {column.type.find("with time zone") != std::string::npos ? Form::instant
                                                                        : Form::local_time};
      return {column.type.starts_with("timestamp") ? Form::instant : Form::local_time};
    case TypeKind::text:
      return {Form::text};
    case TypeKind::integer:
      return counted;
    case TypeKind::other:
      if (engine == Engine::sqlite) return {Form::text, Form::seconds, Form::milliseconds};
      return {};
    default:
      return {};
  }
}

// The form's value at which a day begins.
Statement bound(Form form, Day day, Instant begins, Engine engine) {
  const std::string written = format_day(day);
  // Seconds: the instants begin on one.
  std::string utc = format_instant(begins).substr(0, 19);
  utc[10] = ' ';
  const std::int64_t seconds =
      std::chrono::floor<std::chrono::seconds>(begins).time_since_epoch().count();
  const bool postgresql = engine == Engine::postgresql;
  switch (form) {
    case Form::day:
      return Statement("cast(? as date)", {written});
    case Form::local_time:
      return postgresql ? Statement("cast(? as timestamp)", {written + " 00:00:00"})
                        : Statement("cast(? as datetime)", {written + " 00:00:00"});
    case Form::instant:
      return postgresql ? Statement("cast(? as timestamptz)", {utc + "+00"})
                        : Statement("cast(? as datetime)", {utc});
    case Form::text:
      return postgresql ? Statement("cast(? as text)", {written}) : Statement("?", {written});
    case Form::seconds:
      return postgresql ? Statement("cast(? as bigint)", {seconds}) : Statement("?", {seconds});
    case Form::milliseconds:
      return postgresql ? Statement("cast(? as bigint)", {seconds * 1000})
                        : Statement("?", {seconds * 1000});
  }
  std::abort();
}

Statement compared(const Statement& name, Op op, const Statement& begins, const Statement& ends) {
  Statement made("(");
  switch (op) {
    case Op::equal:
      return made.append(name)
          .text(" >= ")
          .append(begins)
          .text(" and ")
          .append(name)
          .text(" < ")
          .append(ends)
          .text(")");
    case Op::not_equal:
      return made.append(name)
          .text(" < ")
          .append(begins)
          .text(" or ")
          .append(name)
          .text(" >= ")
          .append(ends)
          .text(")");
    case Op::less:
      return made.append(name).text(" < ").append(begins).text(")");
    case Op::at_most:
      return made.append(name).text(" < ").append(ends).text(")");
    case Op::more:
      return made.append(name).text(" >= ").append(ends).text(")");
    case Op::at_least:
      return made.append(name).text(" >= ").append(begins).text(")");
  }
  std::abort();
}

// A day of the calendar, alone or with an hour; the leap years are in it.
#define OMBUD_DAY_PATTERN                                                         \
  "'^(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-"   \
  "(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|" \
  "[13579][26])|([02468][048]|[13579][26])00)-02-29)"                             \
  "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?)?$(?![[:space:]])'"

Statement text_known(const Statement& name, Engine engine) {
  Statement made;
  if (engine == Engine::postgresql)
    return made.text("cast(").append(name).text(" as text) collate \"C\" ~ " OMBUD_DAY_PATTERN);
  if (engine == Engine::mariadb)
    return made.text("convert(")
        .append(name)
        .text(" using utf8mb4) collate utf8mb4_bin regexp " OMBUD_DAY_PATTERN);
  // SQLite has no regular expressions; its date() gives 31 February back unless it has to
  // count, and its functions
  // of text see nothing behind a zero byte.
  const auto like = [&](sql::Literal pattern) {
    return Statement().append(name).text(" glob ").text(pattern);
  };
#define OMBUD_DAY_GLOB "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
#define OMBUD_HOUR_GLOB "[T ][0-2][0-9]:[0-5][0-9]"
  return made.text("(typeof(")
      .append(name)
      .text(") = 'text' and (")
      .append(like("'" OMBUD_DAY_GLOB "'"))
      .text(" or ")
      .append(like("'" OMBUD_DAY_GLOB OMBUD_HOUR_GLOB "'"))
      .text(" or ")
      .append(like("'" OMBUD_DAY_GLOB OMBUD_HOUR_GLOB ":[0-5][0-9]'"))
      .text(" or ")
      .append(like("'" OMBUD_DAY_GLOB OMBUD_HOUR_GLOB ":[0-5][0-9].[0-9]*'"))
      .text(" and not ")
      .append(like("'*.*[^0-9]*'"))
      .text(" and length(")
      .append(name)
      .text(") <= 29)")
      .text(" and date(substr(")
      .append(name)
      .text(", 1, 10), '+0 days') = substr(")
      .append(name)
      .text(", 1, 10) and substr(")
      .append(name)
      .text(", 1, 4) > '0000' and substr(")
      .append(name)
      .text(", 12, 2) < '24' and length(cast(")
      .append(name)
      .text(" as blob)) = length(")
      .append(name)
      .text("))");
#undef OMBUD_DAY_GLOB
#undef OMBUD_HOUR_GLOB
}

// MariaDB's dates may lack a day or a month, and may be 31 February.
Statement mariadb_known(const Statement& name) {
  return Statement("(")
      .append(name)
      .text(" >= '0001-01-01' and dayofmonth(")
      .append(name)
      .text(") between 1 and dayofmonth(last_day(")
      .append(name)
      .text(")))");
}

Statement known(Form form, const Statement& name, Engine engine) {
  Statement made("(");
  const bool postgresql = engine == Engine::postgresql;
  const auto between = [&](sql::Literal least, sql::Literal end) {
    return made.append(name)
        .text(" >= ")
        .text(least)
        .text(" and ")
        .append(name)
        .text(" < ")
        .text(end)
        .text(")");
  };
  switch (form) {
    case Form::day:
      if (postgresql) return between("date '0001-01-01'", "date '10000-01-01'");
      return mariadb_known(name);
    case Form::local_time:
      if (postgresql) return between("timestamp '0001-01-01'", "timestamp '10000-01-01'");
      return mariadb_known(name);
    case Form::instant:
      if (postgresql)
        return between("timestamptz '0001-01-01 00:00+00'", "timestamptz '10000-01-01 00:00+00'");
      return mariadb_known(name);
    case Form::text:
      return text_known(name, engine);
    case Form::seconds:
    case Form::milliseconds:
      if (engine == Engine::sqlite) made.text("typeof(").append(name).text(") = 'integer' and ");
      // Below, 20250131 would be a day of 1970; above, a count is of milliseconds.
      return form == Form::seconds ? between("99991232", "100000000000")
                                   : between("100000000000", "100000000000000");
  }
  std::abort();
}

}  // namespace

Leaves day_leaves(const Place& place, Op op, const OnDay& on, Engine engine) {
  Leaves leaves;
  for (const Form form : forms_of(*place.column, engine)) {
    const Statement begins = bound(form, on.day, on.begins, engine);
    const Statement ends = bound(form, on.day + std::chrono::days(1), on.ends, engine);
    leaves.push_back({compared(place.name, op, begins, ends), known(form, place.name, engine)});
  }
  return leaves;
}

std::optional<Leaf> moment_text(const Place& place, Engine engine) {
  const std::vector<Form> forms = forms_of(*place.column, engine);
  if (forms.empty()) return std::nullopt;
  const Statement& name = place.name;
  const bool native = forms.front() == Form::day || forms.front() == Form::local_time;
  if (!native && forms.front() != Form::text) return std::nullopt;
  Statement text;
  if (native && engine == Engine::postgresql)
    text.text("to_char(").append(name).text(", 'YYYY-MM-DD HH24:MI:SS')");
  else if (native)
    text.text("date_format(").append(name).text(", '%Y-%m-%d %H:%i:%s')");
  else if (engine == Engine::mariadb)
    text.text("left(concat(replace(")
        .append(name)
        .text(", 'T', ' '), case char_length(")
        .append(name)
        .text(") when 10 then ' 00:00:00' else ':00' end), 19)");
  else
    text.text("substr(replace(cast(")
        .append(name)
        .text(" as text), 'T', ' ') || case length(")
        .append(name)
        .text(") when 10 then ' 00:00:00' else ':00' end, 1, 19)");
  return Leaf{std::move(text), known(forms.front(), name, engine)};
}

}  // namespace ombud::conditions
