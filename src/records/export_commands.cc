// records mappings | forget-mapping | export.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "cli/file_format.h"
#include "evidence/files.h"
#include "records/commands.h"
#include "records/export.h"
#include "records/import_view.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

// The first one is taken where neither an option nor the file's name says another.
const std::initializer_list<std::string_view> formats{"xlsx", "csv", "json", "pdf", "html"};

Result<int> list_mappings(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked asked = TRY(records::asked(entrance, call, kinds_of, Verb::read));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const SavedMapping& one : TRY(mappings(asked.office, asked.kinds, asked.kind))) {
    all.push_back(as_json(asked.kind, one));
    rows.push_back({one.name, std::to_string(one.mapping.columns.size()),
                    format_instant(one.saved_at).substr(0, 16)});
  }
  if (call.json())
    call.print_json(json_text(all, 2));
  else if (rows.empty())
    call.line(said(call, "records.no_mappings", {{"kind", asked.kind.name}}));
  else
    call.table({{said(call, "records.column_title")},
                {said(call, "records.column_columns"), true},
                {said(call, "records.column_at")}},
               rows);
  return 0;
}

Result<int> forget_mapping(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked asked = TRY(records::asked(entrance, call, kinds_of, Verb::edit));
  const std::string& name = call.value("NAME");
  const std::vector<SavedMapping> saved = TRY(mappings(asked.office, asked.kinds, asked.kind));
  const auto at = std::ranges::find(saved, name, &SavedMapping::name);
  if (at == saved.end())
    return fail(Errc::not_found, "records.no_such_mapping", {{"mapping", name}});
  TRY(remove_mapping(asked.office, asked.kinds, asked.kind, at->id));
  if (call.json())
    call.print_json(json_text({{"removed", name}}, 2));
  else
    call.line(said(call, "records.mapping_gone", {{"name", name}}));
  return 0;
}

Result<int> export_them(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked asked = TRY(records::asked(entrance, call, kinds_of, Verb::read));
  ExportWish wish;
  wish.wanted = TRY(conditions_in(call, asked.kind));
  if (call.has("--as-of")) wish.at = TRY(moment_in(call.value("--as-of")));
  wish.columns = call.values("--column");
  wish.language = call.language();
  wish.format = *export_format_of(cli::file_format(call, formats, *formats.begin()));
  if (!call.has("--out") && !call.json()) {
    TRY(export_records(asked.office, asked.kinds, asked.kind, wish,
                       [&](std::string_view bytes) -> Result<void> {
                         call.raw(bytes);
                         return {};
                       }));
    return 0;
  }
  const std::string file = call.has("--out")
                               ? call.value("--out")
                               : export_name(asked.kind, wish, asked.office.clock.now());
  std::string all;
  TRY(export_records(asked.office, asked.kinds, asked.kind, wish,
                     [&](std::string_view bytes) -> Result<void> {
                       all += bytes;
                       return {};
                     }));
  TRY(evidence::write_file(file, all));
  if (call.json())
    call.print_json(json_text({{"file", file}, {"bytes", all.size()}}, 2));
  else
    call.line(said(call, "records.export_done", {{"file", file}}));
  return 0;
}

}  // namespace

std::vector<cli::Command> export_commands(accounts::Entrance& entrance, KindsOf kinds) {
  std::vector<cli::Option> exporting = condition_options();
  exporting.insert(exporting.begin(), kind_option());
  exporting.push_back({.name = "--format",
                       .help = "records.format_help",
                       .choices = {formats.begin(), formats.end()},
                       .value_name = "FORMAT"});
  exporting.push_back(
      {.name = "--as-of", .help = "records.export_as_of_help", .value_name = "DAY"});
  exporting.push_back({.name = "--column",
                       .help = "records.export_column_help",
                       .repeated = true,
                       .value_name = "FIELD"});
  exporting.push_back({.name = "--out", .help = "records.out_help", .value_name = "FILE"});
  return {{.name = "records mappings",
           .summary = "records.mappings_summary",
           .example = "ombud records mappings activity",
           .options = {kind_option()},
           .run = with_kinds(entrance, kinds, list_mappings)},
          {.name = "records forget-mapping",
           .summary = "records.forget_mapping_summary",
           .example = "ombud records forget-mapping activity \"Old list\"",
           .options = {kind_option(),
                       {.name = "NAME", .help = "records.mapping_help", .required = true}},
           .run = with_kinds(entrance, kinds, forget_mapping)},
          {.name = "records export",
           .summary = "records.export_summary",
           .example = "ombud records export activity --out activities.xlsx",
           .options = std::move(exporting),
           .run = with_kinds(entrance, kinds, export_them)}};
}

}  // namespace ombud::records
