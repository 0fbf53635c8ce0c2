#include "connectors/system_json.h"

namespace ombud::connectors {

nlohmann::ordered_json system_json(const System& system, const Check& check, Language language) {
  nlohmann::ordered_json object = {{"name", system.name},
                                   {"reachable", true},
                                   {"version", check.version},
                                   {"identity", check.identity},
                                   {"tables", check.tables},
                                   {"lacking", nlohmann::ordered_json::array()},
                                   {"remarks", nlohmann::ordered_json::array()}};
  for (const Check::Lacking& one : check.lacking)
    object["lacking"].push_back(
        {{"table", one.table}, {"read", one.read}, {"update", one.update}, {"erase", one.erase}});
  for (const Error& remark : check.remarks)
    object["remarks"].push_back({{"key", remark.key}, {"text", say(remark, language)}});
  return object;
}

}  // namespace ombud::connectors
