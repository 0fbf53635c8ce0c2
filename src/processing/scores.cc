// ombud processing completeness; /api/processing/completeness.
#include "processing/scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/page.h"
#include "processing/asked.h"
#include "processing/words.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Fault;
using records::Kinds;
using records::Record;

ordered_json missing_json(const Kinds& kinds, const Register& all, const Record& activity,
                          const Fault& fault, Language language) {
  const auto kind = kinds.find(activity.kind);
  const Place place = place_of(kinds, all, activity, fault);
  return {{"path", fault.path},
          {"key", fault.error.key},
          {"label", kind ? records::label_of(**kind, fault.path, language) : fault.path},
          {"text", say(fault.error, language)},
          {"room", place.room},
          {"kind", place.kind},
          {"number", place.number},
          {"at", place.path}};
}

ordered_json score_json(const Kinds& kinds, const Register& all, const Record& activity,
                        const Named& named, Language language) {
  ordered_json points = ordered_json::array();
  for (const Point& point : named.score.points) {
    ordered_json missing = ordered_json::array();
    for (const Fault& fault : point.missing)
      missing.push_back(missing_json(kinds, all, activity, fault, language));
    points.push_back({{"name", point.name},
                      {"subject", say(point.subject, {}, language)},
                      {"if_possible", point.if_possible},
                      {"missing", std::move(missing)}});
  }
  return {{"name", named.name},
          {"complete", named.score.complete()},
          {"of", named.score.points.size()},
          {"points", std::move(points)}};
}

std::string score_key(std::string_view name) { return "processing.score_" + std::string(name); }

std::string share(const Score& score) {
  return fmt::format("{}/{}", score.complete(), score.points.size());
}

Result<int> show_one(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  const Record activity = TRY(records::find(office, kinds, "activity", call.value("NUMBER")));
  const Register all = TRY(register_of(office, kinds, {activity}));
  const Scored one = scored(all.activities.front(), all.finding());
  const Language language = call.language();
  if (call.json()) {
    call.print_json(json_text(as_json(kinds, all, one, language), 2));
    return 0;
  }
  call.line(activity.number + " " + activity.title);
  for (const Named* named : {&one.eight, &one.article}) {
    call.line("");
    call.line(
        fmt::format("{}: {}", say(score_key(named->name), {}, language), share(named->score)));
    std::vector<std::vector<std::string>> rows;
    for (const Point& point : named->score.points) {
      const std::string subject = say(point.subject, {}, language);
      if (point.missing.empty())
        rows.push_back(
            {std::string(point.name), subject, say("processing.complete", {}, language), ""});
      for (const Fault& fault : point.missing) {
        const Place place = place_of(kinds, all, activity, fault);
        rows.push_back({std::string(point.name), subject, say(fault.error, language),
                        place.number + " " + place.path});
      }
    }
    call.table({{say("processing.column_point", {}, language)},
                {say("processing.column_subject", {}, language)},
                {say("processing.column_missing", {}, language)},
                {say("processing.column_where", {}, language)}},
               rows);
  }
  return 0;
}

Result<int> show_all(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  const Register all =
      TRY(read_register(office, kinds, TRY(scope_in(office, kinds, call.value("--unit"), ""))));
  const Progress progress = progress_of(all);
  const Language language = call.language();
  ordered_json lines = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Scored& one : progress.activities) {
    if (call.has("--only-lacking") && one.missing == 0) continue;
    lines.push_back(line_json(kinds, one, language));
    rows.push_back({one.activity->number, one.activity->title,
                    state_label(kinds, *one.activity, language), share(one.eight.score),
                    share(one.article.score), std::to_string(one.missing)});
  }
  if (call.json()) {
    ordered_json json = as_json(progress, language);
    json["lines"] = std::move(lines);
    call.print_json(json_text(json, 2));
    return 0;
  }
  if (all.activities.empty()) {
    call.line(say("processing.no_activities", {}, language));
    return 0;
  }
  const auto of_all = [&](std::size_t count) {
    return say(
        "processing.of_all",
        {{"count", std::to_string(count)}, {"all", std::to_string(progress.activities.size())}},
        language);
  };
  call.facts(
      {{say("processing.score_eight_points", {}, language), of_all(progress.complete_eight)},
       {say("processing.score_article_30", {}, language), of_all(progress.complete_article)}});
  call.line("");
  call.table({{say("processing.column_number", {}, language)},
              {say("processing.column_name", {}, language)},
              {say("processing.column_state", {}, language)},
              {say("processing.column_eight", {}, language), true},
              {say("processing.column_article", {}, language), true},
              {say("processing.column_lacking", {}, language), true}},
             rows);
  return 0;
}

Result<http::Answer> all_here(accounts::Visit& visit, const Kinds& kinds) {
  const http::Request& request = visit.request;
  const Register all = TRY(read_register(
      visit.office, kinds, TRY(scope_in(visit.office, kinds, request.query("unit"), ""))));
  Progress progress = progress_of(all);
  ordered_json json = as_json(progress, request.language);
  if (request.query("lacking") == "yes")
    std::erase_if(progress.activities, [](const Scored& one) { return one.missing == 0; });
  const Window window = TRY(window_in(request, progress.activities.size()));
  json["lines"] = ordered_json::array();
  for (std::size_t at = window.from; at < window.to; ++at)
    json["lines"].push_back(line_json(kinds, progress.activities[at], request.language));
  json["count"] = progress.activities.size();
  json["next"] = window.next ? ordered_json(*window.next) : ordered_json();
  return http::json(json_text(json));
}

Result<http::Answer> one_here(accounts::Visit& visit, const Kinds& kinds) {
  const Record activity =
      TRY(records::find(visit.office, kinds, "activity", visit.request.parameter("activity")));
  const Register all = TRY(register_of(visit.office, kinds, {activity}));
  return http::json(json_text(
      as_json(kinds, all, scored(all.activities.front(), all.finding()), visit.request.language)));
}

}  // namespace

ordered_json as_json(const Kinds& kinds, const Register& all, const Scored& scored,
                     Language language) {
  return {{"number", scored.activity->number},
          {"title", scored.activity->title},
          {"state", scored.activity->state},
          {"missing", scored.missing},
          {"scores",
           {score_json(kinds, all, *scored.activity, scored.eight, language),
            score_json(kinds, all, *scored.activity, scored.article, language)}}};
}

ordered_json as_json(const Progress& progress, Language language) {
  ordered_json points = ordered_json::array();
  for (const Progress::OfPoint& one : progress.points)
    points.push_back({{"score", one.score},
                      {"name", one.name},
                      {"subject", say(one.subject, {}, language)},
                      {"if_possible", one.if_possible},
                      {"complete", one.complete},
                      {"of", one.of}});
  return {{"activities", progress.activities.size()},
          {"complete",
           {{"eight_points", progress.complete_eight}, {"article_30", progress.complete_article}}},
          {"points", std::move(points)}};
}

ordered_json line_json(const Kinds& kinds, const Scored& scored, Language language) {
  const auto part = [](const Score& score) -> ordered_json {
    return {{"complete", score.complete()}, {"of", score.points.size()}};
  };
  return {{"number", scored.activity->number},
          {"title", scored.activity->title},
          {"state", scored.activity->state},
          {"state_label", state_label(kinds, *scored.activity, language)},
          {"missing", scored.missing},
          {"eight_points", part(scored.eight.score)},
          {"article_30", part(scored.article.score)}};
}

std::vector<accounts::Route> score_routes(const records::KindsOf& kinds) {
  return {{{.path = "/api/processing/completeness",
            .permission = "processing.read",
            .queries = {"unit", "lacking", "cursor", "limit"}},
           with(kinds, all_here)},
          {{.path = "/api/processing/completeness/{activity}", .permission = "processing.read"},
           with(kinds, one_here)}};
}

std::vector<cli::Command> score_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds) {
  return {{.name = "processing completeness",
           .summary = "processing.completeness_summary",
           .example = "ombud processing completeness B-0001",
           .options = {{.name = "NUMBER", .help = "processing.completeness_number_help"},
                       {.name = "--unit", .help = "processing.unit_help", .value_name = "UNIT"},
                       {.name = "--only-lacking", .help = "processing.lacking_help", .flag = true}},
           .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
             accounts::Office& office = *TRY(entrance.enter(call, "processing.read"));
             const Kinds all = TRY(kinds(office));
             return call.has("NUMBER") ? show_one(office, call, all) : show_all(office, call, all);
           }}};
}

}  // namespace ombud::processing
