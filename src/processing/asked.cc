#include "processing/asked.h"

#include <algorithm>
#include <charconv>

#include "http/page.h"

namespace ombud::processing {

namespace {

Result<Window> window(const std::optional<std::vector<std::string>>& place, std::size_t limit,
                      std::size_t count) {
  Window found;
  if (place) {
    const std::string& text = place->front();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found.from);
    if (error != std::errc() || end != text.data() + text.size())
      return fail(Errc::invalid, "http.bad_cursor");
  }
  found.from = std::min(found.from, count);
  found.to = limit == 0 ? count : std::min(count, found.from + limit);
  if (found.to < count) found.next = http::cursor_of({std::to_string(found.to)});
  return found;
}

}  // namespace

std::function<Result<http::Answer>(accounts::Visit&)> with(records::KindsOf kinds, Here here) {
  return [kinds = std::move(kinds), here](accounts::Visit& visit) -> Result<http::Answer> {
    return here(visit, TRY(kinds(visit.office)));
  };
}

Result<Scope> scope_in(accounts::Office& office, const records::Kinds& kinds,
                       const std::string& unit, const std::string& customer) {
  Scope scope;
  if (!unit.empty()) scope.units = {TRY(records::find(office, kinds, "unit", unit)).id.text};
  if (!customer.empty())
    scope.customer = TRY(records::find(office, kinds, "party", customer)).id.text;
  return scope;
}

Result<Window> window_in(const http::Request& request, std::size_t count) {
  return window(TRY(http::cursor_in(request, 1)), TRY(http::limit_in(request)), count);
}

}  // namespace ombud::processing
