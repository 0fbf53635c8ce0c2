// Through whom people may sign in, as its administrator sees it: which providers there are, one
// more, one tried, one taken away. No answer holds a secret.

#include <nlohmann/json.hpp>

#include "accounts/oidc.h"
#include "accounts/sign_in_routes.h"
#include "base/json.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_words = 20;

Result<Provider> named(Visit& visit) {
  Door door = door_of(visit.office);
  const std::string& id = visit.request.parameter("provider");
  for (Provider& one : TRY(providers(door)))
    if (one.id.text == id) return std::move(one);
  return fail(Errc::not_found, "accounts.no_provider", {{"name", id}});
}

Result<http::Answer> list_settings(Visit& visit) {
  Door door = door_of(visit.office);
  ordered_json all = ordered_json::array();
  for (const Provider& one : TRY(providers(door)))
    all.push_back({{"id", one.id.text},
                   {"name", one.name},
                   {"issuer", one.issuer},
                   {"client_id", one.client_id},
                   {"second_factor_by", one.second_factor_by}});
  return http::json(json_text({{"providers", std::move(all)}}));
}

Result<http::Answer> add_one(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Provider provider;
  provider.name = TRY(fields.text("name", 64));
  provider.issuer = TRY(fields.text("issuer", 512));
  provider.client_id = TRY(fields.text("client_id", 256));
  provider.client_secret = Secret(TRY(fields.optional_text("client_secret", 1024)).value_or(""));
  provider.second_factor_by = TRY(fields.texts("second_factor_by", most_words));
  TRY(fields.no_more());
  const std::unique_ptr<Fetcher> network = by_network();
  const ProviderId id = TRY(add_provider(visit.office, *network, std::move(provider)));
  return http::json(json_text({{"id", id.text}}), 201);
}

// As a sign-in begins, and no further: its address answers, and says what we need of it.
Result<http::Answer> try_one(Visit& visit) {
  const Provider provider = TRY(named(visit));
  Door door = door_of(visit.office);
  const std::unique_ptr<Fetcher> network = by_network();
  const std::string back =
      (visit.secure ? "https://" : "http://") + visit.request.header("host") + "/sign-in/provider";
  TRY(depart(door, *network, provider.id, back, Secret()));
  return http::done();
}

Result<http::Answer> remove_one(Visit& visit) {
  TRY(remove_provider(visit.office, TRY(named(visit)).name));
  return http::done();
}

}  // namespace

std::vector<Route> provider_settings_routes() {
  using http::Method;
  using http::Work;
  const std::string permission = "accounts.secure";
  const std::string one = "/api/accounts/providers/{provider}";
  const auto asking = [&](std::string path, http::Body body, bool step_up) {
    return http::Declaration{.method = Method::post,
                             .path = std::move(path),
                             .permission = permission,
                             .work = Work::own,
                             .body = body,
                             .most_bytes = 8192,
                             .needs_key = false,
                             .side_by_side = 1,
                             .step_up = step_up};
  };
  return {
      {{.path = "/api/accounts/provider-settings", .permission = permission}, list_settings},
      {asking("/api/accounts/providers", http::Body::json, true), add_one},
      {asking(one + "/trial", http::Body::none, false), try_one},
      {{.method = Method::erase,
        .path = one,
        .permission = permission,
        .work = Work::writes,
        .step_up = true},
       remove_one},
  };
}

}  // namespace ombud::accounts
