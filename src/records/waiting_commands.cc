// records mine | comments | comment | withdraw-comment | tasks | give-task | change-task |
// finish-task | reopen-task | review | due.
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "records/commands.h"
#include "records/waiting.h"
#include "records/work.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

Result<std::optional<Day>> day_in(cli::Call& call, std::string_view option) {
  if (!call.has(option)) return std::optional<Day>{};
  return std::optional(TRY(parse_day(call.value(option))));
}

std::string text_in(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string record_in(const ordered_json& one) {
  return text_in(one["record"]["number"]) + " " + text_in(one["record"]["title"]);
}

Result<int> show_mine(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of,
                      const ToMendOf& to_mend) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.own"));
  const Kinds kinds = TRY(kinds_of(office));
  const ordered_json all =
      TRY(own_json(office, kinds, to_mend, {call.language(), call.has("--done")}));
  if (call.json()) {
    call.print_json(json_text(all, 2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const ordered_json& one : all["tasks"])
    rows.push_back(
        {text_in(one["due_on"]), text_in(one["number"]), text_in(one["what"]), record_in(one)});
  for (const ordered_json& one : all["reviews"])
    rows.push_back(
        {text_in(one["review_on"]), "", said(call, "records.to_review"), record_in(one)});
  for (const ordered_json& one : all["mentions"])
    rows.push_back({"", "", said(call, "records.named_by", {{"account", text_in(one["by"])}}),
                    record_in(one)});
  for (const ordered_json& one : all["to_mend"])
    rows.push_back({"", "", text_in(one["what"]), record_in(one)});
  if (rows.empty())
    call.line(said(call, "records.nothing_waits"));
  else
    call.table({{said(call, "records.column_due")},
                {said(call, "records.column_task")},
                {said(call, "records.column_what")},
                {said(call, "records.column_record")}},
               rows);
  return 0;
}

Result<int> list_comments(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  const Names names = TRY(names_of(office, kinds, {}));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Comment& one : TRY(comments(office, kinds, record.id))) {
    all.push_back(as_json(one, office.actor.account, names));
    rows.push_back({format_instant(one.at).substr(0, 16), name_of(one.by, names),
                    one.withdrawn
                        ? said(call, "records.was_withdrawn", {{"reason", one.withdrawn->reason}})
                        : one.words,
                    one.id.text});
  }
  if (call.json())
    call.print_json(json_text({{"comments", std::move(all)}}, 2));
  else if (rows.empty())
    call.line(said(call, "records.no_comments", {{"number", record.number}}));
  else
    call.table({{said(call, "records.column_at")},
                {said(call, "records.column_by")},
                {said(call, "records.column_comment")},
                {said(call, "records.column_id")}},
               rows);
  return 0;
}

Result<int> add_comment(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  const Comment made = TRY(comment(office, kinds, record.id, TRY(content_of(call))));
  if (call.json())
    call.print_json(
        json_text(as_json(made, office.actor.account, TRY(names_of(office, kinds, {}))), 2));
  else
    call.line(said(call, "records.commented", {{"number", record.number}}));
  return 0;
}

Result<int> withdraw_comment(accounts::Entrance& entrance, cli::Call& call,
                             const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  TRY(withdraw(office, kinds, record.id, CommentId{call.value("COMMENT")}, call.value("--reason")));
  if (call.json())
    call.print_json(json_text({{"withdrawn", call.value("COMMENT")}}, 2));
  else
    call.line(said(call, "records.comment_is_withdrawn", {{"number", record.number}}));
  return 0;
}

Result<int> list_tasks(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  const Names names = TRY(names_of(office, kinds, {}));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Task& task : TRY(tasks(office, kinds, record.id))) {
    all.push_back(as_json(task, TRY(steps(office, kinds, task)), names));
    rows.push_back({task.number, task.what, name_of(task.owner, names),
                    task.due_on ? format_day(*task.due_on) : "",
                    task.done_at ? format_instant(*task.done_at).substr(0, 10) : ""});
  }
  if (call.json())
    call.print_json(json_text({{"tasks", std::move(all)}}, 2));
  else if (rows.empty())
    call.line(said(call, "records.no_tasks", {{"number", record.number}}));
  else
    call.table({{said(call, "records.column_task")},
                {said(call, "records.column_what")},
                {said(call, "records.column_by")},
                {said(call, "records.column_due")},
                {said(call, "records.column_done")}},
               rows);
  return 0;
}

Result<int> told_task(cli::Call& call, accounts::Office& office, const Kinds& kinds,
                      const Task& task, std::string_view done) {
  const Names names = TRY(names_of(office, kinds, {}));
  if (call.json())
    call.print_json(json_text(as_json(task, TRY(steps(office, kinds, task)), names), 2));
  else
    call.line(say(done, {{"task", task.number}, {"account", name_of(task.owner, names)}},
                  call.language()));
  return 0;
}

Result<int> give(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  TaskWish wish{.what = call.value("--what"), .owner = {}, .due_on = TRY(day_in(call, "--due"))};
  if (call.has("--to")) wish.owner = TRY(accounts::find(office, call.value("--to"))).id;
  return told_task(call, office, kinds, TRY(give_task(office, kinds, record.id, wish)),
                   "records.task_is_given");
}

Result<int> change(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.own"));
  const Kinds kinds = TRY(kinds_of(office));
  const Task task = TRY(find_task(office, kinds, call.value("TASK")));
  AccountId owner = task.owner;
  if (call.has("--to")) owner = TRY(accounts::find(office, call.value("--to"))).id;
  const auto due = call.has("--due") ? TRY(day_in(call, "--due")) : task.due_on;
  return told_task(call, office, kinds,
                   TRY(change_task(office, kinds, task, owner, due, call.value("--note"))),
                   "records.task_is_changed");
}

Result<int> finish(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.own"));
  const Kinds kinds = TRY(kinds_of(office));
  const Task task = TRY(find_task(office, kinds, call.value("TASK")));
  return told_task(call, office, kinds, TRY(finish_task(office, kinds, task, call.value("--note"))),
                   "records.task_is_done");
}

Result<int> reopen(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.own"));
  const Kinds kinds = TRY(kinds_of(office));
  const Task task = TRY(find_task(office, kinds, call.value("TASK")));
  return told_task(call, office, kinds,
                   TRY(reopen_task(office, kinds, task, call.value("--reason"))),
                   "records.task_is_open");
}

Result<int> review_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  return told(call, kind,
              TRY(review(office, kinds, record.id, record.version, call.value("--note"),
                         TRY(day_in(call, "--next")))),
              "records.is_reviewed");
}

Result<int> list_due(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.own"));
  const Kinds kinds = TRY(kinds_of(office));
  DueReviews wanted{.until = TRY(today(office)) + reminded_before, .owner = {}, .limit = 500};
  if (call.has("--until")) wanted.until = TRY(parse_day(call.value("--until")));
  if (call.has("--mine")) wanted.owner = office.actor.account;
  const std::vector<Record> found = TRY(due_reviews(office, kinds, wanted));
  const Names names = TRY(names_of(office, kinds, found));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Record& record : found) {
    all.push_back(as_json(kinds, record, names));
    rows.push_back({format_day(*record.review_on), record.number, record.title,
                    record.owner ? name_of(*record.owner, names) : ""});
  }
  if (call.json())
    call.print_json(json_text({{"records", std::move(all)}}, 2));
  else if (rows.empty())
    call.line(said(call, "records.none_due", {{"day", format_day(wanted.until)}}));
  else
    call.table({{said(call, "records.column_due")},
                {said(call, "records.column_number")},
                {said(call, "records.column_title")},
                {said(call, "records.column_owner")}},
               rows);
  return 0;
}

cli::Option task_option() {
  return {.name = "TASK", .help = "records.task_help", .required = true};
}

std::vector<cli::Command> comment_commands(accounts::Entrance& entrance, KindsOf kinds) {
  const cli::Option words{
      .name = "--file", .help = "records.comment_help", .required = true, .value_name = "FILE"};
  return {
      {.name = "records comments",
       .summary = "records.comments_summary",
       .example = "ombud records comments activity B-0001",
       .options = {kind_option(), number_option()},
       .run = with_kinds(entrance, kinds, list_comments)},
      {.name = "records comment",
       .summary = "records.comment_summary",
       .example = "ombud records comment activity B-0001 --file words.txt",
       .options = {kind_option(), number_option(), words},
       .run = with_kinds(entrance, kinds, add_comment)},
      {.name = "records withdraw-comment",
       .summary = "records.withdraw_summary",
       .example = "ombud records withdraw-comment activity B-0001 0192f0c1-… --reason \"a name\"",
       .options = {kind_option(),
                   number_option(),
                   {.name = "COMMENT", .help = "records.comment_id_help", .required = true},
                   reason_option()},
       .run = with_kinds(entrance, kinds, withdraw_comment)},
  };
}

std::vector<cli::Command> task_commands(accounts::Entrance& entrance, KindsOf kinds) {
  const cli::Option to{.name = "--to", .help = "records.to_help", .value_name = "ACCOUNT"};
  const cli::Option due{.name = "--due", .help = "records.due_help", .value_name = "DAY"};
  const cli::Option note{.name = "--note", .help = "records.note_help", .value_name = "TEXT"};
  const cli::Option what{
      .name = "--what", .help = "records.what_help", .required = true, .value_name = "TEXT"};
  return {
      {.name = "records tasks",
       .summary = "records.tasks_summary",
       .example = "ombud records tasks activity B-0001",
       .options = {kind_option(), number_option()},
       .run = with_kinds(entrance, kinds, list_tasks)},
      {.name = "records give-task",
       .summary = "records.give_task_summary",
       .example = "ombud records give-task activity B-0001 --what \"Ask for the agreement\" "
                  "--to eva --due 2026-12-01",
       .options = {kind_option(), number_option(), what, to, due},
       .run = with_kinds(entrance, kinds, give)},
      {.name = "records change-task",
       .summary = "records.change_task_summary",
       .example = "ombud records change-task T-0001 --to eva --due 2026-12-15",
       .options = {task_option(), to, due, note},
       .run = with_kinds(entrance, kinds, change)},
      {.name = "records finish-task",
       .summary = "records.finish_task_summary",
       .example = "ombud records finish-task T-0001 --note \"signed\"",
       .options = {task_option(), note},
       .run = with_kinds(entrance, kinds, finish)},
      {.name = "records reopen-task",
       .summary = "records.reopen_task_summary",
       .example = "ombud records reopen-task T-0001 --reason \"page two is missing\"",
       .options = {task_option(), reason_option()},
       .run = with_kinds(entrance, kinds, reopen)},
  };
}

}  // namespace

std::vector<cli::Command> waiting_commands(accounts::Entrance& entrance, const KindsOf& kinds,
                                           const ToMendOf& to_mend) {
  std::vector<cli::Command> all{
      {.name = "records mine",
       .summary = "records.mine_summary",
       .example = "ombud records mine",
       .options = {{.name = "--done", .help = "records.done_help", .flag = true}},
       .run = [&entrance, kinds,
               to_mend](cli::Call& call) { return show_mine(entrance, call, kinds, to_mend); }},
      {.name = "records review",
       .summary = "records.review_summary",
       .example = "ombud records review activity B-0001 --note \"nothing has changed\"",
       .options = {kind_option(),
                   number_option(),
                   {.name = "--note",
                    .help = "records.review_note_help",
                    .required = true,
                    .value_name = "TEXT"},
                   {.name = "--next", .help = "records.next_help", .value_name = "DAY"}},
       .run = with_kinds(entrance, kinds, review_record)},
      {.name = "records due",
       .summary = "records.due_summary",
       .example = "ombud records due --until 2026-12-31",
       .options = {{.name = "--until", .help = "records.until_help", .value_name = "DAY"},
                   {.name = "--mine", .help = "records.mine_help", .flag = true}},
       .run = with_kinds(entrance, kinds, list_due)},
  };
  for (const auto& more : {comment_commands(entrance, kinds), task_commands(entrance, kinds)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ombud::records
