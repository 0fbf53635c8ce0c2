// ombud subjects clearances | clear.

#include <map>
#include <nlohmann/json.hpp>

#include "subjects/clearance.h"

namespace ombud::subjects {

namespace {

using nlohmann::ordered_json;

Result<int> run_list(cli::Call& call, accounts::Office& office) {
  std::map<AccountId, std::string> names = TRY(accounts::names(office));
  evidence::Told told;
  told.event = "subjects.clearances_listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "searches on people who work here";
  told.reference = "clearances";
  told.object = "clearances";
  TRY(office.log.append_now(told));
  const std::vector<Clearance> all = TRY(clearances_waiting(office));
  if (call.json()) {
    ordered_json list = ordered_json::array();
    for (const Clearance& one : all)
      list.push_back({{"clearance", one.number},
                      {"account", names[one.account]},
                      {"kind", one.kind},
                      {"reference", one.reference},
                      {"asked_at", format_instant(one.asked_at)}});
    call.print_json(list.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (all.empty()) {
    call.line(label("subjects.no_clearances_wait"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Clearance& one : all)
    rows.push_back(
        {one.number, names[one.account],
         label(one.kind == "self" ? "subjects.clearance_self" : "subjects.clearance_colleague"),
         one.reference, format_instant(one.asked_at)});
  call.table({{label("subjects.column_clearance")},
              {label("subjects.column_searcher")},
              {label("subjects.column_whom")},
              {label("subjects.column_reference")},
              {label("subjects.column_asked")}},
             rows);
  return 0;
}

Result<int> run_clear(cli::Call& call, accounts::Office& office) {
  const std::string& number = call.value("CLEARANCE");
  const bool yes = !call.has("--refuse");
  TRY(decide_clearance(office, number, yes, call.value("--note")));
  if (call.json())
    call.print_json(
        ordered_json{{"clearance", number}, {"state", yes ? "given" : "refused"}}.dump(2));
  else
    call.line(say(yes ? "subjects.now_cleared" : "subjects.now_refused", {{"clearance", number}},
                  call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> clearance_commands(accounts::Entrance& entrance) {
  return {
      in_office(entrance,
                {.name = "subjects clearances",
                 .summary = "subjects.help_clearances",
                 .example = "ombud subjects clearances",
                 .more = "subjects.help_clearances_more"},
                "subjects.clear", run_list),
      in_office(
          entrance,
          {.name = "subjects clear",
           .summary = "subjects.help_clear",
           .example = "ombud subjects clear C-7K3F9Q --note \"HR case 14\"",
           .options =
               {{.name = "CLEARANCE", .help = "subjects.help_clearance", .required = true},
                {.name = "--refuse", .help = "subjects.help_refuse_clearance", .flag = true},
                {.name = "--note", .help = "subjects.help_clearance_note", .value_name = "TEXT"}}},
          "subjects.clear", run_clear)};
}

}  // namespace ombud::subjects
