#pragma once
// What is asked of whom, as JSON: the same in a request's body and in a file.

#include "guests/asking.h"
#include "http/fields.h"

namespace ombud::guests {

/// "name", "address", "language", "note", "shown", "asked", "offered": {PATH: [NUMBER, …]} and
/// "days", and nothing else. Errors of http::Fields; Errc::invalid "base.unknown_language".
Result<Wish> wish_in(http::Fields& fields);

}  // namespace ombud::guests
