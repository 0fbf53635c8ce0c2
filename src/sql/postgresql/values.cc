#include "sql/postgresql/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ombud::sql::postgresql {

namespace {

// PostgreSQL's own numbers of its own types, fixed for ever (catalog/pg_type.dat).
enum : unsigned {
  oid_bool = 16,
  oid_bytea = 17,
  oid_int8 = 20,
  oid_int2 = 21,
  oid_int4 = 23,
  oid_oid = 26,
  oid_float4 = 700,
  oid_float8 = 701,
  oid_numeric = 1700,
};

template <class Number>
Value number(std::string_view text) {
  Number read{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  if (error != std::errc{} || end != text.data() + text.size()) return std::string(text);
  return read;
}

}  // namespace

Parameters::Parameters(const std::vector<Value>& values) {
  texts_.reserve(values.size());  // pointers_ points into them.
  for (const Value& value : values) {
    types_.push_back(0);  // For the server to infer.
    formats_.push_back(0);
    if (const bool* truth = std::get_if<bool>(&value)) {
      add_text(*truth ? "t" : "f");
    } else if (const double* real = std::get_if<double>(&value)) {
      add_text(fmt::format("{}", *real));
    } else if (const Blob* blob = std::get_if<Blob>(&value);
               blob != nullptr && !blob->broken_text) {
      types_.back() = oid_bytea;
      formats_.back() = 1;
      pointers_.push_back(blob->bytes.data());
      lengths_.push_back(static_cast<int>(blob->bytes.size()));
    } else if (blob != nullptr) {
      add_text(blob->bytes);
    } else if (is_null(value)) {
      pointers_.push_back(nullptr);
      lengths_.push_back(0);
    } else {
      add_text(shown(value));
    }
  }
}

void Parameters::add_text(std::string text) {
  can_be_sent_ = can_be_sent_ && text.find('\0') == std::string::npos;
  texts_.push_back(std::move(text));
  pointers_.push_back(texts_.back().c_str());
  lengths_.push_back(0);  // libpq takes a text's length from its end.
}

Value value_of(unsigned type, std::string_view text) {
  switch (type) {
    case oid_bool:
      return text == "t";
    case oid_int2:
    case oid_int4:
    case oid_int8:
    case oid_oid:
      return number<std::int64_t>(text);
    case oid_float4:
    case oid_float8:
      return number<double>(text);
    case oid_numeric:
      return Decimal{std::string(text)};
    case oid_bytea: {
      // "\x" and hexadecimal, because the session asked for it.
      Result<std::string> bytes = from_hex(text.substr(std::min<std::size_t>(2, text.size())));
      if (bytes) return Blob{*std::move(bytes)};
      return Blob{std::string(text)};
    }
    default:
      return text_value(std::string(text));
  }
}

}  // namespace ombud::sql::postgresql
