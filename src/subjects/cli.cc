// ombud subjects find | choose | show | mentions, and ombud holds set

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "holds/holds.h"
#include "subjects/clearance.h"
#include "subjects/criteria.h"
#include "subjects/show.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

namespace {

using accounts::Entrance;
using accounts::Office;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_shown = 50;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Json json_of(const Person& person) {
  Json matches = Json::array();
  for (const Match& match : person.matches)
    matches.push_back({{"row", write_key(match.system, match.table, match.key)},
                       {"system", match.system},
                       {"table", match.table},
                       {"matched", match.matched},
                       {"certain", !match.ambiguous}});
  return {{"person", person.handle}, {"needs_choice", person.needs_choice}, {"matches", matches}};
}

void print_person(cli::Call& call, const Person& person) {
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  call.line(person.handle + (person.needs_choice ? "  " + word_of("subjects.choose_first") : ""));
  std::vector<std::vector<std::string>> rows;
  for (const Match& match : person.matches)
    rows.push_back({write_key(match.system, match.table, match.key), joined(match.matched),
                    word_of(match.ambiguous ? "subjects.maybe" : "subjects.certain")});
  call.table({{word_of("subjects.column_row"), false},
              {word_of("subjects.column_matched"), false},
              {word_of("subjects.column_sure"), false}},
             rows);
  call.line("");
}

Result<std::vector<Criterion>> criteria_of(cli::Call& call) {
  std::vector<Criterion> criteria;
  for (const std::string& key : call.values("--key")) criteria.push_back({"key", Secret(key)});
  // With a key alone nothing need be typed; with --stdin or --from both are searched for.
  if (!criteria.empty() && !call.has("--stdin") && !call.has("--from")) return criteria;
  for (const Secret& line : TRY(call.secret_lines(say("subjects.ask", {}, call.language()))))
    criteria.push_back(criterion_of(line));
  return criteria;
}

std::string written(const NotSearched& one, Language language) {
  return one.system + ": " + say(one.why, language);
}

std::string_view sentence_of_alarm(std::string_view kind) {
  if (kind == "surname") return "subjects.raised_surname";
  if (kind == "address") return "subjects.raised_address";
  return kind == "out_of_hours" ? "subjects.raised_out_of_hours" : "subjects.raised_without_action";
}

// Somebody else looks at such a search: who makes it is told so.
void print_alarms(cli::Call& call, const Found& found) {
  for (const Raised& raised : found.alarms)
    call.remark(say(sentence_of_alarm(raised.kind), {}, call.language()));
}

void print_found(cli::Call& call, const Found& found) {
  if (found.persons.empty()) call.line(say("subjects.nobody", {}, call.language()));
  for (std::size_t i = 0; i < found.persons.size() && i < most_shown; ++i)
    print_person(call, found.persons[i]);
  if (found.persons.size() > most_shown)
    call.remark(say("subjects.more_found",
                    {{"shown", std::to_string(most_shown)},
                     {"found", grouped(static_cast<std::int64_t>(found.persons.size()))}},
                    call.language()));
  for (const NotSearched& one : found.not_searched)
    call.remark(
        say("subjects.not_searched", {{"what", written(one, call.language())}}, call.language()));
  for (const std::string& table : found.by_index_only)
    call.remark(say("subjects.by_index_only", {{"table", table}}, call.language()));
  for (const Person& person : found.persons)
    if (person.needs_choice) {
      call.remark(say("subjects.how_to_choose", {{"person", person.handle}}, call.language()));
      break;
    }
}

Result<int> run_find(cli::Call& call, Office& office) {
  const Found found =
      TRY(find(office, TRY(criteria_of(call)), call.value("--reference"), call.progress()));
  if (!call.json()) {
    print_found(call, found);
    print_alarms(call, found);
  } else {
    Json not_searched = Json::array();
    for (const NotSearched& one : found.not_searched)
      not_searched.push_back(written(one, call.language()));
    Json alarms = Json::array();
    for (const Raised& raised : found.alarms) alarms.push_back(raised.kind);
    Json persons = Json::array();
    for (std::size_t i = 0; i < found.persons.size() && i < most_shown; ++i)
      persons.push_back(json_of(found.persons[i]));
    call.print_json(Json{
        {"persons", persons},
        {"found", found.persons.size()},
        {"not_searched", not_searched},
        {"by_index_only", found.by_index_only},
        {"alarms",
         alarms}}.dump(2));
  }
  return found.persons.empty() ? cli::exit_code(Errc::not_found) : 0;
}

Result<int> run_choose(cli::Call& call, Office& office) {
  const Person chosen =
      TRY(choose(office, call.value("PERSON"), call.values("--row"), call.value("--reference")));
  if (call.json()) {
    Json json = json_of(chosen);
    json["ended"] = chosen.ended;
    call.print_json(json.dump(2));
    return 0;
  }
  print_person(call, chosen);
  for (const std::string& handle : chosen.ended)
    call.remark(say("subjects.was_known_as", {{"handle", handle}, {"person", chosen.handle}},
                    call.language()));
  return 0;
}

bool has_matches(const Person& person, const connectors::System& system) {
  for (const Match& match : person.matches)
    if (match.system == system.name) return true;
  return false;
}

Json counts_of(const std::string& system, const std::vector<Traced::TableRows>& tables,
               std::string_view relation) {
  Json counts = Json::array();
  for (const Traced::TableRows& table : tables) {
    std::int64_t rows = 0;
    std::int64_t shared = 0;
    for (const auto& row : table.rows) {
      rows += row.copies;
      shared += row.shared ? row.copies : 0;
    }
    counts.push_back({{"system", system},
                      {"table", table.table},
                      {"rows", rows},
                      {"shared", shared},
                      {"via", table.rows.front().via},
                      {"relation", relation}});
  }
  return counts;
}

Result<int> run_show(cli::Call& call, Office& office) {
  const Person who = TRY(person(office, call.value("PERSON")));
  TRY(tell_view(office, who, call.value("--reference"), "subjects.shown"));
  Json counts = Json::array();
  for (const connectors::System& system : TRY(connectors::list(office))) {
    if (!has_matches(who, system)) continue;
    const auto connector = TRY(connectors::open(office, system));
    const datamap::Executable map = TRY(datamap::executable(office, *connector));
    const Traced traced = TRY(trace(*connector, map.map, who, call.progress()));
    for (const Json& count : counts_of(system.name, traced.own, "own")) counts.push_back(count);
    for (const Json& count : counts_of(system.name, traced.pointing, "pointing"))
      counts.push_back(count);
  }
  if (call.json()) {
    Json json = json_of(who);
    json["tables"] = counts;
    call.print_json(json.dump(2));
    return 0;
  }
  print_person(call, who);
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Json& count : counts)
    rows.push_back(
        {count.at("system"), count.at("table"), grouped(count.at("rows").get<std::int64_t>()),
         word_of("subjects.relation_" + count.at("relation").get<std::string>()), count.at("via")});
  call.table({{word_of("subjects.column_system"), false},
              {word_of("subjects.column_table"), false},
              {word_of("subjects.column_rows"), true},
              {word_of("subjects.column_relation"), false},
              {word_of("subjects.column_via"), false}},
             rows);
  return 0;
}

Result<Json> mentions_in(cli::Call& call, Office& office, const Person& who,
                         const connectors::System& system,
                         const std::vector<detectors::Identifier>& identifiers) {
  Json found = Json::array();
  const auto connector = TRY(connectors::open(office, system));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  const Traced own = TRY(trace(*connector, map.map, who, call.progress()));
  for (const Mention& mention :
       TRY(mentions(office, *connector, map.map, identifiers, own, call.progress())))
    found.push_back({{"mention", mention.number},
                     {"row", write_key(system.name, mention.table, mention.key)},
                     {"column", mention.column},
                     {"kind", mention.kind}});
  return found;
}

Result<int> run_mentions(cli::Call& call, Office& office) {
  const Person who = TRY(person(office, call.value("PERSON")));
  TRY(tell_view(office, who, call.value("--reference"), "subjects.mentions_shown"));
  std::vector<connectors::System> systems;
  std::vector<detectors::Identifier> all;
  for (const connectors::System& system : TRY(connectors::list(office))) {
    if (!has_matches(who, system)) continue;
    const auto connector = TRY(connectors::open(office, system));
    const datamap::Executable map = TRY(datamap::executable(office, *connector));
    for (detectors::Identifier& identifier : TRY(identifiers(office, *connector, map.map, who)))
      all.push_back(std::move(identifier));
    systems.push_back(system);
  }
  Json found = Json::array();
  for (const connectors::System& system : systems)
    for (const Json& mention : TRY(mentions_in(call, office, who, system, all)))
      found.push_back(mention);
  if (call.json()) {
    call.print_json(found.dump(2));
    return 0;
  }
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (found.empty()) {
    call.line(word_of("subjects.no_mentions"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Json& mention : found)
    rows.push_back(
        {mention.at("mention"), mention.at("row"), mention.at("column"), mention.at("kind")});
  call.table({{word_of("subjects.column_mention"), false},
              {word_of("subjects.column_row"), false},
              {word_of("subjects.column_column"), false},
              {word_of("subjects.column_matched"), false}},
             rows);
  call.remark(say("subjects.how_to_mention", {{"person", who.handle}}, call.language()));
  return 0;
}

Result<int> run_hold(cli::Call& call, Office& office) {
  if (call.has("--person") == call.has("--system"))
    return fail(Errc::invalid, "subjects.person_or_system");
  holds::Hold hold;
  if (call.has("--person")) {
    const Person who = TRY(person(office, call.value("--person")));
    if (who.needs_choice)
      return fail(Errc::conflict, "subjects.settle_first", {{"person", who.handle}});
    hold.person = who.id;
  } else {
    hold.system = TRY(connectors::find(office, call.value("--system"))).id;
  }
  hold.reason = call.value("--reason");
  hold.review_on = TRY(parse_day(call.value("--review")));
  const holds::Hold set = TRY(holds::set(office, hold));
  if (hold.person) TRY(acted_on(office, *hold.person));
  if (call.json())
    call.print_json(Json{{"hold", set.number}, {"review_on", format_day(set.review_on)}}.dump());
  else
    call.line(say("subjects.hold_set", {{"number", set.number}, {"day", format_day(set.review_on)}},
                  call.language()));
  return 0;
}

const cli::Option person_argument{
    .name = "PERSON", .help = "subjects.help_person", .required = true};
const cli::Option reference_option{.name = "--reference",
                                   .help = "subjects.help_reference",
                                   .required = true,
                                   .value_name = "TEXT"};

cli::Command find_command() {
  return {.name = "subjects find",
          .summary = "subjects.help_find",
          .example = "ombud subjects find --reference \"request 2026-14\"",
          .options = {reference_option,
                      {.name = "--key",
                       .help = "subjects.help_key",
                       .repeated = true,
                       .value_name = "SYSTEM.TABLE=KEY"},
                      {.name = "--stdin", .help = "subjects.help_stdin", .flag = true},
                      {.name = "--from", .help = "subjects.help_from", .value_name = "FILE"}},
          .more = "subjects.help_find_more"};
}

cli::Command hold_command() {
  return {.name = "holds set",
          .summary = "subjects.help_hold",
          .example =
              "ombud holds set --person P-7K3F9Q --reason \"claim in court\" "
              "--review 2027-03-01",
          .options = {{.name = "--person", .help = "subjects.help_person", .value_name = "PERSON"},
                      {.name = "--system", .help = "subjects.help_system", .value_name = "SYSTEM"},
                      {.name = "--reason",
                       .help = "subjects.help_reason",
                       .required = true,
                       .value_name = "TEXT"},
                      {.name = "--review",
                       .help = "subjects.help_review",
                       .required = true,
                       .value_name = "DAY"}}};
}

}  // namespace

std::vector<cli::Command> commands(Entrance& entrance) {
  std::vector<cli::Command> all;
  all.push_back(in_office(entrance, find_command(), "subjects.find", run_find));
  all.push_back(in_office(entrance,
                          {.name = "subjects choose",
                           .summary = "subjects.help_choose",
                           .example = "ombud subjects choose P-7K3F9Q --row liva.member=42 "
                                      "--reference \"request 2026-14\"",
                           .options = {person_argument,
                                       {.name = "--row",
                                        .help = "subjects.help_row",
                                        .required = true,
                                        .repeated = true,
                                        .value_name = "SYSTEM.TABLE=KEY"},
                                       reference_option}},
                          "subjects.choose", run_choose));
  all.push_back(in_office(entrance,
                          {.name = "subjects show",
                           .summary = "subjects.help_show",
                           .example = "ombud subjects show P-7K3F9Q --reference \"request "
                                      "2026-14\"",
                           .options = {person_argument, reference_option}},
                          "subjects.show", run_show));
  all.push_back(in_office(entrance,
                          {.name = "subjects mentions",
                           .summary = "subjects.help_mentions",
                           .example = "ombud subjects mentions P-7K3F9Q --reference "
                                      "\"request 2026-14\"",
                           .options = {person_argument, reference_option}},
                          "subjects.show", run_mentions));
  all.push_back(in_office(entrance, hold_command(), "holds.set", run_hold));
  for (cli::Command& command : clearance_commands(entrance)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::subjects
