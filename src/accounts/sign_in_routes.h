#pragma once
// What the paths about signing in share.

#include "accounts/sessions.h"

namespace ombud::accounts {

Door door_of(Office& office);
/// visit.at(), where there is another one.
Result<Office*> office_at(Visit& visit, const OrganisationId& organisation);
Arrival arrival_of(const Visit& visit);

/// One of ours (http/cookie.h); `age` 0 takes it away.
void give_cookie(Visit& visit, http::Answer& answer, std::string_view name,
                 const std::string& value, std::chrono::seconds age);

/// The answer to who has just come in, whole or half, with the session's cookie; where it is whole,
/// the browser is known from now on.
Result<http::Answer> come_in(Visit& visit, const Actor& actor, const Started& started);

}  // namespace ombud::accounts
