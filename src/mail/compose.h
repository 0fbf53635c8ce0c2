#pragma once
// A message as bytes (RFC 5322, MIME): what Ombud writes, and nothing that it was not given as a
// whole value. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace ombud::mail {

/// "name@domain", the domain in lower case. Errc::invalid "mail.bad_address" unless it is one
/// address of plain ASCII as every server takes it: no name before it, no quotes, no comment.
Result<std::string> read_address(std::string_view text);
/// What is behind the @.
std::string_view domain_of(std::string_view address);

struct Attachment {
  std::string name;
  std::string bytes;  // Text; sent as application/octet-stream so that no program changes a byte.
};

struct Message {
  std::string from;       // As read_address() gives it.
  std::string from_name;  // "Ombud".
  std::string to;
  std::string subject;
  std::string text;  // Lines ended by line feeds.
  std::string language;
  Instant at;
  std::string id;  // Without angle brackets: "018f…@example.org".
  std::vector<Attachment> attachments;
};

/// Lines of at most 78 bytes, ended by CR LF; only ASCII.
std::string compose(const Message& message);

/// "Sun, 22 Nov 2026 08:30:17 +0000".
std::string mail_date(Instant at);

}  // namespace ombud::mail
