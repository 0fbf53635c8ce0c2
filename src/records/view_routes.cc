// Lists under a name, over HTTP. The page opens one by its id, so that no name stands in an
// address.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "records/commands.h"
#include "records/here.h"
#include "records/views.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<http::Answer> list_views(Visit& visit, const There& there) {
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  ordered_json all = ordered_json::array();
  for (const View& view : TRY(views(visit.office, there.kinds, there.kind.name)))
    all.push_back(as_json(view, visit.office.actor.account, names));
  return http::json(json_text({{"views", std::move(all)}}));
}

Result<http::Answer> save_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  View wish;
  wish.kind = there.kind.name;
  wish.name = TRY(fields.text("name", 500));
  wish.shared = TRY(fields.boolean("shared"));
  wish.look.wanted = TRY(conditions_in(fields, there.kind));
  wish.look.columns = TRY(fields.texts("columns"));
  TRY(fields.no_more());
  const View saved = TRY(save_view(visit.office, there.kinds, std::move(wish)));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  return http::json(json_text(as_json(saved, visit.office.actor.account, names)));
}

Result<http::Answer> remove_here(Visit& visit, const There& there) {
  TRY(remove_view(visit.office, there.kinds, there.kind.name,
                  ViewId{visit.request.parameter("view")}));
  return http::done();
}

}  // namespace

std::vector<Place> view_places() {
  using http::Method;
  return {read_place("/{kind}/views", list_views),
          written_place(Method::post, "/{kind}/views", save_here, "read"),
          bare_place(Method::erase, "/{kind}/views/{view}", remove_here, "read")};
}

}  // namespace ombud::records
