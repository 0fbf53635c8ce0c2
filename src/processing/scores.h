#pragma once
// The scores over HTTP and on the command line: of one activity with where each missing thing is
// mended, and of all of them.

#include <nlohmann/json_fwd.hpp>

#include "processing/progress.h"

namespace ombud::processing {

/// {"number", "title", "state", "missing", "scores": [{"name", "complete", "of", "points": […]}]}
nlohmann::ordered_json as_json(const records::Kinds& kinds, const Register& all,
                               const Scored& scored, Language language);
/// {"activities", "complete": {…}, "points": […]}
nlohmann::ordered_json as_json(const Progress& progress, Language language);
/// A line of the list: {"number", "title", "state", "state_label", "missing", "eight_points":
/// {"complete", "of"}, "article_30": {…}}
nlohmann::ordered_json line_json(const records::Kinds& kinds, const Scored& scored,
                                 Language language);

std::vector<accounts::Route> score_routes(const records::KindsOf& kinds);
std::vector<cli::Command> score_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds);

}  // namespace ombud::processing
