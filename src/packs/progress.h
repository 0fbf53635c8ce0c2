#pragma once
// How far the record is on the guided path: the departments, and of each activity what the law asks
// for and what is still missing.

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "processing/processing.h"
#include "records/records.h"

namespace ombud::packs {

struct Activity {
  records::Record record;
  processing::Score article_30;
  processing::Score eight_points;
};

struct Progress {
  std::vector<records::Record> units;
  std::vector<Activity> activities;  // Those of the first page, by number.
  std::int64_t count = 0;            // Of all activities.
};

inline constexpr std::size_t activities_at_once = 200;

/// Errors of records::list().
Result<Progress> progress(accounts::Office& office, const records::Kinds& kinds);

/// {"units": [{"id", "number", "title", "version", "owner"}], "activities": [{…, "unit", "state",
/// "complete", "of", "points", "missing": [{"point", "subject", "path", "label", "text"}],
/// "notes": [TEXT, …]}], "ways": [{"way", "label", "used": [{"number", "title", "situation"}]}],
/// "count", "complete"}
nlohmann::ordered_json as_json(const records::Kinds& kinds, const Progress& progress,
                               Language language);

}  // namespace ombud::packs
