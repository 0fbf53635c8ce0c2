#pragma once
// A store's address as a PostgreSQL URL.

#include "base/result.h"
#include "sql/postgresql/postgresql.h"
#include "store/store.h"

namespace ombud::store {

/// "postgresql:///db?host=/socket/dir&port=5433&user=u" or "postgresql://user@host:port/db", with
/// sslmode and sslrootcert as further parameters; percent-encoded where needed. Errc::invalid
/// "store.bad_url" and "store.password_in_url": a password does not belong in an argument.
Result<sql::postgresql::Options> options_of(const Location& location);

}  // namespace ombud::store
