// What --url says of a system.
#include "connectors/connectors.h"
#include "fuzz/fuzz.h"

namespace ombud::fuzz {

void connectors_address(std::string_view input) {
  const Result<connectors::Address> address = connectors::read_address(input);
  if (!address) return;
  const std::string text = connectors::write_address(*address);
  const Result<connectors::Address> again = connectors::read_address(text);
  must(again.has_value() && *again == *address && connectors::write_address(*again) == text);
}

}  // namespace ombud::fuzz
