// ombud housekeeping run | show | keep.

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "housekeeping/housekeeping.h"

namespace ombud::housekeeping {

namespace {

using Json = nlohmann::ordered_json;

std::string label(const cli::Call& call, const std::string& key) {
  return say(std::string("housekeeping") + '.' + key, {}, call.language());
}

std::string period_of(const cli::Call& call, const Kept& kept) {
  return say(kept.unit_key(), {{"count", kept.period}}, call.language());
}

Result<int> run(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "housekeeping.run"));
  const bool dry = call.has("--dry-run");
  const std::vector<Swept> swept = TRY(sweep(office, dry, call.progress()));
  if (!dry) TRY(office.log.sequence());
  if (call.json()) {
    Json counts = Json::object();
    for (const Swept& one : swept) counts[one.what] = one.count;
    call.print_json(Json{{"gone", counts}, {"dry_run", dry}}.dump(2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Swept& one : swept)
    rows.push_back({label(call, "what_" + one.what), grouped(one.count)});
  call.table({{.title = label(call, "column_what")},
              {.title = label(call, dry ? "column_would_go" : "column_gone"), .number = true}},
             rows);
  return 0;
}

Result<int> show(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "housekeeping.show"));
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& what, const std::string& period) {
    list.push_back({{"what", what}, {"kept", period}, {"why", label(call, "why_" + what)}});
    rows.push_back({label(call, "what_" + what), period, label(call, "why_" + what)});
  };
  for (const Kept& kept : TRY(all_kept(office))) add(kept.what, period_of(call, kept));
  // Kept by nobody, or not by Ombud: said, because somebody will ask.
  add("samples", label(call, "never"));
  add("handles", say("housekeeping.hours", {{"count", "24"}}, call.language()));
  add("folders", label(call, "not_ours"));
  if (call.json()) {
    call.print_json(list.dump(2));
    return 0;
  }
  call.table({{.title = label(call, "column_what")},
              {.title = label(call, "column_kept")},
              {.title = label(call, "column_why")}},
             rows);
  return 0;
}

Result<int> keep(cli::Call& call, accounts::Office& office) {
  const std::string& text = call.value("DAYS");
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  if (const auto [stopped, error] = std::from_chars(text.data(), end, count);
      error != std::errc{} || stopped != end || count > most_ledger_days.count())
    count = 0;  // Out of bounds, and said so.
  const std::chrono::days period{count};
  TRY(keep_ledger(office, period, call.value("--reason")));
  const std::string what = call.value("WHAT");
  if (call.json())
    call.print_json(Json{{"what", what}, {"kept", count}}.dump(2));
  else
    call.line(say("housekeeping.kept",
                  {{"what", label(call, "what_" + what)}, {"count", std::to_string(count)}},
                  call.language()));
  return 0;
}

cli::Command keep_command(accounts::Entrance& entrance) {
  return accounts::in_office(
      entrance,
      {.name = "housekeeping keep",
       .summary = "housekeeping.help_keep",
       .example = "ombud housekeeping keep ledger 800 --reason \"backups of liva live two years\"",
       .options = {{.name = "WHAT",
                    .help = "housekeeping.help_what",
                    .required = true,
                    .choices = {"ledger"}},
                   {.name = "DAYS", .help = "housekeeping.help_days", .required = true},
                   {.name = "--reason",
                    .help = "housekeeping.help_reason",
                    .required = true,
                    .value_name = "TEXT"}},
       .more = "housekeeping.more_keep"},
      "housekeeping.keep", keep);
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  return {
      {.name = "housekeeping run",
       .summary = "housekeeping.help_run",
       .example = "ombud housekeeping run --dry-run",
       .options = {{.name = "--dry-run", .help = "housekeeping.help_dry_run", .flag = true}},
       .run = [&](cli::Call& call) { return run(entrance, call); },
       .more = "housekeeping.more_run"},
      {.name = "housekeeping show",
       .summary = "housekeeping.help_show",
       .example = "ombud housekeeping show",
       .run = [&](cli::Call& call) { return show(entrance, call); }},
      keep_command(entrance),
  };
}

}  // namespace ombud::housekeeping
