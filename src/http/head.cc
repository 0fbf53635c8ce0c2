#include "http/head.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ombud::http {

namespace {

constexpr std::string_view end_of_line = "\r\n";
constexpr std::size_t most_queries = 32;
// Of these a second one says something else to somebody.
constexpr std::string_view once_only[] = {
    "host",     "content-length", "transfer-encoding", "content-type",
    "cookie",   "origin",         "authorization",     "idempotency-key",
    "if-match", "if-none-match",  "x-csrf-token",      "last-event-id",
    "expect",   "sec-fetch-site", "content-encoding",  "upgrade"};

Failure malformed(const char* what) {
  return fail(Errc::invalid, "http.malformed", {{"what", what}});
}

bool is_token(char c) {
  constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         signs.find(c) != std::string_view::npos;
}

bool all_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token);
}

// What may stand in a target that is written as RFC 3986 says; a fragment is never sent.
bool is_target(char c) {
  constexpr std::string_view never = "\"#<>\\^`{|}";
  return c > 0x20 && c < 0x7f && never.find(c) == std::string_view::npos;
}

bool is_value(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

std::string_view without_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string all(text);
  for (char& c : all)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return all;
}

Result<void> read_method(Head& head, std::string_view method) {
  if (!all_token(method)) return malformed("method");
  head.head_only = method == "HEAD";
  for (const Method known :
       {Method::get, Method::post, Method::put, Method::patch, Method::erase}) {
    if (method != word(known) && !(head.head_only && known == Method::get)) continue;
    head.method = known;
    return {};
  }
  return fail(Errc::invalid, "http.unknown_method");
}

// METHOD SP target SP HTTP/1.x; false for 1.0.
Result<bool> read_request_line(Head& head, std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed("request line");
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  const bool is_version = version.size() == 8 && version.starts_with("HTTP/") &&
                          version[5] >= '0' && version[5] <= '9' && version[6] == '.' &&
                          version[7] >= '0' && version[7] <= '9';
  if (!is_version) return malformed("version");
  if (version[5] != '1') return fail(Errc::invalid, "http.version");
  TRY(read_method(head, line.substr(0, first)));
  if (!target.starts_with('/') || !std::all_of(target.begin(), target.end(), is_target))
    return malformed("target");
  head.target = target;
  return version[7] != '0';
}

Result<void> read_field(Head& head, std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return malformed("folded field");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !all_token(line.substr(0, colon)))
    return malformed("field name");
  const std::string_view value = without_blanks(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value)) return malformed("field value");
  std::string name = lower(line.substr(0, colon));
  const bool once =
      std::find(std::begin(once_only), std::end(once_only), name) != std::end(once_only);
  if (once && find(head.headers, name) != nullptr) return malformed("field twice");
  head.headers.emplace_back(std::move(name), value);
  return {};
}

Result<void> read_framing(Head& head, bool is_latest) {
  const std::string* length = find(head.headers, "content-length");
  const std::string* coding = find(head.headers, "transfer-encoding");
  if (coding != nullptr && (length != nullptr || !is_latest)) return malformed("two lengths");
  if (coding != nullptr) return fail(Errc::invalid, "http.length_required");
  if (length == nullptr) return {};
  const char* end = length->data() + length->size();
  const auto [stop, wrong] = std::from_chars(length->data(), end, head.body_bytes);
  // from_chars takes neither blanks nor a plus, but a list and a minus stop it.
  if (wrong != std::errc() || stop != end || length->empty()) return malformed("length");
  return {};
}

bool lists(const std::string& value, std::string_view word) {
  for (const std::string& part : split(value, ','))
    if (lower(without_blanks(part)) == word) return true;
  return false;
}

Result<void> read_manner(Head& head, bool is_latest) {
  if (is_latest && find(head.headers, "host") == nullptr) return malformed("no host");
  head.keeps_open = is_latest;
  for (const auto& [name, value] : head.headers)
    if (name == "connection" && lists(value, "close")) head.keeps_open = false;
  if (const std::string* expected = find(head.headers, "expect")) {
    if (lower(*expected) != "100-continue") return fail(Errc::invalid, "http.expectation");
    head.waits_for_continue = is_latest;
  }
  return {};
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent escapes taken out; nothing where the text is none that we take.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_blank) c = ' ';
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? digit_of(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    out.push_back(c);
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace

Result<std::optional<std::size_t>> HeadSearch::look(std::string_view bytes) {
  for (; seen_ < bytes.size() && seen_ < limits_.head_bytes; ++seen_) {
    const char c = bytes[seen_];
    const bool after_return = seen_ > line_ && bytes[seen_ - 1] == '\r';
    if (c == '\n' && !after_return) return malformed("bare line feed");
    if (c != '\n' && after_return) return malformed("bare carriage return");
    if (c == '\0') return malformed("null byte");
    if (c != '\n') continue;
    if (lines_ == 0 && seen_ - line_ > limits_.target_bytes + 32)
      return fail(Errc::invalid, "http.target_too_long",
                  {{"most", std::to_string(limits_.target_bytes)}});
    const bool is_empty = seen_ == line_ + 1;
    if (is_empty && lines_ == 0) return malformed("request line");
    line_ = seen_ + 1;
    if (is_empty) return std::optional(seen_ + 1);
    ++lines_;
  }
  if (lines_ == 0 && seen_ > limits_.target_bytes + 32)
    return fail(Errc::invalid, "http.target_too_long",
                {{"most", std::to_string(limits_.target_bytes)}});
  if (seen_ >= limits_.head_bytes)
    return fail(Errc::invalid, "http.head_too_large",
                {{"most", std::to_string(limits_.head_bytes)}});
  return std::optional<std::size_t>();
}

Result<Head> read_head(std::string_view text, const HeadLimits& limits) {
  Head head;
  bool is_latest = true;
  std::size_t lines = 0;
  while (text != end_of_line) {
    const std::size_t end = text.find(end_of_line);
    if (end == std::string_view::npos || end == 0) return malformed("head");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + end_of_line.size());
    if (lines++ == 0)
      is_latest = TRY(read_request_line(head, line));
    else
      TRY(read_field(head, line));
    if (lines > limits.fields + 1)
      return fail(Errc::invalid, "http.head_too_large", {{"most", std::to_string(limits.fields)}});
  }
  if (lines == 0) return malformed("head");
  TRY(read_framing(head, is_latest));
  TRY(read_manner(head, is_latest));
  return head;
}

Result<Target> read_target(std::string_view target) {
  Target read;
  const std::size_t question = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(0, question);
  if (!path.starts_with('/')) return fail(Errc::invalid, "http.bad_target");
  if (path != "/") {
    for (const std::string& segment : split(path.substr(1), '/')) {
      std::optional<std::string> plain = decoded(segment, false);
      if (!plain || *plain == "." || *plain == ".." || plain->find('/') != std::string::npos)
        return fail(Errc::invalid, "http.bad_target");
      read.segments.push_back(*std::move(plain));
    }
  }
  if (question + 1 >= target.size()) return read;
  for (const std::string& pair : split(target.substr(question + 1), '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = decoded(std::string_view(pair).substr(0, equals), true);
    std::optional<std::string> value =
        decoded(std::string_view(pair).substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || name->empty() || read.queries.size() >= most_queries)
      return fail(Errc::invalid, "http.bad_target");
    if (find(read.queries, *name) != nullptr)
      return fail(Errc::invalid, "http.query_twice", {{"name", *name}});
    read.queries.emplace_back(*std::move(name), *std::move(value));
  }
  return read;
}

}  // namespace ombud::http
