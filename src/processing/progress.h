#pragma once
// How far the record has come: both scores of each activity, and of all together; and where what is
// missing is mended. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "processing/register.h"

namespace ombud::processing {

/// "eight_points"; "article_30_1" or "article_30_2", by the activity's role.
struct Named {
  std::string_view name;
  Score score;
};

struct Scored {
  const records::Record* activity = nullptr;
  Named eight;
  Named article;
  std::size_t missing = 0;  // Things, each counted once.
};

Scored scored(const records::Record& activity, const Find& find);

/// The field of a record, which may be one that the activity leads to: the address of our
/// organisation is missing there.
struct Place {
  std::string room;
  std::string kind;
  std::string number;
  std::string path;
};

Place place_of(const records::Kinds& kinds, const Register& all, const records::Record& activity,
               const records::Fault& fault);

struct Progress {
  struct OfPoint {
    std::string_view score;
    std::string_view name;
    std::string_view subject;
    bool if_possible = false;
    std::size_t complete = 0;
    std::size_t of = 0;
  };

  std::vector<Scored> activities;  // Those with most missing first.
  std::vector<OfPoint> points;     // In the order of the law.
  std::size_t complete_eight = 0;  // Activities of which nothing is missing.
  std::size_t complete_article = 0;
};

Progress progress_of(const Register& all);

}  // namespace ombud::processing
