// Rules as people write them.
#include <gmock/gmock.h>

#include "base/testing.h"
#include "retention/rule.h"

namespace ombud::retention {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view former_members = R"(former_members:
  subject: liva.member
  starts: latest membership.end_date on member_id = id where kind = 'full'
  keep: at least 12 months
  unless:
    rejoined: exists membership where start_date > member.exit_date
    debt: balance > 0
  then: anonymise
  only: [email, phone]
  because: [contact former members, collect debts]
  law: Policy of 2018
  schedule: weekly
)";

std::string with(std::string_view line, std::string_view instead) {
  std::string text(former_members);
  const std::size_t at = text.find(line);
  return text.replace(at, line.size(), instead);
}

Error error_of(const std::string& yaml) {
  const Result<std::vector<Rule>> rules = read_rules(yaml);
  if (rules.has_value()) return {};
  return rules.error();
}

std::string line_of(const Error& error) {
  for (const auto& [name, value] : error.params)
    if (name == "line") return value;
  return "";
}

TEST(RetentionRule, IsReadAndWrittenBack) {
  const std::vector<Rule> rules = read_rules(former_members).value();
  ASSERT_EQ(rules.size(), 1u);
  const Rule& rule = rules[0];
  EXPECT_EQ(rule.name, "former_members");
  EXPECT_EQ(rule.system, "liva");
  EXPECT_EQ(rule.table, "member");
  EXPECT_EQ(rule.starts.from, Start::From::latest);
  EXPECT_EQ(rule.starts.table, "membership");
  EXPECT_EQ(rule.starts.column, "end_date");
  EXPECT_EQ(rule.starts.on, "member_id = id");
  EXPECT_EQ(rule.starts.where, "kind = 'full'");
  EXPECT_EQ(rule.then, Then::anonymise);
  EXPECT_THAT(rule.only, ElementsAre("email", "phone"));
  EXPECT_EQ(rule.unless.size(), 2u);
  EXPECT_EQ(rule.unless[1], (std::pair<std::string, std::string>("debt", "balance > 0")));
  EXPECT_THAT(rule.because, ElementsAre("contact former members", "collect debts"));
  EXPECT_EQ(read_rules(write_rule(rule)).value().at(0), rule);
}

TEST(RetentionRule, EveryKeyIsWrittenBack) {
  const std::string yaml = R"(recruits:
  subject: liva.public.recruit
  starts: applied_on
  keep: at most 3 months
  then: de-identify
  because: "they never \"joined\" \\ paid"
  schedule: daily
  lead: 2 weeks
  financial_year_ends: 02-29
  activity: [visit.day, call.day]
  shared_days: [2024-12-31]
)";
  const Rule rule = read_rules(yaml).value().at(0);
  EXPECT_EQ(rule.table, "public.recruit");
  EXPECT_EQ(rule.lead_days, 14);
  EXPECT_EQ(rule.financial_year_ends, 2);
  EXPECT_EQ(rule.shared_days.size(), 1u);
  EXPECT_EQ(read_rules(write_rule(rule)).value().at(0), rule);
}

TEST(RetentionRule, ATextWithControlCharactersIsWrittenBack) {
  const std::string yaml = R"(recruits:
  subject: liva.recruit
  starts: applied_on
  keep: at least 3 months
  then: review
  because: "one\rtwo\tthree\nfour\x01\x7f\u0085five"
  schedule: weekly
)";
  const Rule rule = read_rules(yaml).value().at(0);
  EXPECT_THAT(rule.because, ElementsAre("one\rtwo\tthree\nfour\x01\x7f\xc2\x85"
                                        "five"));
  EXPECT_EQ(read_rules(write_rule(rule)).value().at(0), rule);
}

TEST(RetentionRule, TheGrammarHasAllTriggersOfThePolicies) {  // T15
  for (const char* const schedule : {"weekly", "monthly", "daily", "on event contract_ended"})
    EXPECT_EQ(error_of(with("weekly", schedule)).key, "") << schedule;
  // At a contract's expiry, after so many days, after the last activity.
  EXPECT_EQ(error_of(with("at least 12 months", "at least 0 days")).key, "");
  EXPECT_EQ(error_of(with("at least 12 months", "at least 30 days")).key, "");
  EXPECT_EQ(error_of(with("latest membership.end_date on member_id = id where kind = 'full'",
                          "latest visit.day"))
                .key,
            "");
}

TEST(RetentionRule, UnknownAndDoubleKeysAreNamedWithTheirLine) {
  const Error unknown = error_of(with("  unless:", "  unles:"));
  EXPECT_EQ(unknown.key, "retention.unknown_key");
  EXPECT_EQ(line_of(unknown), "6");
  const Error twice = error_of(with("  law:", "  then: erase\n  law:"));
  EXPECT_EQ(twice.key, "base.duplicate_key");
  EXPECT_EQ(line_of(twice), "11");
  EXPECT_EQ(error_of(with("debt:", "rejoined:")).key, "base.duplicate_key");
}

TEST(RetentionRule, WhatIsNeededMustBeThere) {
  for (const char* const line :
       {"  subject: liva.member\n", "  keep: at least 12 months\n", "  then: anonymise\n",
        "  because: [contact former members, collect debts]\n", "  schedule: weekly\n"})
    EXPECT_EQ(error_of(with(line, "")).key, "retention.missing") << line;
  EXPECT_EQ(error_of("").key, "retention.no_rules");
  EXPECT_EQ(error_of("{}").key, "retention.no_rules");
  EXPECT_EQ(error_of("[a]").key, "base.bad_yaml");
}

TEST(RetentionRule, ValuesOfAnotherKindAreRefusedWithTheirLine) {
  const Error list = error_of(with("then: anonymise", "then: [anonymise]"));
  EXPECT_EQ(list.key, "retention.bad_value");
  EXPECT_EQ(line_of(list), "8");
  EXPECT_EQ(error_of(with("then: anonymise", "then: delete")).key, "retention.bad_value");
  EXPECT_EQ(error_of(with("liva.member", "member")).key, "retention.bad_value");
  EXPECT_EQ(error_of(with("debt: balance > 0", "debt: [x]")).key, "retention.bad_value");
  EXPECT_EQ(error_of(with("debt: balance > 0", "Debt: balance > 0")).key, "retention.bad_name");
  EXPECT_EQ(error_of(with("former_members:", "Former members:")).key, "retention.bad_name");
  EXPECT_EQ(error_of(with("only: [email, phone]", "only: []")).key, "retention.bad_value");
  const Error keep = error_of(with("at least 12 months", "12 months"));
  EXPECT_EQ(keep.key, "retention.bad_keep");
  EXPECT_EQ(line_of(keep), "4");
  EXPECT_EQ(error_of(with("weekly", "every month")).key, "retention.bad_schedule");
  EXPECT_EQ(error_of(with("latest membership.end_date", "latest membership")).key,
            "retention.bad_start");
  EXPECT_EQ(error_of(with("  law:", "  financial_year_ends: 04-29\n  law:")).key,
            "retention.bad_value");
  EXPECT_EQ(error_of(with("  law:", "  shared_days: [2025-02-29]\n  law:")).key,
            "retention.bad_value");
}

TEST(RetentionRule, AScheduleThatCantMeetAnUpperBoundIsRefusedWhenTheRuleIsSaved) {
  const auto at_most = [](std::string_view keep, std::string_view schedule, std::string_view lead) {
    std::string yaml = with("at least 12 months", keep);
    yaml.replace(yaml.find("weekly"), 6, schedule);
    if (!lead.empty()) yaml += "  lead: " + std::string(lead) + "\n";
    return error_of(yaml).key;
  };
  EXPECT_EQ(at_most("at most 1 month", "weekly", ""), "");
  EXPECT_EQ(at_most("at most 1 month", "weekly", "6 days"), "retention.not_in_time");
  EXPECT_EQ(at_most("at most 3 months", "monthly", ""), "retention.not_in_time");
  EXPECT_EQ(at_most("at most 3 months", "monthly", "31 days"), "");
  EXPECT_EQ(at_most("at most 3 days", "weekly", ""), "retention.not_in_time");
  EXPECT_EQ(at_most("at most 3 days", "daily", ""), "");
  EXPECT_EQ(at_most("at most 3 days", "daily", "4 days"), "retention.lead_too_long");
  EXPECT_EQ(at_most("at most 0 days", "daily", ""), "");
  EXPECT_EQ(at_most("at most 0 days", "on event rejected", ""), "");
  EXPECT_EQ(at_most("at most 1 month", "on event rejected", ""), "retention.not_in_time");
  EXPECT_EQ(at_most("at least 1 month", "monthly", "7 days"), "retention.lead_of_at_least");
  EXPECT_EQ(at_most("at most 1 month", "weekly", "1 month"), "retention.bad_value");
}

std::string place(const std::optional<PlaceInText>& place) {
  return place ? std::to_string(place->line) + ":" + std::to_string(place->column) : "nowhere";
}

TEST(RetentionRule, WhatIsWrongIsSaidWithLineAndCharacter) {
  EXPECT_EQ(place(place_of(error_of(with("at least 12 months", "a while")))), "4:9");
  EXPECT_EQ(place(place_of(error_of("a: [\n"))), "2:1");
  EXPECT_EQ(place(place_of(error_of("x: 1\nx: 2\n"))), "2:1");
  EXPECT_EQ(place(place_of({Errc::invalid, "retention.no_rules", {}})), "nowhere");
}

TEST(RetentionRule, WhatASystemDoesNotBearOutIsFoundInTheText) {
  const auto found = [](std::string key, Params params) {
    return place(place_in(former_members, "former_members",
                          {Errc::invalid, std::move(key), std::move(params)}));
  };
  EXPECT_EQ(found("retention.bad_expression", {{"expression", "balance > 0"}, {"at", "9"}}),
            "7:19");
  EXPECT_EQ(found("conditions.unknown_column", {{"table", "membership"}, {"column", "end_date"}}),
            "3:11");
  EXPECT_EQ(found("conditions.unknown_column", {{"table", "liva"}, {"column", "nothing"}}), "2:12");
  EXPECT_EQ(found("retention.lead_too_long", {{"rule", "former_members"}, {"keep", "x"}}), "4:9");
  EXPECT_EQ(found("connectors.unreachable", {}), "2:3");
  EXPECT_EQ(place(place_in(former_members, "another", {Errc::invalid, "x", {}})), "nowhere");
  EXPECT_EQ(place(place_in("a: [", "a", {Errc::invalid, "x", {}})), "nowhere");
}

}  // namespace
}  // namespace ombud::retention
