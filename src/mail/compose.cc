#include "mail/compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "mail/words.h"

namespace ombud::mail {

namespace {

constexpr std::size_t longest_address_bytes = 254;
constexpr std::size_t longest_local_bytes = 64;
constexpr std::size_t base64_line_bytes = 76;
constexpr std::array weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Parts between points, each of at least one byte that `takes` allows.
template <class Takes>
bool is_dotted(std::string_view text, std::size_t least_parts, const Takes& takes) {
  const std::vector<std::string> parts = split(text, '.');
  return parts.size() >= least_parts &&
         std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), takes);
         });
}

std::string base64_lines(std::string_view bytes) {
  const std::string text = to_base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += base64_line_bytes)
    out += text.substr(at, base64_line_bytes) + "\r\n";
  return out;
}

std::string text_part(const Message& message) {
  return "Content-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(message.text);
}

}  // namespace

Result<std::string> read_address(std::string_view text) {
  const std::string trimmed = trim(text);
  const std::size_t at = trimmed.rfind('@');
  const auto bad = [] { return fail(Errc::invalid, "mail.bad_address"); };
  if (at == std::string::npos || trimmed.size() > longest_address_bytes) return bad();
  const std::string local = trimmed.substr(0, at);
  std::string domain = trimmed.substr(at + 1);
  const auto in_local = [](char c) {
    return is_alphanumeric(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string::npos;
  };
  const auto in_domain = [](char c) { return is_alphanumeric(c) || c == '-'; };
  if (local.size() > longest_local_bytes || !is_dotted(local, 1, in_local) ||
      !is_dotted(domain, 1, in_domain) || domain.front() == '-' || domain.back() == '-')
    return bad();
  for (char& c : domain)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return local + "@" + domain;
}

std::string_view domain_of(std::string_view address) {
  return address.substr(address.rfind('@') + 1);
}

std::string mail_date(Instant at) {
  const Day day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at - day).count();
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     weekdays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string compose(const Message& message) {
  std::string name = text_field("From", message.from_name);
  name.resize(name.size() - 2);
  std::string out = "Date: " + mail_date(message.at) + "\r\n" + name + "\r\n <" + message.from +
                    ">\r\nTo: " + message.to + "\r\n" + text_field("Subject", message.subject) +
                    "Message-ID:\r\n <" + message.id +
                    ">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"
                    "Content-Language: " +
                    message.language + "\r\n";
  if (message.attachments.empty()) return out + text_part(message);
  // Neither quoted-printable nor base64 ever writes "=_".
  const std::string boundary =
      "=_" + std::string(message.id.substr(0, std::min<std::size_t>(message.id.find('@'), 40)));
  out += "Content-Type: multipart/mixed" + parameter("boundary", boundary) + "\r\n\r\n";
  out += "--" + boundary + "\r\n" + text_part(message);
  for (const Attachment& attachment : message.attachments)
    out += "--" + boundary + "\r\nContent-Type: application/octet-stream" +
           parameter("name", attachment.name) + "\r\nContent-Disposition: attachment" +
           parameter("filename", attachment.name) +
           "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(attachment.bytes);
  return out + "--" + boundary + "--\r\n";
}

}  // namespace ombud::mail
