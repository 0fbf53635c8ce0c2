#include "subjects/grouping.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "base/text.h"
#include "sql/key_text.h"

namespace ombud::subjects {

namespace {

std::vector<std::string> strong_of(const RowHit& row) {
  std::vector<std::string> strong;
  for (const Sought& sought : row.has)
    if (sought.strong) strong.push_back(std::string(word(sought.category)) + sought.normal);
  return strong;
}

std::set<std::string> national_ids_of(const RowHit& row) {
  std::set<std::string> ids;
  for (const Sought& sought : row.has)
    if (sought.category == DataCategory::national_id) ids.insert(sought.normal);
  return ids;
}

bool disagree(const RowHit& one, const RowHit& other) {
  const std::set<std::string> a = national_ids_of(one);
  const std::set<std::string> b = national_ids_of(other);
  if (!a.empty() && !b.empty() &&
      std::none_of(a.begin(), a.end(), [&](const auto& id) { return b.contains(id); }))
    return true;
  return !one.name.empty() && !other.name.empty() && !names_agree(one.name, other.name);
}

// Root of a row in the forest of rows that belong together.
std::size_t root_of(std::vector<std::size_t>& parents, std::size_t row) {
  while (parents[row] != row) row = parents[row] = parents[parents[row]];
  return row;
}

// A row met twice (by key and by e-mail) is one row with both.
std::vector<RowHit> merged(std::vector<RowHit> hits) {
  std::vector<RowHit> rows;
  std::map<std::string, std::size_t> places;
  for (RowHit& hit : hits) {
    const auto [at, is_new] =
        places.emplace(hit.system + "|" + hit.table + "|" + key_text(hit.key), rows.size());
    if (is_new) {
      rows.push_back(std::move(hit));
      continue;
    }
    RowHit& row = rows[at->second];
    for (std::string& kind : hit.matched)
      if (std::find(row.matched.begin(), row.matched.end(), kind) == row.matched.end())
        row.matched.push_back(std::move(kind));
    row.by_key = row.by_key || hit.by_key;
    row.strong = row.strong || hit.strong;
  }
  return rows;
}

// Thousands of a person's orders say the same of him: each saying is compared once.
void judge(Group& group) {
  std::map<std::pair<std::string, std::set<std::string>>, std::vector<std::size_t>> sayings;
  for (std::size_t i = 0; i < group.rows.size(); ++i)
    sayings[{fold(group.rows[i].name), national_ids_of(group.rows[i])}].push_back(i);
  group.ambiguous.assign(group.rows.size(), false);
  for (const auto& [saying, rows] : sayings) {
    const bool doubted = std::any_of(sayings.begin(), sayings.end(), [&](const auto& other) {
      return disagree(group.rows[rows.front()], group.rows[other.second.front()]);
    });
    for (const std::size_t row : rows)
      group.ambiguous[row] = !group.rows[row].by_key && (doubted || !group.rows[row].strong);
  }
  group.needs_choice =
      std::find(group.ambiguous.begin(), group.ambiguous.end(), true) != group.ambiguous.end();
}

}  // namespace

bool names_agree(const std::string& one, const std::string& other) {
  const std::set<std::string> a = words_of(one);
  const std::set<std::string> b = words_of(other);
  const std::set<std::string>& shorter = a.size() <= b.size() ? a : b;
  const std::set<std::string>& longer = a.size() <= b.size() ? b : a;
  return std::includes(longer.begin(), longer.end(), shorter.begin(), shorter.end());
}

std::vector<Group> group(std::vector<RowHit> hits) {
  const std::vector<RowHit> rows = merged(std::move(hits));
  std::vector<std::size_t> parents(rows.size());
  std::iota(parents.begin(), parents.end(), 0u);
  std::map<std::string, std::size_t> first_with;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const std::string& strong : strong_of(rows[i])) {
      const auto [at, is_first] = first_with.emplace(strong, i);
      if (!is_first) parents[root_of(parents, i)] = root_of(parents, at->second);
    }
  std::map<std::size_t, Group> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) groups[root_of(parents, i)].rows.push_back(rows[i]);
  std::vector<Group> result;
  for (auto& [root, one] : groups) {
    judge(one);
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace ombud::subjects
