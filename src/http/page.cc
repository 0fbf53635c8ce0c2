#include "http/page.h"

#include <openssl/sha.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ombud::http {

namespace {

constexpr char between = '\x1f';
constexpr std::size_t longest_cursor = 512;

std::string url_safe(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string padded(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

// Whether a list of tags ("a", W/"b", *) has this one. `weakly`: a weak tag of it counts.
bool lists(std::string_view given, std::string_view tag, bool weakly) {
  if (trim(given) == "*") return true;
  for (const std::string& part : split(given, ',')) {
    std::string one = trim(part);
    if (weakly && one.starts_with("W/")) one.erase(0, 2);
    if (one == tag) return true;
  }
  return false;
}

}  // namespace

std::string cursor_of(const std::vector<std::string>& place) {
  std::string all;
  for (const std::string& part : place) all += part + between;
  return url_safe(to_base64(all));
}

Result<std::optional<std::vector<std::string>>> cursor_in(const Request& request,
                                                          std::size_t parts) {
  const std::string& given = request.query("cursor");
  if (given.empty()) return std::optional<std::vector<std::string>>();
  const Result<std::string> plain = from_base64(padded(given.substr(0, longest_cursor)));
  if (!plain || !is_utf8(*plain) || !plain->ends_with(between) || given.size() > longest_cursor)
    return fail(Errc::invalid, "http.bad_cursor");
  std::vector<std::string> place = split(*plain, between);
  place.pop_back();
  if (place.size() != parts) return fail(Errc::invalid, "http.bad_cursor");
  return std::optional(std::move(place));
}

Result<std::size_t> limit_in(const Request& request, std::size_t otherwise, std::size_t most) {
  const std::string& given = request.query("limit");
  if (given.empty()) return otherwise;
  std::size_t limit = 0;
  const auto [end, wrong] = std::from_chars(given.data(), given.data() + given.size(), limit);
  if (wrong != std::errc() || end != given.data() + given.size() || limit < 1 || limit > most)
    return fail(Errc::invalid, "http.bad_limit", {{"most", std::to_string(most)}});
  return limit;
}

std::string etag_of(std::string_view version) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(version.data()), version.size(), hash);
  return "\"" + to_hex({reinterpret_cast<const char*>(hash), 16}) + "\"";
}

Answer with_etag(const Request& request, Answer answer, std::string_view version) {
  const std::string tag = etag_of(version);
  const std::string& known = request.header("if-none-match");
  if (!known.empty() && lists(known, tag, true)) {
    answer.status = 304;
    answer.type.clear();
    answer.body.clear();
  }
  answer.headers.emplace_back("ETag", tag);
  // The browser keeps it for this one question and asks whether it still holds.
  answer.headers.emplace_back("Cache-Control", "private, no-cache");
  return answer;
}

Result<void> check_version(const Request& request, std::string_view version) {
  const std::string& wanted = request.header("if-match");
  if (wanted.empty()) return fail(Errc::invalid, "http.version_needed");
  if (!lists(wanted, etag_of(version), false)) return fail(Errc::conflict, "http.changed_since");
  return {};
}

std::string event(std::string_view id, std::string_view kind, std::string_view data) {
  std::string text = "id: " + std::string(id) + "\nevent: " + std::string(kind) + "\n";
  for (const std::string& line : split(data, '\n')) text += "data: " + line + "\n";
  return text + "\n";
}

}  // namespace ombud::http
