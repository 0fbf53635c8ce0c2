// drift links | link | unlink | propose | take | undo.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "drift/desk.h"
#include "drift/json.h"

namespace ombud::drift {

namespace {

using Json = nlohmann::ordered_json;

Result<int> took(const Desk& desk, const Taken& taken) {
  if (desk.call.json()) {
    Json made = Json::array();
    for (const Named& one : taken.made)
      made.push_back({{"kind", one.kind}, {"number", one.number}, {"title", one.title}});
    desk.call.print_json(json_text(Json{{"taking", taken.number}, {"made", std::move(made)}}, 2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Named& one : taken.made) rows.push_back({one.number, one.title});
  desk.call.line(desk.said("drift.taken",
                           {{"taking", taken.number}, {"count", grouped(std::ssize(taken.made))}}));
  desk.call.table({{desk.said("drift.column_record")}, {desk.said("drift.column_title")}}, rows);
  return 0;
}

}  // namespace

Result<int> show_links(const Desk& desk) {
  const Json json = links_json(TRY(read_all(desk.office, desk.kinds)), desk.call.language());
  if (desk.call.json()) {
    desk.call.print_json(json_text(json, 2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const Json& one, const std::string& how) {
    const Json& record = one.at("record");
    rows.push_back(
        {one.at("system").get<std::string>(),
         record.at("number").get<std::string>() + " " + record.at("title").get<std::string>(),
         how});
  };
  for (const Json& one : json.at("links"))
    add(one, desk.said(one.at("in_record").get<bool>() ? "drift.link_record" : "drift.link_said"));
  for (const Json& one : json.at("likely")) add(one, one.at("why").get<std::string>());
  for (const Json& one : json.at("unknown"))
    rows.push_back({one.get<std::string>(), "", desk.said("drift.link_unknown")});
  if (rows.empty())
    desk.call.line(desk.said("drift.no_systems"));
  else
    desk.call.table({{desk.said("drift.column_system")},
                     {desk.said("drift.column_record")},
                     {desk.said("drift.column_how")}},
                    rows);
  return 0;
}

Result<int> say_one_link(const Desk& desk) {
  const connectors::System system = TRY(connectors::find(desk.office, desk.call.value("SYSTEM")));
  const bool same = !desk.call.has("--different");
  TRY(say_link(desk.office, TRY(read_paper(desk.office, desk.kinds)), desk.call.value("RECORD"),
               system, same, desk.call.value("--reason")));
  TRY(compare_anew(desk.office, desk.kinds));
  if (desk.call.json())
    desk.call.print_json(json_text(
        Json{{"record", desk.call.value("RECORD")}, {"system", system.name}, {"same", same}}, 2));
  else
    desk.call.line(desk.said(same ? "drift.linked_now" : "drift.told_apart_now",
                             {{"record", desk.call.value("RECORD")}, {"system", system.name}}));
  return 0;
}

Result<int> unlink_one(const Desk& desk) {
  const connectors::System system = TRY(connectors::find(desk.office, desk.call.value("SYSTEM")));
  TRY(take_back_link(desk.office, TRY(read_paper(desk.office, desk.kinds)),
                     desk.call.value("RECORD"), system));
  TRY(compare_anew(desk.office, desk.kinds));
  if (desk.call.json())
    desk.call.print_json(
        json_text(Json{{"record", desk.call.value("RECORD")}, {"system", system.name}}, 2));
  else
    desk.call.line(desk.said("drift.unlinked_now",
                             {{"record", desk.call.value("RECORD")}, {"system", system.name}}));
  return 0;
}

Result<int> propose(const Desk& desk) {
  const std::vector<Draft> all =
      drafts(TRY(read_all(desk.office, desk.kinds)), desk.kinds, desk.call.language());
  if (desk.call.json()) {
    Json json = Json::array();
    for (const Draft& one : all) json.push_back(as_json(desk.kinds, one, desk.call.language()));
    desk.call.print_json(json_text(json, 2));
    return 0;
  }
  if (all.empty()) {
    desk.call.line(desk.said("drift.no_drafts"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Draft& one : all) {
    std::string lines;
    for (const DraftLine& line : one.lines)
      lines += (lines.empty() ? "" : "; ") + line.persons + ", " + line.data +
               (line.why.empty() ? "" : ": " + line.why);
    rows.push_back({one.key, one.title, lines});
  }
  desk.call.table({{desk.said("drift.column_draft")},
                   {desk.said("drift.column_title")},
                   {desk.said("drift.column_lines")}},
                  rows);
  return 0;
}

Result<int> take_drafts(const Desk& desk) {
  std::vector<std::string> keys = desk.call.values("DRAFT");
  if (desk.call.has("--all"))
    for (const Draft& one :
         drafts(TRY(read_all(desk.office, desk.kinds)), desk.kinds, desk.call.language()))
      keys.push_back(one.key);
  if (keys.empty()) return fail(Errc::invalid, "drift.nothing_chosen");
  return took(desk, TRY(take(desk.office, desk.kinds, keys, desk.call.value("--reason"),
                             desk.call.language())));
}

Result<int> undo_taking(const Desk& desk) {
  TRY(drift::undo(desk.office, desk.kinds, desk.call.value("TAKING"), desk.call.value("--reason")));
  if (desk.call.json())
    desk.call.print_json(
        json_text(Json{{"taking", desk.call.value("TAKING")}, {"undone", true}}, 2));
  else
    desk.call.line(desk.said("drift.undone", {{"taking", desk.call.value("TAKING")}}));
  return 0;
}

}  // namespace ombud::drift
