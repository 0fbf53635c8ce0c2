#pragma once
// What a condition means, the slow and obvious way: row by row, in three answers, with a calendar
// of its own. It shares nothing with the SQL but the words.

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conditions/conditions.h"

namespace ombud::conditions::test {

enum class Truth { no, open, yes };

/// What a column is declared as, the same on every engine but for its spelling.
enum class Form { number, day, local, instant, text, count, truth };

using Row = std::map<std::string, sql::Value>;

struct Table {
  std::map<std::string, Form> forms;
  std::vector<Row> rows;
};

using Tables = std::map<std::string, Table>;

inline Truth of(bool truth) { return truth ? Truth::yes : Truth::no; }

inline Truth turned(Truth truth) {
  if (truth == Truth::open) return truth;
  return of(truth == Truth::no);
}

inline bool meets(Op op, int order) {
  if (op == Op::equal) return order == 0;
  if (op == Op::not_equal) return order != 0;
  if (op == Op::less) return order < 0;
  if (op == Op::at_most) return order <= 0;
  if (op == Op::more) return order > 0;
  return order >= 0;
}

template <class T>
int order_of(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

inline bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c < 128 && std::isdigit(c); });
}

/// "2026-01-31", alone or with an hour, as seconds of its own clock; nothing where it is none.
inline std::optional<std::int64_t> seconds_in(const std::string& text) {
  if (text.size() != 10 && text.size() != 16 && text.size() < 19) return std::nullopt;
  std::string shape = text;
  for (char& c : shape)
    if (all_digits(std::string_view(&c, 1))) c = '0';
  const std::string with_t = shape.size() > 10 ? shape.replace(10, 1, " ") : shape;
  if (text.size() > 10 && text[10] != ' ' && text[10] != 'T') return std::nullopt;
  if (with_t.substr(0, 19) !=
      std::string("0000-00-00 00:00:00").substr(0, std::min<std::size_t>(text.size(), 19)))
    return std::nullopt;
  if (text.size() > 19 &&
      (text[19] != '.' || !all_digits(std::string_view(text).substr(20)) || text.size() > 29))
    return std::nullopt;
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::sscanf(text.substr(0, 10).c_str(), "%d-%d-%d", &year, &month, &day);
  if (text.size() > 10) std::sscanf(text.substr(11).c_str(), "%d:%d:%d", &hour, &minute, &second);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1])
    return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  std::int64_t days = day - 1;
  for (int i = 1; i < month; ++i) days += lengths[i - 1];
  for (int i = 1970; i < year; ++i)
    days += (i % 4 == 0 && i % 100 != 0) || i % 400 == 0 ? 366 : 365;
  for (int i = year; i < 1970; ++i)
    days -= (i % 4 == 0 && i % 100 != 0) || i % 400 == 0 ? 366 : 365;
  return days * 86400 + hour * 3600 + minute * 60 + second;
}

inline std::int64_t seconds_of(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

class Reference {
 public:
  Reference(const Tables& tables, sql::Engine engine) : tables_(tables), engine_(engine) {}

  Truth ask(const Condition& condition, const std::string& table, const Row& row) {
    std::vector<Level> levels = {{table, &row}};
    return ask(condition, levels);
  }

 private:
  struct Level {
    std::string table;
    const Row* row;
  };

  using Levels = std::vector<Level>;

  Truth ask(const Condition& condition, const Levels& levels) {
    switch (condition.what) {
      case Condition::What::all_of: {
        Truth answer = Truth::yes;
        for (const Condition& part : condition.parts) answer = std::min(answer, ask(part, levels));
        return answer;
      }
      case Condition::What::any_of: {
        Truth answer = Truth::no;
        for (const Condition& part : condition.parts) answer = std::max(answer, ask(part, levels));
        return answer;
      }
      case Condition::What::negation:
        return turned(ask(condition.parts.at(0), levels));
      case Condition::What::is_null:
        return of(sql::is_null(value_of(condition.left, levels)));
      case Condition::What::in_list: {
        Truth answer = Truth::no;
        for (const Value& value : condition.list)
          answer = std::max(answer, compared(condition.left, Op::equal, value, levels));
        return answer;
      }
      case Condition::What::compare:
        if (const auto* other = std::get_if<ColumnOf>(&condition.right))
          return columns_compared(condition.left, condition.op, *other, levels);
        return compared(condition.left, condition.op, std::get<Value>(condition.right), levels);
      case Condition::What::exists: {
        Truth answer = Truth::no;
        for (const Row& row : tables_.at(condition.table).rows) {
          bool joins = true;
          for (const auto& [there, here] : condition.joined_by) {
            const sql::Value& a = row.at(there);
            joins = joins && !sql::is_null(a) && a == levels.back().row->at(here);
          }
          if (!joins) continue;
          Levels deeper = levels;
          deeper.push_back({condition.table, &row});
          answer = std::max(answer, ask(condition.parts.at(0), deeper));
        }
        return answer;
      }
    }
    std::abort();
  }

  static const sql::Value& value_of(const ColumnOf& column, const Levels& levels) {
    return levels.at(levels.size() - 1 - static_cast<std::size_t>(column.out))
        .row->at(column.column);
  }

  Form form_of(const ColumnOf& column, const Levels& levels) const {
    return tables_.at(levels.at(levels.size() - 1 - static_cast<std::size_t>(column.out)).table)
        .forms.at(column.column);
  }

  static std::optional<double> number_of(const sql::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
      return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    const std::string text = sql::plain(value);
    std::string_view rest = text;
    if (rest.starts_with("-")) rest.remove_prefix(1);
    const std::size_t point = rest.find('.');
    if (!all_digits(rest.substr(0, point))) return std::nullopt;
    if (point != std::string_view::npos && !all_digits(rest.substr(point + 1))) return std::nullopt;
    return std::stod(text);
  }

  // Before, on or after the day.
  std::optional<int> order_to(const sql::Value& value, Form form, const OnDay& on) const {
    const auto between = [](std::int64_t at, std::int64_t begins, std::int64_t ends) {
      return at < begins ? -1 : (at >= ends ? 1 : 0);
    };
    if (const auto* count = std::get_if<std::int64_t>(&value)) {
      if (form == Form::day || *count <= 99991231 || *count >= 100000000000000) return std::nullopt;
      const std::int64_t seconds = *count < 100000000000 ? *count : *count / 1000;
      return between(seconds, seconds_of(on.begins), seconds_of(on.ends));
    }
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return std::nullopt;
    const std::optional<std::int64_t> at = seconds_in(*text);
    if (!at) return std::nullopt;
    if (form == Form::instant && engine_ != sql::Engine::sqlite)
      return between(*at, seconds_of(on.begins), seconds_of(on.ends));
    const std::int64_t day = on.day.time_since_epoch().count() * std::int64_t{86400};
    return between(*at, day, day + 86400);
  }

  Truth compared(const ColumnOf& column, Op op, const Value& value, const Levels& levels) {
    const sql::Value& stored = value_of(column, levels);
    if (sql::is_null(stored)) return Truth::open;
    if (const auto* on = std::get_if<OnDay>(&value)) {
      const std::optional<int> order = order_to(stored, form_of(column, levels), *on);
      return order ? of(meets(op, *order)) : Truth::open;
    }
    if (const auto* text = std::get_if<std::string>(&value))
      return of(meets(op, order_of(sql::plain(stored), *text)));
    if (const auto* truth = std::get_if<bool>(&value))
      return of(meets(op, order_of(std::get<std::int64_t>(stored) != 0, *truth)));
    const std::optional<double> number = number_of(stored);
    if (!number) return Truth::open;
    const auto* integer = std::get_if<std::int64_t>(&value);
    const double other = integer != nullptr ? static_cast<double>(*integer)
                                            : std::stod(std::get<sql::Decimal>(value).digits);
    return of(meets(op, order_of(*number, other)));
  }

  Truth columns_compared(const ColumnOf& left, Op op, const ColumnOf& right, const Levels& levels) {
    const sql::Value& a = value_of(left, levels);
    const sql::Value& b = value_of(right, levels);
    if (sql::is_null(a) || sql::is_null(b)) return Truth::open;
    const Form forms[] = {form_of(left, levels), form_of(right, levels)};
    const auto has = [&](Form form) { return forms[0] == form || forms[1] == form; };
    const bool both_text = forms[0] == Form::text && forms[1] == Form::text;
    if (both_text && (op == Op::equal || op == Op::not_equal))
      return of(meets(op, order_of(sql::plain(a), sql::plain(b))));
    if (has(Form::number) || has(Form::count)) {
      const std::optional<double> numbers[] = {number_of(a), number_of(b)};
      if (!numbers[0] || !numbers[1]) return Truth::open;
      return of(meets(op, order_of(*numbers[0], *numbers[1])));
    }
    const auto* one = std::get_if<std::string>(&a);
    const auto* other = std::get_if<std::string>(&b);
    if (one == nullptr || other == nullptr) return Truth::open;
    const std::optional<std::int64_t> at[] = {seconds_in(*one), seconds_in(*other)};
    if (!at[0] || !at[1]) return Truth::open;
    return of(meets(op, order_of(*at[0], *at[1])));
  }

  const Tables& tables_;
  sql::Engine engine_;
};

}  // namespace ombud::conditions::test
