// Rules out of YAML and back. Every key must be known and every value of its kind: a misspelt
// "unless" would erase those whom somebody wanted to keep.
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/text.h"
#include "base/yaml_tree.h"
#include "retention/rule.h"

namespace ombud::retention {

namespace {

using Kind = YamlNode::Kind;

Failure with_line(Error error, const YamlNode& at) {
  error.params.emplace_back("line", std::to_string(at.line));
  error.params.emplace_back("character", std::to_string(at.column));
  return fail(std::move(error));
}

Failure at(std::string key, std::string_view what, const YamlNode& node) {
  return fail(Errc::invalid, std::move(key),
              {{"key", std::string(what)},
               {"line", std::to_string(node.line)},
               {"character", std::to_string(node.column)}});
}

bool is_name(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view more = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !text.empty() && text.size() <= 60 && letters.find(text[0]) != std::string_view::npos &&
         text.find_first_not_of(more) == std::string_view::npos;
}

// The members of one rule, each taken once; what was not taken in the end is unknown.
class Members {
 public:
  explicit Members(const YamlNode& node) : node_(node) {}

  const YamlNode* take(std::string_view key) {
    taken_.insert(std::string(key));
    return node_.member(key);
  }

  Result<std::string> text(std::string_view key, bool required) {
    const YamlNode* found = take(key);
    if (found == nullptr && required) return at("retention.missing", key, node_);
    if (found == nullptr) return std::string();
    if (found->kind != Kind::text || trim(found->text).empty())
      return at("retention.bad_value", key, *found);
    return trim(found->text);
  }

  /// One text, or a list of them.
  Result<std::vector<std::string>> texts(std::string_view key, bool required) {
    const YamlNode* found = take(key);
    std::vector<std::string> all;
    if (found == nullptr && required) return at("retention.missing", key, node_);
    if (found == nullptr) return all;
    if (found->kind == Kind::text) {
      all.push_back(TRY(text(key, true)));
      return all;
    }
    if (found->kind != Kind::list || found->items.empty())
      return at("retention.bad_value", key, *found);
    for (const YamlNode& item : found->items) {
      if (item.kind != Kind::text || trim(item.text).empty())
        return at("retention.bad_value", key, item);
      all.push_back(trim(item.text));
    }
    return all;
  }

  Result<void> end() const {
    for (const auto& [key, value] : node_.named)
      if (!taken_.contains(key)) return at("retention.unknown_key", key, value);
    return {};
  }

  const YamlNode& node() const { return node_; }

 private:
  const YamlNode& node_;
  std::set<std::string> taken_;
};

// What parse_* says, with the line of the key.
template <class T>
Result<T> of_line(Result<T> result, const YamlNode* node) {
  if (result || node == nullptr) return result;
  return with_line(std::move(result).error(), *node);
}

// "latest membership.end_date on member_id = id where kind = 'full'".
Result<Start> parse_start(const std::string& text) {
  const Failure bad = fail(Errc::invalid, "retention.bad_start", {{"starts", text}});
  Start start;
  std::string rest = text;
  if (rest.starts_with("latest ")) start.from = Start::From::latest;
  if (rest.starts_with("earliest ")) start.from = Start::From::earliest;
  if (start.from == Start::From::column) {
    if (rest.find(' ') != std::string::npos) return bad;
    start.column = rest;
    return start;
  }
  rest = trim(rest.substr(rest.find(' ')));
  const auto part_after = [&](std::string_view word) {
    const std::size_t place = rest.find(word);
    if (place == std::string::npos) return std::string();
    std::string part = trim(rest.substr(place + word.size()));
    rest = trim(rest.substr(0, place));
    return part;
  };
  start.where = part_after(" where ");
  start.on = part_after(" on ");
  const std::size_t dot = rest.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == rest.size() ||
      rest.find(' ') != std::string::npos)
    return bad;
  start.table = rest.substr(0, dot);
  start.column = rest.substr(dot + 1);
  return start;
}

Result<void> read_subject(Members& members, Rule& rule) {
  const std::string subject = TRY(members.text("subject", true));
  const std::size_t dot = subject.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == subject.size())
    return at("retention.bad_value", "subject", *members.take("subject"));
  rule.system = subject.substr(0, dot);
  rule.table = subject.substr(dot + 1);
  return {};
}

Result<void> read_unless(Members& members, Rule& rule) {
  const YamlNode* unless = members.take("unless");
  if (unless == nullptr) return {};
  if (unless->kind != Kind::members) return at("retention.bad_value", "unless", *unless);
  for (const auto& [name, node] : unless->named) {
    if (!is_name(name)) return at("retention.bad_name", name, node);
    if (node.kind != Kind::text || trim(node.text).empty())
      return at("retention.bad_value", name, node);
    rule.unless.emplace_back(name, trim(node.text));
  }
  return {};
}

// "7 days"; days or weeks, because the lead is compared with how often the rule is looked at.
Result<std::optional<int>> read_lead(Members& members) {
  const std::string text = TRY(members.text("lead", false));
  if (text.empty()) return std::optional<int>();
  const Result<Period> period = parse_period(text);
  const bool counted =
      period && (period->unit == PeriodUnit::days || period->unit == PeriodUnit::weeks);
  if (!counted) return at("retention.bad_value", "lead", *members.take("lead"));
  return std::optional<int>(period->unit == PeriodUnit::weeks ? period->count * 7 : period->count);
}

// "04-30": a month's last day; of February 02-28 or 02-29.
Result<int> read_financial_year_end(Members& members) {
  const std::string text = TRY(members.text("financial_year_ends", false));
  if (text.empty()) return 12;
  constexpr std::string_view ends[] = {"01-31", "02-28", "03-31", "04-30", "05-31", "06-30",
                                       "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"};
  for (int month = 1; month <= 12; ++month)
    if (text == ends[month - 1] || (month == 2 && text == "02-29")) return month;
  return at("retention.bad_value", "financial_year_ends", *members.take("financial_year_ends"));
}

Result<void> read_days(Members& members, Rule& rule) {
  for (const std::string& text : TRY(members.texts("shared_days", false))) {
    const Result<Day> day = parse_day(text);
    if (!day) return at("retention.bad_value", "shared_days", *members.take("shared_days"));
    rule.shared_days.push_back(day.value());
  }
  return {};
}

// The shortest that the period can be, in days.
int fewest_days(const Period& period) {
  constexpr int shortest[] = {1, 7, 28, 365};
  return period.count * shortest[static_cast<std::size_t>(period.unit)];
}

// What must be gone by a day must be looked at early enough before it.
Result<void> settle_lead(Members& members, Rule& rule, std::optional<int> lead) {
  if (rule.keep.bound == Bound::at_least) {
    if (lead) return at("retention.lead_of_at_least", "lead", *members.take("lead"));
    return {};
  }
  const int most = fewest_days(rule.keep.period);
  rule.lead_days = lead.value_or(std::min(usual_lead_days, most));
  if (rule.lead_days > most)
    return fail(Errc::invalid, "retention.lead_too_long",
                {{"rule", rule.name},
                 {"lead", std::to_string(rule.lead_days)},
                 {"keep", format_keep(rule.keep)}});
  // A week between two looks needs a week, so that at least one day is left for approving.
  constexpr int needed[] = {0, 7, 31, 0};
  const int needs = needed[static_cast<std::size_t>(rule.schedule.every)];
  // An event says when something starts, and nobody would look when it ends.
  const bool only_event =
      rule.schedule.every == Schedule::Every::event && rule.keep.period.count > 0;
  if (rule.lead_days < needs || only_event)
    return fail(Errc::invalid, "retention.not_in_time",
                {{"rule", rule.name},
                 {"schedule", format_schedule(rule.schedule)},
                 {"lead", std::to_string(rule.lead_days)}});
  return {};
}

Result<Rule> read_rule(const std::string& name, const YamlNode& node) {
  if (!is_name(name)) return at("retention.bad_name", name, node);
  if (node.kind != Kind::members) return at("retention.bad_value", name, node);
  Members members(node);
  Rule rule;
  rule.name = name;
  TRY(read_subject(members, rule));
  rule.starts =
      TRY(of_line(parse_start(TRY(members.text("starts", true))), members.take("starts")));
  rule.keep = TRY(of_line(parse_keep(TRY(members.text("keep", true))), members.take("keep")));
  TRY(read_unless(members, rule));
  const std::optional<Then> then = then_of(TRY(members.text("then", true)));
  if (!then) return at("retention.bad_value", "then", *members.take("then"));
  rule.then = *then;
  rule.only = TRY(members.texts("only", false));
  rule.because = TRY(members.texts("because", true));
  rule.law = TRY(members.text("law", false));
  rule.schedule =
      TRY(of_line(parse_schedule(TRY(members.text("schedule", true))), members.take("schedule")));
  const std::optional<int> lead = TRY(read_lead(members));
  rule.financial_year_ends = TRY(read_financial_year_end(members));
  rule.activity = TRY(members.texts("activity", false));
  TRY(read_days(members, rule));
  TRY(members.end());
  TRY(settle_lead(members, rule, lead));
  return rule;
}

// Within double quotes of YAML. A control character as it is would be read as another or none.
std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (c == '\n')
      made += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      made += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      made += c;
  }
  return made + "\"";
}

void write_list(std::string& yaml, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  yaml += fmt::format("  {}:\n", key);
  for (const std::string& text : texts) yaml += fmt::format("    - {}\n", quoted(text));
}

std::string format_start(const Start& start) {
  if (start.from == Start::From::column) return start.column;
  std::string text = start.from == Start::From::latest ? "latest " : "earliest ";
  text += start.table + "." + start.column;
  if (!start.on.empty()) text += " on " + start.on;
  if (!start.where.empty()) text += " where " + start.where;
  return text;
}

// The first text in the tree that has those words in it.
const YamlNode* text_with(const YamlNode& node, std::string_view words) {
  if (node.kind == Kind::text && node.text.find(words) != std::string::npos) return &node;
  const YamlNode* found = nullptr;
  for (const YamlNode& item : node.items)
    if (found == nullptr) found = text_with(item, words);
  for (const YamlNode::Member& member : node.named)
    if (found == nullptr) found = text_with(member.node, words);
  return found;
}

const std::string* param_of(const Error& error, std::string_view name) {
  for (const auto& [param, value] : error.params)
    if (param == name && !value.empty()) return &value;
  return nullptr;
}

}  // namespace

std::optional<PlaceInText> place_of(const Error& error) {
  const auto number = [&](std::string_view name) {
    const std::string* const text = param_of(error, name);
    std::size_t found = 0;
    if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), found);
    return found;
  };
  const PlaceInText place{number("line"), number("character")};
  return place.line > 0 ? std::optional(place) : std::nullopt;
}

std::optional<PlaceInText> place_in(std::string_view yaml, const std::string& rule,
                                    const Error& error) {
  const Result<YamlNode> root = read_yaml_tree(yaml);
  const YamlNode* of_rule = root ? root->member(rule) : nullptr;
  if (of_rule == nullptr) return std::nullopt;
  // What the error names, from the closest to the farthest; then the key that it is about.
  for (const char* const name : {"expression", "place", "activity", "column", "table"}) {
    const std::string* const words = param_of(error, name);
    const YamlNode* const found = words == nullptr ? nullptr : text_with(*of_rule, *words);
    if (found == nullptr) continue;
    PlaceInText place{found->line, found->column};
    const std::string* const at = param_of(error, "at");
    std::size_t within = 0;
    if (at != nullptr && found->text == *words &&
        std::from_chars(at->data(), at->data() + at->size(), within).ec == std::errc{} &&
        within > 0)
      place.column += within - 1 + (found->quoted ? 1 : 0);
    return place;
  }
  const bool of_days = param_of(error, "lead") != nullptr || param_of(error, "keep") != nullptr;
  for (const char* const key : {"lead", "keep"})
    if (const YamlNode* found = of_days ? of_rule->member(key) : nullptr)
      return PlaceInText{found->line, found->column};
  return PlaceInText{of_rule->line, of_rule->column};
}

Result<std::vector<Rule>> read_rules(std::string_view yaml) {
  const YamlNode root = TRY(read_yaml_tree(yaml));
  if (root.kind == Kind::nothing || (root.kind == Kind::members && root.named.empty()))
    return fail(Errc::invalid, "retention.no_rules");
  if (root.kind != Kind::members)
    return fail(Errc::invalid, "base.bad_yaml",
                {{"line", std::to_string(root.line)}, {"character", std::to_string(root.column)}});
  std::vector<Rule> rules;
  for (const auto& [name, node] : root.named) rules.push_back(TRY(read_rule(name, node)));
  return rules;
}

std::string write_rule(const Rule& rule) {
  std::string yaml = rule.name + ":\n";
  const auto write = [&](std::string_view key, const std::string& text) {
    yaml += fmt::format("  {}: {}\n", key, quoted(text));
  };
  write("subject", rule.system + "." + rule.table);
  write("starts", format_start(rule.starts));
  write("keep", format_keep(rule.keep));
  if (rule.financial_year_ends != 12) {
    const Day end = last_day_of_month(Day{std::chrono::year(2025) / rule.financial_year_ends / 1});
    write("financial_year_ends", format_day(end).substr(5));
  }
  if (!rule.unless.empty()) yaml += "  unless:\n";
  for (const auto& [name, expression] : rule.unless)
    yaml += fmt::format("    {}: {}\n", name, quoted(expression));
  write("then", std::string(word(rule.then)));
  write_list(yaml, "only", rule.only);
  write_list(yaml, "because", rule.because);
  if (!rule.law.empty()) write("law", rule.law);
  write("schedule", format_schedule(rule.schedule));
  if (rule.keep.bound == Bound::at_most) write("lead", fmt::format("{} days", rule.lead_days));
  write_list(yaml, "activity", rule.activity);
  std::vector<std::string> days;
  for (const Day day : rule.shared_days) days.push_back(format_day(day));
  write_list(yaml, "shared_days", days);
  return yaml;
}

}  // namespace ombud::retention
