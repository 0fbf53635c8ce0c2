#include "actions/values.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

// Crockford's alphabet in lower case: nothing in it is read as something else or spells a word.
std::string base32(std::string_view bytes, std::size_t length) {
  constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    bits += 8;
    for (; bits >= 5 && text.size() < length; bits -= 5) text += alphabet[held >> (bits - 5) & 31];
  }
  return text;
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

// 75 bits where the column has room. The word before it tells whoever meets the row later.
std::string surrogate_text(const Change& change, std::size_t limit, std::string_view derived) {
  constexpr std::size_t drawn = 15;
  constexpr std::string_view domain = "@erased.invalid";  // RFC 2606: no mail ever leaves for it.
  if (change.category == DataCategory::email && limit >= drawn + domain.size())
    return base32(derived, drawn) + std::string(domain);
  constexpr std::string_view before = "erased-";
  if (limit >= drawn + before.size()) return std::string(before) + base32(derived, drawn);
  return base32(derived, std::min(limit, drawn));
}

std::string surrogate_uuid(std::string_view derived) {
  std::string bytes(derived.substr(0, 16));
  bytes[6] =
      static_cast<char>((bytes[6] & 0x0f) | 0x80);  // Version 8: made in the maker's own way.
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = to_hex(bytes);
  for (const std::size_t at : {8u, 13u, 18u, 23u}) text.insert(at, "-");
  return text;
}

Result<sql::Value> surrogate(const Change& change, const sql::Column& column,
                             std::string_view derived) {
  switch (column.kind) {
    case sql::TypeKind::text: {
      const std::int64_t limit = column.limit.value_or(255);
      return sql::Value{surrogate_text(
          change, static_cast<std::size_t>(std::max<std::int64_t>(limit, 1)), derived)};
    }
    case sql::TypeKind::uuid:
      return sql::Value{surrogate_uuid(derived)};
    case sql::TypeKind::integer:
    case sql::TypeKind::decimal:
      // Negative, so that it is none of the numbers that the system gives out itself.
      return sql::Value{-1 - static_cast<std::int64_t>(number_of(derived) % 2'000'000'000)};
    default:
      return fail(Errc::invalid, "actions.no_surrogate", {{"column", column.name.text()}});
  }
}

// Leading whole number of the text, as years and the first digits of a postal code are.
std::string leading_digits(std::string_view text, std::size_t count) {
  std::string digits;
  for (const char c : text) {
    if (c < '0' || c > '9' || digits.size() == count) break;
    digits += c;
  }
  return digits;
}

Result<sql::Value> generalised(const Change& change, const sql::Column& column,
                               const sql::Value& before) {
  const Failure can_not =
      fail(Errc::invalid, "actions.can_not_generalise", {{"column", column.name.text()}});
  const std::string text = sql::plain(before);
  if (change.category == DataCategory::postal_address) {
    const std::string digits = leading_digits(text, 2);
    return digits.empty() ? sql::Value{sql::Null{}} : sql::Value{digits};
  }
  // A date to its year. What can't be read as one is not kept by mistake.
  const detectors::Reading reading{Day{std::chrono::days{20'000}}, detectors::Country::se};
  const std::optional<Day> day = detectors::read_day(text, reading);
  if (!day) return column.nullable ? Result<sql::Value>(sql::Value{sql::Null{}}) : can_not;
  const int year = static_cast<int>(std::chrono::year_month_day{*day}.year());
  if (column.kind == sql::TypeKind::integer) return sql::Value{std::int64_t{year}};
  if (column.kind == sql::TypeKind::instant)
    return sql::Value{fmt::format("{:04}-01-01 00:00:00", year)};
  return sql::Value{fmt::format("{:04}-01-01", year)};
}

std::string scrubbed_text(const sql::Column& column, const std::string& text,
                          const Erasing& erasing) {
  const std::vector<detectors::Span> spans = erasing.person.find(text);
  if (spans.empty()) return text;
  std::string left = detectors::scrub(text, spans, erasing.scrubbed);
  // A number that stands in JSON without quotes can't become a word.
  if (column.kind == sql::TypeKind::json && nlohmann::json::accept(text) &&
      !nlohmann::json::accept(left))
    return detectors::scrub(text, spans, std::string_view("null"));
  // The word may be longer than what it replaces; the column's limit wins.
  const auto limit = static_cast<std::size_t>(column.limit.value_or(INT64_MAX));
  if (left.size() > limit && left.size() > text.size())
    return detectors::scrub(text, spans, std::string_view("-"));
  return left;
}

Result<sql::Value> scrubbed(const sql::Column& column, const sql::Value& before,
                            const Erasing& erasing) {
  if (const auto* text = std::get_if<std::string>(&before))
    return sql::Value{scrubbed_text(column, *text, erasing)};
  if (const auto* blob = std::get_if<sql::Blob>(&before)) {
    const bool utf8 = is_utf8(blob->bytes);
    std::string left =
        scrubbed_text(column, utf8 ? blob->bytes : from_latin1(blob->bytes), erasing);
    // What stands for what was scrubbed is ASCII, so all of it has a place there.
    if (!utf8) left = from_utf8(left, Encoding::latin_1).value();
    return blob->broken_text ? sql::text_value(std::move(left)) : sql::Value{sql::Blob{left}};
  }
  return fail(Errc::invalid, "actions.no_text", {{"column", column.name.text()}});
}

}  // namespace

std::string from_latin1(std::string_view bytes) { return to_utf8(bytes, Encoding::latin_1); }

std::string scrubbed_word(std::string_view law) {
  if (law == "se") return "[raderad]";
  if (law == "dk" || law == "no") return "[slettet]";
  if (law == "fi") return "[poistettu]";
  return "[erased]";
}

Result<sql::Value> erased(const Change& change, const sql::Column& column, const sql::Value& before,
                          std::string_view row, const Erasing& erasing) {
  if (sql::is_null(before)) return before;
  switch (change.how) {
    case datamap::Erase::keep:
      return before;
    case datamap::Erase::set_null:
      return sql::Value{sql::Null{}};
    case datamap::Erase::constant:
      return sql::Value{change.constant};
    case datamap::Erase::surrogate:
      return surrogate(change, column,
                       erasing.derive(fmt::format("{}|{}", row, column.name.text())));
    case datamap::Erase::generalise:
      return generalised(change, column, before);
    case datamap::Erase::scrub:
      return scrubbed(column, before, erasing);
  }
  std::abort();
}

}  // namespace ombud::actions
