// Text: what is UTF-8, folded and written in other forms.
#include "base/result.h"
#include "base/text.h"

namespace ombud::fuzz {

void base_text(std::string_view input) {
  const std::string mended = replace_broken_utf8(input);
  must(is_utf8(mended));
  must(!is_utf8(input) || mended == input);
  const std::string folded = fold(mended);
  must(is_utf8(folded) && fold(folded) == folded);
  const std::string normal = to_nfc(mended);
  must(is_utf8(normal) && to_nfc(normal) == normal);
  trim(mended);
  must(split(input, ';').size() ==
       1 + static_cast<std::size_t>(std::count(input.begin(), input.end(), ';')));
  must(from_hex(to_hex(input)).value() == input);
  must(from_base64(to_base64(input)).value() == input);
  if (const auto bytes = from_base64(input)) must(to_base64(*bytes) == input);
  if (const auto bytes = from_hex(input)) must(from_hex(to_hex(*bytes)).value() == *bytes);
}

}  // namespace ombud::fuzz
