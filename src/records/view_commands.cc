// records views | save-view | remove-view.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "records/commands.h"
#include "records/views.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

Result<int> list_views(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Names names = TRY(names_of(office, kinds, {}));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const View& view : TRY(views(office, kinds, kind.name))) {
    all.push_back(as_json(view, office.actor.account, names));
    rows.push_back({view.name, name_of(view.owner, names),
                    view.shared ? say("records.yes", {}, call.language()) : ""});
  }
  if (call.json())
    call.print_json(json_text({{"views", std::move(all)}}, 2));
  else if (rows.empty())
    call.line(say("records.no_views", {{"kind", kind.name}}, call.language()));
  else
    call.table({{say("records.column_title", {}, call.language())},
                {say("records.column_by", {}, call.language())},
                {say("records.column_shared", {}, call.language())}},
               rows);
  return 0;
}

Result<int> save(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  View wish;
  wish.kind = kind.name;
  wish.name = call.value("NAME");
  wish.shared = call.has("--shared");
  wish.look.wanted = TRY(conditions_in(call, kind));
  wish.look.columns = call.values("--column");
  const View view = TRY(save_view(office, kinds, std::move(wish)));
  if (call.json())
    call.print_json(
        json_text(as_json(view, office.actor.account, TRY(names_of(office, kinds, {}))), 2));
  else
    call.line(
        say("records.view_is_saved", {{"view", view.name}, {"kind", kind.name}}, call.language()));
  return 0;
}

Result<int> remove(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const View view = TRY(view_named(office, kinds, kind.name, call.value("NAME")));
  TRY(remove_view(office, kinds, kind.name, view.id));
  if (call.json())
    call.print_json(json_text({{"removed", view.id.text}}, 2));
  else
    call.line(say("records.view_is_removed", {{"view", view.name}}, call.language()));
  return 0;
}

}  // namespace

Result<View> view_named(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                        const std::string& name) {
  std::vector<View> all = TRY(views(office, kinds, kind));
  // Of two by that name one's own is meant.
  std::ranges::stable_partition(
      all, [&](const View& view) { return view.owner == office.actor.account; });
  const auto found = std::ranges::find(all, to_nfc(trim(name)), &View::name);
  if (found == all.end()) return fail(Errc::not_found, "records.no_such_view", {{"view", name}});
  return *found;
}

std::vector<cli::Command> view_commands(accounts::Entrance& entrance, KindsOf kinds) {
  const cli::Option name{.name = "NAME", .help = "records.view_name_help", .required = true};
  std::vector<cli::Option> saving = condition_options();
  saving.insert(saving.begin(), {kind_option(), name});
  saving.push_back(
      {.name = "--column", .help = "records.column_help", .repeated = true, .value_name = "FIELD"});
  saving.push_back({.name = "--shared", .help = "records.shared_help", .flag = true});
  return {
      {.name = "records views",
       .summary = "records.views_summary",
       .example = "ombud records views activity",
       .options = {kind_option()},
       .run = with_kinds(entrance, kinds, list_views)},
      {.name = "records save-view",
       .summary = "records.save_view_summary",
       .example = "ombud records save-view activity \"As processor\" --where role=processor",
       .options = std::move(saving),
       .run = with_kinds(entrance, kinds, save)},
      {.name = "records remove-view",
       .summary = "records.remove_view_summary",
       .example = "ombud records remove-view activity \"As processor\"",
       .options = {kind_option(), name},
       .run = with_kinds(entrance, kinds, remove)},
  };
}

}  // namespace ombud::records
