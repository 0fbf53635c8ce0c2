// ombud mail incoming list | open | assign | done | discard

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "mail/commands.h"
#include "mail/inbox.h"

namespace ombud::mail {

namespace {

using accounts::Entrance;
using accounts::Office;
using nlohmann::ordered_json;

constexpr std::size_t shown_at_most = 200;

ordered_json as_json(const Task& task, const std::string& assigned_to) {
  return {{"task", task.number},
          {"state", word(task.state)},
          {"came_at", format_instant(task.came_at)},
          {"sent_at", instant_json(task.sent_at)},
          {"from", task.from},
          {"size_bytes", task.size_bytes},
          {"whole", task.whole},
          {"automatic", task.automatic},
          {"assigned_to", text_json(assigned_to)},
          {"ended_at", instant_json(task.ended_at)}};
}

Result<std::string> assigned_name(Office& office, const Task& task) {
  if (!task.assigned_to) return std::string();
  return name_of(office, *task.assigned_to);
}

Result<int> run_list(cli::Call& call, Office& office) {
  std::optional<TaskState> state;
  if (call.has("--state")) state = TRY(task_state_of(call.value("--state")));
  TRY(office.log.append_now(told_of_list(office)));
  const std::vector<Task> all = TRY(tasks(office, state, shown_at_most));
  ordered_json array = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Task& task : all) {
    const std::string whose = TRY(assigned_name(office, task));
    array.push_back(as_json(task, whose));
    rows.push_back({task.number, format_instant(task.came_at).substr(0, 16), task.from,
                    grouped((task.size_bytes + 1023) / 1024),
                    say(fmt::format("mail.task_{}", word(task.state)), {}, call.language()),
                    whose});
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (call.json())
    call.print_json(json_text(array, 2));
  else if (rows.empty())
    call.line(label(state ? "mail.none_of_state" : "mail.nothing_came"));
  else
    call.table({{label("mail.column_task")},
                {label("mail.column_came")},
                {label("mail.column_from")},
                {label("mail.column_size"), true},
                {label("mail.column_state")},
                {label("mail.column_whose")}},
               rows);
  return 0;
}

void show(cli::Call& call, const OpenedTask& opened) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  const Task& task = opened.task;
  call.facts({{label("mail.column_from"), task.from},
              {label("mail.label_subject"), task.subject},
              {label("mail.label_sent"), task.sent_at ? format_instant(*task.sent_at) : ""},
              {label("mail.column_came"), format_instant(task.came_at)}});
  call.line("");
  for (const std::string& line : split(opened.content.text, '\n')) call.line(line);
  for (const Part& part : opened.content.attached)
    call.line("- " + part.type + " " + part.name + " (" + grouped((part.size + 1023) / 1024) +
              " KiB)");
  if (!task.whole) call.remark(label("mail.not_whole"));
  if (opened.content.cut) call.remark(label("mail.is_cut"));
}

Result<int> run_open(cli::Call& call, Office& office) {
  const OpenedTask opened = TRY(open_task(office, call.value("TASK"), call.value("--reference")));
  if (call.has("--raw")) {
    call.raw(opened.bytes);
    return 0;
  }
  if (!call.json()) {
    show(call, opened);
    return 0;
  }
  ordered_json json = as_json(opened.task, TRY(assigned_name(office, opened.task)));
  json["subject"] = opened.task.subject;
  json["text"] = opened.content.text;
  json["cut"] = opened.content.cut;
  json["attached"] = ordered_json::array();
  for (const Part& part : opened.content.attached)
    json["attached"].push_back({{"name", part.name}, {"type", part.type}, {"size", part.size}});
  call.print_json(json_text(json, 2));
  return 0;
}

Result<int> said(cli::Call& call, const char* sentence, TaskState state) {
  const std::string& number = call.value("TASK");
  if (call.json())
    call.print_json(json_text({{"task", number}, {"state", word(state)}}, 2));
  else
    call.line(say(sentence, {{"task", number}}, call.language()));
  return 0;
}

Result<int> run_assign(cli::Call& call, Office& office) {
  TRY(assign_task(office, call.value("TASK"), TRY(accounts::find(office, call.value("ACCOUNT")))));
  return said(call, "mail.is_assigned", TaskState::assigned);
}

Result<int> run_done(cli::Call& call, Office& office) {
  TRY(finish_task(office, call.value("TASK")));
  return said(call, "mail.is_done", TaskState::done);
}

Result<int> run_discard(cli::Call& call, Office& office) {
  TRY(discard_task(office, call.value("TASK"), call.value("--reason")));
  return said(call, "mail.is_discarded", TaskState::discarded);
}

}  // namespace

std::vector<cli::Command> incoming_commands(Entrance& entrance) {
  const cli::Option task{.name = "TASK", .help = "mail.help_task", .required = true};
  std::vector<cli::Command> all;
  const auto add = [&](cli::Command command, auto run) {
    all.push_back(in_office(entrance, std::move(command), "mail.sort", run));
  };
  add({.name = "mail incoming list",
       .summary = "mail.help_incoming_list",
       .example = "ombud mail incoming list --state waiting",
       .options = {{.name = "--state",
                    .help = "mail.help_state",
                    .choices = {"waiting", "assigned", "done", "discarded"}}}},
      run_list);
  add({.name = "mail incoming open",
       .summary = "mail.help_incoming_open",
       .example = "ombud mail incoming open I-0001 --reference \"DSR 2026-14\"",
       .options = {task,
                   {.name = "--reference",
                    .help = "mail.help_reference",
                    .required = true,
                    .value_name = "TEXT"},
                   {.name = "--raw", .help = "mail.help_raw", .flag = true}}},
      run_open);
  add({.name = "mail incoming assign",
       .summary = "mail.help_incoming_assign",
       .example = "ombud mail incoming assign I-0001 handler1",
       .options = {task, {.name = "ACCOUNT", .help = "mail.help_account", .required = true}}},
      run_assign);
  add({.name = "mail incoming done",
       .summary = "mail.help_incoming_done",
       .example = "ombud mail incoming done I-0001",
       .options = {task}},
      run_done);
  add({.name = "mail incoming discard",
       .summary = "mail.help_incoming_discard",
       .example = "ombud mail incoming discard I-0001 --reason \"advertising\"",
       .options = {task,
                   {.name = "--reason",
                    .help = "mail.help_reason",
                    .required = true,
                    .value_name = "TEXT"}}},
      run_discard);
  return all;
}

}  // namespace ombud::mail
