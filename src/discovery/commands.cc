// datamap propose.
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "discovery/answers.h"
#include "discovery/changes.h"
#include "discovery/discovery.h"
#include "discovery/preflight.h"

namespace ombud::discovery {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t most_rows = 1'000'000;  // Beyond it a sample is no sample.
constexpr std::size_t most_shown = 3;          // Columns that are named of those not read.

Result<std::int64_t> rows_asked(const cli::Call& call) {
  if (!call.has("--sample-rows")) return Options{}.sample_rows;
  const std::string& given = call.value("--sample-rows");
  std::int64_t rows = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), rows);
  const bool whole = error == std::errc() && end == given.data() + given.size();
  if (!whole || rows < 1 || rows > most_rows) {
    return fail(Errc::invalid, "discovery.bad_sample_rows", {{"most", grouped(most_rows)}});
  }
  return rows;
}

// Before anything is read: rows of persons will be looked at, whatever comes of it.
Result<void> tell(accounts::Office& office, const connectors::System& system, std::int64_t rows,
                  const std::string& reference) {
  evidence::Told told;
  told.event = "datamap.sampled";
  told.use = UseKind::view;
  told.account = office.actor.account;
  told.criterion = "sampled for data map";
  told.reference = reference.empty() ? "data map of " + system.name : reference;
  told.object = "system " + system.name;
  told.details = {{"rows_of_a_table", std::to_string(rows)}};
  TRY(office.log.append_now(told));
  return {};
}

struct Totals {
  std::int64_t rows = 0, sampled = 0;
  std::size_t tables = 0, fields = 0, not_read = 0;
};

Totals totals_of(const Proposal& proposal) {
  Totals totals;
  for (const Proposal::Coverage& one : proposal.coverage) {
    totals.rows += std::max<std::int64_t>(one.rows, 0);
    totals.sampled += one.sampled;
    totals.not_read += one.not_read.size();
    ++totals.tables;
  }
  for (const datamap::Table& table : proposal.map.tables) {
    if (table.holds != datamap::Holds::reference) totals.fields += table.fields.size();
  }
  return totals;
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
Result<int> propose_changes(accounts::Office& office, cli::Call& call,
                            connectors::Connector& connector, const datamap::Changed& changed,
                            Proposal proposal) {
  const Language language = call.language();
  const Params which = {{"system", connector.system().name},
                        {"version", std::to_string(changed.confirmed.version)},
                        {"count", std::to_string(changed.changes.size())}};
  Renewal renewal = renew(changed, proposal.map, *TRY(connector.catalogue()));
  if (!changed.changes.empty()) {
    proposal.map = TRY(datamap::store_proposal(office, connector.system(), std::move(renewal.map)));
  }
  if (call.json()) {
    Json json = {{"changed_since", changed.confirmed.version},
                 {"changes", as_json(renewal.consequences, language)}};
    if (!changed.changes.empty()) json.update(as_json(proposal, language));
    call.print_json(json.dump(2, ' ', false, Json::error_handler_t::replace));
    return 0;
  }
  if (changed.changes.empty()) {
    call.line(say("discovery.nothing_changed", which, language));
    return 0;
  }
  call.line(say("discovery.renewed", which, language));
  show_changes(call, renewal.consequences);
  show_coverage(call, proposal);
  call.line("");
  call.line(
      say("discovery.next",
          {{"system", connector.system().name}, {"version", std::to_string(proposal.map.version)}},
          language));
  return 0;
}

Result<int> propose_map(accounts::Entrance& entrance, cli::Call& call) {
  Options options;
  options.sample_rows = TRY(rows_asked(call));
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.propose"));
  options.today = std::chrono::floor<std::chrono::days>(office.clock.now());
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  options.said = TRY(said_of(office, system));
  TRY(tell(office, system, options.sample_rows, call.value("--reference")));
  const auto connector = TRY(connectors::open(office, system));
  Proposal proposal = TRY(propose(*connector, options, call.progress()));
  const auto changed = TRY(datamap::changed_since(office, *connector));
  if (changed && !call.has("--anew")) {
    return propose_changes(office, call, *connector, *changed, std::move(proposal));
  }
  proposal.map = TRY(datamap::store_proposal(office, system, std::move(proposal.map)));
  if (call.json()) {
    call.print_json(
        as_json(proposal, call.language()).dump(2, ' ', false, Json::error_handler_t::replace));
    return 0;
  }
  const Totals totals = totals_of(proposal);
  if (totals.fields > 0) {
    show_fields(call, proposal.map);
    call.line("");
  } else {
    call.line(say("discovery.nothing_found", {}, call.language()));
  }
  show_coverage(call, proposal);
  call.line("");
  call.line(say("discovery.next",
                {{"system", system.name}, {"version", std::to_string(proposal.map.version)}},
                call.language()));
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
