#include "records/waiting.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "records/commands.h"
#include "records/rows.h"
#include "records/work.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

// What is wrong with one's records is a page, not a register: the oldest first.
constexpr std::size_t most_to_mend = 100;
constexpr std::size_t ids_at_once = 500;

ordered_json day_json(const std::optional<Day>& day) {
  return day ? ordered_json(format_day(*day)) : ordered_json();
}

// Which record something is about.
Result<ordered_json> about(const Kinds& kinds, const Record& record, Language language) {
  const Kind& kind = *TRY(kinds.find(record.kind));
  return ordered_json{{"room", kind.room},
                      {"kind", kind.name},
                      {"kind_label", say(kind.label, language)},
                      {"number", record.number},
                      {"title", record.title}};
}

Result<ordered_json> mentions_json(accounts::Office& office, const Kinds& kinds, const Names& names,
                                   Language language) {
  const std::vector<Mention> all = TRY(unseen_mentions(office));
  std::vector<std::string> ids;
  for (const Mention& mention : all) ids.push_back(mention.record.text);
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto records = TRY(readable(office, kinds, transaction, ids));
  ordered_json found = ordered_json::array();
  for (const Mention& mention : all) {
    const auto at = records.find(mention.record.text);
    if (at == records.end()) continue;
    found.push_back({{"record", TRY(about(kinds, at->second, language))},
                     {"at", format_instant(mention.at)},
                     {"by", name_of(mention.by, names)}});
  }
  return found;
}

Result<ordered_json> tasks_json(accounts::Office& office, const Kinds& kinds, const Names& names,
                                Language language, bool done) {
  ordered_json found = ordered_json::array();
  for (const auto& [task, record] : TRY(own_tasks(office, kinds, done))) {
    ordered_json one = as_json(task, {}, names);
    one.erase("steps");
    one["record"] = TRY(about(kinds, record, language));
    found.push_back(std::move(one));
  }
  return found;
}

// Nothing is said of a record that whoever asks may not read, whatever another room finds.
Result<ordered_json> to_mend_json(accounts::Office& office, const Kinds& kinds,
                                  const ToMendOf& to_mend, Language language) {
  ordered_json found = ordered_json::array();
  if (!to_mend) return found;
  std::vector<ToMend> all = TRY(to_mend(office, language));
  std::ranges::stable_sort(all, {}, &ToMend::since);
  std::vector<std::string> ids;
  for (const ToMend& one : all) ids.push_back(one.record.text);
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto records = TRY(readable(office, kinds, transaction, ids));
  for (const ToMend& one : all) {
    const auto at = records.find(one.record.text);
    if (at == records.end() || found.size() == most_to_mend) continue;
    ordered_json record = TRY(about(kinds, at->second, language));
    std::string page = one.page;
    for (const char* part : {"room", "kind", "number"})
      if (one.page.empty()) page += "/" + record[part].get<std::string>();
    found.push_back({{"record", std::move(record)},
                     {"since", format_day(one.since)},
                     {"what", one.what},
                     {"page", std::move(page)}});
  }
  return found;
}

}  // namespace

ordered_json as_json(const Comment& comment, const AccountId& reader, const Names& names) {
  ordered_json withdrawn;
  if (comment.withdrawn)
    withdrawn = {{"at", format_instant(comment.withdrawn->at)},
                 {"by", name_of(comment.withdrawn->by, names)},
                 {"reason", comment.withdrawn->reason}};
  return {{"id", comment.id.text},
          {"text", comment.words},
          {"at", format_instant(comment.at)},
          {"by", name_of(comment.by, names)},
          {"mine", comment.by == reader},
          {"waits", comment.waits},
          {"withdrawn", std::move(withdrawn)}};
}

ordered_json as_json(const Task& task, const std::vector<TaskStep>& steps, const Names& names) {
  ordered_json all = ordered_json::array();
  for (const TaskStep& step : steps)
    all.push_back({{"at", format_instant(step.at)},
                   {"by", name_of(step.by, names)},
                   {"what", step.what},
                   {"owner", name_of(step.owner, names)},
                   {"due_on", day_json(step.due_on)},
                   {"note", step.note}});
  return {{"id", task.id.text},
          {"number", task.number},
          {"what", task.what},
          {"owner", {{"id", task.owner.text}, {"name", name_of(task.owner, names)}}},
          {"due_on", day_json(task.due_on)},
          {"made_at", format_instant(task.made_at)},
          {"made_by", name_of(task.made_by, names)},
          {"done_at", task.done_at ? ordered_json(format_instant(*task.done_at)) : ordered_json()},
          {"done_by", task.done_by ? ordered_json(name_of(*task.done_by, names)) : ordered_json()},
          {"steps", std::move(all)}};
}

Result<ordered_json> own_json(accounts::Office& office, const Kinds& kinds, const ToMendOf& to_mend,
                              const OwnAsked& asked) {
  const Language language = asked.language;
  const Names names = TRY(names_of(office, kinds, {}));
  const Day day = TRY(today(office));
  ordered_json reviews = ordered_json::array();
  for (const Record& record :
       TRY(due_reviews(office, kinds, {day + reminded_before, office.actor.account}))) {
    reviews.push_back({{"record", TRY(about(kinds, record, language))},
                       {"review_on", day_json(record.review_on)}});
  }
  return ordered_json{{"today", format_day(day)},
                      {"mentions", TRY(mentions_json(office, kinds, names, language))},
                      {"tasks", TRY(tasks_json(office, kinds, names, language, asked.done))},
                      {"reviews", std::move(reviews)},
                      {"to_mend", TRY(to_mend_json(office, kinds, to_mend, language))}};
}

namespace {

// Of rows "account, how many, day".
Result<Waits> waits_in(store::Transaction& transaction, const sql::Statement& select) {
  Waits all;
  for (const sql::Row& row : TRY(transaction.all(select)))
    all.push_back({AccountId{store::text_in(row[0])}, store::integer_in(row[1]),
                   TRY(parse_day(store::text_in(row[2])))});
  return all;
}

}  // namespace

Result<Waits> mentions_waiting(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::map<std::pair<AccountId, Day>, std::int64_t> counts;
  TRY(transaction.each(
      "select account_id, at from records_mention where organisation_id = ? and seen_at is null",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        const Instant at = TRY(store::instant_in(row[1]));
        ++counts[{AccountId{store::text_in(row[0])}, std::chrono::floor<std::chrono::days>(at)}];
        return {};
      }));
  Waits all;
  for (const auto& [of, count] : counts) all.push_back({of.first, count, of.second});
  return all;
}

Result<Waits> tasks_waiting(accounts::Office& office) {
  const Day until = TRY(today(office)) + std::chrono::days(1);
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select(
      "select owner_id, count(*), due_on from records_task where organisation_id = ");
  select.value(transaction.organisation().text);
  select.text(" and done_at is null and due_on is not null and due_on <= ");
  select.value(format_day(until)).text(" group by owner_id, due_on");
  return waits_in(transaction, select);
}

Result<Waits> reviews_waiting(accounts::Office& office, const Kinds& kinds) {
  const Day until = TRY(today(office)) + reminded_before;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select(
      "select r.owner_id, count(*), r.review_on from records_record r where "
      "r.organisation_id = ");
  select.value(transaction.organisation().text);
  select.text(" and r.owner_id is not null and r.review_on is not null and r.review_on <= ");
  select.value(format_day(until));
  in_open_states(select, kinds, [](const Kind&) { return true; });
  select.text(" group by r.owner_id, r.review_on");
  return waits_in(transaction, select);
}

Result<std::map<std::string, AccountId>> owners_of(accounts::Office& office, const Kinds& kinds,
                                                   const std::vector<std::string>& ids) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::map<std::string, AccountId> owners;
  for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<sql::Value> some(
        begin, begin + static_cast<std::ptrdiff_t>(std::min(ids_at_once, ids.size() - at)));
    sql::Statement select(
        "select r.id, r.owner_id from records_record r where r.owner_id is not null "
        "and r.organisation_id = ? and r.archived = ?",
        {transaction.organisation().text, false});
    select.text(" and r.id in (").values(some).text(")");
    in_open_states(select, kinds, [](const Kind&) { return true; });
    for (const sql::Row& row : TRY(transaction.all(select)))
      owners.emplace(store::text_in(row[0]), AccountId{store::text_in(row[1])});
  }
  return owners;
}

Result<std::vector<Record>> all_of_kind(accounts::Office& office, const Kinds& kinds,
                                        std::string_view kind, std::string_view yes) {
  const Kind& declared = *TRY(kinds.find(kind));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select = select_records(transaction.organisation().text);
  select.text(" and r.kind = ").value(declared.name);
  select.text(" and r.archived = ").value(false);
  if (!yes.empty()) {
    select.text(" and r.id in (select l.record_id from records_value l where l.organisation_id = ");
    select.value(transaction.organisation().text).text(" and l.kind = ").value(declared.name);
    select.text(" and l.field = ").value(std::string(yes)).text(" and l.word = 'yes')");
  }
  std::vector<Record> found;
  for (const sql::Row& row : TRY(transaction.all(select)))
    found.push_back(TRY(record_in(kinds, row)));
  return found;
}

std::vector<accounts::Route> own_routes(KindsOf kinds, ToMendOf to_mend) {
  return {{{.path = "/api/records/mine", .permission = "records.own", .queries = {"done"}},
           [kinds = std::move(kinds),
            to_mend = std::move(to_mend)](accounts::Visit& visit) -> Result<http::Answer> {
             const OwnAsked asked{visit.request.language, visit.request.query("done") == "yes"};
             return http::json(
                 json_text(TRY(own_json(visit.office, TRY(kinds(visit.office)), to_mend, asked))));
           }}};
}

}  // namespace ombud::records
