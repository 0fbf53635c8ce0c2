#include <algorithm>
#include <iterator>

#include "detectors/digits.h"
#include "detectors/secrets.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_secret_bytes = 4096;

bool is_base64(char c) {
  return is_digit(c) || is_ascii_letter(c) || c == '+' || c == '/' || c == '-' || c == '_';
}

struct Form {
  std::string_view beginning;  // As it is written.
  std::size_t least;           // Letters, digits, '-', '_' after it.
};

constexpr Form forms[] = {
    {"AKIA", 16},     {"ASIA", 16},        {"ghp_", 36},    {"gho_", 36},     {"ghu_", 36},
    {"ghs_", 36},     {"ghr_", 36},        {"glpat-", 20},  {"sk_live_", 16}, {"sk_test_", 16},
    {"rk_live_", 16}, {"github_pat_", 50}, {"xoxb-", 20},   {"xoxp-", 20},    {"xoxa-", 20},
    {"xoxr-", 20},    {"xoxs-", 20},       {"AIza", 35},    {"npm_", 36},     {"ya29.", 30},
    {"shpat_", 32},   {"dop_v1_", 64},     {"sk-ant-", 20}, {"sk-proj-", 20},
};

std::size_t end_of(std::string_view bytes, std::size_t at, bool dots) {
  const std::size_t most = std::min(bytes.size(), at + longest_secret_bytes);
  while (at < most && (is_base64(bytes[at]) || (dots && bytes[at] == '.'))) ++at;
  return at;
}

// What a value is that is no secret: a word of a program or of a form.
bool is_nothing(std::string_view folded) {
  constexpr std::string_view words =
      " null none nil true false yes no ja nej nei required optional string text password lösenord "
      "passord kodeord undefined empty change changeme hidden saknas mangler krävs ";
  return words.find(" " + std::string(folded) + " ") != std::string_view::npos ||
         std::all_of(folded.begin(), folded.end(), [&](char c) { return c == folded.front(); });
}

// Nobody's word: it has a digit or a mark inside it, or capitals after small letters.
bool looks_chosen(std::string_view value) {
  const auto digit = std::any_of(value.begin(), value.end(), is_digit);
  const auto mark = std::any_of(value.begin(), value.end(), [](char c) {
    return std::string_view("!#$%&*+=?@^_~").find(c) != std::string_view::npos;
  });
  const auto first_small =
      std::find_if(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const auto capital =
      std::any_of(first_small, value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return digit || mark || capital;
}

std::size_t skip_any(std::string_view bytes, std::size_t at, std::string_view of,
                     std::size_t most) {
  const std::size_t end = std::min(bytes.size(), at + most);
  while (at < end && of.find(bytes[at]) != std::string_view::npos) ++at;
  return at;
}

// After the label: its further parts ("password_hash"), a quotation mark, and the sign that a value
// follows. 0 where none does.
std::size_t value_start(std::string_view bytes, std::size_t at) {
  while (at + 1 < bytes.size() && (bytes[at] == '_' || bytes[at] == '-') &&
         is_word_byte(bytes[at + 1]))
    at = word_beginning_at(bytes, at + 1).end;
  at = skip_any(bytes, at, "\"'])`", 2);
  const std::size_t sign = skip_any(bytes, at, " \t", 2);
  std::size_t after = skip_any(bytes, sign, ":=", 2);
  if (after == sign) {
    const Span word = word_beginning_at(bytes, sign);
    const FoldedWord folded(bytes.substr(word.start, word.end - word.start));
    const std::string_view verb = folded;
    if (sign == at || (verb != "är" && verb != "er" && verb != "is")) return 0;
    after = word.end;
  }
  if (bytes.substr(after).starts_with(">")) ++after;  // "=>"
  return skip_any(bytes, after, " \t\"'`", 4);
}

}  // namespace

void find_labelled(Search& search, Kind kind, std::size_t label_end) {
  constexpr std::size_t shortest_secret = 4;
  constexpr std::size_t shortest_name = 3;
  const std::string_view bytes = search.bytes;
  const std::size_t start = value_start(bytes, label_end);
  if (start == 0 || start >= bytes.size()) return;
  std::size_t end = start;
  const std::size_t most = std::min(bytes.size(), start + longest_secret_bytes);
  while (end < most && static_cast<unsigned char>(bytes[end]) > ' ' &&
         std::string_view("\"'`,;<>|").find(bytes[end]) == std::string_view::npos)
    ++end;
  while (end > start && (bytes[end - 1] == '.' || bytes[end - 1] == ')' || bytes[end - 1] == ':'))
    --end;
  const std::string_view value = bytes.substr(start, end - start);
  if (value.size() < (kind == Kind::secret ? shortest_secret : shortest_name)) return;
  if (is_nothing(FoldedWord(value))) return;
  const char sign = bytes[label_end];
  const bool chosen = looks_chosen(value);
  double score = kind == Kind::secret ? 0.45 : 0.5;
  if (chosen) score += 0.3;
  if (!chosen && sign == '=') score += 0.1;
  search.add_as_is(kind, {start, end}, score, std::string(value));
}

void find_key_at(Search& search, std::size_t start) {
  constexpr double sure = 0.95;
  const std::string_view bytes = search.bytes;
  const std::string_view rest = bytes.substr(start);
  if (start >= 5 && bytes.substr(start - 5, 10) == "-----BEGIN") {
    const std::string_view line = rest.substr(0, std::min<std::size_t>(rest.find('\n'), 64));
    if (line.find("PRIVATE KEY") != std::string_view::npos)
      search.add_as_is(Kind::secret, {start - 5, start + line.size()}, sure, std::string(line));
    return;
  }
  if (rest.starts_with("eyJ")) {
    // A JSON web token: three parts, the first a JSON object.
    const std::size_t end = end_of(bytes, start, true);
    const std::string_view token = bytes.substr(start, end - start);
    if (token.size() >= 40 && std::count(token.begin(), token.end(), '.') == 2)
      search.add_as_is(Kind::secret, {start, end}, sure, std::string(token));
    return;
  }
  if (rest.starts_with("argon2")) {
    if (start == 0 || bytes[start - 1] != '$') return;
    std::size_t end = start;
    while (end < bytes.size() && end - start < longest_secret_bytes &&
           (is_base64(bytes[end]) ||
            std::string_view("$=,.").find(bytes[end]) != std::string_view::npos))
      ++end;
    if (end - start >= 40)
      search.add_as_is(Kind::secret, {start - 1, end}, sure,
                       std::string(bytes.substr(start - 1, end - start + 1)));
    return;
  }
  for (const Form& form : forms) {
    if (!rest.starts_with(form.beginning)) continue;
    const std::size_t end = end_of(bytes, start + form.beginning.size(), false);
    if (end - start - form.beginning.size() < form.least) continue;
    search.add_as_is(Kind::secret, {start, end}, sure,
                     std::string(bytes.substr(start, end - start)));
    return;
  }
}

void find_crypt_hash_at(Search& search, std::size_t digit) {
  const std::string_view bytes = search.bytes;
  if (digit == 0 || bytes[digit - 1] != '$') return;
  const std::size_t start = digit - 1;
  const std::size_t name_end = bytes.find('$', digit);
  if (name_end == std::string_view::npos || name_end - digit > 2) return;
  const std::string_view name = bytes.substr(digit, name_end - digit);
  const bool known = name == "1" || name == "5" || name == "6" || name == "7" || name == "y" ||
                     name == "2a" || name == "2b" || name == "2y";
  if (!known) return;
  std::size_t end = name_end;
  while (end < bytes.size() && end - start < 256 &&
         (is_base64(bytes[end]) ||
          std::string_view("$=,.").find(bytes[end]) != std::string_view::npos))
    ++end;
  while (end > start && (bytes[end - 1] == ',' || bytes[end - 1] == '=')) --end;
  if (end - start < 30) return;
  search.add_as_is(Kind::secret, {start, end}, 0.95, std::string(bytes.substr(start, end - start)));
}

bool find_password_in_address(Search& search, std::size_t at) {
  constexpr std::size_t longest_part = 64;
  const std::string_view bytes = search.bytes;
  const std::size_t least = at > 2 * longest_part ? at - 2 * longest_part : 0;
  std::size_t colon = std::string_view::npos;
  for (std::size_t i = at; i > least; --i) {
    const char c = bytes[i - 1];
    if (static_cast<unsigned char>(c) <= ' ' || c == '@' || c == '"' || c == '\'') return false;
    if (c == ':' && colon == std::string_view::npos) {
      colon = i - 1;
    } else if (c == '/') {
      if (colon == std::string_view::npos || i < 3 || bytes.substr(i - 3, 3) != "://" ||
          colon + 1 == at || colon < i)
        return false;
      search.add_as_is(Kind::secret, {colon + 1, at}, 0.9,
                       std::string(bytes.substr(colon + 1, at - colon - 1)));
      return true;
    }
  }
  return false;
}

}  // namespace ombud::detectors
