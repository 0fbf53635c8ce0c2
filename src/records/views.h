#pragma once
// Lists under a name: what a list is narrowed to, its order and its columns, kept by who made it
// for himself or for everybody who may read the kind.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"
#include "records/view.h"

namespace ombud::records {

using ViewId = Id<struct ViewTag>;

/// How a list is looked at; of Wanted what is not a page.
struct Look {
  Wanted wanted;
  std::vector<std::string> columns;  // Fields; empty: those that the page shows first.
};

struct View {
  ViewId id;
  std::string kind;
  std::string name;
  AccountId owner;
  bool shared = false;
  Look look;
  Instant changed_at;
};

/// One's own and the shared ones of a kind, by name. What a look names that the kind lacks by now
/// is left out of it. Errors as of list().
Result<std::vector<View>> views(accounts::Office& office, const Kinds& kinds,
                                std::string_view kind);
/// Under that name one's own is replaced. To share takes the permission to edit. Errc::invalid
/// "records.view_unnamed", "records.view_name_long" {most}, "records.too_many" beyond 100 of one's
/// own, "records.not_listed" {field}.
Result<View> save_view(accounts::Office& office, const Kinds& kinds, View wish);
/// One's own, or a shared one by whoever may edit. Errc::not_found "records.no_such_view" {view}.
Result<void> remove_view(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                         const ViewId& id);

/// One's own before a shared one. Errc::not_found "records.no_such_view" {view}.
Result<View> view_named(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                        const std::string& name);

/// {"id", "name", "owner", "mine", "shared", "search", "states", "values", "archived", "order",
/// "descending", "columns"}.
nlohmann::ordered_json as_json(const View& view, const AccountId& reader, const Names& names);

std::vector<cli::Command> view_commands(accounts::Entrance& entrance, KindsOf kinds);

}  // namespace ombud::records
