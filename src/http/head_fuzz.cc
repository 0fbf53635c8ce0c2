// What strangers send before anybody knows who they are: the head of a request and its target.
#include "base/result.h"
#include "base/text.h"
#include "http/head.h"
#include "http/problem.h"

namespace ombud::fuzz {

void http_head(std::string_view input) {
  // However the bytes come, the head ends at the same place or is refused for the same reason.
  http::HeadSearch whole;
  const auto at_once = whole.look(input);
  http::HeadSearch piecemeal;
  Result<std::optional<std::size_t>> found = std::optional<std::size_t>();
  for (std::size_t end = 1; end <= input.size() && found && !*found; end += 1 + end / 7)
    found = piecemeal.look(input.substr(0, end));
  if (found && !*found) found = piecemeal.look(input);
  must(at_once.has_value() == found.has_value());
  if (!at_once || !*at_once) return;
  must(*found == *at_once);
  const Result<http::Head> head = http::read_head(input.substr(0, **at_once));
  if (!head) return;
  // What is left can be read in one way only.
  must(http::find(head->headers, "transfer-encoding") == nullptr);
  must(head->target.starts_with('/'));
  for (const auto& [name, value] : head->headers)
    must(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos && !name.empty());
  (void)http::language_wanted(http::find(head->headers, "accept-language") == nullptr
                                  ? ""
                                  : *http::find(head->headers, "accept-language"));
  const Result<http::Target> target = http::read_target(head->target);
  if (!target) return;
  for (const std::string& segment : target->segments)
    must(is_utf8(segment) && segment != ".." && segment.find('/') == std::string::npos);
}

}  // namespace ombud::fuzz
