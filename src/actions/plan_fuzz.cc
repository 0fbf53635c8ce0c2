// The bytes of a plan, as they come back from the store.
#include "actions/many.h"
#include "actions/plan.h"
#include "base/result.h"

namespace ombud::fuzz {

void actions_plan(std::string_view input) {
  if (const auto head = actions::read_head(input)) {
    const std::string bytes = actions::write_head(*head);
    must(actions::write_head(actions::read_head(bytes).value()) == bytes);
  }
  if (const auto lines = actions::read_lines(input)) {
    const std::string bytes = actions::write_lines(*lines);
    must(actions::write_lines(actions::read_lines(bytes).value()) == bytes);
  }
  if (const auto recheck = actions::read_recheck(input)) {
    const std::string bytes = actions::write_recheck(*recheck);
    must(actions::write_recheck(actions::read_recheck(bytes).value()) == bytes);
  }
}

}  // namespace ombud::fuzz
