#pragma once
// Which route a path belongs to: a tree of segments made from the declarations. A literal segment
// goes before a parameter. No patterns, so a look costs one step a segment.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.h"

namespace ombud::http {

/// "/", or segments of which each is a literal [a-z0-9._-]+ or one {name}.
bool is_pattern(std::string_view path);
/// The path with its parameters nameless: two of one shape are one path.
std::string shape_of(std::string_view path);

class Router {
 public:
  /// The routes must() have no flaws.
  explicit Router(const std::vector<Declaration>& routes);

  struct Found {
    std::size_t route = 0;  // Its place in the declarations.
    Pairs parameters;
  };

  /// `segments` decoded. Errc::not_found "http.not_found"; Errc::invalid "http.method_not_allowed"
  /// {allowed}.
  Result<Found> find(Method method, const std::vector<std::string>& segments) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> any;
    std::map<Method, std::size_t> routes;
  };

  const Node* walk(const Node& node, const std::vector<std::string>& segments,
                   std::size_t at) const;

  std::vector<std::vector<std::string>> patterns_;
  Node root_;
};

}  // namespace ombud::http
