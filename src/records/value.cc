#include "records/value.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/read_json.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

class FromJson {
 public:
  explicit FromJson(std::vector<Fault>& faults) : faults_(faults) {}

  Row row(const std::vector<Field>& fields, const ordered_json& object, const std::string& at) {
    Row row;
    for (const auto& [name, value] : object.items()) {
      const auto field = std::ranges::find(fields, name, &Field::name);
      if (field == fields.end())
        wrong(at + name, "records.no_such_field");
      else if (!value.is_null())
        take(*field, value, at + name, row);
    }
    return row;
  }

 private:
  void wrong(const std::string& path, std::string key) {
    faults_.push_back({path, {Errc::invalid, std::move(key), {}}});
  }

  void take(const Field& field, const ordered_json& value, const std::string& path, Row& row) {
    if (field.type == Type::rows) return take_rows(field, value, path, row);
    if (field.many) return take_list(field, value, path, row);
    if (field.type == Type::integer) {
      if (!value.is_number_integer()) return wrong(path, "records.no_integer");
      return row.set(field.name, value.get<std::int64_t>());
    }
    if (field.type == Type::yes_no) {
      if (!value.is_boolean()) return wrong(path, "records.no_yes_or_no");
      return row.set(field.name, value.get<bool>());
    }
    if (!value.is_string()) return wrong(path, "records.no_text");
    row.set(field.name, value.get<std::string>());
  }

  void take_list(const Field& field, const ordered_json& value, const std::string& path, Row& row) {
    const auto is_text = [](const ordered_json& one) { return one.is_string(); };
    if (!value.is_array() || !std::ranges::all_of(value, is_text))
      return wrong(path, "records.no_list_of_texts");
    row.set(field.name, value.get<std::vector<std::string>>());
  }

  void take_rows(const Field& field, const ordered_json& value, const std::string& path, Row& row) {
    const auto is_object = [](const ordered_json& one) { return one.is_object(); };
    if (!value.is_array() || !std::ranges::all_of(value, is_object))
      return wrong(path, "records.no_rows");
    std::vector<Row> rows;
    for (std::size_t at = 0; at < value.size(); ++at)
      rows.push_back(this->row(field.fields, value[at], path + "." + std::to_string(at) + "."));
    row.set(field.name, std::move(rows));
  }

  std::vector<Fault>& faults_;
};

ordered_json json_of(const Row& row) {
  ordered_json object = ordered_json::object();
  for (const auto& [name, value] : row.values)
    if (const auto* rows = std::get_if<std::vector<Row>>(&value)) {
      ordered_json all = ordered_json::array();
      for (const Row& one : *rows) all.push_back(json_of(one));
      object[name] = std::move(all);
    } else {
      std::visit(
          [&, &name = name](const auto& plain) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(plain)>, std::vector<Row>>)
              object[name] = plain;
          },
          value);
    }
  return object;
}

// Null where it is not there or of another type.
template <class T>
const T* value_in(const Row& row, std::string_view field) {
  const Value* value = row.find(field);
  return value == nullptr ? nullptr : std::get_if<T>(value);
}

}  // namespace

const Value* Row::find(std::string_view field) const {
  const auto at = std::ranges::find(values, field, [](const auto& one) { return one.first; });
  return at == values.end() ? nullptr : &at->second;
}

const std::string& Row::text(std::string_view field) const {
  static const std::string empty;
  const auto* text = value_in<std::string>(*this, field);
  return text == nullptr ? empty : *text;
}

void Row::set(std::string_view field, Value value) {
  for (auto& [name, old] : values)
    if (name == field) {
      old = std::move(value);
      return;
    }
  values.emplace_back(field, std::move(value));
}

void Row::clear(std::string_view field) {
  std::erase_if(values, [&](const auto& one) { return one.first == field; });
}

bool operator==(const Row& a, const Row& b) { return a.values == b.values; }

const std::vector<Row>& lines_of(const Row& row, std::string_view field) {
  static const std::vector<Row> none;
  const auto* lines = value_in<std::vector<Row>>(row, field);
  return lines == nullptr ? none : *lines;
}

const std::vector<std::string>& list_of(const Row& row, std::string_view field) {
  static const std::vector<std::string> none;
  const auto* list = value_in<std::vector<std::string>>(row, field);
  return list == nullptr ? none : *list;
}

bool says(const Row& row, std::string_view field, bool what) {
  const auto* said = value_in<bool>(row, field);
  return said != nullptr && *said == what;
}

std::optional<std::int64_t> number_in(const Row& row, std::string_view field) {
  const auto* number = value_in<std::int64_t>(row, field);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

Result<Row> read_json(const Kind& kind, std::string_view json, std::vector<Fault>& faults) {
  const ordered_json object = TRY(json_in(json));
  if (!object.is_object()) return fail(Errc::invalid, "records.no_json");
  return FromJson(faults).row(kind.fields, object, "");
}

std::string write_json(const Row& row) { return json_text(json_of(row)); }

}  // namespace ombud::records
