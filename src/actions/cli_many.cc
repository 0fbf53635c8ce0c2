#include "actions/cli_many.h"

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "evidence/json.h"

namespace ombud::actions {

namespace {

constexpr std::streamoff largest_condition_bytes = 1 << 20;

// Of "WHO; DAY; DOCUMENT": three parts, each filled in, the second a day.
Result<std::vector<std::string>> three_parts(const cli::Call& call, std::string_view option) {
  std::vector<std::string> parts = split(call.value(option), ';');
  for (std::string& part : parts) part = trim(part);
  if (parts.size() != 3 || parts[0].empty() || parts[2].empty() || !parse_day(parts[1]))
    return fail(Errc::invalid, "actions.three_parts", {{"option", std::string(option)}});
  return parts;
}

Result<conditions::Condition> read_condition(const std::string& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) return fail(Errc::not_found, "actions.no_condition_file", {{"file", file}});
  if (in.tellg() > largest_condition_bytes)
    return fail(Errc::invalid, "actions.no_condition_file", {{"file", file}});
  in.seekg(0);
  std::ostringstream text;
  text << in.rdbuf();
  return conditions::from_json(TRY(evidence::read_json(text.str())));
}

Then then_of(const std::string& word) {
  if (word == "anonymise") return Then::anonymise;
  if (word == "de-identify") return Then::de_identify;
  return Then::erase;
}

}  // namespace

const cli::Option reference_option{.name = "--reference",
                                   .help = "actions.help_reference",
                                   .required = true,
                                   .value_name = "TEXT"};
const cli::Option instruction_option{
    .name = "--instruction", .help = "actions.help_instruction", .value_name = "WHO;DAY;DOCUMENT"};
const cli::Option disposal_option{
    .name = "--disposal", .help = "actions.help_disposal", .value_name = "BODY;DAY;DOCUMENT"};

Result<std::optional<Instruction>> instruction_of(const cli::Call& call) {
  if (!call.has("--instruction")) return std::optional<Instruction>{};
  const auto parts = TRY(three_parts(call, "--instruction"));
  return std::optional<Instruction>{{parts[0], parts[1], parts[2]}};
}

Result<std::optional<Disposal>> disposal_of(const cli::Call& call) {
  if (!call.has("--disposal")) return std::optional<Disposal>{};
  const auto parts = TRY(three_parts(call, "--disposal"));
  return std::optional<Disposal>{{parts[0], parts[1], parts[2]}};
}

cli::Command many_command(accounts::Entrance& entrance, ShowPlan show) {
  cli::Command command{
      .name = "actions plan-many",
      .summary = "actions.help_plan_many",
      .example =
          "ombud actions plan-many liva member --meets left.json --then erase "
          "--reference \"decision 2026-3\"",
      .options = {{.name = "SYSTEM", .help = "actions.help_many_system", .required = true},
                  {.name = "TABLE", .help = "actions.help_many_table", .required = true},
                  {.name = "--meets",
                   .help = "actions.help_meets",
                   .required = true,
                   .value_name = "FILE"},
                  {.name = "--then",
                   .help = "actions.help_then",
                   .required = true,
                   .choices = {"erase", "anonymise", "de-identify"},
                   .value_name = "WHAT"},
                  {.name = "--only",
                   .help = "actions.help_only",
                   .repeated = true,
                   .value_name = "COLUMN"},
                  reference_option,
                  instruction_option,
                  disposal_option},
      .more = "actions.help_plan_many_more"};
  return in_office(
      entrance, std::move(command), "actions.plan",
      [show](cli::Call& call, accounts::Office& office) -> Result<int> {
        Selection selection;
        selection.system = TRY(connectors::find(office, call.value("SYSTEM"))).id;
        selection.table = call.value("TABLE");
        selection.meets = TRY(read_condition(call.value("--meets")));
        selection.then = then_of(call.value("--then"));
        selection.only = call.values("--only");
        selection.reference = call.value("--reference");
        selection.rule = selection.reference;
        selection.approval = "actions.approve";
        selection.instruction = TRY(instruction_of(call));
        selection.disposal = TRY(disposal_of(call));
        const std::string number = TRY(plan_selection(office, selection, call.progress()));
        TRY(show(call, office, number));
        call.remark(say("actions.next_approve_erase", {{"number", number}}, call.language()));
        return 0;
      });
}

}  // namespace ombud::actions
