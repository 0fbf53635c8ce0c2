#include "documents/columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ombud::documents {

namespace {

double sum(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

// The widest give way until all fit: everyone gets what is wanted, up to the same limit.
std::vector<double> levelled(std::vector<double> widths, double room) {
  std::vector<double> sorted = widths;
  std::sort(sorted.begin(), sorted.end());
  double left = room;
  double limit = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    limit = left / static_cast<double>(sorted.size() - i);
    if (sorted[i] > limit) break;
    left -= sorted[i];
  }
  for (double& width : widths) width = std::min(width, limit);
  return widths;
}

}  // namespace

bool words_fit(const std::vector<Wanted>& wanted, double room) {
  double words = 0;
  for (const Wanted& one : wanted) words += one.word;
  return words <= room;
}

std::vector<double> column_widths(const std::vector<Wanted>& wanted, double room) {
  std::vector<double> lines;
  std::vector<double> widths;
  for (const Wanted& one : wanted) {
    lines.push_back(std::max({one.line, one.word, 1.0}));
    widths.push_back(std::max(one.word, 1.0));
  }
  if (sum(lines) <= room) {
    const double more = room / sum(lines);
    for (double& line : lines) line *= more;
    return lines;
  }
  if (sum(widths) > room) return levelled(widths, room);
  // A column with a thousand letters needs more than one with a hundred, but not ten times as much:
  // what counts in the end is the height of the rows.
  std::vector<double> wish;
  for (std::size_t i = 0; i < lines.size(); ++i)
    wish.push_back(std::sqrt(lines[i] * std::max(0.0, lines[i] - widths[i])));
  for (int round = 0; round < 8; ++round) {
    const double left = room - sum(widths);
    double wishes = 0;
    for (std::size_t i = 0; i < wish.size(); ++i)
      if (widths[i] < lines[i]) wishes += std::sqrt(wish[i]);
    if (left < 0.01 || wishes <= 0) break;
    for (std::size_t i = 0; i < wish.size(); ++i)
      if (widths[i] < lines[i])
        widths[i] = std::min(lines[i], widths[i] + left * std::sqrt(wish[i]) / wishes);
  }
  const double rest = (room - sum(widths)) / static_cast<double>(widths.size());
  for (double& width : widths) width += rest;
  return widths;
}

}  // namespace ombud::documents
