#include "serve/routes.h"

namespace ombud::serve {

namespace {

using accounts::Visit;

// For programs on this machine. What comes through a proxy comes from somebody else.
bool is_from_here(const http::Request& request) {
  for (const char* name : {"x-forwarded-for", "forwarded", "via", "x-real-ip"})
    if (!request.header(name).empty()) return false;
  return request.peer == "::1" || request.peer.starts_with("127.") ||
         request.peer.starts_with("::ffff:127.");
}

// The store was read by whoever let us in, so it can be.
Result<http::Answer> health(Visit&) { return http::json(R"({"status":"ok"})"); }

}  // namespace

std::vector<accounts::Route> own_routes(std::function<std::string()> metrics) {
  return {
      {{.path = "/health", .permission = std::string(http::anybody)}, health},
      {{.path = "/metrics", .permission = std::string(http::anybody)},
       [metrics = std::move(metrics)](Visit& visit) -> Result<http::Answer> {
         if (!is_from_here(visit.request)) return fail(Errc::not_found, "http.not_found");
         http::Answer answer;
         answer.type = "text/plain; version=0.0.4; charset=utf-8";
         answer.body = metrics();
         return answer;
       }},
  };
}

}  // namespace ombud::serve
