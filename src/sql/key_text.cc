#include "sql/key_text.h"

namespace ombud::sql {

std::string key_text(const Row& key) {
  std::string text;
  for (const Value& value : key) {
    const std::string part = canonical(value);
    text += std::to_string(part.size()) + ":" + part + ",";
  }
  return text;
}

}  // namespace ombud::sql
