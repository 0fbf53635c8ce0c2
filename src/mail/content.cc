// The content of a message: text to read and what hangs on it, parts within parts.

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "mail/head.h"
#include "mail/words.h"

namespace ombud::mail {

namespace {

constexpr int deepest = 8;
constexpr std::size_t most_parts = 100;
constexpr std::size_t most_ids = 20;

struct Entity {
  std::vector<Field> fields;
  Parameters type;
  std::string_view body;
};

Entity entity_of(std::string_view bytes) {
  Entity entity;
  std::size_t body = 0;
  entity.fields = read_fields(bytes, body);
  entity.body = bytes.substr(body);
  entity.type = read_parameters(value_of(entity.fields, "Content-Type"));
  if (entity.type.value.empty()) entity.type.value = "text/plain";
  return entity;
}

// What stands between the boundaries, `most_parts` at most.
std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty() || boundary.size() > 200) return parts;
  const std::string mark = "--" + boundary;
  std::size_t from = std::string_view::npos;
  for (std::size_t at = body.find(mark); at != std::string_view::npos && parts.size() < most_parts;
       at = body.find(mark, at + mark.size())) {
    const std::string_view rest = body.substr(at + mark.size(), 2);
    const bool ends = rest.empty() || rest == "--" || rest.find_first_of(" \t\r\n") == 0;
    if ((at > 0 && body[at - 1] != '\n') || !ends) continue;
    if (from != std::string_view::npos) parts.push_back(body.substr(from, at - from));
    from = body.find('\n', at);
    if (from == std::string_view::npos || rest == "--") return parts;
    ++from;
  }
  if (from != std::string_view::npos && parts.size() < most_parts)
    parts.push_back(body.substr(from));  // Cut off before its end.
  return parts;
}

// Every part that is no envelope of others, in order.
void walk(std::string_view bytes, int depth, std::size_t& left,
          const std::function<void(const Entity&)>& take) {
  if (left == 0) return;
  --left;
  const Entity entity = entity_of(bytes);
  if (entity.type.value.starts_with("multipart/") && depth < deepest) {
    for (const std::string_view part : parts_of(entity.body, entity.type.of("boundary")))
      walk(part, depth + 1, left, take);
    return;
  }
  take(entity);
}

std::string decoded(const Entity& entity) {
  const std::string_view how = value_of(entity.fields, "Content-Transfer-Encoding");
  if (ascii_equal_ignoring_case(how, "base64")) return read_loose_base64(entity.body);
  if (ascii_equal_ignoring_case(how, "quoted-printable")) return read_quoted_printable(entity.body);
  return std::string(entity.body);
}

// Lines and tabs stay; nothing else that steers.
std::string readable(std::string_view text) {
  std::string out;
  for (const char c : replace_broken_utf8(text))
    if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)) out += c;
  return out;
}

// The words between the tags: enough to see what it is about. Nothing of it is ever shown as HTML.
std::string without_tags(std::string_view html) {
  std::string out;
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t open = html.find('<', at);
    out += html.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::string_view tag = html.substr(open, 8);
    const char* hidden = ascii_equal_ignoring_case(tag.substr(0, 6), "<style")    ? "</style"
                         : ascii_equal_ignoring_case(tag.substr(0, 7), "<script") ? "</script"
                                                                                  : nullptr;
    const std::size_t from = hidden == nullptr ? open : html.find(hidden, open);
    const std::size_t close = from == std::string_view::npos ? from : html.find('>', from);
    if (close == std::string_view::npos) break;
    out += ' ';
    at = close + 1;
  }
  return out;
}

}  // namespace

Content read_content(std::string_view bytes, std::size_t most_bytes) {
  Content content;
  std::string markup;
  std::size_t left = most_parts;
  walk(bytes, 0, left, [&](const Entity& entity) {
    const Parameters place = read_parameters(value_of(entity.fields, "Content-Disposition"));
    std::string name = place.of("filename");
    if (name.empty()) name = entity.type.of("name");
    const bool is_plain = entity.type.value == "text/plain";
    const bool is_html = entity.type.value == "text/html";
    if (place.value == "attachment" || !name.empty() || (!is_plain && !is_html)) {
      content.attached.push_back({name, without_controls(entity.type.value), entity.body.size()});
      return;
    }
    const std::string text = readable(read_charset(decoded(entity), entity.type.of("charset")));
    std::string& to = is_plain ? content.text : markup;
    if (!to.empty()) to += "\n";
    to += text;
  });
  content.cut = left == 0;
  if (trim(content.text).empty()) content.text = without_tags(markup);
  if (content.text.size() > most_bytes) {
    content.text.resize(most_bytes);
    while (!is_utf8(content.text)) content.text.pop_back();
    content.cut = true;
  }
  return content;
}

std::optional<Bounce> read_bounce(std::string_view bytes) {
  const Entity whole = entity_of(bytes);
  if (whole.type.value != "multipart/report") return std::nullopt;
  Bounce bounce;
  bool failed = false;
  std::size_t left = most_parts;
  walk(bytes, 0, left, [&](const Entity& entity) {
    if (entity.type.value == "message/delivery-status") {
      // Groups of fields; the one of a recipient says what became of it.
      std::string_view rest = entity.body;
      for (std::size_t groups = 0; !rest.empty() && groups < most_parts; ++groups) {
        std::size_t end = 0;
        const std::vector<Field> fields = read_fields(rest, end);
        if (end == 0) break;
        rest.remove_prefix(end);
        if (!ascii_equal_ignoring_case(value_of(fields, "Action"), "failed")) continue;
        const std::string status = trim(value_of(fields, "Status")).substr(0, 12);
        failed = failed || status.starts_with("5.");
        if (bounce.code.empty() && is_utf8(status)) bounce.code = without_controls(status);
      }
    } else if (entity.type.value == "message/rfc822" ||
               entity.type.value == "text/rfc822-headers" ||
               entity.type.value == "message/rfc822-headers") {
      std::size_t body = 0;
      const std::vector<Field> returned = read_fields(entity.body, body);
      std::string_view id = value_of(returned, "Message-ID");
      if (id.starts_with('<')) id.remove_prefix(1);
      id = id.substr(0, id.find('>'));
      if (!id.empty() && is_utf8(id) && bounce.message_ids.size() < most_ids)
        bounce.message_ids.emplace_back(id);
    }
  });
  if (!failed) return std::nullopt;
  return bounce;
}

}  // namespace ombud::mail
