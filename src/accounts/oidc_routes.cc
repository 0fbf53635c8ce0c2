// Signing in through a provider over HTTP: which there are, going there, and coming back. The page
// at `back` sends on what it was given, so that cookies need not be sent along from another site.
// Each organisation of an installation has providers of its own; whose are asked for stands in the
// address of the sign-in page that it gives to its people.

#include <nlohmann/json.hpp>

#include "accounts/oidc.h"
#include "accounts/second_factor.h"
#include "accounts/sign_in_rate.h"
#include "accounts/sign_in_routes.h"
#include "http/cookie.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view way_cookie = "ombud-way";
constexpr std::chrono::minutes way_lasts{10};

// The server answers to no other host than its own, so what the request names is ours.
std::string back_of(const Visit& visit) {
  return (visit.secure ? "https://" : "http://") + visit.request.header("host") +
         "/sign-in/provider";
}

// Nothing where there is no such organisation: a stranger is not told which there are.
Result<std::optional<Door>> door_at(Visit& visit, const std::string& organisation) {
  if (organisation.empty()) return std::optional<Door>(door_of(visit.office));
  Result<Office*> office = office_at(visit, OrganisationId{organisation});
  if (office) return std::optional<Door>(door_of(**office));
  if (office.error().code == Errc::not_found) return std::optional<Door>();
  return Failure{office.error()};
}

Result<http::Answer> show_providers(Visit& visit) {
  ordered_json all = ordered_json::array();
  if (std::optional<Door> door = TRY(door_at(visit, visit.request.query("organisation"))))
    for (const Provider& one : TRY(providers(*door)))
      all.push_back({{"id", one.id.text}, {"name", one.name}});
  return http::json(ordered_json{{"providers", std::move(all)}}.dump());
}

Result<http::Answer> go(Visit& visit, SignInRate& rate) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string invitation = TRY(fields.optional_text("invitation", 64)).value_or("");
  const std::string organisation = TRY(fields.optional_text("organisation", 64)).value_or("");
  TRY(fields.no_more());
  const std::chrono::seconds wait = rate.take(visit.address, visit.office.clock.now());
  if (wait.count() > 0)
    return fail(Errc::unavailable, "accounts.many_knock",
                {{"seconds", std::to_string(wait.count())}});
  const ProviderId provider{visit.request.parameter("provider")};
  std::optional<Door> door = TRY(door_at(visit, organisation));
  if (!door) return fail(Errc::not_found, "accounts.no_provider", {{"name", provider.text}});
  const std::unique_ptr<Fetcher> network = by_network();
  const Departure departure =
      TRY(depart(*door, *network, provider, back_of(visit), Secret(invitation)));
  http::Answer answer = http::json(ordered_json{{"address", departure.address}}.dump(), 201);
  // As a session's cookie, it says whose keys and log are to be opened, and no more than that.
  give_cookie(visit, answer, way_cookie,
              text_of({std::string(departure.browser.reveal()), OrganisationId{organisation}}),
              way_lasts);
  return answer;
}

Result<http::Answer> come_back(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Return given;
  given.code = TRY(fields.text("code", 2048));
  given.state = TRY(fields.text("state", 256));
  given.issuer = TRY(fields.optional_text("iss", 512)).value_or("");
  TRY(fields.no_more());
  const SessionCookie way =
      session_cookie_in(visit.request.cookie(http::own_cookie(way_cookie, visit.secure)));
  given.browser = Secret(way.token);
  given.back = back_of(visit);
  std::optional<Door> at = TRY(door_at(visit, way.organisation.text));
  Door door = at ? *at : door_of(visit.office);
  const std::unique_ptr<Fetcher> network = by_network();
  const Arrived here = TRY(arrive(door, *network, given));
  Waits waits = Waits::nothing;
  if (!here.with_second_factor) waits = TRY(waits_of(door, here.actor.account));
  const Started started = TRY(start_session(door, here.actor, {waits, here.way}));
  http::Answer answer = TRY(come_in(visit, here.actor, started));
  give_cookie(visit, answer, way_cookie, "", std::chrono::seconds(0));
  return answer;
}

}  // namespace

std::vector<Route> provider_routes() {
  using http::Method;
  using http::Work;
  const auto rate = std::make_shared<SignInRate>();
  const std::string anybody(http::anybody);
  // A provider that is slow keeps two workers waiting, not all.
  const auto talking = [&](std::string path) {
    return http::Declaration{.method = Method::post,
                             .path = std::move(path),
                             .permission = anybody,
                             .work = Work::own,
                             .body = http::Body::json,
                             .most_bytes = 8192,
                             .needs_key = false,
                             .side_by_side = 1};
  };
  return {
      {{.path = "/api/accounts/providers",
        .permission = anybody,
        .work = Work::own,
        .queries = {"organisation"}},
       show_providers},
      {talking("/api/accounts/providers/{provider}/departure"),
       [rate](Visit& visit) { return go(visit, *rate); }},
      {talking("/api/accounts/session/provider"), come_back},
  };
}

}  // namespace ombud::accounts
