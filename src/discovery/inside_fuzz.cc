// Values of a database that hold others: JSON, XML, what PHP serialises.
#include "base/result.h"
#include "discovery/inside.h"

namespace ombud::fuzz {

void discovery_inside(std::string_view input) {
  bool given = false;
  const discovery::Form form =
      discovery::open_value(input, [&](const std::string& path, const std::string& value) {
        must(!value.empty() && path.size() < 1000);
        given = true;
      });
  must((form == discovery::Form::none) == !given);
}

}  // namespace ombud::fuzz
