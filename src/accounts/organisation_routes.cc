// From one organisation into another over HTTP.

#include "accounts/sign_in_routes.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

Result<http::Answer> change(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const OrganisationId wanted{TRY(fields.text("organisation", 36))};
  TRY(fields.no_more());
  const Moved moved = TRY(change_organisation(visit, wanted));
  return come_in(visit, moved.actor, moved.started);
}

}  // namespace

std::vector<Route> organisation_routes() {
  // Its transactions are of two organisations, each with a log of its own.
  return {{{.method = http::Method::post,
            .path = "/api/accounts/session/organisation",
            .permission = std::string(http::signed_in),
            .work = http::Work::own,
            .body = http::Body::json,
            .most_bytes = 4096,
            .needs_key = false,
            .side_by_side = 2},
           change}};
}

}  // namespace ombud::accounts
