// ombud review begin | list | show | decide | attest, ombud field list | ask | decide.

#include <charconv>

#include "accounts/rights.h"
#include "accounts/rights_commands.h"
#include "accounts/rights_json.h"

namespace ombud::accounts {

namespace {

constexpr int indented = 2;

std::string label(cli::Call& call, std::string_view key) { return say(key, {}, call.language()); }

std::string day_of(const std::optional<Instant>& at) {
  return at ? format_day(std::chrono::floor<std::chrono::days>(*at)) : std::string();
}

Result<std::map<std::string, std::string>> names_of(Office& office) {
  std::map<std::string, std::string> names;
  for (const Account& account : TRY(list(office))) names[account.id.text] = account.name;
  return names;
}

std::string verdict_of(cli::Call& call, const ReviewLine& line) {
  if (!line.kept) return label(call, "accounts.verdict_open");
  return label(call, *line.kept ? "accounts.verdict_kept" : "accounts.verdict_withdrawn");
}

Result<int> show(cli::Call& call, Office& office, const Review& review) {
  if (call.json()) {
    call.print_json(TRY(json_of(office, review, indented)));
    return 0;
  }
  auto names = TRY(names_of(office));
  call.facts(
      {{label(call, "accounts.column_number"), review.number},
       {label(call, "accounts.column_begun"),
        day_of(review.begun_at) + ", " + names[review.begun_by.text]},
       {label(call, "accounts.column_attested"),
        review.attested_by ? day_of(review.attested_at) + ", " + names[review.attested_by->text]
                           : label(call, "accounts.verdict_open")}});
  std::vector<std::vector<std::string>> rows;
  for (const ReviewLine& line : review.lines)
    rows.push_back({std::to_string(line.line), names[line.account.text],
                    line.role ? std::string(word(*line.role)) : std::string(), line.number,
                    line.used_at ? day_of(line.used_at) : label(call, "accounts.never"),
                    verdict_of(call, line),
                    line.decided_by ? names[line.decided_by->text] : std::string(), line.reason});
  call.table({{label(call, "accounts.column_line"), true},
              {label(call, "accounts.column_name")},
              {label(call, "accounts.column_role")},
              {label(call, "accounts.column_number")},
              {label(call, "accounts.column_used")},
              {label(call, "accounts.column_verdict")},
              {label(call, "accounts.column_by")},
              {label(call, "accounts.column_reason")}},
             rows);
  return 0;
}

Result<int> begin(cli::Call& call, Office& office) {
  return show(call, office, TRY(begin_review(office)));
}

Result<int> list_reviews(cli::Call& call, Office& office) {
  const std::vector<Review> all = TRY(reviews(office, false));
  if (call.json()) {
    call.print_json(TRY(json_of(office, all, indented)));
    return 0;
  }
  if (all.empty()) {
    call.line(label(call, "accounts.no_reviews"));
    return 0;
  }
  auto names = TRY(names_of(office));
  std::vector<std::vector<std::string>> rows;
  for (const Review& review : all)
    rows.push_back({review.number, day_of(review.begun_at), names[review.begun_by.text],
                    day_of(review.attested_at),
                    review.attested_by ? names[review.attested_by->text] : std::string(),
                    review.next_on ? format_day(*review.next_on) : std::string()});
  call.table({{label(call, "accounts.column_number")},
              {label(call, "accounts.column_begun")},
              {label(call, "accounts.column_by")},
              {label(call, "accounts.column_attested")},
              {label(call, "accounts.column_by")},
              {label(call, "accounts.column_next")}},
             rows);
  return 0;
}

Result<int> show_one(cli::Call& call, Office& office) {
  const std::string& number = call.value("REVIEW");
  for (const Review& review : TRY(reviews(office, true)))
    if (review.number == number) return show(call, office, review);
  return fail(Errc::not_found, "accounts.unknown_review", {{"review", number}});
}

Result<int> decide_one(cli::Call& call, Office& office) {
  const std::string& text = call.value("LINE");
  std::int64_t line = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), line);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(Errc::not_found, "accounts.unknown_line", {{"line", text}});
  return show(call, office,
              TRY(decide_line(office, call.value("REVIEW"), line, !call.has("--withdraw"),
                              call.value("--reason"))));
}

Result<int> attest_one(cli::Call& call, Office& office) {
  return show(call, office, TRY(attest(office, call.value("REVIEW"), call.value("--next"))));
}

Result<int> list_fields(cli::Call& call, Office& office) {
  const std::vector<FieldChange> changes = TRY(field_changes(office));
  if (call.json()) {
    call.print_json(TRY(json_of(office, changes, indented)));
    return 0;
  }
  std::vector<cli::Column> columns = {{label(call, "accounts.column_task")}};
  for (const DataClass data_class : all_classes())
    columns.push_back({std::string(word(data_class))});
  std::vector<std::vector<std::string>> rows;
  for (const Task task : all_tasks()) {
    rows.push_back({std::string(word(task))});
    for (const DataClass data_class : all_classes()) {
      std::string roles;
      for (const Role role : all_roles())
        if (office.actor.fields.allows(role, data_class, task))
          roles += (roles.empty() ? "" : ", ") + std::string(word(role));
      rows.back().push_back(roles);
    }
  }
  call.table(columns, rows);
  for (const FieldChange& change : changes)
    if (change.state == "asked")
      call.line(say("accounts.field_waits",
                    {{"change", change.number},
                     {"task", std::string(word(change.task))},
                     {"class", std::string(word(change.data_class))},
                     {"role", std::string(word(change.role))},
                     {"shown", label(call, change.allowed ? "accounts.shown" : "accounts.masked")}},
                    call.language()));
  return 0;
}

Result<int> ask_field(cli::Call& call, Office& office) {
  FieldChange change;
  change.task = TRY(task_in(call.value("TASK")));
  change.data_class = TRY(data_class_in(call.value("CLASS")));
  change.role = TRY(role_of(call.value("--role")));
  change.allowed = !call.has("--mask");
  change.reason = call.value("--reason");
  change = TRY(ask_field_change(office, std::move(change)));
  if (call.json())
    call.print_json(TRY(json_of(office, change, indented)));
  else
    call.line(say("accounts.field_asked", {{"change", change.number}}, call.language()));
  return 0;
}

Result<int> decide_field(cli::Call& call, Office& office) {
  const bool agreed = !call.has("--refuse");
  const FieldChange change = TRY(decide_field_change(office, call.value("CHANGE"), agreed));
  if (call.json())
    call.print_json(TRY(json_of(office, change, indented)));
  else
    call.line(say(agreed ? "accounts.field_agreed" : "accounts.field_refused",
                  {{"change", change.number}}, call.language()));
  return 0;
}

cli::Option needed(std::string name, std::string help, std::string value_name = "") {
  return {.name = std::move(name),
          .help = std::move(help),
          .required = true,
          .value_name = std::move(value_name)};
}

cli::Option flag(std::string name, std::string help) {
  return {.name = std::move(name), .help = std::move(help), .flag = true};
}

std::vector<cli::Command> field_commands(Entrance& entrance) {
  return {
      in_office(entrance,
                {.name = "field list",
                 .summary = "accounts.field_list_summary",
                 .example = "ombud field list"},
                "accounts.own", list_fields),
      in_office(
          entrance,
          {.name = "field ask",
           .summary = "accounts.field_ask_summary",
           .example = "ombud field ask find national_id --role handler --reason \"…\"",
           .options = {needed("TASK", "accounts.task_help"), needed("CLASS", "accounts.class_help"),
                       needed("--role", "accounts.role_help", "ROLE"),
                       needed("--reason", "accounts.reason_help", "TEXT"),
                       flag("--mask", "accounts.mask_help")},
           .more = "accounts.field_more"},
          "accounts.fields", ask_field),
      in_office(entrance,
                {.name = "field decide",
                 .summary = "accounts.field_decide_summary",
                 .example = "ombud field decide F-0001",
                 .options = {needed("CHANGE", "accounts.change_help"),
                             flag("--refuse", "accounts.refuse_help")}},
                "accounts.fields", decide_field),
  };
}

}  // namespace

std::vector<cli::Command> review_commands(Entrance& entrance) {
  std::vector<cli::Command> all = {
      in_office(entrance,
                {.name = "review begin",
                 .summary = "accounts.review_begin_summary",
                 .example = "ombud review begin",
                 .more = "accounts.review_more"},
                "accounts.review", begin),
      in_office(entrance,
                {.name = "review list",
                 .summary = "accounts.review_list_summary",
                 .example = "ombud review list"},
                "accounts.list", list_reviews),
      in_office(entrance,
                {.name = "review show",
                 .summary = "accounts.review_show_summary",
                 .example = "ombud review show V-0001",
                 .options = {needed("REVIEW", "accounts.review_help")}},
                "accounts.list", show_one),
      in_office(
          entrance,
          {.name = "review decide",
           .summary = "accounts.review_decide_summary",
           .example = "ombud review decide V-0001 3 --withdraw --reason \"left\"",
           .options = {needed("REVIEW", "accounts.review_help"),
                       needed("LINE", "accounts.line_help"),
                       flag("--withdraw", "accounts.withdraw_help"),
                       {.name = "--reason", .help = "accounts.reason_help", .value_name = "TEXT"}}},
          "accounts.review", decide_one),
      in_office(entrance,
                {.name = "review attest",
                 .summary = "accounts.review_attest_summary",
                 .example = "ombud review attest V-0001 --next 2027-06-01",
                 .options = {needed("REVIEW", "accounts.review_help"),
                             needed("--next", "accounts.next_help", "DAY")}},
                "accounts.review", attest_one),
  };
  for (cli::Command& command : field_commands(entrance)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::accounts
