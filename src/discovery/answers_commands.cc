// discovery answer | answers | withdraw.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "discovery/answers.h"

namespace ombud::discovery {

namespace {

using Json = nlohmann::ordered_json;

Result<int> give_answer(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "discovery.answer"));
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const auto [table, column] = TRY(table_and_column(call.value("COLUMN")));
  Answer said{.table = table, .column = column, .personal = call.value("ANSWER") == "yes"};
  if (call.has("--category")) {
    said.category = data_category_of(call.value("--category"));
    if (!said.category) {
      return fail(Errc::invalid, "discovery.bad_category", {{"given", call.value("--category")}});
    }
    if (!said.personal) return fail(Errc::invalid, "discovery.category_of_no");
  }
  const auto connector = TRY(connectors::open(office, system));
  TRY(answer(office, *connector, said));
  if (call.json()) {
    call.print_json(Json{
        {"system", system.name}, {"table", table}, {"column", column}, {"personal", said.personal}}
                        .dump(2));
  } else {
    call.line(say(said.personal ? "discovery.answered_yes" : "discovery.answered_no",
                  {{"column", table + "." + column}, {"system", system.name}}, call.language()));
  }
  return 0;
}

Result<int> take_back(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "discovery.answer"));
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const auto [table, column] = TRY(table_and_column(call.value("COLUMN")));
  TRY(withdraw(office, system, table, column));
  if (call.json()) {
    call.print_json(
        Json{{"system", system.name}, {"table", table}, {"column", column}, {"withdrawn", true}}
            .dump(2));
  } else {
    call.line(say("discovery.withdrawn",
                  {{"column", table + "." + column}, {"system", system.name}}, call.language()));
  }
  return 0;
}

Result<int> list_answers(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "discovery.answers"));
  std::optional<connectors::System> system;
  if (call.has("SYSTEM")) system = TRY(connectors::find(office, call.value("SYSTEM")));
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  for (const Answer& one : TRY(answers(office, system))) {
    const std::string by = TRY(accounts::find(office, one.said_by)).name;
    const std::string what = one.category ? std::string(word(*one.category)) : "";
    all.push_back({{"system", one.system},
                   {"table", one.table},
                   {"column", one.column},
                   {"personal", one.personal},
                   {"category", what},
                   {"said_by", by},
                   {"said_at", format_instant(one.said_at)}});
    rows.push_back({one.system, one.table, one.column,
                    label(one.personal ? "discovery.yes" : "discovery.no"), what, by,
                    format_instant(one.said_at)});
  }
  if (call.json()) {
    call.print_json(all.dump(2));
  } else if (rows.empty()) {
    call.line(label("discovery.no_answers"));
  } else {
    call.table({{label("discovery.column_system")},
                {label("discovery.column_table")},
                {label("discovery.column_column")},
                {label("discovery.column_personal")},
                {label("discovery.column_what")},
                {label("discovery.column_said_by")},
                {label("discovery.column_said_at")}},
               rows);
  }
  return 0;
}

}  // namespace

std::vector<cli::Command> answer_commands(accounts::Entrance& entrance) {
  const cli::Option system = {.name = "SYSTEM", .help = "discovery.system_help", .required = true};
  const cli::Option column = {.name = "COLUMN", .help = "discovery.column_help", .required = true};
  return {
      {.name = "discovery answer",
       .summary = "discovery.answer_summary",
       .example = "ombud discovery answer liva member.nick yes --category name",
       .options = {system,
                   column,
                   {.name = "ANSWER",
                    .help = "discovery.answer_help",
                    .required = true,
                    .choices = {"yes", "no"}},
                   {.name = "--category", .help = "discovery.category_help", .value_name = "WORD"}},
       .run = [&](cli::Call& call) { return give_answer(entrance, call); },
       .more = "discovery.answer_more"},
      {.name = "discovery answers",
       .summary = "discovery.answers_summary",
       .example = "ombud discovery answers liva",
       .options = {{.name = "SYSTEM", .help = "discovery.answers_system_help"}},
       .run = [&](cli::Call& call) { return list_answers(entrance, call); }},
      {.name = "discovery withdraw",
       .summary = "discovery.withdraw_summary",
       .example = "ombud discovery withdraw liva member.nick",
       .options = {system, column},
       .run = [&](cli::Call& call) { return take_back(entrance, call); }},
  };
}

}  // namespace ombud::discovery
