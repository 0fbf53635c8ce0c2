#pragma once
// What waits for somebody, in all kinds that he may read: where he is named, what he is to do, what
// he is to look through. As JSON, the same over HTTP and on the command line; and counted for the
// daily mail.

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "records/comments.h"
#include "records/records.h"
#include "records/reviews.h"
#include "records/tasks.h"
#include "records/view.h"

namespace ombud::records {

/// {"id", "text", "at", "by", "mine", "waits", "withdrawn": null or {"at", "by", "reason"}}.
nlohmann::ordered_json as_json(const Comment& comment, const AccountId& reader, const Names& names);
/// {"id", "number", "what", "owner", "due_on", "made_at", "made_by", "done_at", "done_by",
/// "steps": [{"at", "by", "what", "owner", "due_on", "note"}]}.
nlohmann::ordered_json as_json(const Task& task, const std::vector<TaskStep>& steps,
                               const Names& names);

/// {"today", "mentions": […], "tasks": […], "reviews": […]}, each with the record that it is about.
Result<nlohmann::ordered_json> own_json(accounts::Office& office, const Kinds& kinds,
                                        Language language, bool done);

std::vector<cli::Command> waiting_commands(accounts::Entrance& entrance, KindsOf kinds);

}  // namespace ombud::records
