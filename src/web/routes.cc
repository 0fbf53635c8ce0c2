// Every address of a person's is the same page: what it shows is decided in the browser, by the
// address. A file's name holds a hash of its content, so it is kept for a year; the page is never
// kept, since it names the files and holds the nonce of one answer.

#include <algorithm>

#include "http/page.h"
#include "web/web.h"

namespace ombud::web {

namespace {

using accounts::Visit;

constexpr std::string_view nonce_word = "__NONCE__";
constexpr std::string_view page_path = "/index.html";
constexpr std::string_view hashed = "/assets/";

const File* find(std::span<const File> all, std::string_view path) {
  const auto at = std::lower_bound(
      all.begin(), all.end(), path,
      [](const File& file, std::string_view wanted) { return file.path < wanted; });
  return at != all.end() && at->path == path ? &*at : nullptr;
}

// Whether the field Accept-Encoding has gzip, and not with the weight nought.
bool takes_gzip(const http::Request& request) {
  const std::string& field = request.header("accept-encoding");
  const std::size_t at = field.find("gzip");
  if (at == std::string::npos) return false;
  const std::string_view rest = std::string_view(field).substr(at + 4);
  return !rest.starts_with(";q=0") || rest.starts_with(";q=0.");
}

http::Answer answer_with(const http::Request& request, const File& file) {
  http::Answer answer;
  answer.type = file.type;
  const bool small = !file.gzip.empty() && takes_gzip(request);
  answer.body = small ? file.gzip : file.plain;
  if (small) answer.headers.emplace_back("Content-Encoding", "gzip");
  if (!file.gzip.empty()) answer.headers.emplace_back("Vary", "Accept-Encoding");
  const bool lasts = file.path.starts_with(hashed);
  answer.headers.emplace_back("Cache-Control",
                              lasts ? "public, max-age=31536000, immutable" : "no-cache");
  return lasts ? answer : http::with_etag(request, std::move(answer), file.plain);
}

http::Answer page_for(const http::Request& request, const File& file) {
  http::Answer answer;
  answer.type = "text/html; charset=utf-8";
  answer.body = file.plain;
  for (std::size_t at = answer.body.find(nonce_word); at != std::string::npos;
       at = answer.body.find(nonce_word, at + request.nonce.size()))
    answer.body.replace(at, nonce_word.size(), request.nonce);
  return answer;
}

std::string_view path_of(const http::Request& request) {
  return std::string_view(request.path).substr(0, request.path.find('?'));
}

Result<http::Answer> show(std::span<const File> all, Visit& visit) {
  if (std::optional<http::Answer> known = file(visit.request, all)) return *std::move(known);
  const std::string_view plain = path_of(visit.request);
  // A file has a dot in its name, an address of a page has none.
  const std::string_view last = plain.substr(plain.rfind('/') + 1);
  if (plain.starts_with("/api/") || plain == "/api" || last.find('.') != std::string_view::npos)
    return fail(Errc::not_found, "http.not_found");
  const File* page = find(all, page_path);
  if (page == nullptr) return fail(Errc::not_found, "web.not_built");
  return page_for(visit.request, *page);
}

}  // namespace

std::optional<http::Answer> file(const http::Request& request, std::span<const File> all) {
  const std::string_view plain = path_of(request);
  const File* found = plain == page_path ? nullptr : find(all, plain);
  if (found == nullptr) return std::nullopt;
  return answer_with(request, *found);
}

std::vector<accounts::Route> routes(std::span<const File> all) {
  std::vector<accounts::Route> routes;
  for (const char* path :
       {"/", "/{a}", "/{a}/{b}", "/{a}/{b}/{c}", "/{a}/{b}/{c}/{d}", "/{a}/{b}/{c}/{d}/{e}"})
    routes.push_back({{.path = path, .permission = std::string(http::anybody), .page = true},
                      [all](Visit& visit) { return show(all, visit); }});
  return routes;
}

}  // namespace ombud::web
