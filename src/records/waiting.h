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

struct OwnAsked {
  Language language = Language::en;
  bool done = false;  // Tasks that are done, in place of open ones.
};

/// {"today", "mentions": […], "tasks": […], "reviews": […], "to_mend": […]}, each with the record
/// that it is about.
Result<nlohmann::ordered_json> own_json(accounts::Office& office, const Kinds& kinds,
                                        const ToMendOf& to_mend, const OwnAsked& asked);

std::vector<cli::Command> waiting_commands(accounts::Entrance& entrance, const KindsOf& kinds,
                                           const ToMendOf& to_mend);

}  // namespace ombud::records
