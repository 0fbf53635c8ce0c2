// records sample | add | edit | move | archive | bring-back.
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/read_json.h"
#include "records/commands.h"
#include "records/sample.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 4 << 20;

// Values that are not of their type, told with whatever else is wrong.
int told_unread(cli::Call& call, const Kind& kind, Demand demand, Row row,
                std::vector<Fault> unread) {
  return told(call, kind, Saved{{}, all_faults(kind, demand, std::move(row), std::move(unread))},
              "");
}

// The fields of `fields` that the sample has and that must be filled in: "role, matrix.who".
void add_required(const std::vector<Field>& fields, const Row& row, const std::string& at,
                  std::string& all) {
  for (const Field& field : fields) {
    if (row.find(field.name) == nullptr) continue;
    if (field.required) all += (all.empty() ? "" : ", ") + at + field.name;
    for (const Row& line : lines_of(row, field.name))
      add_required(field.fields, line, at + field.name + ".", all);
  }
}

Result<int> print_sample(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Kinds kinds = TRY(kinds_of(*TRY(entrance.enter(call, "records.kinds"))));
  const Kind& kind = *TRY(kinds.find(call.value("KIND")));
  const Row row = sample_of(kinds, kind, call.language());
  call.print_json(json_text(ordered_json::parse(write_json(row)), 2));
  std::string required;
  add_required(kind.fields, row, "", required);
  call.remark(say("records.sample_required", {{"fields", required}}, call.language()));
  return 0;
}

Result<int> add_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  std::vector<Fault> faults;
  Row row = TRY(read_json(kind, TRY(content_of(call)), faults));
  if (!faults.empty())
    return told_unread(call, kind, Demand::title, std::move(row), std::move(faults));
  return told(call, kind, TRY(create(office, kinds, kind.name, {std::move(row), {}})),
              "records.added");
}

// A merge patch (RFC 7396): the fields that stand there take their value, null empties one.
Result<int> edit_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  const ordered_json patch = TRY(json_in(TRY(content_of(call))));
  if (!patch.is_object()) return fail(Errc::invalid, "records.no_json");
  ordered_json whole = ordered_json::parse(write_json(record.row));
  for (const auto& [field, value] : patch.items()) whole[field] = value;
  std::vector<Fault> faults;
  Row row = TRY(read_json(kind, json_text(whole), faults));
  if (!faults.empty())
    return told_unread(call, kind, demand_in(kind, record.state), std::move(row),
                       std::move(faults));
  return told(call, kind,
              TRY(edit(office, kinds, record.id, record.version,
                       {std::move(row), {}, call.value("--reason")})),
              "records.edited");
}

Result<int> move_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  return told(call, kind,
              TRY(move(office, kinds, record.id, record.version, call.value("STEP"),
                       call.value("--reason"))),
              "records.moved");
}

Result<int> put_away(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of,
                     bool archived) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  return told(
      call, kind,
      TRY(archive(office, kinds, record.id, record.version, archived, call.value("--reason"))),
      archived ? "records.put_away" : "records.brought_back");
}

Result<int> archive_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  return put_away(entrance, call, kinds_of, true);
}

Result<int> bring_back(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  return put_away(entrance, call, kinds_of, false);
}

}  // namespace

Result<std::string> content_of(cli::Call& call) {
  const std::string& name = call.value("--file");
  std::ifstream file(name, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() == 0) return fail(Errc::not_found, "records.no_file", {{"file", name}});
  if (file.gcount() > static_cast<std::streamsize>(most_bytes))
    return fail(Errc::invalid, "records.file_too_large", {{"file", name}});
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

int told(cli::Call& call, const Kind& kind, const Saved& saved, std::string_view done) {
  const Language language = call.language();
  if (!saved.faults.empty()) {
    if (call.json()) {
      call.print_json(json_text({{"faults", as_json(kind, saved.faults, language)}}, 2));
      return cli::usage;
    }
    call.line(say("records.not_saved", {}, language));
    for (const Fault& fault : saved.faults)
      call.line("  " + label_and_path(kind, fault.path, language) + ": " +
                say(fault.error, language));
    return cli::usage;
  }
  const Record& record = *saved.record;
  if (call.json())
    call.print_json(json_text({{"kind", record.kind},
                               {"number", record.number},
                               {"id", record.id.text},
                               {"version", record.version},
                               {"state", record.state},
                               {"archived", record.archived}},
                              2));
  else
    call.line(say(done, {{"number", record.number}, {"title", record.title}}, language));
  return 0;
}

cli::Option file_option() {
  return {.name = "--file", .help = "records.file_help", .required = true, .value_name = "FILE"};
}

cli::Option reason_option(bool required) {
  return {.name = "--reason",
          .help = "records.reason_help",
          .required = required,
          .value_name = "TEXT"};
}

std::vector<cli::Command> writing_commands(accounts::Entrance& entrance, KindsOf kinds) {
  return {
      {.name = "records sample",
       .summary = "records.sample_summary",
       .example = "ombud records sample activity >payroll.json",
       .options = {kind_option()},
       .run = with_kinds(entrance, kinds, print_sample),
       .more = "records.sample_more"},
      {.name = "records add",
       .summary = "records.add_summary",
       .example = "ombud records add activity --file payroll.json",
       .options = {kind_option(), file_option()},
       .run = with_kinds(entrance, kinds, add_record),
       .more = "records.file_more"},
      {.name = "records edit",
       .summary = "records.edit_summary",
       .example =
           "ombud records edit activity B-0001 --file changes.json --reason \"new supplier\"",
       .options = {kind_option(), number_option(), file_option(), reason_option(false)},
       .run = with_kinds(entrance, kinds, edit_record),
       .more = "records.file_more"},
      {.name = "records move",
       .summary = "records.move_summary",
       .example = "ombud records move activity B-0001 start",
       .options = {kind_option(),
                   number_option(),
                   {.name = "STEP", .help = "records.step_help", .required = true},
                   reason_option(false)},
       .run = with_kinds(entrance, kinds, move_record)},
      {.name = "records archive",
       .summary = "records.archive_summary",
       .example = "ombud records archive activity B-0001 --reason \"entered twice\"",
       .options = {kind_option(), number_option(), reason_option()},
       .run = with_kinds(entrance, kinds, archive_record)},
      {.name = "records bring-back",
       .summary = "records.bring_back_summary",
       .example = "ombud records bring-back activity B-0001 --reason \"still in use\"",
       .options = {kind_option(), number_option(), reason_option()},
       .run = with_kinds(entrance, kinds, bring_back)},
  };
}

}  // namespace ombud::records
