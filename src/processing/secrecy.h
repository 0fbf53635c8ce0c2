#pragma once
// What of the record is not handed out: parts of an activity and measures that somebody has marked
// so, with the law that says it; and of other customers whatever is not the asker's. Taken away
// before anything is written, so that no format can forget it; what was taken away is said.

#include <string>
#include <vector>

#include "processing/register.h"

namespace ombud::processing {

struct LeftOut {
  std::string number;   // "B-0002"
  std::string part;     // "everything", "matrix", "recipients", "systems", "measures"
  std::string statute;  // As the record says it; empty of a measure that is marked itself.
};

/// Takes what is marked out of the activities, and all that nothing leads to any more.
std::vector<LeftOut> leave_out_secret(const records::Kinds& kinds, Register& all);

/// What the activities lead to, step by step, and what is agreed with these parties; the rest of
/// the register goes.
void keep_what_is_led_to(const records::Kinds& kinds, Register& all);

/// Of a processor's activities only what is done for this customer.
void keep_customer(const records::Kinds& kinds, Register& all, const std::string& customer);

}  // namespace ombud::processing
