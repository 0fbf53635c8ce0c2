#pragma once
// Rights as JSON text, the same over HTTP and with --json. Accounts have their names beside their
// ids, since nobody knows an id.

#include <string>
#include <vector>

#include "accounts/field_changes.h"
#include "accounts/grants.h"
#include "accounts/reviews.h"
#include "accounts/substitutes.h"

namespace ombud::accounts {

// Each: errors of list(). `indent` as of a pretty printer; -1: in one line.
Result<std::string> json_of(Office& office, const std::vector<Grant>& grants, int indent);
Result<std::string> json_of(Office& office, const Grant& grant, int indent);
Result<std::string> json_of(Office& office, const std::vector<Substitute>& substitutes, int indent);
Result<std::string> json_of(Office& office, const Substitute& substitute, int indent);
/// Without their lines.
Result<std::string> json_of(Office& office, const std::vector<Review>& reviews, int indent);
Result<std::string> json_of(Office& office, const Review& review, int indent);
/// The policy that the actor is under, cell by cell, and the changes.
Result<std::string> json_of(Office& office, const std::vector<FieldChange>& changes, int indent);
Result<std::string> json_of(Office& office, const FieldChange& change, int indent);
std::string json_of(const Waiting& waiting);
/// Which role has which permission.
std::string table_json(int indent);
/// The accounts of this organisation that are open, by id and name only.
Result<std::string> names_json(Office& office, int indent);

}  // namespace ombud::accounts
