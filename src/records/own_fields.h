#pragma once
// Fields that an organisation adds to a kind of record. Each is itself a record, of the kind
// "own_field" (kinds/own_field.yaml), so it has a history, is exported and imported, and is used or
// retired as any other.
//
// Whatever its state, such a field stays a field of the kind: a value that somebody gave is never
// dropped by an edit because the field was put away in between. Where it is not in use it takes no
// new values (Field::retired).

#include <string>
#include <string_view>

#include "records/records.h"

namespace ombud::records {

inline constexpr std::string_view own_field_kind = "own_field";

/// Which there are and in which version; empty where there are none. Kinds::added() of kinds that
/// are still what the organisation has.
Result<std::string> added_now(store::Transaction& transaction);

/// To be asked at the end of a transaction that wrote records by these kinds. Errc::conflict
/// "records.fields_changed_meanwhile" where the organisation's fields are others by now: what these
/// kinds don't know would have been lost, or not be found.
Result<void> still_has(const Kinds& kinds, store::Transaction& transaction);

/// Lets the kind's records be found that have no value of the field yet, as an empty one: those
/// that were written before there was this field. `own_field` has just been written.
Result<void> find_without(const Kinds& kinds, store::Transaction& transaction,
                          const Record& own_field);

}  // namespace ombud::records
