#pragma once
// Requests as they are shown: in answers over HTTP and, the same, on the command line.

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "guests/asking.h"

namespace ombud::guests {

/// {"number", "record": {"room", "kind", "kind_label", "number", "title"}, "name", "address",
/// "state", "asked_at", "asked_by", "ends_at", "until", "opened_at", "answered_at", "ended_at",
/// "ended_by", "reminded", "mail"}. Those whose record the actor may not read are left out.
Result<nlohmann::ordered_json> list_json(accounts::Office& office, const records::Kinds& kinds,
                                         const std::vector<Request>& requests, Language language);
/// The same of one, with "version" of the record, "note", "returned", "shown", "asked", "reply":
/// null or {"name", "confirmed", "remark"}, and "fields": [{"name", "label", "was", "stands",
/// "said", "differs", "changed_since"}] in words.
Result<nlohmann::ordered_json> one_json(accounts::Office& office, const records::Kinds& kinds,
                                        std::string_view number, Language language);
/// What the guest sees: {"organisation", "asked_by", "name", "about", "note", "returned", "until",
/// "language", "given": [{"label", "text"}], what is only shown; of what is asked "fields",
/// "sections" and "values"; "remark"}.
Result<nlohmann::ordered_json> link_json(accounts::Office& office, const records::Kinds& kinds,
                                         const Request& request, Language language);

}  // namespace ombud::guests
