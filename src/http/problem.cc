#include "http/problem.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ombud::http {

namespace {

struct Known {
  std::string_view key;
  int status;
};

// HTTP's own statuses, and errors of other rooms whose kind says less than HTTP can.
constexpr Known by_key[] = {
    {"serve.no_session", 401},
    {"serve.half_session", 401},
    {"accounts.wrong_password", 401},
    {"accounts.wrong_code", 401},
    {"http.method_not_allowed", 405},
    {"http.too_slow", 408},
    {"http.length_required", 411},
    {"http.changed_since", 412},
    {"http.body_too_large", 413},
    {"http.target_too_long", 414},
    {"http.wrong_type", 415},
    {"http.expectation", 417},
    {"serve.wrong_host", 421},
    {"serve.other_body", 422},
    {"http.version_needed", 428},
    {"accounts.wait", 429},
    {"accounts.many_knock", 429},
    {"subjects.too_many_searches", 429},
    {"http.head_too_large", 431},
    {"http.unknown_method", 501},
    {"http.version", 505},
};

struct Phrase {
  int status;
  std::string_view text;
};

constexpr Phrase phrases[] = {{200, "OK"},
                              {201, "Created"},
                              {202, "Accepted"},
                              {204, "No Content"},
                              {303, "See Other"},
                              {304, "Not Modified"},
                              {400, "Bad Request"},
                              {401, "Unauthorized"},
                              {403, "Forbidden"},
                              {404, "Not Found"},
                              {405, "Method Not Allowed"},
                              {408, "Request Timeout"},
                              {409, "Conflict"},
                              {411, "Length Required"},
                              {412, "Precondition Failed"},
                              {413, "Content Too Large"},
                              {414, "URI Too Long"},
                              {415, "Unsupported Media Type"},
                              {417, "Expectation Failed"},
                              {421, "Misdirected Request"},
                              {422, "Unprocessable Content"},
                              {428, "Precondition Required"},
                              {429, "Too Many Requests"},
                              {431, "Request Header Fields Too Large"},
                              {500, "Internal Server Error"},
                              {501, "Not Implemented"},
                              {503, "Service Unavailable"},
                              {505, "HTTP Version Not Supported"},
                              {507, "Insufficient Storage"}};

constexpr std::string_view inside_params[] = {"file", "files", "folder",
                                              "path", "host",  "database"};
// Rooms whose errors are about machines and files; what of theirs a caller can act on.
constexpr std::string_view inside_rooms[] = {"sql.", "vault.", "store."};
constexpr std::string_view said_all_the_same[] = {"store.changed_meanwhile", "store.busy",
                                                  "store.disk_full"};

std::string params_of(const Error& error, std::string_view name) {
  for (const auto& [known, value] : error.params)
    if (known == name) return value;
  return "";
}

// The error that is told of instead of an inside one.
Error told_instead(const Error& error, std::string_view incident) {
  must(!incident.empty());
  Error told;
  told.code = error.code;
  told.key = error.code == Errc::unavailable ? "http.away"
             : error.code == Errc::exhausted ? "http.full"
                                             : "http.internal";
  if (error.code != Errc::unavailable && error.code != Errc::exhausted) told.code = Errc::internal;
  told.params = {{"incident", std::string(incident)}};
  return told;
}

}  // namespace

int status_of(const Error& error) {
  for (const Known& known : by_key)
    if (known.key == error.key) return known.status;
  switch (error.code) {
    case Errc::invalid:
      return 400;
    case Errc::not_found:
      return 404;
    case Errc::forbidden:
      return 403;
    case Errc::conflict:
      return 409;
    case Errc::unavailable:
      return 503;
    case Errc::internal:
      return 500;
    case Errc::exhausted:
      return 507;
  }
  std::abort();  // Every enumerator returns above.
}

std::string_view phrase_of(int status) {
  for (const Phrase& phrase : phrases)
    if (phrase.status == status) return phrase.text;
  return "";
}

bool is_inside(const Error& error) {
  if (error.code == Errc::internal) return true;
  const auto is_of = [&](std::string_view room) { return error.key.starts_with(room); };
  if (std::any_of(std::begin(inside_rooms), std::end(inside_rooms), is_of) &&
      std::find(std::begin(said_all_the_same), std::end(said_all_the_same), error.key) ==
          std::end(said_all_the_same))
    return true;
  return std::any_of(error.params.begin(), error.params.end(), [](const auto& param) {
    return std::find(std::begin(inside_params), std::end(inside_params), param.first) !=
           std::end(inside_params);
  });
}

Answer problem(const Error& error, Language language, std::string_view incident) {
  const Error told = is_inside(error) ? told_instead(error, incident) : error;
  const int status = status_of(told);
  nlohmann::ordered_json params = nlohmann::ordered_json::object();
  for (const auto& [name, value] : told.params) params[name] = value;
  nlohmann::ordered_json body = {{"type", "urn:ombud:problem:" + told.key},
                                 {"title", phrase_of(status)},
                                 {"status", status},
                                 {"detail", say(told, language)},
                                 {"key", told.key},
                                 {"params", std::move(params)}};
  if (!incident.empty()) body["incident"] = incident;
  Answer answer;
  answer.status = status;
  answer.type = "application/problem+json";
  answer.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  answer.headers.emplace_back("Content-Language", code(language));
  if (status == 401) answer.headers.emplace_back("WWW-Authenticate", "Session realm=\"ombud\"");
  if (status == 405) answer.headers.emplace_back("Allow", params_of(error, "allowed"));
  if (status == 429) answer.headers.emplace_back("Retry-After", params_of(error, "seconds"));
  if (status == 503) answer.headers.emplace_back("Retry-After", "2");
  return answer;
}

Language language_wanted(std::string_view accept_language) {
  Language best = Language::en;
  int best_weight = 0;
  // Nobody reads twenty languages; whoever sends more of them wants to keep us busy.
  for (const std::string& item : split(accept_language.substr(0, 200), ',')) {
    const std::vector<std::string> parts = split(item, ';');
    const std::string name = fold(parts.front()).substr(0, 2);
    // Norwegian without its form, and the other form of it, are read as bokmål.
    const Result<Language> known = language_of(name == "no" || name == "nn" ? "nb" : name);
    int weight = 1000;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::string part = trim(parts[i]);
      if (!part.starts_with("q=")) continue;
      double quality = 0;
      std::from_chars(part.data() + 2, part.data() + part.size(), quality);
      weight = static_cast<int>(std::clamp(quality, 0.0, 1.0) * 1000);
    }
    if (!known || weight <= best_weight) continue;
    best = *known;
    best_weight = weight;
  }
  return best;
}

}  // namespace ombud::http
