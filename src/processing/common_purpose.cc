#include "processing/common_purpose.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;
using records::Row;

// What is compared, by how it is said.
using Words = std::map<std::string, std::string>;

// What stands in each of them.
Words in_all(std::span<const Record> activities, const std::function<Words(const Row&)>& words_in) {
  Words common = words_in(activities.front().row);
  for (const Record& activity : activities.subspan(1)) {
    const Words theirs = words_in(activity.row);
    std::erase_if(common, [&](const auto& one) { return !theirs.contains(one.first); });
  }
  return common;
}

// "Other" is no task that two of them could share.
void take(const std::string& word, Words& into) {
  if (!word.empty() && word != "other") into.emplace(fold(word), word);
}

Words bases_in(const Row& row) {
  Words bases;
  for (const Row& line : lines_of(row, "legal_bases")) {
    // That both rest on some contract, or some consent, makes nothing common.
    std::string by;
    for (const std::string_view field : {"statute", "contract", "consent", "vital", "interest"})
      by += line.text(field);
    if (!by.empty()) bases.emplace(line.text("basis") + " " + fold(by), by);
  }
  return bases;
}

}  // namespace

std::vector<Error> apart(const records::Kind& kind, std::span<const Record> activities) {
  std::vector<Error> refused;
  const auto refuse = [&](const std::string& key, Params params = {}) {
    refused.push_back({Errc::conflict, key, std::move(params)});
  };
  std::set<std::string> ids;
  std::set<std::string> ours;
  std::set<std::string> roles;
  std::set<std::set<std::string>> jointly;
  for (const Record& activity : activities) {
    ids.insert(activity.id.text);
    ours.insert(activity.row.text("ours"));
    roles.insert(activity.row.text("role"));
    const auto& joint = list_of(activity.row, "joint_controllers");
    jointly.emplace(joint.begin(), joint.end());
    const records::State* state = kind.state(activity.state);
    if (activity.archived || state == nullptr || state->closed)
      refuse("processing.merge_closed", {{"activity", activity.number}});
  }
  if (ids.size() < 2) refuse("processing.merge_two");
  if (ids.size() < activities.size() && ids.size() > 1) refuse("processing.merge_twice");
  if (activities.size() > most_merged)
    refuse("processing.merge_too_many", {{"most", std::to_string(most_merged)}});
  if (roles.size() > 1) refuse("processing.merge_roles");
  if (ours.size() > 1) refuse("processing.merge_controllers");
  if (roles.size() == 1 && jointly.size() > 1) refuse("processing.merge_joint");
  return refused;
}

std::vector<Common> common_to(std::span<const Record> activities) {
  std::vector<Common> found;
  const auto tell = [&](std::string_view because, std::string_view key, std::string_view field,
                        const std::function<Words(const Row&)>& words_in) {
    for (const auto& [folded, word] : in_all(activities, words_in))
      found.push_back({because, key, field, word});
  };
  tell("same_task", "processing.merge_same_group", "", [](const Row& row) {
    Words words;
    take(row.text("group"), words);
    return words;
  });
  tell("same_task", "processing.merge_same_area", "area", [](const Row& row) {
    Words words;
    take(row.text("area"), words);
    return words;
  });
  tell("same_task", "processing.merge_same_purpose", "purposes.type", [](const Row& row) {
    Words words;
    for (const Row& line : lines_of(row, "purposes")) take(line.text("type"), words);
    return words;
  });
  tell("same_task", "processing.merge_same_service", "customers.categories", [](const Row& row) {
    Words words;
    for (const Row& line : lines_of(row, "customers"))
      for (const std::string& word : list_of(line, "categories")) take(word, words);
    return words;
  });
  tell("same_basis", "processing.merge_same_basis", "", bases_in);
  return found;
}

}  // namespace ombud::processing
