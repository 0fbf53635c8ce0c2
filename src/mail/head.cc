#include "mail/head.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "mail/words.h"

namespace ombud::mail {

namespace {

constexpr std::size_t most_fields = 500;
constexpr std::size_t longest_field_bytes = 16 * 1024;
constexpr std::size_t most_parameters = 50;
constexpr std::array months = {"jan", "feb", "mar", "apr", "may", "jun",
                               "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Without its end; `at` is moved behind it.
std::string_view next_line(std::string_view bytes, std::size_t& at) {
  const std::size_t from = at;
  const std::size_t end = bytes.find('\n', from);
  at = end == std::string_view::npos ? bytes.size() : end + 1;
  std::string_view line = bytes.substr(from, (end == std::string_view::npos ? at : end) - from);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<int> number_in(std::string_view text, std::size_t least, std::size_t most) {
  int number = 0;
  if (text.size() < least || text.size() > most) return std::nullopt;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// Without comments in brackets; words between blanks.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth = std::max(0, depth - 1);
    } else if (depth == 0 && (is_blank(c) || c == ',')) {
      if (!words.back().empty()) words.emplace_back();
    } else if (depth == 0) {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<std::chrono::seconds> time_in(std::string_view text) {
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hour = number_in(parts[0], 1, 2);
  const auto minute = number_in(parts[1], 2, 2);
  const auto second = parts.size() == 3 ? number_in(parts[2], 2, 2) : std::optional<int>(0);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
    return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<std::chrono::minutes> offset_in(std::string_view text) {
  if (text.size() == 5 && (text[0] == '+' || text[0] == '-')) {
    const auto hours = number_in(text.substr(1, 2), 2, 2);
    const auto minutes = number_in(text.substr(3, 2), 2, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const std::chrono::minutes all = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return text[0] == '-' ? -all : all;
  }
  // Old names of zones say less than they seem to; only these are sure.
  if (text == "GMT" || text == "UT" || text == "Z") return std::chrono::minutes(0);
  return std::nullopt;
}

// A value up to a semicolon outside quotes.
std::string next_parameter(std::string_view text, std::size_t& at) {
  std::string piece;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      quoted = !quoted;
    } else if (quoted && c == '\\' && at + 1 < text.size()) {
      piece += text[++at];
    } else if (!quoted && c == ';') {
      break;
    } else {
      piece += c;
    }
  }
  ++at;
  return trim(piece);
}

std::string unescaped(std::string_view text) {
  std::string quoted(text);
  std::replace(quoted.begin(), quoted.end(), '=', '\x01');
  std::replace(quoted.begin(), quoted.end(), '%', '=');
  std::string read = read_quoted_printable(quoted);
  std::replace(read.begin(), read.end(), '\x01', '=');
  return read;
}

}  // namespace

std::vector<Field> read_fields(std::string_view bytes, std::size_t& body) {
  std::vector<Field> fields;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::string_view line = next_line(bytes, at);
    if (line.empty()) break;
    if (is_blank(line.front()) && !fields.empty()) {
      std::string& value = fields.back().value;
      if (value.size() + line.size() < longest_field_bytes)
        value += (value.empty() ? "" : " ") + trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() == most_fields) continue;
    fields.push_back(
        {trim(line.substr(0, colon)), trim(line.substr(colon + 1, longest_field_bytes))});
  }
  body = at;
  return fields;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields)
    if (ascii_equal_ignoring_case(field.name, name)) return field.value;
  return {};
}

std::string Parameters::of(std::string_view name) const { return std::string(value_of(all, name)); }

Parameters read_parameters(std::string_view text) {
  Parameters found;
  std::size_t at = 0;
  found.value = next_parameter(text, at);
  for (char& c : found.value)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  std::string charset;
  while (at < text.size() && found.all.size() < most_parameters) {
    const std::string piece = next_parameter(text, at);
    const std::size_t equals = piece.find('=');
    if (equals == std::string::npos) continue;
    std::string name = trim(piece.substr(0, equals));
    std::string value = trim(piece.substr(equals + 1));
    // RFC 2231: name*0*=utf-8''%C3%A5, the pieces in the order in which they stand.
    const std::size_t star = name.find('*');
    const bool more = star != std::string::npos && !name.ends_with("*0*") &&
                      !name.ends_with("*0") && name.size() > star + 1;
    if (name.ends_with('*')) {
      const std::size_t first = value.find('\'');
      const std::size_t second = first == std::string::npos ? first : value.find('\'', first + 1);
      if (!more && second != std::string::npos) {
        charset = value.substr(0, first);
        value.erase(0, second + 1);
      }
      value = read_charset(unescaped(value), charset);
    }
    if (star != std::string::npos) name.resize(star);
    if (more && !found.all.empty() && ascii_equal_ignoring_case(found.all.back().name, name))
      found.all.back().value += value;
    else
      found.all.push_back({name, value});
  }
  for (Field& field : found.all) field.value = read_words(field.value);
  return found;
}

std::optional<Instant> read_mail_date(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  if (!words.empty() && !number_in(words[0], 1, 2)) words.erase(words.begin());  // "Sun,"
  if (words.size() < 5) return std::nullopt;
  const auto day = number_in(words[0], 1, 2);
  const auto year = number_in(words[2], 4, 4);
  const auto time = time_in(words[3]);
  const auto offset = offset_in(words[4]);
  const auto month = std::find_if(months.begin(), months.end(), [&](std::string_view one) {
    return ascii_equal_ignoring_case(one, words[1]);
  });
  if (!day || !year || *year < 1970 || !time || !offset || month == months.end())
    return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Instant(Day(date)) + *time - *offset;
}

Head read_head(std::string_view bytes) {
  std::size_t body = 0;
  const std::vector<Field> fields = read_fields(bytes, body);
  Head head;
  head.from = read_words(value_of(fields, "From"));
  head.subject = read_words(value_of(fields, "Subject"));
  head.sent_at = read_mail_date(value_of(fields, "Date"));
  const std::string_view automatic = value_of(fields, "Auto-Submitted");
  head.automatic = (!automatic.empty() && !ascii_equal_ignoring_case(automatic, "no")) ||
                   !value_of(fields, "List-Id").empty();
  return head;
}

}  // namespace ombud::mail
