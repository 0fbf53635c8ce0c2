// Conditions as canonical JSON: an object a condition, with exactly the members of its kind.
//
//     {"all_of": [...]}   {"any_of": [...]}   {"not": {...}}
//     {"column": C, "op": "<=", "value": V}   {"column": C, "op": "=", "other": C}
//     {"column": C, "is_null": true}          {"column": C, "in": [V, ...]}
//     {"exists": "TABLE", "joined_by": [["there", "here"], ...], "meets": {...}}
//
// C is "name" or {"name": "name", "out": 1}; V is {"text": "x"}, {"integer": "1"},
// {"decimal": "1.5"}, {"truth": true} or {"day": "2026-01-31", "begins": INSTANT, "ends": INSTANT}.
#include <charconv>

#include "conditions/conditions.h"

namespace ombud::conditions {

namespace {

using evidence::Json;
using evidence::object_of;
using What = Condition::What;

constexpr Op all_ops[] = {Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least};

Failure bad() { return fail(Errc::invalid, "conditions.bad_json"); }

Json column_json(const ColumnOf& column) {
  if (column.out == 0) return column.column;
  return Json::Object{{"name", column.column}, {"out", std::int64_t{column.out}}};
}

Json value_json(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return Json::Object{{"text", *text}};
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return Json::Object{{"integer", std::to_string(*integer)}};
  if (const auto* decimal = std::get_if<sql::Decimal>(&value))
    return Json::Object{{"decimal", decimal->digits}};
  if (const auto* truth = std::get_if<bool>(&value)) return Json::Object{{"truth", *truth}};
  const OnDay& day = std::get<OnDay>(value);
  return Json::Object{{"day", format_day(day.day)},
                      {"begins", format_instant(day.begins)},
                      {"ends", format_instant(day.ends)}};
}

Json::Array parts_json(const std::vector<Condition>& parts) {
  Json::Array array;
  for (const Condition& part : parts) array.push_back(to_json(part));
  return array;
}

Json compare_json(const Condition& condition) {
  Json::Object object{{"column", column_json(condition.left)},
                      {"op", std::string(word(condition.op))}};
  if (const auto* other = std::get_if<ColumnOf>(&condition.right))
    object.emplace("other", column_json(*other));
  else
    object.emplace("value", value_json(std::get<Value>(condition.right)));
  return object;
}

Json in_json(const Condition& condition) {
  Json::Array list;
  for (const Value& value : condition.list) list.push_back(value_json(value));
  return Json::Object{{"column", column_json(condition.left)}, {"in", std::move(list)}};
}

Json exists_json(const Condition& condition) {
  Json::Array joined_by;
  for (const auto& [there, here] : condition.joined_by)
    joined_by.push_back(Json::Array{there, here});
  return Json::Object{{"exists", condition.table},
                      {"joined_by", std::move(joined_by)},
                      {"meets", to_json(condition.parts.at(0))}};
}

Result<std::string> text_in(const Json& json) {
  if (json.string() == nullptr) return bad();
  return *json.string();
}

Result<ColumnOf> column_in(const Json& json) {
  if (json.string() != nullptr) return ColumnOf{*json.string(), 0};
  const Json::Object* object = object_of(json, {"name", "out"});
  if (object == nullptr || object->at("out").integer() == nullptr) return bad();
  const std::int64_t out = *object->at("out").integer();
  if (out < 1 || out > 16) return bad();
  return ColumnOf{TRY(text_in(object->at("name"))), static_cast<int>(out)};
}

// As sql::Decimal is written: no sign but "-", no exponent, digits on both sides of a point.
bool is_decimal(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (text.size() > 60) return false;
  if (point == std::string_view::npos) return digits(text);
  return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

Result<Value> day_in(const Json::Object& object) {
  OnDay on;
  on.day = TRY(parse_day(TRY(text_in(object.at("day")))));
  on.begins = TRY(parse_instant(TRY(text_in(object.at("begins")))));
  on.ends = TRY(parse_instant(TRY(text_in(object.at("ends")))));
  if (on.ends <= on.begins) return bad();
  return Value(on);
}

// Text, because a number of JSON is exact to 2^53 only.
Result<Value> integer_in(const std::string& digits) {
  std::int64_t integer = 0;
  const char* end = digits.data() + digits.size();
  const auto [read_to, error] = std::from_chars(digits.data(), end, integer);
  if (error != std::errc{} || read_to != end || std::to_string(integer) != digits) return bad();
  return Value(integer);
}

Result<Value> value_in(const Json& json) {
  if (const auto* object = object_of(json, {"text"}))
    return Value(TRY(text_in(object->at("text"))));
  if (const auto* object = object_of(json, {"integer"}); object != nullptr) {
    return integer_in(TRY(text_in(object->at("integer"))));
  }
  if (const auto* object = object_of(json, {"decimal"}); object != nullptr) {
    const std::string digits = TRY(text_in(object->at("decimal")));
    if (!is_decimal(digits)) return bad();
    return Value(sql::Decimal{digits});
  }
  if (const auto* object = object_of(json, {"truth"}); object != nullptr) {
    if (object->at("truth").boolean() == nullptr) return bad();
    return Value(*object->at("truth").boolean());
  }
  const Json::Object* object = object_of(json, {"day", "begins", "ends"});
  if (object == nullptr) return bad();
  Result<Value> day = day_in(*object);
  if (!day) return bad();
  return day;
}

Result<Op> op_in(const Json& json) {
  for (const Op op : all_ops)
    if (json.string() != nullptr && *json.string() == word(op)) return op;
  return bad();
}

Result<std::vector<Condition>> parts_in(const Json& json) {
  if (json.array() == nullptr) return bad();
  std::vector<Condition> parts;
  for (const Json& part : *json.array()) parts.push_back(TRY(from_json(part)));
  return parts;
}

Result<Condition> exists_in(const Json::Object& object) {
  if (object.at("joined_by").array() == nullptr) return bad();
  std::vector<std::pair<std::string, std::string>> joined_by;
  for (const Json& pair : *object.at("joined_by").array()) {
    if (pair.array() == nullptr || pair.array()->size() != 2) return bad();
    std::string there = TRY(text_in(pair.array()->at(0)));
    joined_by.emplace_back(std::move(there), TRY(text_in(pair.array()->at(1))));
  }
  return exists(TRY(text_in(object.at("exists"))), std::move(joined_by),
                TRY(from_json(object.at("meets"))));
}

Result<Condition> list_in(const Json::Object& object) {
  if (object.at("in").array() == nullptr) return bad();
  std::vector<Value> list;
  for (const Json& value : *object.at("in").array()) list.push_back(TRY(value_in(value)));
  return in_list(TRY(column_in(object.at("column"))), std::move(list));
}

}  // namespace

Json to_json(const Condition& condition) {
  switch (condition.what) {
    case What::all_of:
    case What::any_of:
      return Json::Object{{std::string(word(condition.what)), parts_json(condition.parts)}};
    case What::negation:
      return Json::Object{{"not", to_json(condition.parts.at(0))}};
    case What::compare:
      return compare_json(condition);
    case What::is_null:
      return Json::Object{{"column", column_json(condition.left)}, {"is_null", true}};
    case What::in_list:
      return in_json(condition);
    case What::exists:
      return exists_json(condition);
  }
  std::abort();
}

Result<Condition> from_json(const Json& json) {
  if (const auto* object = object_of(json, {"all_of"}))
    return all_of(TRY(parts_in(object->at("all_of"))));
  if (const auto* object = object_of(json, {"any_of"}))
    return any_of(TRY(parts_in(object->at("any_of"))));
  if (const auto* object = object_of(json, {"not"}))
    return negation(TRY(from_json(object->at("not"))));
  if (const auto* object = object_of(json, {"column", "op", "value"}))
    return compare(TRY(column_in(object->at("column"))), TRY(op_in(object->at("op"))),
                   TRY(value_in(object->at("value"))));
  if (const auto* object = object_of(json, {"column", "op", "other"}))
    return compare_columns(TRY(column_in(object->at("column"))), TRY(op_in(object->at("op"))),
                           TRY(column_in(object->at("other"))));
  if (const auto* object = object_of(json, {"column", "is_null"}); object != nullptr) {
    const bool* truth = object->at("is_null").boolean();
    if (truth == nullptr || !*truth) return bad();
    return is_null(TRY(column_in(object->at("column"))));
  }
  if (const auto* object = object_of(json, {"column", "in"})) return list_in(*object);
  if (const auto* object = object_of(json, {"exists", "joined_by", "meets"}))
    return exists_in(*object);
  return bad();
}

}  // namespace ombud::conditions
