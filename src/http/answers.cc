#include "http/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "http/problem.h"

namespace ombud::http {

namespace {

// Whatever the answer: it is what its type says, is framed and read by nobody else, and tells no
// other site where the reader came from.
constexpr std::string_view for_all =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

constexpr std::string_view policy_of_data =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

constexpr std::string_view only_by_tls =
    "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n";

constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// A field's value stays in its line, wherever it came from.
std::string in_one_line(std::string text) {
  for (char& c : text)
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  return text;
}

std::string policy_of_page(std::string_view nonce) {
  return fmt::format(
      "Content-Security-Policy: default-src 'none'; script-src 'nonce-{0}' 'strict-dynamic'; "
      "style-src 'self' 'nonce-{0}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
      "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n",
      nonce);
}

}  // namespace

std::string http_date(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string head_of(const Answer& answer, const Sending& sending) {
  std::string text;
  text.reserve(1024);
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\nDate: {}\r\n", answer.status, phrase_of(answer.status),
                 sending.date);
  const bool empty = answer.status == 204 || answer.status == 304;
  if (!answer.type.empty()) fmt::format_to(out, "Content-Type: {}\r\n", answer.type);
  if (!empty && !sending.stream) fmt::format_to(out, "Content-Length: {}\r\n", answer.body.size());
  bool keeps = false;
  bool has_policy = false;
  for (const auto& [name, value] : answer.headers) {
    fmt::format_to(out, "{}: {}\r\n", name, in_one_line(value));
    keeps = keeps || name == "Cache-Control";
    has_policy = has_policy || name == "Content-Security-Policy";
  }
  if (!keeps) text += "Cache-Control: no-store\r\n";
  text += for_all;
  if (!has_policy)
    text += sending.nonce.empty() ? std::string(policy_of_data) : policy_of_page(sending.nonce);
  if (sending.secure) text += only_by_tls;
  if (sending.closes) text += "Connection: close\r\n";
  text += "\r\n";
  return text;
}

}  // namespace ombud::http
