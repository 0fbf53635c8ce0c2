#pragma once
// What the room's paths and commands share: the kinds, the part of the record that is meant, and
// the part of a long list that is shown.

#include <optional>
#include <string>

#include "processing/register.h"

namespace ombud::processing {

using Here = Result<http::Answer> (*)(accounts::Visit&, const records::Kinds&);
/// The handler, with the kinds read when somebody asks.
std::function<Result<http::Answer>(accounts::Visit&)> with(records::KindsOf kinds, Here here);

/// Units and customer by number ("U-0001", "P-0007"); empty: all. Errors of records::find.
Result<Scope> scope_in(accounts::Office& office, const records::Kinds& kinds,
                       const std::string& unit, const std::string& customer);

/// From where to where of a list that is worked out as a whole.
struct Window {
  std::size_t from = 0;
  std::size_t to = 0;
  std::optional<std::string> next;
};

/// By the queries `cursor` and `limit`. Errors of http::cursor_in and http::limit_in.
Result<Window> window_in(const http::Request& request, std::size_t count);

}  // namespace ombud::processing
