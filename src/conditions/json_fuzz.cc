// A condition as it lies in a plan or a rule.
#include "base/result.h"
#include "conditions/conditions.h"
#include "evidence/json.h"

namespace ombud::fuzz {

void conditions_json(std::string_view input) {
  const auto json = evidence::read_json(input);
  if (!json) return;
  const auto condition = conditions::from_json(*json);
  if (!condition) return;
  const std::string text = evidence::written(conditions::to_json(*condition));
  const auto again = conditions::from_json(evidence::read_canonical_json(text).value());
  must(again.has_value() && evidence::written(conditions::to_json(*again)) == text);
}

}  // namespace ombud::fuzz
