// ombud actions plan | show | approve | refuse | run | receipt | list

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

#include "actions/actions.h"
#include "actions/background.h"
#include "actions/cli_many.h"
#include "actions/receipt.h"
#include "actions/show.h"
#include "actions/store.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

using accounts::Entrance;
using accounts::Office;
using Json = nlohmann::ordered_json;

Result<Wish> wish_of(const cli::Call& call) {
  Wish wish;
  wish.kind = call.value("KIND") == "access" ? Kind::access : Kind::erase;
  wish.person = call.value("PERSON");
  wish.reference = call.value("--reference");
  wish.mentions = call.values("--mention");
  wish.instruction = TRY(instruction_of(call));
  wish.disposal = TRY(disposal_of(call));
  return wish;
}

Result<int> run_show(cli::Call& call, Office& office, const std::string& number) {
  const Action action = TRY(find_action(office, number));
  const Plan plan = TRY(checked_plan(office, action));
  TRY(office.log.append_now(told(office, "actions.shown", UseKind::view, action)));
  if (call.json() || call.value("--format") == "json")
    call.print_json(show_json(office, action, plan));
  else
    show(call, office, action, plan);
  return 0;
}

Result<int> run_plan(cli::Call& call, Office& office) {
  const Wish wish = TRY(wish_of(call));
  const std::string number = TRY(plan(office, wish, call.progress()));
  TRY(run_show(call, office, number));
  const bool erases = wish.kind == Kind::erase;
  call.remark(say(erases ? "actions.next_approve_erase" : "actions.next_approve_access",
                  {{"number", number}}, call.language()));
  return 0;
}

Result<int> answer(cli::Call& call, Office& office, const std::string& number,
                   std::string_view key) {
  const Action action = TRY(find_action(office, number));
  if (call.json())
    call.print_json(Json{{"action", number}, {"state", word(action.state)}}.dump());
  else
    call.line(say(key, {{"number", number}}, call.language()));
  return 0;
}

Errc code_of(int error) {
  if (error == ENOENT || error == ENOTDIR) return Errc::not_found;
  if (error == EACCES || error == EPERM || error == EROFS) return Errc::forbidden;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return Errc::exhausted;
  return Errc::unavailable;
}

// Beside the old one and renamed, so that a receipt is whole or not there. The action stands as it
// is: the receipt can be had again.
Result<void> write_receipt(const std::string& file, const std::string& number,
                           std::string_view bytes) {
  const std::string beside = file + ".part";
  errno = 0;
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out && rename(beside.c_str(), file.c_str()) == 0) return {};
  const Errc code = code_of(errno);
  unlink(beside.c_str());
  return fail(code,
              code == Errc::exhausted ? "actions.receipt_disk_full" : "actions.receipt_not_written",
              {{"file", file}, {"number", number}});
}

void print_receipt_parts(cli::Call& call, const std::string& body) {
  const Json json = Json::parse(body);
  for (const auto& [member, title] :
       {std::pair{"done", "actions.title_receipt_done"},
        std::pair{"kept", "actions.title_receipt_kept"},
        std::pair{"not_reached", "actions.title_receipt_not_reached"}}) {
    call.line("");
    call.line(say(title, {}, call.language()));
    if (json.at(member).empty()) call.line("  \xe2\x80\x93");
    for (const Json& part : json.at(member)) call.line("  " + part.at("text").get<std::string>());
  }
}

Result<int> run_run(cli::Call& call, Office& office) {
  if (call.has("--in-background")) return run_in_background(call, office);
  const std::string& number = call.value("ACTION");
  const Outcome outcome =
      TRY(run(office, number, {call.value("--to"), call.language()}, call.progress()));
  const Result<void> written = call.has("--receipt")
                                   ? write_receipt(call.value("--receipt"), number, outcome.receipt)
                                   : Result<void>{};
  const bool partly = outcome.state == State::partly_done;
  if (call.json()) {
    Json json = {{"action", number}, {"state", word(outcome.state)}, {"remarks", Json::array()}};
    for (const Error& remark : outcome.remarks)
      json["remarks"].push_back({{"key", remark.key}, {"text", say(remark, call.language())}});
    json["receipt"] = Json::parse(outcome.receipt);
    call.print_json(json.dump());
    if (!written) return fail(written.error());
    return partly ? cli::partly_done : 0;
  }
  call.line(say(fmt::format("actions.ran_{}", word(outcome.state)), {{"number", number}},
                call.language()));
  print_receipt_parts(call, TRY(find_action(office, number)).receipt_body);
  if (!written) return fail(written.error());
  if (!call.has("--receipt"))
    call.remark(say("actions.next_receipt", {{"number", number}}, call.language()));
  return partly ? cli::partly_done : 0;
}

Result<int> run_list(cli::Call& call, Office& office) {
  const std::vector<Action> actions = TRY(all(office, 100));
  if (call.json()) {
    Json list = Json::array();
    for (const Action& action : actions)
      list.push_back({{"action", action.number},
                      {"kind", word(action.kind)},
                      {"state", word(action.state)},
                      {"reference", action.reference},
                      {"planned_at", format_instant(action.planned_at)}});
    call.print_json(list.dump(2));
    return 0;
  }
  if (actions.empty()) {
    call.line(say("actions.none_yet", {}, call.language()));
    return 0;
  }
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Action& action : actions)
    rows.push_back({action.number, word_of(fmt::format("actions.kind_{}", word(action.kind))),
                    word_of(fmt::format("actions.state_{}", word(action.state))),
                    format_instant(action.planned_at).substr(0, 10), action.reference});
  call.table({{word_of("actions.head_action"), false},
              {word_of("actions.column_what"), false},
              {word_of("actions.head_state"), false},
              {word_of("actions.head_planned"), false},
              {word_of("actions.head_reference"), false}},
             rows);
  return 0;
}

Result<int> run_receipt(cli::Call& call, Office& office) {
  const std::string receipt =
      TRY(receipt_file(office, TRY(find_action(office, call.value("ACTION")))));
  if (call.has("--receipt"))
    TRY(write_receipt(call.value("--receipt"), call.value("ACTION"), receipt));
  else
    call.raw(receipt);
  return 0;
}

const cli::Option action_argument{
    .name = "ACTION", .help = "actions.help_action", .required = true};
const cli::Option reason_option{
    .name = "--reason", .help = "actions.help_reason", .required = true, .value_name = "TEXT"};

cli::Command plan_command() {
  return {.name = "actions plan",
          .summary = "actions.help_plan",
          .example = "ombud actions plan erase P-7K3F9Q --reference \"request 2026-14\"",
          .options = {{.name = "KIND",
                       .help = "actions.help_kind",
                       .required = true,
                       .choices = {"access", "erase"}},
                      {.name = "PERSON", .help = "actions.help_person", .required = true},
                      reference_option,
                      {.name = "--mention",
                       .help = "actions.help_mention",
                       .repeated = true,
                       .value_name = "all|NUMBER"},
                      instruction_option,
                      disposal_option},
          .more = "actions.help_plan_more"};
}

cli::Command close_command(Entrance& entrance) {
  return in_office(entrance,
                   {.name = "actions close",
                    .summary = "actions.help_close",
                    .example = "ombud actions close A-0001 --reason \"planned anew\"",
                    .options = {action_argument, reason_option}},
                   "actions.refuse", [](cli::Call& call, Office& office) -> Result<int> {
                     const std::string& number = call.value("ACTION");
                     TRY(close_action(office, number, call.value("--reason")));
                     return answer(call, office, number, "actions.was_closed");
                   });
}

}  // namespace

std::vector<cli::Command> commands(Entrance& entrance) {
  std::vector<cli::Command> all;
  all.push_back(in_office(entrance, plan_command(), "actions.plan", run_plan));
  all.push_back(many_command(entrance, run_show));
  all.push_back(in_office(entrance,
                          {.name = "actions show",
                           .summary = "actions.help_show",
                           .example = "ombud actions show A-0001 --format json",
                           .options = {action_argument,
                                       {.name = "--format",
                                        .help = "actions.help_format",
                                        .choices = {"text", "json"},
                                        .value_name = "FORMAT"}}},
                          "actions.show", [](cli::Call& call, Office& office) {
                            return run_show(call, office, call.value("ACTION"));
                          }));
  all.push_back(
      in_office(entrance,
                {.name = "actions approve",
                 .summary = "actions.help_approve",
                 .example = "ombud actions approve A-0001 --as owner1",
                 .options = {action_argument},
                 .more = "actions.help_approve_more"},
                "actions.show", [](cli::Call& call, Office& office) -> Result<int> {
                  const std::string& number = call.value("ACTION");
                  TRY(approve(office, number));
                  const bool copies = TRY(find_action(office, number)).kind == Kind::access;
                  return answer(call, office, number,
                                copies ? "actions.was_certified" : "actions.was_approved");
                }));
  all.push_back(in_office(entrance,
                          {.name = "actions refuse",
                           .summary = "actions.help_refuse",
                           .example = "ombud actions refuse A-0001 --reason \"legal claim open\"",
                           .options = {action_argument, reason_option}},
                          "actions.refuse", [](cli::Call& call, Office& office) -> Result<int> {
                            TRY(refuse(office, call.value("ACTION"), call.value("--reason")));
                            return answer(call, office, call.value("ACTION"),
                                          "actions.was_refused");
                          }));
  all.push_back(close_command(entrance));
  all.push_back(in_office(
      entrance,
      {.name = "actions run",
       .summary = "actions.help_run",
       .example = "ombud actions run A-0001 --receipt A-0001.json",
       .options = {action_argument,
                   {.name = "--to", .help = "actions.help_to", .value_name = "FOLDER"},
                   {.name = "--receipt", .help = "actions.help_receipt_to", .value_name = "FILE"},
                   {.name = "--in-background", .help = "actions.help_background", .flag = true}},
       .more = "actions.help_run_more"},
      "actions.run", run_run));
  all.push_back(in_office(
      entrance,
      {.name = "actions receipt",
       .summary = "actions.help_receipt",
       .example = "ombud actions receipt A-0001 > A-0001.json",
       .options = {action_argument,
                   {.name = "--receipt", .help = "actions.help_receipt_to", .value_name = "FILE"}}},
      "actions.show", run_receipt));
  all.push_back(in_office(
      entrance,
      {.name = "actions list", .summary = "actions.help_list", .example = "ombud actions list"},
      "actions.list", run_list));
  return all;
}

}  // namespace ombud::actions
