#pragma once
// Tables that are copies of others: "customer_backup", "old_customer", the same table in another
// schema. They hold the same persons once more, so they are mapped, and say of what they are a
// copy.

#include "discovery/model.h"

namespace ombud::discovery {

/// Says in TableView::copy_reason of which table each copy is one.
void name_copies(Model& model);

}  // namespace ombud::discovery
