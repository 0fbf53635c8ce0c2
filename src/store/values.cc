#include "store/store.h"

namespace ombud::store {

sql::Value of_instant(Instant at) { return std::int64_t{at.time_since_epoch().count()}; }

Result<Instant> instant_in(const sql::Value& value) {
  const auto* micros = std::get_if<std::int64_t>(&value);
  if (micros == nullptr) return fail(Errc::internal, "store.no_instant");
  return Instant{std::chrono::microseconds(*micros)};
}

const std::string& text_in(const sql::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  must(text != nullptr);
  return *text;
}

std::int64_t integer_in(const sql::Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  must(number != nullptr);
  return *number;
}

bool boolean_in(const sql::Value& value) {
  const auto* truth = std::get_if<bool>(&value);
  if (truth != nullptr) return *truth;
  const std::int64_t number = integer_in(value);
  must(number == 0 || number == 1);
  return number == 1;
}

std::optional<std::string> optional_text_in(const sql::Value& value) {
  if (sql::is_null(value)) return std::nullopt;
  return text_in(value);
}

std::string blob_in(const sql::Value& value) {
  const auto* blob = std::get_if<sql::Blob>(&value);
  must(blob != nullptr);
  return blob->bytes;
}

}  // namespace ombud::store
