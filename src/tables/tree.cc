#include "tables/tree.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "tables/read.h"

namespace ombud::tables {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t deepest = 16;
constexpr std::size_t most_items = 1'000'000;  // Of all columns of a list.

using Flat = std::vector<std::pair<std::string, Value>>;

bool is_object(const ordered_json& json) { return json.is_object(); }

Value scalar(const ordered_json& json) {
  if (json.is_null()) return {Value::Kind::nothing, "", {}};
  if (json.is_boolean()) return {Value::Kind::yes_no, json.get<bool>() ? "yes" : "no", {}};
  if (json.is_number()) return {Value::Kind::number, json.dump(), {}};
  // In a list of lists, where members have no column of their own.
  if (json.is_object()) return {Value::Kind::text, json_text(json), {}};
  std::string text = json.get<std::string>();
  const auto kind = text.empty() ? Value::Kind::nothing : Value::Kind::text;
  return {kind, std::move(text), {}};
}

class Flattener {
 public:
  explicit Flattener(const Gather& gather) : gather_(gather) {}

  Result<void> object(const ordered_json& object, const std::string& at, std::size_t depth,
                      Flat& flat) {
    if (depth > deepest) return gather_.refuse("tables.too_deep");
    for (const auto& [name, value] : object.items()) TRY(member(value, at + name, depth + 1, flat));
    return {};
  }

 private:
  Result<void> member(const ordered_json& value, const std::string& path, std::size_t depth,
                      Flat& flat) {
    if (value.is_object()) return object(value, path + ".", depth, flat);
    if (value.is_array() && std::ranges::any_of(value, is_object))
      return objects(value, path + "[]", depth, flat);
    flat.emplace_back(path, TRY(plain(value, depth)));
    return {};
  }

  // Each column of the objects is a list, in which every object has its place.
  Result<void> objects(const ordered_json& list, const std::string& path, std::size_t depth,
                       Flat& flat) {
    Flat columns;
    for (std::size_t place = 0; place < list.size(); ++place) {
      Flat one;
      if (list[place].is_object())
        TRY(object(list[place], path + ".", depth, one));
      else
        one.emplace_back(path, TRY(plain(list[place], depth)));
      for (auto& [name, value] : one) {
        auto column = std::ranges::find(columns, name, [](const auto& pair) { return pair.first; });
        // Every column has as many items as the list: a small file must not become a large table.
        if (column == columns.end() && (columns.size() + 1) * list.size() > most_items)
          return gather_.refuse("tables.too_much_text",
                                {{"most", std::to_string(most_text_bytes >> 20)}});
        if (column == columns.end())
          column = columns.insert(columns.end(), {name, {Value::Kind::list, "", {}}});
        column->second.items.resize(list.size());
        column->second.items[place] = std::move(value);
      }
    }
    std::ranges::move(columns, std::back_inserter(flat));
    return {};
  }

  Result<Value> plain(const ordered_json& value, std::size_t depth) {
    if (!value.is_array()) return scalar(value);
    if (depth > deepest) return gather_.refuse("tables.too_deep");
    Value list{Value::Kind::list, "", {}};
    for (const ordered_json& item : value) list.items.push_back(TRY(plain(item, depth + 1)));
    return list;
  }

  const Gather& gather_;
};

// Where the records lie; null where there are none.
const ordered_json* records_in(const ordered_json& tree) {
  const auto is_list = [](const ordered_json& json) {
    return json.is_array() && !json.empty() && std::ranges::all_of(json, is_object);
  };
  if (tree.is_array()) return is_list(tree) ? &tree : nullptr;
  if (!tree.is_object()) return nullptr;
  const auto records = tree.find("records");
  if (records != tree.end() && records->is_array()) return is_list(*records) ? &*records : nullptr;
  if (tree.size() == 1 && is_list(*tree.begin())) return &*tree.begin();
  return tree.empty() ? nullptr : &tree;
}

}  // namespace

Result<void> gather_tree(const ordered_json& tree, Gather& gather) {
  const ordered_json* records = records_in(tree);
  if (records == nullptr) return gather.refuse("tables.no_records");
  Flattener flattener(gather);
  const auto take = [&](const ordered_json& object, std::size_t row) -> Result<void> {
    Flat flat;
    TRY(flattener.object(object, "", 1, flat));
    std::vector<Value> values;
    for (auto& [name, value] : flat) {
      const std::size_t place = TRY(gather.column(name));
      if (values.size() <= place) values.resize(place + 1);
      values[place] = std::move(value);
    }
    return gather.add(row, std::move(values));
  };
  if (records->is_object()) return take(*records, 1);
  for (std::size_t at = 0; at < records->size(); ++at) TRY(take((*records)[at], at + 1));
  return {};
}

Result<void> read_json(const File& file, Gather& gather) {
  std::string_view text = file.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const ordered_json tree = ordered_json::parse(text, nullptr, false);
  if (tree.is_discarded()) return gather.refuse("tables.bad_json");
  return gather_tree(tree, gather);
}

}  // namespace ombud::tables
