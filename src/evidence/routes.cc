// The log over HTTP by pages, newest first. Without a reason it says what happened and when; its
// sealed parts are opened by a look for a stated reason, which comes in a body and is an entry
// itself. What lies sealed can only be filtered by opening it: such a look goes through so many
// entries at a time, and says where it stopped. Beside it the log is verified.

#include "evidence/routes.h"

#include <charconv>

#include "base/text.h"
#include "evidence/json.h"
#include "evidence/review_routes.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t entries_a_look = 50;
constexpr std::size_t most_looked_through = 5'000;
constexpr std::size_t most_reference = 200;

Json::Object object_of_pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json::Object object;
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Result<std::optional<Instant>> day_in(const std::optional<std::string>& given) {
  if (!given || given->empty()) return std::optional<Instant>();
  return std::optional<Instant>(TRY(parse_day(*given)));
}

// What is asked for, from the address or a body.
struct Wanted {
  std::optional<std::string> event, object, from, until, use, account, person;
  std::string reference;
  std::optional<std::vector<std::string>> cursor;
};

Result<Log::Filter> filter_of(const Wanted& wanted) {
  const auto text = [](const std::optional<std::string>& given) {
    return given && !given->empty() ? given : std::nullopt;
  };
  Log::Filter filter;
  filter.event = text(wanted.event);
  filter.object = text(wanted.object);
  filter.from = TRY(day_in(wanted.from));
  filter.until = TRY(day_in(wanted.until));
  if (filter.until) *filter.until += std::chrono::days(1);  // The day itself too.
  filter.open = !wanted.reference.empty();
  if (wanted.cursor) {
    std::int64_t at = 0;
    const std::string& micros = wanted.cursor->front();
    const auto [end, wrong] = std::from_chars(micros.data(), micros.data() + micros.size(), at);
    if (wrong != std::errc() || end != micros.data() + micros.size() ||
        !is_uuid(wanted.cursor->back()))
      return fail(Errc::invalid, "http.bad_cursor");
    filter.until = Instant(std::chrono::microseconds(at));
    filter.before = EntryId{wanted.cursor->back()};
  }
  return filter;
}

std::string place_of(const Entry& entry) {
  return http::cursor_of({std::to_string(entry.at.time_since_epoch().count()), entry.id.text});
}

struct Page {
  std::vector<Entry> entries;
  std::string next;  // Empty at the end.
  std::size_t looked_through = 0;
};

// Those that the log itself can choose by, a batch at a time, and of them what is wanted.
Result<Page> page_of(Log& log, Log::Filter filter, std::size_t limit,
                     const std::function<bool(const Entry&)>& fits) {
  Page page;
  Entry last;  // Looked through: the next page begins after it.
  filter.limit = std::max<std::size_t>(limit + 1, 200);
  while (true) {
    const std::vector<Entry> batch = TRY(log.list(filter));
    for (const Entry& entry : batch) {
      if (page.entries.size() == limit || page.looked_through == most_looked_through) {
        page.next = place_of(last);
        return page;
      }
      ++page.looked_through;
      last = entry;
      if (fits(entry)) page.entries.push_back(entry);
    }
    if (batch.size() < filter.limit) return page;
    filter.until = batch.back().at;
    filter.before = batch.back().id;
  }
}

// Of them those that exist for who reads.
Result<Page> page_for(Reader& reader, const Log::Filter& filter, std::size_t limit,
                      const std::function<bool(const Entry&)>& fits) {
  if (!reader.sees) return page_of(reader.log, filter, limit, fits);
  Result<void> asked;
  Page page = TRY(page_of(reader.log, filter, limit, [&](const Entry& entry) {
    if (!asked || !fits(entry)) return false;
    const Result<bool> seen = reader.sees(entry);
    if (!seen) asked = fail(seen.error());
    return seen && *seen;
  }));
  TRY(std::move(asked));
  return page;
}

Json in_json(const Page& page, const AccountNames& names) {
  Json::Array all;
  for (const Entry& entry : page.entries) all.push_back(in_json(entry, names));
  return Json::Object{{"entries", std::move(all)},
                      {"next", page.next.empty() ? Json() : Json(page.next)},
                      {"looked_through", static_cast<std::int64_t>(page.looked_through)}};
}

Result<http::Answer> list(Reader& reader) {
  const http::Request& request = reader.request;
  const std::size_t limit = TRY(http::limit_in(request));
  Wanted wanted;
  wanted.event = request.query("event");
  wanted.object = request.query("object");
  wanted.from = request.query("from");
  wanted.until = request.query("until");
  const std::string use = request.query("use");
  wanted.cursor = TRY(http::cursor_in(request, 2));
  const Page page = TRY(page_for(reader, TRY(filter_of(wanted)), limit, [&](const Entry& entry) {
    return use.empty() || word(entry.use) == use;
  }));
  return http::json(written(in_json(page, {})));
}

// Names the filters, so that the log tells whose doings were looked at.
Told looking(const Reader& reader, const Wanted& wanted, const std::optional<PersonId>& person) {
  Told told;
  told.event = "evidence.list";
  told.use = UseKind::list;
  told.account = reader.account;
  told.person = person;
  told.criterion = "log entries";
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value && !value->empty()) *told.criterion += std::string(" ") + name + " " + *value;
  };
  add("object", wanted.object);
  add("event", wanted.event);
  add("use", wanted.use);
  add("account", wanted.account);
  add("from", wanted.from);
  add("until", wanted.until);
  told.reference = wanted.reference;
  return told;
}

Result<std::optional<AccountId>> account_named(const AccountNames& names,
                                               const std::optional<std::string>& name) {
  if (!name || trim(*name).empty()) return std::optional<AccountId>();
  for (const auto& [id, known] : names)
    if (fold(known) == fold(trim(*name))) return std::optional(id);
  return fail(Errc::not_found, "evidence.unknown_account", {{"name", trim(*name)}});
}

Result<http::Answer> look(Reader& reader) {
  http::Fields fields = TRY(http::Fields::of(reader.request));
  Wanted wanted;
  wanted.reference = trim(TRY(fields.text("reference", most_reference)));
  wanted.event = TRY(fields.optional_text("event", 100));
  wanted.object = TRY(fields.optional_text("object", 200));
  wanted.use = TRY(fields.optional_text("use", 32));
  wanted.account = TRY(fields.optional_text("account", 64));
  wanted.person = TRY(fields.optional_text("person", 32));
  wanted.from = TRY(fields.optional_text("from", 10));
  wanted.until = TRY(fields.optional_text("until", 10));
  const std::optional<std::string> cursor = TRY(fields.optional_text("cursor", 500));
  TRY(fields.no_more());
  if (wanted.reference.empty())
    return fail(Errc::invalid, "evidence.incomplete", {{"fact", "reference"}});
  if (cursor && !cursor->empty()) {
    reader.request.queries.emplace_back("cursor", *cursor);
    wanted.cursor = TRY(http::cursor_in(reader.request, 2));
  }
  const AccountNames names = TRY(reader.names());
  const std::optional<AccountId> account = TRY(account_named(names, wanted.account));
  Log::Filter filter = TRY(filter_of(wanted));
  if (wanted.person && !wanted.person->empty())
    filter.person = TRY(reader.person_of(*wanted.person));
  const Page page = TRY(page_for(reader, filter, entries_a_look, [&](const Entry& entry) {
    if (wanted.use && !wanted.use->empty() && word(entry.use) != *wanted.use) return false;
    return !account || (entry.sealed && entry.sealed->account == *account);
  }));
  reader.told.push_back(looking(reader, wanted, filter.person));
  return http::json(written(in_json(page, names)));
}

Result<http::Answer> verify_log(Reader& reader) {
  const Verdict verdict = TRY(reader.log.verify([](std::uint64_t, std::uint64_t) {}));
  Json::Array faults;
  for (const Error& fault : verdict.faults)
    faults.push_back(
        Json::Object{{"key", fault.key}, {"text", say(fault, reader.request.language)}});
  return http::json(written(
      Json::Object{{"sound", verdict.sound},
                   {"entries", static_cast<std::int64_t>(verdict.entries)},
                   {"checkpoint", verdict.checkpoint},
                   {"faults", std::move(faults)},
                   {"last_anchored",
                    verdict.last_anchored ? Json(format_day(*verdict.last_anchored)) : Json()}}));
}

}  // namespace

Json in_json(const Entry& entry, const AccountNames& names) {
  Json::Object object{{"id", entry.id.text},    {"at", format_instant(entry.at)},
                      {"event", entry.event},   {"use", std::string(word(entry.use))},
                      {"object", entry.object}, {"commitments", object_of_pairs(entry.commitments)},
                      {"epoch", Json()},        {"position", Json()},
                      {"opened", Json()}};
  if (entry.position) {
    object["epoch"] = *entry.epoch;
    object["position"] = static_cast<std::int64_t>(*entry.position);
  }
  if (!entry.sealed) return object;
  const auto name = names.find(entry.sealed->account);
  object["opened"] = Json::Object{{"person", entry.pseudonym},
                                  {"account", entry.sealed->account.text},
                                  {"name", name == names.end() ? Json() : Json(name->second)},
                                  {"criterion", entry.sealed->criterion},
                                  {"reference", entry.sealed->reference},
                                  {"details", object_of_pairs(entry.sealed->details)}};
  return object;
}

std::vector<LogRoute> routes() {
  std::vector<LogRoute> all{
      {{.path = "/api/evidence/entries",
        .permission = "evidence.read",
        .queries = {"event", "object", "use", "from", "until", "limit", "cursor"}},
       list},
      // Outside of any frame: it may go through thousands of entries, and its own is written after.
      {{.method = http::Method::post,
        .path = "/api/evidence/looks",
        .permission = "evidence.read",
        .work = http::Work::own,
        .body = http::Body::json,
        .most_bytes = 8 * 1024,
        .needs_key = false},
       look},
      {{.path = "/api/evidence/verification",
        .permission = "evidence.verify",
        .work = http::Work::own,
        .side_by_side = 1},
       verify_log}};
  // A sample is of the whole log, and whoever reads it says that he has seen all of it.
  for (LogRoute& route : review_routes())
    all.push_back({std::move(route.declared),
                   [run = std::move(route.run)](Reader& reader) -> Result<http::Answer> {
                     if (reader.sees) return fail(Errc::forbidden, "evidence.review_limited");
                     return run(reader);
                   }});
  return all;
}

}  // namespace ombud::evidence
