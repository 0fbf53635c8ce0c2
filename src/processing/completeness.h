#pragma once
// How complete an activity of the record is, and what is missing where: by the eight points in
// which an authority's guidance asks for it, and by the letters of GDPR Art. 30(1) or 30(2) itself.
// Pure: what an activity leads to is handed in.

#include <functional>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

/// The record of an id; nullptr where there is none, or none that one may read.
using Find = std::function<const records::Record*(std::string_view id)>;

struct Point {
  std::string_view name;     // "1" … "8"; "(a)" … "(g)".
  std::string_view subject;  // Key of what it is about: "processing.point_purposes".
  bool if_possible = false;  // The law says "where possible".
  /// At which path of the activity what is missing, as a sentence that says what to do.
  std::vector<records::Fault> missing;
};

struct Score {
  std::vector<Point> points;

  /// Of how many nothing is missing.
  std::size_t complete() const;
};

/// The eight points, of a controller and of a processor alike: what a processor does not decide
/// itself (persons, data, periods) is looked up in its agreements with the customers.
Score eight_points(const records::Record& activity, const Find& find);
/// The letters of Art. 30(1), or of Art. 30(2) where the activity's role is processor.
Score article_30(const records::Record& activity, const Find& find);

}  // namespace ombud::processing
