#include "http/http.h"

#include <algorithm>
#include <set>

#include "http/router.h"

namespace ombud::http {

namespace {

const std::string nothing;

const std::string& value_of(const Pairs& pairs, std::string_view name) {
  const std::string* found = find(pairs, name);
  return found == nullptr ? nothing : *found;
}

bool changes(Method method) { return method != Method::get; }

}  // namespace

std::string_view word(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::erase:
      return "DELETE";
  }
  std::abort();  // Every enumerator returns above.
}

const std::string* find(const Pairs& pairs, std::string_view name) {
  for (const auto& [known, value] : pairs)
    if (known == name) return &value;
  return nullptr;
}

const std::string& Request::header(std::string_view name) const { return value_of(headers, name); }

const std::string& Request::parameter(std::string_view name) const {
  return value_of(parameters, name);
}

const std::string& Request::query(std::string_view name) const { return value_of(queries, name); }

std::string Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    const std::size_t equals = one.find('=');
    if (equals != std::string_view::npos && one.substr(0, equals) == name)
      return std::string(one.substr(equals + 1));
  }
  return "";
}

Answer json(std::string text, int status) {
  Answer answer;
  answer.status = status;
  answer.body = std::move(text);
  return answer;
}

Answer done() {
  Answer answer;
  answer.status = 204;
  answer.type.clear();
  return answer;
}

std::string name_of(const Declaration& route) {
  return std::string(word(route.method)) + " " + route.path;
}

std::vector<std::string> flaws(const std::vector<Declaration>& routes,
                               const std::vector<std::string_view>& permissions) {
  std::vector<std::string> found;
  std::set<std::string> names;
  for (const Declaration& route : routes) {
    const std::string name = name_of(route);
    const auto wrong = [&](std::string what) { found.push_back(name + ": " + std::move(what)); };
    const bool known =
        route.permission == signed_in || route.permission == half_signed_in ||
        route.permission == anybody ||
        std::find(permissions.begin(), permissions.end(), route.permission) != permissions.end();
    if (route.permission.empty()) wrong("has no permission");
    if (!route.permission.empty() && !known) wrong("no role has " + route.permission);
    if (!is_pattern(route.path)) wrong("is no path");
    if (!names.insert(shape_of(route.path) + " " + std::string(word(route.method))).second)
      wrong("is there twice");
    if (!changes(route.method) && route.work == Work::writes) wrong("changes by GET");
    if (!changes(route.method) && route.body != Body::none) wrong("has a body by GET");
    if (route.method != Method::get && route.work == Work::reads) wrong("changes nothing");
    if (route.events && route.method != Method::get) wrong("has events without GET");
    if (route.step_up && route.permission == anybody) wrong("asks nobody to prove who he is");
    if (route.step_up && route.events) wrong("would end its events in the middle");
  }
  return found;
}

}  // namespace ombud::http
