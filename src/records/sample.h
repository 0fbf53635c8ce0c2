#pragma once
// A filled-in example of a kind, made of its declaration.

#include "records/records.h"

namespace ombud::records {

/// Every field that is asked for beside the others' values, in the declaration's order; texts are
/// the field's label. Links and accounts are names that stand for somebody's own.
Row sample_of(const Kinds& kinds, const Kind& kind, Language language);

}  // namespace ombud::records
