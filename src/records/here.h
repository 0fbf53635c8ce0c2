#pragma once
// What the paths of a room share. Each room that declares kinds has the same ones under its own
// name, with its own permissions: /api/processing/activity/B-0001 is read with processing.read.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "http/fields.h"
#include "http/http.h"
#include "records/records.h"
#include "records/view.h"

namespace ombud::records {

/// What a path means: all kinds, and the one that it names.
struct There {
  const Kinds& kinds;
  const Kind& kind;
};

using Here = Result<http::Answer> (*)(accounts::Visit&, const There&);

/// One of them: path and permission without the room, "/{kind}/{number}" and "read".
struct Place {
  http::Declaration declared;
  Here here;
};

inline constexpr std::size_t most_reason = 2'000;

/// One that looks; one that is asked by a body, since what is searched for may be a name; one that
/// writes, by whoever may "edit" unless another permission is named.
Place read_place(std::string path, Here here, std::vector<std::string> queries = {});
Place asked_place(std::string path, Here here);
Place written_place(http::Method method, std::string path, Here here,
                    std::string permission = "edit");

/// One that writes and is told nothing but its path.
Place bare_place(http::Method method, std::string path, Here here, std::string permission = "edit");

/// The record that the path names. Errors of find().
Result<Record> record_in(accounts::Visit& visit, const There& there);
/// The record as JSON with its ETag and, as "may", what whoever asks may do with it; one of the
/// past, which nobody can change, without that.
Result<http::Answer> shown(accounts::Visit& visit, const There& there, const Record& record,
                           int status);
Result<http::Answer> shown_as_it_was(accounts::Visit& visit, const There& there,
                                     const Record& record);
/// The same of what came of a wish; what is wrong with it as 422.
Result<http::Answer> came_of(accounts::Visit& visit, const There& there, const Saved& saved,
                             int status);
/// A problem that says of each value what is wrong with it (RFC 9457, 3.2).
http::Answer refused(nlohmann::ordered_json faults, Language language);

/// What a list is asked for, without its pages: search, states, values, order, descending and
/// archived of a body. Errors of http::Fields.
Result<Wanted> conditions_in(http::Fields& fields, const Kind& kind);

/// By subject, each in its own file.
std::vector<Place> many_places();
std::vector<Place> view_places();
std::vector<Place> talk_places();
std::vector<Place> transfer_places();
std::vector<Place> attachment_places();

}  // namespace ombud::records
