// records edit-many | duplicate | changes | undo.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/read_json.h"
#include "records/changes.h"
#include "records/commands.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t changes_shown = 200;

// A merge patch (RFC 7396): what has a value is set, null empties.
Result<Patch> patch_in(const Kind& kind, const std::string& text, std::vector<Fault>& faults) {
  const ordered_json fields = TRY(json_in(text));
  if (!fields.is_object()) return fail(Errc::invalid, "records.no_json");
  Patch patch;
  for (const auto& [name, value] : fields.items())
    if (value.is_null()) patch.clear.push_back(name);
  patch.set = TRY(read_json(kind, text, faults));
  return patch;
}

int told_faults(cli::Call& call, const Kind& kind, const Many& many) {
  if (call.json()) {
    ordered_json all = ordered_json::array();
    for (const auto& [number, fault] : many.faults)
      all.push_back(as_json(kind, number, fault, call.language()));
    call.print_json(json_text({{"faults", std::move(all)}}, 2));
    return cli::usage;
  }
  call.line(say("records.not_saved", {}, call.language()));
  for (const auto& [number, fault] : many.faults)
    call.line("  " + number + " " + label_and_path(kind, fault.path, call.language()) + ": " +
              say(fault.error, call.language()));
  return cli::usage;
}

Result<int> edit_many_records(accounts::Entrance& entrance, cli::Call& call,
                              const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  std::vector<Fault> faults;
  Patch patch = TRY(patch_in(kind, TRY(content_of(call)), faults));
  if (!faults.empty()) return told(call, kind, Saved{{}, std::move(faults)}, "");
  patch.records = TRY(matching(office, kinds, TRY(conditions_in(call, kind))));
  patch.reason = call.value("--reason");
  const Many many = TRY(edit_many(office, kinds, kind.name, patch));
  if (!many.faults.empty()) return told_faults(call, kind, many);
  if (call.json())
    call.print_json(
        json_text({{"change", many.change ? ordered_json(many.change->text) : ordered_json()},
                   {"matching", patch.records.size()},
                   {"changed", many.changed}},
                  2));
  else if (!many.change)
    call.line(say("records.none_changed", {{"matching", std::to_string(patch.records.size())}},
                  call.language()));
  else
    call.line(say("records.many_changed",
                  {{"changed", std::to_string(many.changed)},
                   {"matching", std::to_string(patch.records.size())},
                   {"kind", kind.name},
                   {"change", many.change->text}},
                  call.language()));
  return 0;
}

Result<int> duplicate_record(accounts::Entrance& entrance, cli::Call& call,
                             const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  return told(call, kind, TRY(duplicate(office, kinds, record.id, call.language())),
              "records.added");
}

Result<int> list_changes(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const BulkChanges found = TRY(bulk_changes(office, kinds, kind.name, {}, changes_shown));
  const Names names = TRY(names_of(office, kinds, {}));
  const auto said = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (call.json()) {
    ordered_json all = ordered_json::array();
    for (const BulkChange& change : found.changes) all.push_back(as_json(change, names));
    call.print_json(json_text(all, 2));
    return 0;
  }
  if (found.changes.empty()) {
    call.line(said("records.no_changes"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const BulkChange& change : found.changes)
    rows.push_back({change.id.text, format_instant(change.at), said("records.what_" + change.what),
                    std::to_string(change.records), name_of(change.by, names), change.reason,
                    change.undone    ? said("records.change_undone")
                    : change.touched ? said("records.change_touched")
                                     : said("records.change_stands")});
  call.table({{said("records.column_id")},
              {said("records.column_at")},
              {said("records.column_what")},
              {said("records.column_about"), true},
              {said("records.column_by")},
              {said("records.column_reason")},
              {said("records.column_state")}},
             rows);
  if (!found.next.empty())
    call.line(
        say("records.more_changes", {{"shown", std::to_string(changes_shown)}}, call.language()));
  return 0;
}

Result<int> undo_change(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Many undone =
      TRY(undo(office, kinds, ChangeId{call.value("CHANGE")}, call.value("--reason")));
  if (call.json())
    call.print_json(json_text({{"change", undone.change->text}, {"records", undone.changed}}, 2));
  else
    call.line(say("records.undone", {{"count", std::to_string(undone.changed)}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> many_commands(accounts::Entrance& entrance, KindsOf kinds) {
  std::vector<cli::Option> many = condition_options();
  many.insert(many.begin(), kind_option());
  many.push_back(file_option());
  many.push_back(reason_option());
  return {
      {.name = "records edit-many",
       .summary = "records.edit_many_summary",
       .example = "ombud records edit-many activity --where unit=0192f0c1-… --file changes.json "
                  "--reason \"the unit was closed\"",
       .options = std::move(many),
       .run = with_kinds(entrance, kinds, edit_many_records),
       .more = "records.file_more"},
      {.name = "records duplicate",
       .summary = "records.duplicate_summary",
       .example = "ombud records duplicate activity B-0001",
       .options = {kind_option(), number_option()},
       .run = with_kinds(entrance, kinds, duplicate_record)},
      {.name = "records changes",
       .summary = "records.changes_summary",
       .example = "ombud records changes activity",
       .options = {kind_option()},
       .run = with_kinds(entrance, kinds, list_changes)},
      {.name = "records undo",
       .summary = "records.undo_summary",
       .example = "ombud records undo activity 0192f0c1-… --reason \"wrong file\"",
       .options = {kind_option(),
                   {.name = "CHANGE", .help = "records.change_help", .required = true},
                   reason_option()},
       .run = with_kinds(entrance, kinds, undo_change)},
  };
}

}  // namespace ombud::records
