// GET /api/connectors/systems: which systems there are, without what opens them.

#include <nlohmann/json.hpp>

#include "connectors/connectors.h"
#include "http/page.h"

namespace ombud::connectors {

namespace {

using nlohmann::ordered_json;

ordered_json as_json(const System& system) {
  ordered_json object = {{"id", system.id.text},
                         {"name", system.name},
                         {"kind", word(system.address.kind)},
                         {"address", write_address(system.address)},
                         {"controller", nullptr},
                         {"public_body", system.public_body},
                         {"has_password", system.has_password}};
  if (!system.controller.empty()) object["controller"] = system.controller;
  return object;
}

std::string written(const ordered_json& object) {
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<http::Answer> list_systems(accounts::Visit& visit) {
  ordered_json all = ordered_json::array();
  for (const System& system : TRY(connectors::list(visit.office))) all.push_back(as_json(system));
  const std::string text = written({{"systems", std::move(all)}});
  return http::with_etag(visit.request, http::json(text), text);
}

Result<http::Answer> show_system(accounts::Visit& visit) {
  const System system = TRY(connectors::find(visit.office, visit.request.parameter("system")));
  const std::string text = written(as_json(system));
  return http::with_etag(visit.request, http::json(text), text);
}

}  // namespace

std::vector<accounts::Route> routes() {
  return {
      {{.path = "/api/connectors/systems", .permission = "connectors.list"}, list_systems},
      {{.path = "/api/connectors/systems/{system}", .permission = "connectors.list"}, show_system}};
}

}  // namespace ombud::connectors
