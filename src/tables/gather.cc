#include "tables/gather.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace ombud::tables {

namespace {

constexpr std::size_t held_at_most = 20;  // Rows of one value above a head.

bool says_something(const Value& value) {
  return value.kind != Value::Kind::absent && value.kind != Value::Kind::nothing;
}

std::size_t bytes_of(const Value& value) {
  std::size_t bytes = sizeof(Value) + value.text.size();
  for (const Value& item : value.items) bytes += bytes_of(item);
  return bytes;
}

}  // namespace

const Value& Line::at(std::size_t column) const {
  static const Value absent;
  return column < values.size() ? values[column] : absent;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

void Gather::begin(const std::string& file) {
  file_ = file;
  table_.files.push_back(file);
}

Failure Gather::refuse(std::string key, Params more) const {
  Params params = {{"file", file_}};
  params.insert(params.end(), more.begin(), more.end());
  return fail(Errc::invalid, std::move(key), std::move(params));
}

Result<std::size_t> Gather::column(const std::string& name) {
  const auto at = places_.find(name);
  if (at != places_.end()) return at->second;
  if (table_.columns.size() == most_columns)
    return refuse("tables.too_many_columns", {{"most", std::to_string(most_columns)}});
  table_.columns.push_back(name);
  places_.emplace(name, table_.columns.size() - 1);
  return table_.columns.size() - 1;
}

Result<void> Gather::add(std::size_t row, std::vector<Value> values) {
  if (table_.lines.size() == most_lines)
    return refuse("tables.too_many_lines", {{"most", std::to_string(most_lines)}});
  for (const Value& value : values) text_bytes_ += bytes_of(value);
  if (text_bytes_ > most_text_bytes)
    return refuse("tables.too_much_text", {{"most", std::to_string(most_text_bytes >> 20)}});
  table_.lines.push_back(
      {.number = row, .row = row, .file = table_.files.size() - 1, .values = std::move(values)});
  return {};
}

Result<void> Sheet::row(std::size_t number, std::vector<Value> values) {
  const auto count = std::ranges::count_if(values, says_something);
  if (count == 0) return {};
  if (columns_) return take(number, std::move(values));
  if (count == 1 && held_.size() < held_at_most) {
    held_.push_back({number, std::move(values)});
    return {};
  }
  if (count > 1) {
    held_.clear();
    return take_head(values);
  }
  // A list of one column: its first row is the head.
  std::vector<Held> held = std::exchange(held_, {});
  held.push_back({number, std::move(values)});
  TRY(take_head(held.front().values));
  for (std::size_t at = 1; at < held.size(); ++at)
    TRY(take(held[at].row, std::move(held[at].values)));
  return {};
}

Result<void> Sheet::end() {
  if (!columns_) {
    std::vector<Held> held = std::exchange(held_, {});
    if (held.empty()) return gather_.refuse("tables.no_rows");
    TRY(take_head(held.front().values));
    for (std::size_t at = 1; at < held.size(); ++at)
      TRY(take(held[at].row, std::move(held[at].values)));
  }
  return {};
}

Result<void> Sheet::take_head(const std::vector<Value>& values) {
  std::set<std::string> seen;
  columns_.emplace();
  std::size_t count = values.size();
  while (count > 0 && !says_something(values[count - 1])) --count;
  for (std::size_t at = 0; at < count; ++at) {
    std::string name = trim(values[at].text);
    std::ranges::replace(name, '\n', ' ');
    // A column without a name may hold values all the same.
    if (name.empty()) name = "(" + column_letters(at) + ")";
    std::string one = name;
    for (int twice = 2; !seen.insert(one).second; ++twice)
      one = name + " (" + std::to_string(twice) + ")";
    columns_->push_back(TRY(gather_.column(one)));
  }
  return {};
}

Result<void> Sheet::take(std::size_t number, std::vector<Value> values) {
  while (!values.empty() && !says_something(values.back())) values.pop_back();
  if (values.size() > columns_->size())
    return gather_.refuse("tables.wide_row", {{"row", std::to_string(number)}});
  std::vector<Value> placed;
  for (std::size_t at = 0; at < columns_->size(); ++at) {
    const std::size_t place = (*columns_)[at];
    if (placed.size() <= place) placed.resize(place + 1);
    if (at < values.size()) placed[place] = std::move(values[at]);
    // A sheet has a cell for each column: where nothing stands, nothing is meant.
    if (placed[place].kind == Value::Kind::absent) placed[place].kind = Value::Kind::nothing;
  }
  return gather_.add(number, std::move(placed));
}

}  // namespace ombud::tables
