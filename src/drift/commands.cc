// drift check | list | show | accept | reopen | years | export, and the list of all commands.
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "drift/desk.h"
#include "drift/drift.h"
#include "drift/export.h"
#include "drift/json.h"

namespace ombud::drift {

namespace {

using accounts::Office;
using Json = nlohmann::ordered_json;

Result<int> run_check(const Desk& desk) {
  const bool first = !TRY(settings(desk.office)).checked_at;
  const Tally kept = TRY(check(desk.office, desk.kinds, desk.call.progress()));
  std::int64_t away = 0;
  for (const Looked& one : TRY(looked(desk.office))) away += one.error.empty() ? 0 : 1;
  std::int64_t mapped = 0;
  for (const SystemData& data : TRY(read_maps(desk.office))) mapped += data.map ? 1 : 0;
  if (desk.call.json()) {
    desk.call.print_json(json_text(Json{{"open", kept.open},
                                        {"fresh", kept.fresh},
                                        {"reopened", kept.reopened},
                                        {"mended", kept.mended},
                                        {"accepted", kept.accepted},
                                        {"not_looked", away}},
                                   2));
  } else {
    desk.call.line(desk.said(kept.open == 0 ? "drift.checked_none" : "drift.checked",
                             {{"open", grouped(kept.open)},
                              {"fresh", grouped(kept.fresh)},
                              {"reopened", grouped(kept.reopened)},
                              {"mended", grouped(kept.mended)},
                              {"accepted", grouped(kept.accepted)}}));
    if (first) desk.call.remark(desk.said("drift.scheduled"));
    if (mapped == 0) desk.call.remark(desk.said("drift.nothing_to_compare"));
    if (away > 0) desk.call.remark(desk.said("drift.some_not_looked", {{"count", grouped(away)}}));
  }
  if (away > 0) return cli::partly_done;
  return kept.open == 0 ? 0 : cli::found_false;
}

Result<Wanted> wanted_in(const Desk& desk) {
  Wanted wanted;
  const cli::Call& call = desk.call;
  if (call.has("--state")) wanted.states = {state_of(call.value("--state")).value()};
  if (call.has("--severity")) wanted.severity = severity_of(call.value("--severity"));
  if (call.has("--what")) {
    wanted.what = what_of(call.value("--what"));
    if (!wanted.what)
      return fail(Errc::invalid, "drift.bad_what", {{"what", call.value("--what")}});
  }
  if (call.has("--system"))
    wanted.system = TRY(connectors::find(desk.office, call.value("--system"))).id;
  wanted.activity = call.value("--activity");
  return wanted;
}

Result<int> list_findings(const Desk& desk) {
  Wanted wanted = TRY(wanted_in(desk));
  wanted.limit = 200;
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (bool more = true; more;) {
    const Listed listed = TRY(drift::list(desk.office, desk.kinds, wanted));
    const Names names = TRY(Names::of(desk.office, desk.kinds, listed.findings));
    for (const Finding& one : listed.findings) {
      if (desk.call.json()) {
        all.push_back(as_json(desk.kinds, names, one, desk.call.language()));
        continue;
      }
      rows.push_back({one.number, desk.said("drift.severity_" + std::string(word(one.severity))),
                      told_of(desk.kinds, names, one, desk.call.language()).said.wrong});
    }
    more = !listed.next.empty();
    wanted.after = listed.next;
  }
  if (desk.call.json())
    desk.call.print_json(json_text(all, 2));
  else if (rows.empty())
    desk.call.line(
        desk.said(TRY(settings(desk.office)).checked_at ? "drift.none" : "drift.never_checked"));
  else
    desk.call.table({{desk.said("drift.column_finding")},
                     {desk.said("drift.column_severity")},
                     {desk.said("drift.column_wrong")}},
                    rows);
  return 0;
}

Result<int> show_finding(const Desk& desk) {
  const Finding one = TRY(drift::find(desk.office, desk.kinds, desk.call.value("FINDING")));
  const Names names = TRY(Names::of(desk.office, desk.kinds, {one}));
  const std::vector<Turn> history = TRY(turns(desk.office, one));
  if (desk.call.json()) {
    Json json = as_json(desk.kinds, names, one, desk.call.language());
    json["turns"] = Json::array();
    for (const Turn& turn : history)
      json["turns"].push_back({{"at", format_instant(turn.at)},
                               {"what", turn.what},
                               {"by", TRY(accounts::find(desk.office, turn.by)).name},
                               {"reason", text_json(turn.reason)}});
    desk.call.print_json(json_text(json, 2));
    return 0;
  }
  const Told told = told_of(desk.kinds, names, one, desk.call.language());
  desk.call.line(told.said.wrong);
  desk.call.line(told.said.mend);
  std::string places;
  for (const std::string& place : one.evidence.places)
    places += (places.empty() ? "" : ", ") + place;
  desk.call.facts(
      {{desk.said("drift.column_severity"),
        desk.said("drift.severity_" + std::string(word(one.severity)))},
       {desk.said("drift.column_state"), desk.said("drift.state_" + std::string(word(one.state)))},
       {desk.said("drift.column_law"), std::string(law_of(one.what))},
       {desk.said("drift.column_places"), places},
       {desk.said("drift.column_found"), format_instant(one.found_at)}});
  for (const Turn& turn : history)
    desk.call.line(format_instant(turn.at) + "  " + desk.said("drift.turn_" + turn.what) + "  " +
                   TRY(accounts::find(desk.office, turn.by)).name +
                   (turn.reason.empty() ? "" : ": " + turn.reason));
  return 0;
}

Result<int> told_state(const Desk& desk, const Finding& one, std::string_view key) {
  if (desk.call.json())
    desk.call.print_json(
        json_text(Json{{"finding", one.number},
                       {"state", word(one.state)},
                       {"accepted_until", one.accepted_until ? Json(format_day(*one.accepted_until))
                                                             : Json(nullptr)}},
                  2));
  else
    desk.call.line(
        desk.said(key, {{"finding", one.number},
                        {"day", one.accepted_until ? format_day(*one.accepted_until) : ""}}));
  return 0;
}

Result<int> accept_finding(const Desk& desk) {
  const Day until = TRY(parse_day(desk.call.value("--until")));
  return told_state(desk,
                    TRY(accept(desk.office, desk.kinds, desk.call.value("FINDING"),
                               desk.call.value("--reason"), until, TRY(today_of(desk.office)))),
                    "drift.accepted_until");
}

Result<int> reopen_finding(const Desk& desk) {
  return told_state(
      desk,
      TRY(reopen(desk.office, desk.kinds, desk.call.value("FINDING"), desk.call.value("--reason"))),
      "drift.is_open");
}

Result<int> years(const Desk& desk) {
  if (desk.call.has("YEARS")) {
    const std::string& text = desk.call.value("YEARS");
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    if (std::to_string(count) != text) return fail(Errc::invalid, "drift.bad_years");
    TRY(set_years(desk.office, count));
  }
  const std::int64_t now = TRY(settings(desk.office)).years;
  if (desk.call.json())
    desk.call.print_json(json_text(Json{{"years", now}}, 2));
  else
    desk.call.line(desk.said("drift.years_are", {{"years", std::to_string(now)}}));
  return 0;
}

Result<int> export_list(const Desk& desk) {
  const auto format = documents::format_of(desk.call.value("--format"));
  must(format.has_value());
  const documents::Document document =
      document_of(desk.office, desk.kinds, TRY(wanted_in(desk)), desk.call.language());
  std::ofstream file(desk.call.value("--to"), std::ios::binary | std::ios::trunc);
  const auto failed = [] { return fail(Errc::invalid, "drift.not_written"); };
  if (!file) return failed();
  TRY(documents::write(document, *format, [&](std::string_view bytes) -> Result<void> {
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file) return failed();
    return {};
  }));
  file.close();
  if (!file) return failed();
  if (desk.call.json())
    desk.call.print_json(json_text(Json{{"file", desk.call.value("--to")}}, 2));
  else
    desk.call.line(desk.said("drift.exported", {{"file", desk.call.value("--to")}}));
  return 0;
}

cli::Option required(std::string name, std::string help, std::string value = "") {
  return {.name = std::move(name),
          .help = std::move(help),
          .required = true,
          .value_name = std::move(value)};
}

cli::Option optional(std::string name, std::string help, std::string value,
                     std::vector<std::string> choices = {}) {
  return {.name = std::move(name),
          .help = std::move(help),
          .choices = std::move(choices),
          .value_name = std::move(value)};
}

std::vector<cli::Option> filters() {
  return {optional("--state", "drift.state_help", "STATE", {"open", "accepted", "mended"}),
          optional("--severity", "drift.severity_help", "SEVERITY",
                   {"serious", "important", "minor", "hint"}),
          optional("--what", "drift.what_help", "KIND"),
          optional("--system", "drift.system_help", "SYSTEM"),
          optional("--activity", "drift.activity_help", "NUMBER")};
}

std::vector<cli::Option> exporting() {
  std::vector<cli::Option> all = filters();
  all.push_back(required("--to", "drift.to_help", "FILE"));
  cli::Option format = required("--format", "drift.format_help", "FORMAT");
  format.choices = {"pdf", "xlsx", "docx", "csv", "html"};
  all.push_back(std::move(format));
  return all;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds) {
  std::vector<cli::Command> all;
  const auto add = [&](const char* name, const char* summary, const char* example,
                       std::vector<cli::Option> options, const char* permission, Run run) {
    all.push_back({.name = name,
                   .summary = summary,
                   .example = example,
                   .options = std::move(options),
                   .run = [&entrance, kinds, permission, run](cli::Call& call) -> Result<int> {
                     Office& office = *TRY(entrance.enter(call, permission));
                     const records::Kinds here = TRY(kinds(office));
                     return run({call, office, here});
                   }});
  };
  const auto reason = required("--reason", "drift.reason_help", "TEXT");
  const auto finding = required("FINDING", "drift.finding_help");
  const std::vector<cli::Option> pair = {required("RECORD", "drift.record_help"),
                                         required("SYSTEM", "drift.system_help")};
  add("drift check", "drift.check_summary", "ombud drift check", {}, "drift.check", run_check);
  add("drift list", "drift.list_summary", "ombud drift list --severity serious", filters(),
      "drift.read", list_findings);
  add("drift show", "drift.show_summary", "ombud drift show F-0001", {finding}, "drift.read",
      show_finding);
  add("drift accept", "drift.accept_summary",
      "ombud drift accept F-0001 --until 2027-03-31 --reason \"replaced in March\"",
      {finding, required("--until", "drift.until_help", "DAY"), reason}, "drift.accept",
      accept_finding);
  add("drift reopen", "drift.reopen_summary",
      "ombud drift reopen F-0001 --reason \"it was not replaced\"", {finding, reason},
      "drift.accept", reopen_finding);
  add("drift links", "drift.links_summary", "ombud drift links", {}, "drift.read", show_links);
  add("drift link", "drift.link_summary", "ombud drift link S-0001 liva",
      {pair[0],
       pair[1],
       {.name = "--different", .help = "drift.different_help", .flag = true},
       optional("--reason", "drift.reason_help", "TEXT")},
      "drift.link", say_one_link);
  add("drift unlink", "drift.unlink_summary", "ombud drift unlink S-0001 liva", pair, "drift.link",
      unlink_one);
  add("drift propose", "drift.propose_summary", "ombud drift propose", {}, "drift.read", propose);
  add("drift take", "drift.take_summary", "ombud drift take --all --reason \"first record\"",
      {{.name = "DRAFT", .help = "drift.take_help", .repeated = true},
       {.name = "--all", .help = "drift.take_all_help", .flag = true},
       reason},
      "drift.propose", take_drafts);
  add("drift undo", "drift.undo_summary", "ombud drift undo T-0001 --reason \"too early\"",
      {required("TAKING", "drift.taking_help"), reason}, "drift.propose", undo_taking);
  add("drift years", "drift.years_summary", "ombud drift years 5",
      {{.name = "YEARS", .help = "drift.years_help"}}, "drift.check", years);
  add("drift export", "drift.export_summary", "ombud drift export --format pdf --to drift.pdf",
      exporting(), "drift.read", export_list);
  return all;
}

}  // namespace ombud::drift
