#include "http/router.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::http {

namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool is_literal(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." &&
         std::all_of(segment.begin(), segment.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                  c == '-';
         });
}

// "/api/jobs" → api, jobs.
std::vector<std::string> segments_of(std::string_view path) {
  if (path == "/") return {};
  return split(path.substr(1), '/');
}

}  // namespace

bool is_pattern(std::string_view path) {
  if (!path.starts_with('/')) return false;
  const std::vector<std::string> segments = segments_of(path);
  return std::all_of(segments.begin(), segments.end(), [](const std::string& segment) {
    return is_literal(segment) ||
           (is_parameter(segment) && is_literal(segment.substr(1, segment.size() - 2)));
  });
}

std::string shape_of(std::string_view path) {
  std::string shape;
  if (!path.starts_with('/')) return shape;
  for (const std::string& segment : segments_of(path))
    shape += "/" + (is_parameter(segment) ? "{}" : segment);
  return shape;
}

Router::Router(const std::vector<Declaration>& routes) {
  for (std::size_t i = 0; i < routes.size(); ++i) {
    patterns_.push_back(segments_of(routes[i].path));
    Node* node = &root_;
    for (const std::string& segment : patterns_.back()) {
      std::unique_ptr<Node>& next = is_parameter(segment) ? node->any : node->literals[segment];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    must(node->routes.emplace(routes[i].method, i).second);
  }
}

const Router::Node* Router::walk(const Node& node, const std::vector<std::string>& segments,
                                 std::size_t at) const {
  if (at == segments.size()) return node.routes.empty() ? nullptr : &node;
  const auto literal = node.literals.find(segments[at]);
  if (literal != node.literals.end())
    if (const Node* found = walk(*literal->second, segments, at + 1)) return found;
  return node.any ? walk(*node.any, segments, at + 1) : nullptr;
}

Result<Router::Found> Router::find(Method method, const std::vector<std::string>& segments) const {
  const Node* node = walk(root_, segments, 0);
  if (node == nullptr) return fail(Errc::not_found, "http.not_found");
  const auto route = node->routes.find(method);
  if (route == node->routes.end()) {
    std::string allowed;
    for (const auto& [known, index] : node->routes)
      allowed += (allowed.empty() ? "" : ", ") + std::string(word(known)) +
                 (known == Method::get ? ", HEAD" : "");
    return fail(Errc::invalid, "http.method_not_allowed", {{"allowed", allowed}});
  }
  Found found{route->second, {}};
  const std::vector<std::string>& pattern = patterns_[route->second];
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (is_parameter(pattern[i]))
      found.parameters.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), segments[i]);
  return found;
}

}  // namespace ombud::http
