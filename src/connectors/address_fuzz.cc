// What --url says of a system.
#include "base/result.h"
#include "connectors/connectors.h"

namespace ombud::fuzz {

void connectors_address(std::string_view input) {
  const Result<connectors::Address> address = connectors::read_address(input);
  if (!address) return;
  const std::string text = connectors::write_address(*address);
  const Result<connectors::Address> again = connectors::read_address(text);
  must(again.has_value() && *again == *address && connectors::write_address(*again) == text);
}

}  // namespace ombud::fuzz
