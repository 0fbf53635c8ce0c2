#include "evidence/entry_match.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/vocabulary.h"
#include "evidence/entry.h"

namespace ombud::evidence {

namespace {

bool take(std::string_view& rest, std::string_view wanted) {
  if (!rest.starts_with(wanted)) return false;
  rest.remove_prefix(wanted.size());
  return true;
}

// Whether JSON writes the text as it stands.
bool is_plain(std::string_view text) {
  const auto escaped = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  };
  return std::none_of(text.begin(), text.end(), escaped) && is_utf8(text);
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool take_plain(std::string_view& rest, std::string_view text) {
  return take(rest, text) && is_plain(text);
}

// The text up to the next quotation mark, which is taken too; an escaped mark leaves a backslash at
// the end, so that is_plain() is false.
bool take_until_quote(std::string_view& rest, std::string_view& text) {
  const std::size_t quote = rest.find('"');
  if (quote == std::string_view::npos) return false;
  text = rest.substr(0, quote);
  rest.remove_prefix(quote + 1);
  return true;
}

constexpr std::array<bool, 256> hex_digits() {
  std::array<bool, 256> digits = {};
  for (const char c : std::string_view("0123456789abcdef"))
    digits[static_cast<unsigned char>(c)] = true;
  return digits;
}

// One load a character and no branch: this is asked of every entry.
bool are_hex_digits(std::string_view text) {
  static constexpr std::array<bool, 256> digits = hex_digits();
  bool all = true;
  for (const char c : text) all &= digits[static_cast<unsigned char>(c)];
  return all;
}

bool is_pseudonym(std::string_view text) {
  return text.empty() || (text.size() == 32 && are_hex_digits(text));
}

// What is_uuid() says.
bool is_id(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-' && are_hex_digits(text.substr(0, 8)) &&
         are_hex_digits(text.substr(9, 4)) && are_hex_digits(text.substr(14, 4)) &&
         are_hex_digits(text.substr(19, 4)) && are_hex_digits(text.substr(24));
}

// {"a":"…","b":"…"}: names in order, each once. In ASCII the order of UTF-16 is that of the bytes.
bool take_commitments(std::string_view& rest) {
  if (take(rest, "{}")) return true;
  if (!take(rest, "{")) return false;
  std::string_view before;
  for (bool first = true;; first = false) {
    std::string_view name;
    std::string_view value;
    if (!take(rest, "\"") || !take_until_quote(rest, name) || !take(rest, ":\"") ||
        !take_until_quote(rest, value))
      return false;
    if (!is_plain(name) || !is_ascii(name) || !is_plain(value)) return false;
    if (!first && before >= name) return false;
    before = name;
    if (take(rest, "}")) return true;
    if (!take(rest, ",")) return false;
  }
}

void write_digits(char* to, std::int64_t number, int count) {
  for (int i = count - 1; i >= 0; --i, number /= 10) to[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

bool EntryMatch::take_instant(std::string_view& rest, std::int64_t at) {
  const Instant instant{std::chrono::microseconds(at)};
  const Day day = std::chrono::floor<std::chrono::days>(instant);
  if (day != day_ || written_day_.empty()) {
    day_ = day;
    written_day_ = format_day(day);
    // A year of other than four digits can't be read back.
    const Result<Day> read = parse_day(written_day_);
    if (!read || *read != day) written_day_.clear();
  }
  if (written_day_.empty() || !take(rest, written_day_)) return false;
  const std::int64_t micros = (instant - day).count();
  std::array<char, 17> time{'T', 0, 0, ':', 0, 0, ':', 0, 0, '.', 0, 0, 0, 0, 0, 0, 'Z'};
  const std::int64_t seconds = micros / 1'000'000;
  write_digits(&time[1], seconds / 3600, 2);
  write_digits(&time[4], seconds / 60 % 60, 2);
  write_digits(&time[7], seconds % 60, 2);
  write_digits(&time[10], micros % 1'000'000, 6);
  return take(rest, {time.data(), time.size()});
}

bool EntryMatch::take_month(std::string_view& rest, std::string_view month) {
  if (month != month_ || month.empty()) {
    if (!is_month(month)) return false;
    month_ = month;
  }
  return take(rest, month);
}

bool EntryMatch::holds(const EntryColumns& columns, std::string_view bytes) {
  if (bytes.size() > largest_entry_bytes) return false;
  std::string_view rest = bytes;
  std::string_view sealed;
  std::string_view use;
  return take(rest, R"({"at":")") && take_instant(rest, columns.at) &&
         take(rest, R"(","commitments":)") && take_commitments(rest) &&
         take(rest, R"(,"event":")") && take_plain(rest, columns.event) &&
         take(rest, R"(","id":")") && is_id(columns.id) && take(rest, columns.id) &&
         take(rest, R"(","month":")") && take_month(rest, columns.month) &&
         take(rest, R"(","object":")") && take_plain(rest, columns.object) &&
         take(rest, R"(","person":")") && is_pseudonym(columns.pseudonym) &&
         take(rest, columns.pseudonym) && take(rest, R"(","sealed":")") &&
         take_until_quote(rest, sealed) && is_base64(sealed) && take(rest, R"(,"use":")") &&
         take_until_quote(rest, use) && use_kind_of(use) && rest == R"(,"v":1})";
}

}  // namespace ombud::evidence
