#include "documents/xml.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"

namespace ombud::documents {

std::string xml_text(std::string_view text) {
  const std::string whole = replace_broken_utf8(text);
  std::string result;
  result.reserve(whole.size() + whole.size() / 8);
  const auto length = static_cast<std::int32_t>(whole.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(whole.data(), at, length, c);
    const bool control = u_charType(c) == U_CONTROL_CHAR && c != '\n' && c != '\t' && c != '\r';
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c == '\'')
      result += "&#39;";
    else if (control || c == 0xfffe || c == 0xffff)
      result += "\xef\xbf\xbd";
    else
      result.append(whole, static_cast<std::size_t>(start), static_cast<std::size_t>(at - start));
  }
  return result;
}

}  // namespace ombud::documents
