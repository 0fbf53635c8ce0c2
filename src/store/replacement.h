#pragma once
// A PostgreSQL store that is made beside the one that stands, and then put in its place in one
// transaction: a restore that is cut off leaves the old store or the new one. (On SQLite a store
// beside is another file, and a file's name is changed at once.)

#include "store/store.h"

namespace ombud::store {

/// Whether the database has tables of an Ombud store at its usual place. False where a SQLite file
/// is missing. Errc::conflict "store.not_in_public" where the role's own tables would not lie in
/// the schema public; errors of Database::open.
Result<bool> is_there(const Location& location);

/// An empty schema for a store whose Location says `beside`; one that an earlier attempt left goes.
/// Does nothing on SQLite. Errc::conflict "store.before_exists" as put_in_place().
Result<void> make_room_beside(const Location& location);

/// Tables of the store beside take the place of those with the same names, which move to the
/// schema ombud_before. Nothing to do where there is no store beside: then it was done before.
/// Errc::conflict "store.before_exists" where the tables of an earlier replacement lie there still.
Result<void> put_in_place(const Location& location);

}  // namespace ombud::store
