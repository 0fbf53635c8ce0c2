// Systems over HTTP: which there are, without what opens them; one tried, added, tested, removed.
// A system is added only after it was opened: who types an address hears at once what is wrong.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "connectors/drops.h"
#include "connectors/registry.h"
#include "connectors/system_json.h"
#include "connectors/way.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::connectors {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_name_bytes = 256;
constexpr std::size_t most_address_bytes = 2048;
constexpr std::size_t most_password_bytes = 1024;

ordered_json as_json(const accounts::Office& office, const System& system) {
  const bool dropped = drops::is_dropped(office, system.address);
  ordered_json object = {{"id", system.id.text},
                         {"name", system.name},
                         {"kind", word(system.address.kind)},
                         // Where uploaded files lie is the server's business.
                         {"address", dropped ? "csv:" : write_address(system.address)},
                         {"uploaded", dropped},
                         {"controller", nullptr},
                         {"public_body", system.public_body},
                         {"has_password", system.has_password}};
  if (!system.controller.empty()) object["controller"] = system.controller;
  return object;
}

Result<http::Answer> list_systems(Visit& visit) {
  ordered_json all = ordered_json::array();
  for (const System& system : TRY(connectors::list(visit.office)))
    all.push_back(as_json(visit.office, system));
  const std::string text = json_text({{"systems", std::move(all)}});
  return http::with_etag(visit.request, http::json(text), text);
}

Result<http::Answer> show_system(Visit& visit) {
  const System system = TRY(connectors::find(visit.office, visit.request.parameter("system")));
  const std::string text = json_text(as_json(visit.office, system));
  return http::with_etag(visit.request, http::json(text), text);
}

struct Wish {
  System system;
  Secret password;
};

// What the form says; whether it leads anywhere is seen by opening it.
Result<Wish> wish_in(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Wish wish;
  wish.system.name = TRY(fields.text("name", most_name_bytes));
  const auto address = TRY(fields.optional_text("address", most_address_bytes));
  const auto drop = TRY(fields.optional_text("drop", most_name_bytes));
  wish.system.controller =
      TRY(fields.optional_text("controller", most_name_bytes)).value_or(std::string());
  wish.system.public_body = TRY(fields.boolean("public_body"));
  Result<Secret> password = fields.secret("password", most_password_bytes);
  if (password)
    wish.password = *std::move(password);
  else if (password.error().key != "http.missing_field")
    return fail(password.error());
  TRY(fields.no_more());
  if (address.has_value() == drop.has_value())
    return fail(Errc::invalid, "connectors.address_or_drop");
  wish.system.address = drop ? TRY(drops::address_of(visit.office, *drop))
                             : TRY(read_address_from_afar(visit.office, *address));
  const Kind kind = wish.system.address.kind;
  if (!wish.password.empty() && kind != Kind::postgresql && kind != Kind::mariadb)
    return fail(Errc::invalid, "connectors.no_password_needed");
  wish.system.controller = trim(wish.system.controller);
  return wish;
}

Secret copy_of(const Secret& secret) { return Secret(std::string(secret.reveal())); }

// In the log before the system is touched, whatever comes of it.
Result<Check> look_into(Visit& visit, const System& system, Secret password) {
  TRY(visit.office.log.append_now(administered(visit.office, "connectors.tested", system)));
  const std::unique_ptr<Connector> connector = TRY(open(system, std::move(password)));
  return check(*connector);
}

/// A manual system has nothing to look into: no check.
Result<std::optional<Check>> tried(Visit& visit, const Wish& wish) {
  if (wish.system.address.kind == Kind::manual) return std::optional<Check>();
  Result<Check> found = look_into(visit, wish.system, copy_of(wish.password));
  if (!found) return fail(in_plain_words(found.error(), visit.request.language));
  return std::optional<Check>(std::move(*found));
}

// Without what tells one database from its copy: it may be a path.
ordered_json found_json(const System& system, const Check& found, Language language) {
  ordered_json json = system_json(system, found, language);
  json.erase("identity");
  return json;
}

ordered_json check_or_null(const System& system, const std::optional<Check>& found,
                           Language language) {
  return found ? found_json(system, *found, language) : ordered_json();
}

Result<http::Answer> try_system(Visit& visit) {
  const Result<Wish> wish = wish_in(visit);
  if (!wish) return fail(in_plain_words(wish.error(), visit.request.language));
  TRY(check_is_new(visit.office, wish->system));
  const std::optional<Check> found = TRY(tried(visit, *wish));
  return http::json(
      json_text({{"check", check_or_null(wish->system, found, visit.request.language)}}));
}

Result<http::Answer> add_system(Visit& visit) {
  Result<Wish> wish = wish_in(visit);
  if (!wish) return fail(in_plain_words(wish.error(), visit.request.language));
  TRY(check_is_new(visit.office, wish->system));
  const std::optional<Check> found = TRY(tried(visit, *wish));
  const System added = TRY(connectors::add(visit.office, std::move(wish->system), wish->password));
  http::Answer answer =
      http::json(json_text({{"system", as_json(visit.office, added)},
                            {"check", check_or_null(added, found, visit.request.language)}}),
                 201);
  answer.headers.emplace_back("Location", "/api/connectors/systems/" + added.name);
  return answer;
}

Result<http::Answer> test_system(Visit& visit) {
  const System system = TRY(connectors::find(visit.office, visit.request.parameter("system")));
  Result<Secret> password = password_of(visit.office, system);
  if (!password) return fail(password.error());
  const Result<Check> found = look_into(visit, system, *std::move(password));
  if (!found) return fail(in_plain_words(found.error(), visit.request.language));
  return http::json(json_text(found_json(system, *found, visit.request.language)));
}

Result<http::Answer> remove_system(Visit& visit) {
  const System system = TRY(connectors::find(visit.office, visit.request.parameter("system")));
  TRY(connectors::remove(visit.office, system.name));
  TRY(drops::forget(visit.office, system.address));
  return http::done();
}

Result<http::Answer> change_controller(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string controller = TRY(fields.text("controller", most_name_bytes));
  const bool public_body = TRY(fields.boolean("public_body"));
  TRY(fields.no_more());
  const System system = TRY(connectors::set_controller(
      visit.office, visit.request.parameter("system"), controller, public_body));
  return http::json(json_text(as_json(visit.office, system)));
}

}  // namespace

std::vector<accounts::Route> routes() {
  using http::Method;
  using http::Work;
  constexpr std::size_t at_a_time = 2;  // Opening a system may take as long as its database.
  const std::string all = "/api/connectors/systems";
  const std::string one = all + "/{system}";
  std::vector<accounts::Route> routes{
      {{.path = all, .permission = "connectors.list"}, list_systems},
      {{.path = one, .permission = "connectors.list"}, show_system},
      {{.method = Method::post,
        .path = all,
        .permission = "connectors.add",
        .work = Work::own,
        .body = http::Body::json,
        .side_by_side = at_a_time},
       add_system},
      {{.method = Method::post,
        .path = "/api/connectors/trials",
        .permission = "connectors.add",
        .work = Work::own,
        .body = http::Body::json,
        .side_by_side = at_a_time},
       try_system},
      {{.method = Method::post,
        .path = one + "/test",
        .permission = "connectors.test",
        .work = Work::own,
        .side_by_side = at_a_time},
       test_system},
      {{.method = Method::put,
        .path = one + "/controller",
        .permission = "connectors.instruct",
        .work = Work::writes,
        .body = http::Body::json},
       change_controller},
      {{.method = Method::erase, .path = one, .permission = "connectors.remove", .work = Work::own},
       remove_system}};
  for (accounts::Route& route : drop_routes()) routes.push_back(std::move(route));
  return routes;
}

}  // namespace ombud::connectors
