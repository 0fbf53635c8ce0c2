// The data map as people write it.
#include "base/result.h"
#include "datamap/datamap.h"

namespace ombud::fuzz {

void datamap_yaml(std::string_view input) {
  const Result<datamap::Map> map = datamap::from_yaml(input);
  if (!map) return;
  const std::string text = datamap::to_yaml(*map);
  const Result<datamap::Map> again = datamap::from_yaml(text);
  must(again.has_value() && datamap::to_yaml(*again) == text);
  must(again->tables == map->tables && again->links == map->links);
  datamap::to_json(*map);
  datamap::to_columns(*map);
}

}  // namespace ombud::fuzz
