// ombud processing merge; /api/processing/merges.
#include "processing/merge_answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "http/fields.h"
#include "http/page.h"
#include "processing/asked.h"
#include "processing/merge_change.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Kinds;
using records::Record;

constexpr std::size_t most_words = 2000;

// Of a purpose there must be something to read.
Result<std::string> purpose_in(const std::string& given) {
  const std::string purpose = trim(given);
  if (purpose.empty()) return fail(Errc::invalid, "processing.merge_no_purpose");
  return purpose;
}

// {"matrix.3.retention": "B-0002"}
Result<std::map<std::string, std::string>> choices_in(const std::string& json) {
  std::map<std::string, std::string> choices;
  if (json.empty()) return choices;
  const ordered_json given = ordered_json::parse(json);
  for (const auto& [path, number] : given.items()) {
    if (!number.is_string())
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "choices"}, {"wanted", "text"}});
    choices[path] = number.get<std::string>();
  }
  return choices;
}

// In the order in which they were named. Errc::not_found "records.unknown" {number}.
Result<std::vector<Record>> activities_of(accounts::Office& office, const Kinds& kinds,
                                          const std::vector<std::string>& ids) {
  std::vector<Record> found;
  if (ids.size() > most_merged)
    return fail(Errc::invalid, "processing.merge_too_many",
                {{"most", std::to_string(most_merged)}});
  for (const std::string& id : ids) {
    Record one = TRY(records::find(office, kinds, records::RecordId{id}));
    if (one.kind != "activity") return fail(Errc::not_found, "records.unknown", {{"number", id}});
    found.push_back(std::move(one));
  }
  return found;
}

Result<http::Answer> preview_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::vector<std::string> ids = TRY(fields.texts("activities"));
  MergeWish wish;
  wish.name = trim(TRY(fields.optional_text("name", most_words)).value_or(""));
  wish.purpose = trim(TRY(fields.optional_text("purpose", most_words)).value_or(""));
  wish.choices = TRY(choices_in(TRY(fields.object("choices"))));
  TRY(fields.no_more());
  const Merging merging =
      TRY(looked_at(visit.office, kinds, TRY(activities_of(visit.office, kinds, ids)), wish));
  return http::json(json_text(MergeTeller(kinds, merging, visit.request.language).as_json()));
}

// [{"id", "version"}, …]: what has changed since it was seen is not made one.
Result<std::vector<Record>> seen_in(accounts::Office& office, const Kinds& kinds,
                                    const std::string& json) {
  std::vector<std::string> ids;
  std::vector<int> versions;
  for (const ordered_json& one : ordered_json::parse(json.empty() ? "[]" : json)) {
    const bool good = one.is_object() && one.size() == 2 && one.contains("id") &&
                      one["id"].is_string() && one.contains("version") &&
                      one["version"].is_number_integer();
    if (!good)
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "activities"}, {"wanted", "list"}});
    ids.push_back(one["id"].get<std::string>());
    versions.push_back(one["version"].get<int>());
  }
  std::vector<Record> found = TRY(activities_of(office, kinds, ids));
  for (std::size_t at = 0; at < found.size(); ++at)
    if (found[at].version != versions[at])
      return fail(Errc::conflict, "records.changed_meanwhile",
                  {{"number", found[at].number}, {"version", std::to_string(found[at].version)}});
  return found;
}

Result<http::Answer> merge_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string activities = TRY(fields.list("activities"));
  MergeWish wish;
  wish.name = trim(TRY(fields.optional_text("name", most_words)).value_or(""));
  wish.purpose = TRY(purpose_in(TRY(fields.text("purpose", most_words))));
  wish.choices = TRY(choices_in(TRY(fields.object("choices"))));
  const std::string reason = TRY(fields.optional_text("reason", most_words)).value_or("");
  TRY(fields.no_more());
  const Merging merging =
      TRY(looked_at(visit.office, kinds, TRY(seen_in(visit.office, kinds, activities)), wish));
  const MergeDone came = TRY(do_merge(visit.office, kinds, merging, reason));
  if (!came.faults.empty())
    return records::refusal(*TRY(kinds.find("activity")), came.faults, visit.request.language);
  return http::json(json_text({{"number", came.record->number},
                               {"title", came.record->title},
                               {"state", came.record->state},
                               {"change", came.change.text},
                               {"archived", merging.activities.size()}}),
                    201);
}

void show(cli::Call& call, const Merging& merging, const MergeTeller& teller) {
  const Language language = call.language();
  for (const std::string& text : teller.refused()) call.line(text);
  if (!merging.merged.refused.empty()) return;
  call.line(say("processing.merge_common", {}, language));
  for (const std::string& text : teller.common()) call.line("  " + text);
  for (const std::string& text : teller.coarser()) call.line(text);
  const auto told = [&](const std::string& key, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    call.line(say(key, {}, language));
    for (const std::string& text : texts) call.line("  " + text);
  };
  told("processing.merge_follow", teller.leading(true));
  told("processing.merge_stay", teller.leading(false));
  told("processing.merge_tasks", merging.tasks);
  for (const Clash& clash : merging.merged.clashes) {
    call.line("");
    call.line(clash.path + "  " + teller.about(clash));
    for (const Clash::Option& option : clash.options) {
      const bool holds = std::ranges::find(option.from, clash.chosen) != option.from.end();
      std::string from;
      for (const std::string& number : option.from) from += number + " ";
      call.line((holds ? "* " : "  ") + from + " " + teller.option(clash, option));
    }
  }
  if (merging.merged.is_open())
    call.line(say("processing.merge_choose_by",
                  {{"path", merging.merged.clashes.front().path},
                   {"number", merging.merged.clashes.front().options.front().from.front()}},
                  language));
}

// "--choose matrix.3.retention=B-0002"
Result<void> read_choices(const cli::Call& call, MergeWish& wish) {
  for (const std::string& given : call.values("--choose")) {
    const std::size_t at = given.find('=');
    if (at == std::string::npos)
      return fail(Errc::invalid, "processing.merge_bad_choice", {{"choice", given}});
    wish.choices[given.substr(0, at)] = given.substr(at + 1);
  }
  return {};
}

int told_faults(cli::Call& call, const Kinds& kinds, const std::vector<records::Fault>& faults) {
  const auto kind = kinds.find("activity");
  must(kind.has_value());
  for (const records::Fault& fault : faults)
    call.line(fault.path.empty() ? say(fault.error, call.language())
                                 : records::label_of(**kind, fault.path, call.language()) + ": " +
                                       say(fault.error, call.language()));
  return cli::usage;
}

Result<int> merge_now(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  std::vector<Record> activities;
  for (const std::string& number : call.values("NUMBER"))
    activities.push_back(TRY(records::find(office, kinds, "activity", number)));
  MergeWish wish;
  wish.name = trim(call.value("--name"));
  wish.purpose = TRY(purpose_in(call.value("--purpose")));
  TRY(read_choices(call, wish));
  const Merging merging = TRY(looked_at(office, kinds, std::move(activities), wish));
  const MergeTeller teller(kinds, merging, call.language());
  const bool stands = faults_of(merging).empty();
  if (call.has("--dry-run") || !stands) {
    if (call.json())
      call.print_json(json_text(teller.as_json(), 2));
    else
      show(call, merging, teller);
    return stands || call.has("--dry-run") ? 0 : cli::usage;
  }
  const MergeDone came = TRY(do_merge(office, kinds, merging, call.value("--reason")));
  if (!came.faults.empty()) return told_faults(call, kinds, came.faults);
  if (call.json()) {
    call.print_json(json_text({{"number", came.record->number},
                               {"title", came.record->title},
                               {"state", came.record->state},
                               {"change", came.change.text},
                               {"archived", merging.activities.size()}},
                              2));
    return 0;
  }
  call.line(say("processing.merged",
                {{"number", came.record->number},
                 {"title", came.record->title},
                 {"count", std::to_string(merging.activities.size())},
                 {"change", came.change.text}},
                call.language()));
  if (came.record->state != "in_use" && merging.activities.front().state == "in_use")
    call.line(say("processing.merged_as_draft", {}, call.language()));
  return 0;
}

}  // namespace

std::vector<accounts::Route> merge_routes(const records::KindsOf& kinds) {
  using http::Method;
  return {{{.method = Method::post,
            .path = "/api/processing/merges/preview",
            .permission = "processing.edit",
            .work = http::Work::own,
            .body = http::Body::json,
            .needs_key = false},
           with(kinds, preview_here)},
          {{.method = Method::post,
            .path = "/api/processing/merges",
            .permission = "processing.edit",
            .work = http::Work::writes,
            .body = http::Body::json},
           with(kinds, merge_here)}};
}

std::vector<cli::Command> merge_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds) {
  return {{.name = "processing merge",
           .summary = "processing.merge_summary",
           .example = "ombud processing merge B-0001 B-0002 --purpose \"Administer the employment "
                      "from hiring to leaving\" --dry-run",
           .options =
               {{.name = "NUMBER",
                 .help = "processing.merge_number_help",
                 .required = true,
                 .repeated = true},
                {.name = "--purpose",
                 .help = "processing.merge_purpose_help",
                 .required = true,
                 .value_name = "TEXT"},
                {.name = "--name", .help = "processing.merge_name_help", .value_name = "TEXT"},
                {.name = "--choose",
                 .help = "processing.merge_choose_help",
                 .repeated = true,
                 .value_name = "PATH=NUMBER"},
                {.name = "--reason", .help = "processing.merge_reason_help", .value_name = "TEXT"},
                {.name = "--dry-run", .help = "processing.merge_dry_help", .flag = true}},
           .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
             accounts::Office& office = *TRY(entrance.enter(call, "processing.edit"));
             return merge_now(office, call, TRY(kinds(office)));
           },
           .more = "processing.merge_more"}};
}

}  // namespace ombud::processing
