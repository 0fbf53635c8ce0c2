// holds list | lift.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "holds/holds.h"

namespace ombud::holds {

namespace {

using Json = nlohmann::ordered_json;

/// The list tells of cases about persons, so looking at it leaves an entry.
Result<void> tell_of_list(accounts::Office& office) {
  evidence::Told told;
  told.event = "holds.listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "open holds";
  told.reference = "holds";
  told.object = "holds";
  TRY(office.log.append_now(told));
  return {};
}

bool is_due(const accounts::Office& office, const Hold& hold) {
  return hold.review_on <= std::chrono::floor<std::chrono::days>(office.clock.now());
}

Result<Json> as_json(accounts::Office& office, const Hold& hold) {
  return Json{{"number", hold.number},
              {"on", hold.person ? "person" : "system"},
              {"reason", hold.reason},
              {"review_on", format_day(hold.review_on)},
              {"review_due", is_due(office, hold)},
              {"set_by", TRY(accounts::find(office, hold.set_by)).name},
              {"set_at", format_instant(hold.set_at)}};
}

Result<int> list_holds(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "holds.list"));
  TRY(tell_of_list(office));
  const std::vector<Hold> holds = TRY(holds::list(office));
  if (call.json()) {
    Json all = Json::array();
    for (const Hold& hold : holds) all.push_back(TRY(as_json(office, hold)));
    call.print_json(json_text(all, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (holds.empty()) {
    call.line(label("holds.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Hold& hold : holds)
    rows.push_back({hold.number, label(hold.person ? "holds.on_person" : "holds.on_system"),
                    hold.reason,
                    format_day(hold.review_on) + (is_due(office, hold) ? label("holds.due") : ""),
                    TRY(accounts::find(office, hold.set_by)).name});
  call.table({{label("holds.column_number")},
              {label("holds.column_on")},
              {label("holds.column_reason")},
              {label("holds.column_review")},
              {label("holds.column_set_by")}},
             rows);
  return 0;
}

Result<int> lift_hold(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "holds.lift"));
  const std::string& number = call.value("NUMBER");
  TRY(holds::lift(office, number, call.value("--reason")));
  if (call.json())
    call.print_json(json_text({{"number", number}, {"lifted", true}}, 2));
  else
    call.line(say("holds.lifted", {{"number", number}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  return {
      {.name = "holds list",
       .summary = "holds.list_summary",
       .example = "ombud holds list",
       .run = [&](cli::Call& call) { return list_holds(entrance, call); }},
      {.name = "holds lift",
       .summary = "holds.lift_summary",
       .example = "ombud holds lift H-0001 --reason \"case T 12-26 is closed\"",
       .options = {{.name = "NUMBER", .help = "holds.number_help", .required = true},
                   {.name = "--reason",
                    .help = "holds.reason_help",
                    .required = true,
                    .value_name = "TEXT"}},
       .run = [&](cli::Call& call) { return lift_hold(entrance, call); }},
  };
}

}  // namespace ombud::holds
