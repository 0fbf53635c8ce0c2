#include "retention/expression.h"

#include <algorithm>
#include <charconv>

#include "base/periods.h"
#include "retention/tokens.h"

namespace ombud::retention {

namespace {

using conditions::ColumnOf;
using conditions::Condition;
using conditions::Op;
using Kind = Token::Kind;

constexpr int deepest = 32;
constexpr std::string_view language[] = {"and", "or",   "not",  "exists", "where", "on",
                                         "is",  "null", "true", "false",  "today", "in"};

class Parser {
 public:
  Parser(const Setting& setting, std::vector<const sql::Table*> tables, const std::string& text,
         std::vector<Token> tokens)
      : setting_(setting), tables_(std::move(tables)), text_(text), tokens_(std::move(tokens)) {}

  Result<Condition> whole() {
    Condition condition = TRY(any(0));
    if (peek().kind != Kind::end) return bad();
    return condition;
  }

  Result<Joined> whole_join() {
    Joined joined = TRY(join(*tables_.back(), *tables_.front()));
    if (peek().kind != Kind::end) return bad();
    return joined;
  }

 private:
  const Token& peek() const { return tokens_[at_]; }

  bool take(std::string_view wanted) {
    if (!peek().is(wanted)) return false;
    ++at_;
    return true;
  }

  Failure bad() const { return bad_expression(text_, peek().at); }

  Result<Condition> any(int depth) {
    if (depth > deepest) return fail(Errc::invalid, "conditions.too_deep");
    std::vector<Condition> parts = {TRY(all(depth))};
    while (take("or")) parts.push_back(TRY(all(depth)));
    return parts.size() == 1 ? std::move(parts.front()) : conditions::any_of(std::move(parts));
  }

  Result<Condition> all(int depth) {
    std::vector<Condition> parts = {TRY(one(depth))};
    while (take("and")) parts.push_back(TRY(one(depth)));
    return parts.size() == 1 ? std::move(parts.front()) : conditions::all_of(std::move(parts));
  }

  Result<Condition> one(int depth) {
    if (depth > deepest) return fail(Errc::invalid, "conditions.too_deep");
    if (take("not")) return conditions::negation(TRY(one(depth + 1)));
    if (take("exists")) return exists(depth);
    if (!take("(")) return comparison();
    Condition within = TRY(any(depth + 1));
    if (!take(")")) return bad();
    return within;
  }

  Result<Condition> exists(int depth) {
    const std::size_t begin = peek().at;
    const std::string name = TRY(path());
    const sql::Table* there = setting_.catalogue.find(name);
    if (there == nullptr)
      return fail(Errc::not_found, "conditions.unknown_table", {{"table", name}});
    const sql::Table& here = *tables_.back();
    tables_.push_back(there);
    Joined joined;
    if (take("on"))
      joined = TRY(join(*there, here));
    else
      joined = TRY(joined_by(setting_, *there, here, ""));
    Condition meets = conditions::all_of({});
    if (take("where")) meets = TRY(any(depth + 1));
    tables_.pop_back();
    if (joined.empty()) return bad_expression(text_, begin);
    return conditions::exists(name, std::move(joined), std::move(meets));
  }

  // "member_id = id, year = member.year": there first.
  Result<Joined> join(const sql::Table& there, const sql::Table& here) {
    Joined joined;
    do {
      std::string from = TRY(column_of(there));
      if (!take("=")) return bad();
      joined.emplace_back(std::move(from), TRY(column_of(here)));
    } while (take(","));
    return joined;
  }

  Result<std::string> column_of(const sql::Table& table) {
    const std::size_t begin = peek().at;
    std::string place = TRY(path());
    const std::string before = setting_.catalogue.label(table) + ".";
    if (place.starts_with(before)) return place.substr(before.size());
    if (place.find('.') != std::string::npos) return bad_expression(text_, begin);
    return place;
  }

  // Words with points between them.
  Result<std::string> path() {
    std::string place;
    do {
      const Token& token = peek();
      const bool reserved =
          token.kind == Kind::word &&
          std::find(std::begin(language), std::end(language), token.text) != std::end(language);
      if ((token.kind != Kind::word && token.kind != Kind::name) || reserved) return bad();
      if (!place.empty()) place += '.';
      place += token.text;
      ++at_;
    } while (take("."));
    return place;
  }

  Result<ColumnOf> column() {
    const std::string place = TRY(path());
    const std::size_t dot = place.rfind('.');
    if (dot == std::string::npos) return ColumnOf{place, 0};
    const std::string table = place.substr(0, dot);
    for (std::size_t out = 0; out < tables_.size(); ++out)
      if (setting_.catalogue.label(*tables_[tables_.size() - 1 - out]) == table)
        return ColumnOf{place.substr(dot + 1), static_cast<int>(out)};
    return fail(Errc::invalid, "retention.unknown_place", {{"place", place}});
  }

  Result<Condition> comparison() {
    const ColumnOf left = TRY(column());
    if (take("is")) {
      const bool negated = take("not");
      if (!take("null")) return bad();
      return maybe_not(conditions::is_null(left), negated);
    }
    const bool negated = take("not");
    if (take("in")) return maybe_not(TRY(list(left)), negated);
    if (negated) return bad();
    const Op op = TRY(sign());
    if (is_value()) return conditions::compare(left, op, TRY(value()));
    return conditions::compare_columns(left, op, TRY(column()));
  }

  static Condition maybe_not(Condition condition, bool negated) {
    return negated ? conditions::negation(std::move(condition)) : std::move(condition);
  }

  Result<Op> sign() {
    for (const Op op : {Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least})
      if (take(conditions::word(op))) return op;
    return bad();
  }

  Result<Condition> list(const ColumnOf& left) {
    if (!take("(")) return bad();
    std::vector<conditions::Value> values;
    do {
      if (!is_value()) return bad();
      values.push_back(TRY(value()));
    } while (take(","));
    if (!take(")")) return bad();
    return conditions::in_list(left, std::move(values));
  }

  bool is_value() const {
    const Token& token = peek();
    return token.kind == Kind::integer || token.kind == Kind::decimal || token.kind == Kind::text ||
           token.kind == Kind::day || token.is("true") || token.is("false") || token.is("today");
  }

  Result<conditions::Value> value() {
    if (take("today")) return day_from_today();
    const Token& token = tokens_[at_++];
    if (token.kind == Kind::word) return conditions::Value(token.text == "true");
    if (token.kind == Kind::text) return conditions::Value(token.text);
    if (token.kind == Kind::decimal) return conditions::Value(sql::Decimal{token.text});
    if (token.kind == Kind::day)
      return conditions::Value(on_day(setting_, TRY(parse_day(token.text))));
    std::int64_t number = 0;
    const char* const end = token.text.data() + token.text.size();
    const auto [stopped, error] = std::from_chars(token.text.data(), end, number);
    if (error != std::errc{}) return bad_expression(text_, token.at);
    return conditions::Value(number);
  }

  // "today", "today - 30 days".
  Result<conditions::Value> day_from_today() {
    const bool minus = take("-");
    if (!minus && !take("+")) return conditions::Value(on_day(setting_, setting_.today));
    const Token& count = tokens_[at_];
    if (count.kind != Kind::integer) return bad();
    ++at_;
    const Token& unit = tokens_[at_];
    Result<Period> period = parse_period(count.text + " " + unit.text);
    if (unit.kind != Kind::word || !period) return bad();
    ++at_;
    const bool months = period->unit == PeriodUnit::months || period->unit == PeriodUnit::years;
    if (!minus) return conditions::Value(on_day(setting_, end_of(setting_.today, period.value())));
    if (months)
      return conditions::Value(on_day(
          setting_, add_months(setting_.today,
                               -period->count * (period->unit == PeriodUnit::years ? 12 : 1))));
    const Day end = end_of(setting_.today, period.value());
    return conditions::Value(on_day(setting_, setting_.today - (end - setting_.today)));
  }

  const Setting& setting_;
  std::vector<const sql::Table*> tables_;  // Outermost first.
  const std::string& text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

std::vector<Joined> links_between(const Setting& setting, const std::string& there,
                                  const std::string& here) {
  std::vector<Joined> found;
  const auto add = [&](const auto& of_there, const auto& of_here) {
    Joined joined;
    for (std::size_t i = 0; i < of_there.size() && i < of_here.size(); ++i)
      joined.emplace_back(of_there[i], of_here[i]);
    if (std::find(found.begin(), found.end(), joined) == found.end()) found.push_back(joined);
  };
  for (const datamap::Link& link : setting.map.links) {
    // One that holds for some rows only is no way for all.
    if (!link.where_column.empty()) continue;
    if (link.from_table == there && link.to_table == here) add(link.from_columns, link.to_columns);
    if (link.from_table == here && link.to_table == there) add(link.to_columns, link.from_columns);
  }
  return found;
}

std::vector<Joined> keys_between(const sql::Catalogue& catalogue, const sql::Table& there,
                                 const sql::Table& here) {
  std::vector<Joined> found;
  const auto add = [&](const sql::Table& from, const sql::Table& to, bool turned) {
    for (const sql::ForeignKey& key : from.foreign_keys) {
      if (&catalogue.tables[key.to_table] != &to) continue;
      Joined joined;
      for (std::size_t i = 0; i < key.columns.size() && i < key.to_columns.size(); ++i) {
        const std::string& a = key.columns[i].text();
        const std::string& b = key.to_columns[i].text();
        joined.emplace_back(turned ? b : a, turned ? a : b);
      }
      if (std::find(found.begin(), found.end(), joined) == found.end()) found.push_back(joined);
    }
  };
  add(there, here, false);
  if (&there != &here) add(here, there, true);
  return found;
}

Result<Condition> parsed(const Setting& setting, std::vector<const sql::Table*> tables,
                         const std::string& text) {
  return Parser(setting, std::move(tables), text, TRY(tokens_of(text))).whole();
}

}  // namespace

conditions::OnDay on_day(const Setting& setting, Day day) {
  return {day, setting.zone.start_of(day), setting.zone.start_of(day + std::chrono::days(1))};
}

Result<Joined> joined_by(const Setting& setting, const sql::Table& there, const sql::Table& here,
                         const std::string& on) {
  if (!on.empty()) return Parser(setting, {&here, &there}, on, TRY(tokens_of(on))).whole_join();
  const std::string there_name = setting.catalogue.label(there);
  const std::string here_name = setting.catalogue.label(here);
  std::vector<Joined> ways = links_between(setting, there_name, here_name);
  if (ways.empty()) ways = keys_between(setting.catalogue, there, here);
  if (ways.size() != 1)
    return fail(Errc::invalid, "retention.say_on", {{"table", there_name}, {"of", here_name}});
  return std::move(ways.front());
}

Result<Condition> read_expression(const Setting& setting, const sql::Table& table,
                                  const std::string& text) {
  return parsed(setting, {&table}, text);
}

Result<Condition> read_expression(const Setting& setting, const sql::Table& there,
                                  const sql::Table& here, const std::string& text) {
  return parsed(setting, {&here, &there}, text);
}

}  // namespace ombud::retention
