// Mail over HTTP: how it is set up, what waits to go out, and what came in to be sorted.

#include "mail/mail.h"

namespace ombud::mail {

std::vector<accounts::Route> routes() { return {}; }

}  // namespace ombud::mail
