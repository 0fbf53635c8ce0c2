// The address of Ombud's own store.
#include "base/result.h"
#include "store/location.h"

namespace ombud::fuzz {

void store_location(std::string_view input) {
  store::Location location;
  location.engine = sql::Engine::postgresql;
  location.postgresql_url = input;
  const auto options = store::options_of(location);
  if (!options) return;
  must(!options->database.empty() && options->port >= 0 && options->port <= 65535);
  // libpq takes C strings.
  for (const std::string& text : {options->host, options->database, options->user})
    must(text.find('\0') == std::string::npos || input.find('\0') != std::string_view::npos);
}

}  // namespace ombud::fuzz
