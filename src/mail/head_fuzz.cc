// A message as anybody may send it.
#include "base/result.h"
#include "base/text.h"
#include "mail/compose.h"
#include "mail/head.h"
#include "mail/words.h"

namespace ombud::fuzz {

void mail_head(std::string_view input) {
  const mail::Head head = mail::read_head(input);
  must(is_utf8(head.from) && is_utf8(head.subject));
  const mail::Content content = mail::read_content(input, 4096);
  must(is_utf8(content.text) && content.text.size() <= 4096);
  for (const mail::Part& part : content.attached) must(is_utf8(part.name) && is_utf8(part.type));
  mail::read_bounce(input);
  // Whatever somebody writes, what we write of it is one field.
  std::size_t body = 0;
  const std::string field = mail::text_field("Subject", input.substr(0, 2000)) + "\r\n";
  must(mail::read_fields(field, body).size() == 1 && body == field.size());
}

}  // namespace ombud::fuzz
