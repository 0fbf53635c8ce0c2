#include "subjects/grouping.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "base/text.h"

namespace ombud::subjects {

namespace {

std::set<std::string> words_of(const std::string& name) {
  std::set<std::string> words;
  std::string plain = fold(name);
  std::replace(plain.begin(), plain.end(), ',', ' ');
  for (std::string& word : split(plain, ' '))
    if (!word.empty()) words.insert(std::move(word));
  return words;
}

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

bool same_row(const RowHit& one, const RowHit& other) {
  return one.system == other.system && one.table == other.table && one.key == other.key;
}

// A row met twice (by key and by e-mail) is one row with both.
std::vector<RowHit> merged(std::vector<RowHit> hits) {
  std::vector<RowHit> rows;
  for (RowHit& hit : hits) {
    const auto at = std::find_if(rows.begin(), rows.end(),
                                 [&](const RowHit& row) { return same_row(row, hit); });
    if (at == rows.end()) {
      rows.push_back(std::move(hit));
      continue;
    }
    for (std::string& kind : hit.matched)
      if (std::find(at->matched.begin(), at->matched.end(), kind) == at->matched.end())
        at->matched.push_back(std::move(kind));
    at->by_key = at->by_key || hit.by_key;
    at->strong = at->strong || hit.strong;
  }
  return rows;
}

void judge(Group& group) {
  group.ambiguous.assign(group.rows.size(), false);
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const RowHit& row = group.rows[i];
    if (row.by_key) continue;
    bool ambiguous = !row.strong;
    for (std::size_t other = 0; other < group.rows.size(); ++other)
      ambiguous = ambiguous || (other != i && disagree(row, group.rows[other]));
    group.ambiguous[i] = ambiguous;
    group.needs_choice = group.needs_choice || ambiguous;
  }
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
