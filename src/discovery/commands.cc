// datamap propose.
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "discovery/answers.h"
#include "discovery/make.h"
#include "discovery/preflight.h"

namespace ombud::discovery {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_shown = 3;  // Columns that are named of those not read.

Result<std::int64_t> rows_asked(const cli::Call& call) {
  if (!call.has("--sample-rows")) return Options{}.sample_rows;
  const std::string& given = call.value("--sample-rows");
  std::int64_t rows = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), rows);
  const bool whole = error == std::errc() && end == given.data() + given.size();
  if (!whole || rows < 1 || rows > most_sample_rows) {
    return fail(Errc::invalid, "discovery.bad_sample_rows", {{"most", grouped(most_sample_rows)}});
  }
  return rows;
}

std::string percent(double confidence) {
  return std::to_string(std::lround(confidence * 100)) + " %";
}

std::string what(const datamap::Field& field) {
  std::string text(word(field.category));
  if (!field.part.empty()) text += " (" + field.part + ")";
  return text;
}

void show_fields(cli::Call& call, const datamap::Map& map) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> tables;
  std::vector<std::vector<std::string>> fields;
  for (const datamap::Table& table : map.tables) {
    if (table.holds == datamap::Holds::reference) continue;
    std::string holds(word(table.holds));
    if (!table.subject.empty()) holds += ": " + table.subject;
    tables.push_back({table.name, holds,
                      label(table.delete_rows ? "discovery.rows_go" : "discovery.rows_stay"),
                      percent(table.confidence)});
    for (const datamap::Field& field : table.fields) {
      fields.push_back({table.name, field.column, what(field), std::string(word(field.data_class)),
                        std::string(word(field.erase)), percent(field.confidence)});
    }
  }
  call.table({{label("discovery.column_table")},
              {label("discovery.column_holds")},
              {label("discovery.column_rows")},
              {label("discovery.column_sure"), true}},
             tables);
  call.line("");
  call.table({{label("discovery.column_table")},
              {label("discovery.column_column")},
              {label("discovery.column_what")},
              {label("discovery.column_class")},
              {label("discovery.column_erase")},
              {label("discovery.column_sure"), true}},
             fields);
}

void show_coverage(cli::Call& call, const Proposal& proposal) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  const Totals totals = totals_of(proposal);
  call.line(say("discovery.coverage",
                {{"sampled", grouped(totals.sampled)},
                 {"rows", grouped(totals.rows)},
                 {"tables", std::to_string(totals.tables)}},
                call.language()));
  if (totals.not_read == 0) return;
  call.line(
      say("discovery.not_read", {{"columns", std::to_string(totals.not_read)}}, call.language()));
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const Proposal::Coverage& one : proposal.coverage) {
    for (const auto& [column, why] : one.not_read) {
      by_reason[say(why, call.language())].push_back(one.table + "." + column);
    }
  }
  for (const auto& [reason, columns] : by_reason) {
    std::string named;
    for (std::size_t at = 0; at < std::min(columns.size(), most_shown); ++at) {
      named += (at == 0 ? "" : ", ") + columns[at];
    }
    call.line("  " + std::to_string(columns.size()) + "  " + reason + ": " + named +
              (columns.size() > most_shown ? ", …" : ""));
  }
  call.line(label("discovery.all_in_json"));
}

std::string change_of(const datamap::Change& change, Language language) {
  const std::string key = "discovery.change_" + std::string(word(change.what));
  return say(key, {{"was", change.was}, {"is", change.is}}, language);
}

void show_changes(cli::Call& call, const std::vector<Consequence>& consequences) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  rows.reserve(consequences.size());
  for (const Consequence& one : consequences) {
    rows.push_back({one.change.table, one.change.column, change_of(one.change, call.language()),
                    say(one.means, call.language())});
  }
  call.table({{label("discovery.column_table")},
              {label("discovery.column_column")},
              {label("discovery.column_change")},
              {label("discovery.column_means")}},
             rows);
}

Json as_json(const std::vector<Consequence>& consequences, Language language) {
  Json all = Json::array();
  for (const Consequence& one : consequences) {
    all.push_back({{"what", word(one.change.what)},
                   {"table", one.change.table},
                   {"column", one.change.column},
                   {"was", one.change.was},
                   {"is", one.change.is},
                   {"means", one.means.key},
                   {"text", say(one.means, language)}});
  }
  return all;
}

Json as_json(const Proposal& proposal, Language language) {
  Json coverage = Json::array();
  for (const Proposal::Coverage& one : proposal.coverage) {
    Json not_read = Json::array();
    for (const auto& [column, why] : one.not_read) {
      not_read.push_back({{"column", column}, {"key", why.key}, {"text", say(why, language)}});
    }
    coverage.push_back({{"table", one.table},
                        {"rows", one.rows},
                        {"sampled", one.sampled},
                        {"not_read", not_read}});
  }
  return {{"map", Json::parse(datamap::to_json(proposal.map, language))}, {"coverage", coverage}};
}

// What a person has confirmed stays; only what changed since then is proposed.
void show_renewal(cli::Call& call, const connectors::System& system, const Made& made) {
  const Language language = call.language();
  const Params which = {
      {"system", system.name},
      {"version", std::to_string(*made.renewed)},
      {"count", std::to_string(made.consequences.size() + static_cast<std::size_t>(made.answers))}};
  if (!made.stored) return call.line(say("discovery.nothing_changed", which, language));
  call.line(say("discovery.renewed", which, language));
  if (!made.consequences.empty()) show_changes(call, made.consequences);
  show_coverage(call, made.proposal);
}

void show_made(cli::Call& call, const connectors::System& system, const Made& made) {
  if (made.renewed) {
    show_renewal(call, system, made);
  } else {
    if (totals_of(made.proposal).fields > 0) {
      show_fields(call, made.proposal.map);
      call.line("");
    } else {
      call.line(say("discovery.nothing_found", {}, call.language()));
    }
    show_coverage(call, made.proposal);
  }
  if (!made.stored) return;
  call.line("");
  call.line(say("discovery.next",
                {{"system", system.name}, {"version", std::to_string(made.proposal.map.version)}},
                call.language()));
}

Json as_json(const Made& made, Language language) {
  Json json = Json::object();
  if (made.renewed) {
    json = {{"changed_since", *made.renewed},
            {"changes", as_json(made.consequences, language)},
            {"answers", made.answers}};
  }
  if (made.stored) json.update(as_json(made.proposal, language));
  return json;
}

Result<int> propose_map(accounts::Entrance& entrance, cli::Call& call) {
  Wish wish;
  wish.sample_rows = TRY(rows_asked(call));
  wish.anew = call.has("--anew");
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.propose"));
  wish.reference = call.value("--reference");
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const Made made = TRY(make(office, system, wish, call.progress()));
  if (call.json()) {
    call.print_json(json_text(as_json(made, call.language()), 2));
  } else {
    show_made(call, system, made);
  }
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  std::vector<cli::Command> all = {
      {.name = "datamap propose",
       .summary = "discovery.propose_summary",
       .example = "ombud datamap propose liva",
       .options =
           {{.name = "SYSTEM", .help = "discovery.system_help", .required = true},
            {.name = "--sample-rows", .help = "discovery.sample_rows_help", .value_name = "NUMBER"},
            {.name = "--anew", .help = "discovery.anew_help", .flag = true},
            {.name = "--reference", .help = "discovery.reference_help", .value_name = "TEXT"}},
       .run = [&](cli::Call& call) { return propose_map(entrance, call); },
       .more = "discovery.propose_more"},
      preflight_command(entrance)};
  for (cli::Command& one : answer_commands(entrance)) all.push_back(std::move(one));
  return all;
}

}  // namespace ombud::discovery
