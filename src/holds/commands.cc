// holds list | lift.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "holds/seen.h"

namespace ombud::holds {

namespace {

Result<int> list_holds(accounts::Entrance& entrance, cli::Call& call,
                       const SeesPerson& sees_person) {
  accounts::Office& office = *TRY(entrance.enter(call, "holds.list"));
  TRY(office.log.append_now(told_of_list(office)));
  const std::vector<Hold> holds = TRY(seen(office, sees_person));
  if (call.json()) {
    call.print_json(json_text(TRY(as_json(office, holds)), 2));
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

Result<int> lift_hold(accounts::Entrance& entrance, cli::Call& call,
                      const SeesPerson& sees_person) {
  accounts::Office& office = *TRY(entrance.enter(call, "holds.lift"));
  const std::string& number = call.value("NUMBER");
  TRY(lift_seen(office, sees_person, number, call.value("--reason")));
  if (call.json())
    call.print_json(json_text({{"number", number}, {"lifted", true}}, 2));
  else
    call.line(say("holds.lifted", {{"number", number}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, SeesPerson sees_person) {
  const auto sees = std::make_shared<const SeesPerson>(std::move(sees_person));
  return {
      {.name = "holds list",
       .summary = "holds.list_summary",
       .example = "ombud holds list",
       .run = [&entrance, sees](cli::Call& call) { return list_holds(entrance, call, *sees); }},
      {.name = "holds lift",
       .summary = "holds.lift_summary",
       .example = "ombud holds lift H-0001 --reason \"case T 12-26 is closed\"",
       .options = {{.name = "NUMBER", .help = "holds.number_help", .required = true},
                   {.name = "--reason",
                    .help = "holds.reason_help",
                    .required = true,
                    .value_name = "TEXT"}},
       .run = [&entrance, sees](cli::Call& call) { return lift_hold(entrance, call, *sees); }},
  };
}

}  // namespace ombud::holds
