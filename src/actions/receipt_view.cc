// A receipt's body as a page shows it: the same sentences, in the reader's language.

#include "actions/show.h"
#include "actions/view.h"

namespace ombud::actions {

namespace {

using nlohmann::ordered_json;

// Of a receipt that was written before its sentences could be said again: the English one.
std::string said(const ordered_json& item, Language language) {
  if (!item.contains("says")) return item.at("text").get<std::string>();
  Params params;
  for (const auto& [name, value] : item.at("says").at("params").items()) {
    const auto text = value.get<std::string>();
    params.emplace_back(name, name == "because" ? reason_in_words(text, language) : text);
  }
  return say(item.at("says").at("key").get<std::string>(), params, language);
}

ordered_json part_of(const ordered_json& body, const char* name, Language language) {
  ordered_json part = ordered_json::array();
  for (const ordered_json& item : body.at(name))
    part.push_back({{"system", item.value("system", "")}, {"text", said(item, language)}});
  return part;
}

}  // namespace

Result<ordered_json> receipt_view(accounts::Office&, const Action& action, Language language) {
  if (action.receipt_body.empty())
    return fail(Errc::conflict, "actions.no_receipt", {{"number", action.number}});
  const ordered_json body = ordered_json::parse(action.receipt_body);
  const ordered_json& people = body.at("people");
  ordered_json searched = ordered_json::array();
  for (const ordered_json& one : body.at("searched"))
    searched.push_back(
        {{"system", one.at("system")}, {"tables", one.at("tables")}, {"rows", one.at("rows")}});
  return ordered_json{
      {"action", body.at("action")},
      {"kind", body.at("kind")},
      {"state", body.at("state")},
      {"organisation", body.at("organisation")},
      {"reference", body.at("reference")},
      {"hash", body.at("plan")},
      {"written_at", body.at("written_at")},
      {"planned_by", people.at("planned_by")},
      {"approved_by", people.contains("approved_by") ? people.at("approved_by") : ordered_json()},
      {"approver_made_by_planner", people.value("approver_made_by_planner", false)},
      {"identifiers_kept_until", body.contains("identifiers_kept_until")
                                     ? body.at("identifiers_kept_until")
                                     : ordered_json()},
      {"searched", searched},
      {"done", part_of(body, "done", language)},
      {"kept", part_of(body, "kept", language)},
      {"not_reached", part_of(body, "not_reached", language)}};
}

}  // namespace ombud::actions
