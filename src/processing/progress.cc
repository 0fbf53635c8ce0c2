#include "processing/progress.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Fault;
using records::Record;
using records::Row;
using records::Value;

// What is missing in the record that a path of the activity leads to, and which field of that.
struct Elsewhere {
  std::string_view key;
  std::string_view field;
};

constexpr Elsewhere elsewhere[] = {
    {"processing.no_contact", "address"},
    {"processing.no_representative", "representative_contact"},
    {"processing.no_dpo", "dpo"},
    {"processing.agreement_no_persons", "persons"},
    {"processing.agreement_no_data", "data"},
    {"processing.agreement_no_end", "end_of_data"},
};

// The ids at a path: of a list all of them.
std::vector<std::string> ids_at(const Row& row, std::string_view path) {
  const std::vector<std::string> parts = split(path, '.');
  const Row* at = &row;
  if (parts.size() == 3) {
    std::size_t place = 0;
    std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), place);
    const auto& lines = lines_of(row, parts[0]);
    if (place >= lines.size()) return {};
    at = &lines[place];
  }
  if (const auto& list = list_of(*at, parts.back()); !list.empty()) return list;
  if (const std::string& id = at->text(parts.back()); !id.empty()) return {id};
  return {};
}

// Of several the one that the fault names.
const Record* named_at(const Register& all, const Record& activity, const Fault& fault) {
  const Record* found = nullptr;
  for (const std::string& id : ids_at(activity.row, fault.path)) {
    const Record* one = all.find(id);
    const bool named =
        one != nullptr && std::ranges::any_of(fault.error.params, [&](const auto& param) {
          return param.first == "name" && param.second == one->title;
        });
    if (found == nullptr || named) found = one;
  }
  return found;
}

void count(std::vector<Progress::OfPoint>& points, const Named& named) {
  for (const Point& point : named.score.points) {
    auto at = std::ranges::find_if(points, [&](const Progress::OfPoint& one) {
      return one.score == named.name && one.name == point.name;
    });
    if (at == points.end())
      at = points.insert(points.end(),
                         {named.name, point.name, point.subject, point.if_possible, 0, 0});
    ++at->of;
    if (point.missing.empty()) ++at->complete;
  }
}

}  // namespace

Scored scored(const Record& activity, const Find& find) {
  Scored both{
      &activity,
      {"eight_points", eight_points(activity, find)},
      {is_processor(activity) ? "article_30_2" : "article_30_1", article_30(activity, find)},
      0};
  std::set<std::pair<std::string, std::string>> all;
  for (const Named* one : {&both.eight, &both.article})
    for (const Point& point : one->score.points)
      for (const Fault& fault : point.missing) all.emplace(fault.path, fault.error.key);
  both.missing = all.size();
  return both;
}

Place place_of(const records::Kinds& kinds, const Register& all, const Record& activity,
               const Fault& fault) {
  const Record* record = &activity;
  std::string path = fault.path;
  const auto other = std::ranges::find(elsewhere, fault.error.key, &Elsewhere::key);
  if (other != std::end(elsewhere))
    if (const Record* there = named_at(all, activity, fault); there != nullptr) {
      record = there;
      path = other->field;
      if (path == "address" && has(there->row, "address")) path = "email";
    }
  const auto kind = kinds.find(record->kind);
  return {kind ? (*kind)->room : "", record->kind, record->number, std::move(path)};
}

Progress progress_of(const Register& all) {
  Progress progress;
  const Find find = all.finding();
  for (const Record& activity : all.activities) {
    Scored one = scored(activity, find);
    if (one.eight.score.complete() == one.eight.score.points.size()) ++progress.complete_eight;
    if (one.article.score.complete() == one.article.score.points.size())
      ++progress.complete_article;
    count(progress.points, one.eight);
    count(progress.points, one.article);
    progress.activities.push_back(std::move(one));
  }
  std::ranges::stable_sort(progress.activities, std::greater{}, &Scored::missing);
  std::ranges::stable_sort(progress.points, {}, &Progress::OfPoint::score);
  // "article_…" comes before "eight_…" by its letters; the guidance is what people know.
  std::ranges::stable_partition(
      progress.points, [](const Progress::OfPoint& one) { return one.score == "eight_points"; });
  return progress;
}

}  // namespace ombud::processing
