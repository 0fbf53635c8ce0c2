#pragma once
// What came in, read: the head, the text, what is attached, and whether it is a server's word that
// a message of ours was not delivered. Anybody can write such bytes: nothing here trusts them, and
// nothing fails; what is not understood is left empty. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace ombud::mail {

/// One field, its lines joined.
struct Field {
  std::string name;
  std::string value;
};

/// Fields up to the empty line, 500 at most; `body` is set to where the content begins.
std::vector<Field> read_fields(std::string_view bytes, std::size_t& body);
/// The first of that name, however it is written; empty where there is none.
std::string_view value_of(const std::vector<Field>& fields, std::string_view name);

/// "text/plain; charset=utf-8" and the like, RFC 2231 included.
struct Parameters {
  std::string value;  // In lower case: "text/plain".
  std::vector<Field> all;
  std::string of(std::string_view name) const;
};

Parameters read_parameters(std::string_view text);

/// RFC 5322; nothing where it is none or no day that there is.
std::optional<Instant> read_mail_date(std::string_view text);

struct Head {
  std::string from;     // As written, decoded.
  std::string subject;  // The same.
  std::optional<Instant> sent_at;
  bool automatic = false;  // An answer by a machine, or a list's.
};

Head read_head(std::string_view bytes);

struct Part {
  std::string name;  // May be empty.
  std::string type;
  std::size_t size = 0;  // Bytes, as they came.
};

struct Content {
  std::string text;  // Valid UTF-8; no markup: of HTML alone the words between its tags.
  bool cut = false;  // There is more than is shown.
  std::vector<Part> attached;
};

/// At most 8 deep, 100 parts, `most_bytes` of text.
Content read_content(std::string_view bytes, std::size_t most_bytes = 256 * 1024);

/// A report that a message will not be delivered (RFC 3464), and the ids in what it gives back.
struct Bounce {
  std::string code;                      // "5.1.1"
  std::vector<std::string> message_ids;  // 20 at most.
};

/// Nothing where it is no such report or tells of a delay only.
std::optional<Bounce> read_bounce(std::string_view bytes);

}  // namespace ombud::mail
