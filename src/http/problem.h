#pragma once
// An error as a caller over HTTP gets it: RFC 9457, with the sentence in the caller's language. The
// one place where a kind of error becomes a status. What nobody expected gets a number under which
// it stands in the program's own log, and says nothing of paths, names or databases.

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/texts.h"
#include "http/http.h"

namespace ombud::http {

/// 400, 404, 403, 409, 503, 500, 507; what is HTTP's own (401, 405, 412, 413, …) by its key.
int status_of(const Error& error);
/// "Not Found"; empty where there is no such status.
std::string_view phrase_of(int status);

/// Whether the error tells of the inside: internal, of databases, keys or the store, or with a
/// parameter that names a file, a folder or a host.
bool is_inside(const Error& error);

/// application/problem+json: type, title, status, detail, key, params, and `incident` where given.
/// 503 and 429 say when to come again, 401 how to sign in, 405 what is allowed. Of an inside error
/// only the status and the incident go out: `incident` must() be given then.
Answer problem(const Error& error, Language language, std::string_view incident = {});

/// Of an Accept-Language header: the first language that we have, by its weight; English where none
/// is.
Language language_wanted(std::string_view accept_language);

}  // namespace ombud::http
