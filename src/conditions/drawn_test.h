#pragma once
// Rows and conditions drawn at random for the property test, with the values that databases hold
// and no calendar has.

#include <random>

#include "conditions/reference_test.h"

namespace ombud::conditions::test {

/// Draws rows and conditions; small ranges, so that equal days and numbers meet.
class Drawn {
 public:
  Drawn(unsigned seed, sql::Engine engine) : random_(seed), engine_(engine) {}

  std::int64_t number(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
  }

  bool one_in(int n) { return number(1, n) == 1; }

  template <class T>
  T any(std::vector<T> of) {
    return of.at(static_cast<std::size_t>(number(0, static_cast<std::int64_t>(of.size()) - 1)));
  }

  Day day() { return Day(std::chrono::days(20134 + number(0, 12))); }  // From 2025-02-15.

  std::string hour() {
    return any<std::string>({"00:00:00", "23:59:59", "22:30:00", "23:00:00", "12:00:00"});
  }

  sql::Value or_null(sql::Value value) { return one_in(7) ? sql::Value(sql::Null{}) : value; }

  sql::Value stored_day() {
    if (one_in(6)) {
      if (engine_ == sql::Engine::sqlite)
        return any<sql::Value>({"2025-02-29", "2025-2-03", "", "0000-00-00", std::int64_t{20250131},
                                std::int64_t{1740000000}, "2025-02-20 10:00", "2025-02-20 24:00"});
      if (engine_ == sql::Engine::mariadb)
        return any<sql::Value>({"0000-00-00", "2025-02-31", "2025-02-00", "2025-00-10"});
      return any<sql::Value>({"-infinity", "infinity", "0044-03-15 BC"});
    }
    return or_null(format_day(day()));
  }

  sql::Value stored_moment() {
    if (one_in(9) && engine_ == sql::Engine::sqlite)
      return any<sql::Value>({std::int64_t{1740000000}, std::int64_t{1740000000123},
                              std::int64_t{20250131}, "2025-02-30 10:00:00"});
    if (one_in(9) && engine_ == sql::Engine::postgresql)
      return any<sql::Value>({"-infinity", "infinity"});
    if (one_in(9) && engine_ == sql::Engine::mariadb) return "0000-00-00 00:00:00";
    return or_null(format_day(day()) + " " + hour());
  }

  sql::Value stored_text() {
    const std::string at = format_day(day());
    return or_null(any<std::string>({at,
                                     at,
                                     at,
                                     at + " " + hour(),
                                     at + "T" + hour(),
                                     at + " 10:00",
                                     at + " 10:00:00.125",
                                     "2025-02-29",
                                     "2024-02-29",
                                     "2025-13-01",
                                     "2025-00-01",
                                     "0000-01-01",
                                     "25-02-20",
                                     "",
                                     "2025-02-20Z",
                                     at + "T10:00:00Z",
                                     at + " 24:00:00",
                                     at + " ",
                                     at + "\n",
                                     " " + at,
                                     at + "x",
                                     "12.5",
                                     at + " 10:60:00",
                                     "1900-02-29",
                                     "2000-02-29",
                                     at + "t10:00:00"}));
  }

  sql::Value stored_price() {
    return or_null(
        any<std::string>({"0", "-1", "2", "2.0", "2.50", "-2.5", "002", "1e1", "", " 1", "1 ",
                          "--1", ".5", "5.", "1,5", "-", "1.2.3", "Infinity", "1\n"}));
  }

  sql::Value stored_name() {
    return or_null(any<std::string>({"a", "A", "å", "Å", "a ", "b", "", "2", "ab"}));
  }

  Row person(std::int64_t id) {
    const bool mariadb = engine_ == sql::Engine::mariadb;
    const std::int64_t counts[] = {
        0,  20250131,      99991231,   99991232,       1740000000,     1739919600,
        -5, 1740000000123, 1740009600, 99999999999999, 100000000000000};
    return {
        {"id", id},
        {"born", stored_day()},
        {"joined", stored_moment()},
        {"seen", stored_moment()},
        {"texted", stored_text()},
        {"counted", or_null(counts[number(0, 10)])},
        {"balance", or_null(sql::Decimal{any<std::string>({"0", "2.5", "-1", "2", "-2.5"})})},
        {"score", or_null(static_cast<double>(number(-4, 4)) / 2)},
        {"price", stored_price()},
        {"status", mariadb ? or_null(any<std::string>({"a", "A", "b", "Å", "a "})) : stored_name()},
        {"nick", stored_name()},
        {"active", or_null(number(0, 1))},
        {"chief", or_null(number(1, 40))}};
  }

  Row visit(std::int64_t id) {
    return {{"id", id},
            {"person_id", or_null(number(1, 40))},
            {"day", stored_day()},
            {"note", stored_text()},
            {"amount", or_null(number(-2, 3))}};
  }

  OnDay on() {
    const Day at = day();
    const auto east = std::chrono::hours(number(-1, 2));
    return {at, Instant(at) - east, Instant(at + std::chrono::days(1)) - east};
  }

  Op op() {
    return any<Op>({Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least});
  }

  Op equality() { return any<Op>({Op::equal, Op::not_equal}); }

  Value numeric() {
    if (one_in(2)) return number(-3, 3);
    return sql::Decimal{any<std::string>({"2.5", "-1", "0", "-2.50", "100000000000000000000"})};
  }

  std::string name() { return any<std::string>({"a", "A", "å", "a ", "", "b", "2"}); }

  Condition person_leaf(int out) {
    const auto column = [&](std::vector<std::string> of) {
      return ColumnOf{any(std::move(of)), out};
    };
    switch (number(0, 8)) {
      case 0:
      case 1:
        return compare(column({"born", "joined", "seen", "texted", "counted"}), op(), on());
      case 2:
        return compare(column({"balance", "score", "price"}), op(), numeric());
      case 3:
        return compare(column({"status", "nick"}), equality(), name());
      case 4:
        return compare(column({"active"}), equality(), one_in(2));
      case 5:
        return is_null(column({"born", "joined", "texted", "balance", "nick", "active"}));
      case 6:
        return in_list(column({"status", "nick"}), {name(), name()});
      case 7:
        return compare_columns(column({"born", "joined", "texted"}), op(),
                               column({"born", "joined", "texted"}));
      default:
        if (one_in(2))
          return compare_columns(column({"status"}), equality(), column({"nick", "texted"}));
        return compare_columns(column({"balance", "score", "price"}), op(),
                               column({"balance", "score", "price"}));
    }
  }

  Condition visit_leaf() {
    switch (number(0, 4)) {
      case 0:
        return compare({"day", 0}, op(), on());
      case 1:
        return compare({"note", 0}, op(), on());
      case 2:
        return compare({"amount", 0}, op(), numeric());
      case 3:
        return compare_columns({"day", 0}, op(),
                               {any<std::string>({"born", "texted", "joined"}), 1});
      default:
        return person_leaf(1);
    }
  }

  Condition condition(int depth, bool visits) {
    if (depth == 0 || one_in(4)) return visits ? visit_leaf() : person_leaf(0);
    std::vector<Condition> parts;
    const std::int64_t count = number(0, 3);
    switch (number(0, visits ? 3 : 5)) {
      case 0:
        for (std::int64_t i = 0; i < count; ++i) parts.push_back(condition(depth - 1, visits));
        return all_of(std::move(parts));
      case 1:
        for (std::int64_t i = 0; i < count; ++i) parts.push_back(condition(depth - 1, visits));
        return any_of(std::move(parts));
      case 2:
      case 3:
        return negation(condition(depth - 1, visits));
      case 4:
        return exists("visit", {{"person_id", "id"}}, condition(depth - 1, true));
      default:
        return exists("person", {{"chief", "id"}}, condition(depth - 1, false));
    }
  }

 private:
  std::mt19937 random_;
  sql::Engine engine_;
};

}  // namespace ombud::conditions::test
