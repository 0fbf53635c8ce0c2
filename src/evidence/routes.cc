// GET /api/evidence/entries: the log by pages, newest first. Its sealed parts are opened for a
// stated reason only, and whoever reads them leaves an entry himself.

#include "evidence/routes.h"

#include <charconv>

#include "evidence/json.h"
#include "http/page.h"

namespace ombud::evidence {

namespace {

Json::Object object_of_pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json::Object object;
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Json in_json(const Entry& entry) {
  Json::Object object{{"id", entry.id.text},    {"at", format_instant(entry.at)},
                      {"event", entry.event},   {"use", std::string(word(entry.use))},
                      {"object", entry.object}, {"commitments", object_of_pairs(entry.commitments)},
                      {"epoch", Json()},        {"position", Json()},
                      {"opened", Json()}};
  if (entry.position) {
    object["epoch"] = *entry.epoch;
    object["position"] = static_cast<std::int64_t>(*entry.position);
  }
  if (entry.sealed)
    object["opened"] = Json::Object{{"person", entry.pseudonym},
                                    {"account", entry.sealed->account.text},
                                    {"criterion", entry.sealed->criterion},
                                    {"reference", entry.sealed->reference},
                                    {"details", object_of_pairs(entry.sealed->details)}};
  return object;
}

Result<std::optional<Instant>> day_in(const http::Request& request, const char* name) {
  const std::string& given = request.query(name);
  if (given.empty()) return std::optional<Instant>();
  return std::optional<Instant>(TRY(parse_day(given)));
}

Result<Log::Filter> filter_of(const http::Request& request) {
  Log::Filter filter;
  const auto text = [&](const char* name) {
    const std::string& given = request.query(name);
    return given.empty() ? std::nullopt : std::optional(given);
  };
  filter.event = text("event");
  filter.object = text("object");
  if (const auto person = text("person")) filter.person = PersonId{*person};
  filter.from = TRY(day_in(request, "from"));
  filter.until = TRY(day_in(request, "until"));
  if (filter.until) *filter.until += std::chrono::days(1);  // The day itself too.
  filter.open = !request.query("reference").empty();
  if (filter.person && !is_uuid(filter.person->text))
    return fail(Errc::invalid, "evidence.bad_person");
  // That there are entries about somebody says something about him.
  if (filter.person && !filter.open)
    return fail(Errc::invalid, "evidence.incomplete", {{"fact", "reference"}});
  if (const auto place = TRY(http::cursor_in(request, 2))) {
    std::int64_t at = 0;
    const std::string& micros = place->front();
    const auto [end, wrong] = std::from_chars(micros.data(), micros.data() + micros.size(), at);
    if (wrong != std::errc() || end != micros.data() + micros.size() || !is_uuid(place->back()))
      return fail(Errc::invalid, "http.bad_cursor");
    filter.until = Instant(std::chrono::microseconds(at));
    filter.before = EntryId{place->back()};
  }
  return filter;
}

Told looking(const Reader& reader, const Log::Filter& filter) {
  Told told;
  told.event = "evidence.list";
  told.use = UseKind::list;
  told.account = reader.account;
  told.person = filter.person;
  told.criterion = "log entries";
  for (const char* name : {"object", "event", "from", "until"})
    if (!reader.request.query(name).empty())
      *told.criterion += std::string(" ") + name + " " + reader.request.query(name);
  told.reference = reader.request.query("reference");
  return told;
}

Result<http::Answer> list(Reader& reader) {
  const std::size_t limit = TRY(http::limit_in(reader.request));
  Log::Filter filter = TRY(filter_of(reader.request));
  filter.limit = limit + 1;  // One more tells whether there is a next page.
  std::vector<Entry> entries = TRY(reader.log.list(filter));
  if (filter.open) reader.told.push_back(looking(reader, filter));
  Json next;
  if (entries.size() > limit) {
    entries.resize(limit);
    const Entry& last = entries.back();
    next = http::cursor_of({std::to_string(last.at.time_since_epoch().count()), last.id.text});
  }
  Json::Array all;
  for (const Entry& entry : entries) all.push_back(in_json(entry));
  return http::json(written(Json::Object{{"entries", std::move(all)}, {"next", std::move(next)}}));
}

}  // namespace

std::vector<LogRoute> routes() {
  return {
      {{.path = "/api/evidence/entries",
        .permission = "evidence.read",
        .queries = {"event", "object", "person", "from", "until", "reference", "limit", "cursor"}},
       list}};
}

}  // namespace ombud::evidence
