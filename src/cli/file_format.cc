#include "cli/file_format.h"

#include "base/text.h"

namespace ombud::cli {

std::string file_format(const Call& call, std::initializer_list<std::string_view> known,
                        std::string_view otherwise) {
  if (call.has("--format")) return call.value("--format");
  const std::string& file = call.value("--out");
  const std::size_t point = file.rfind('.');
  const std::string_view ending =
      point == std::string::npos ? "" : std::string_view(file).substr(point + 1);
  for (const std::string_view word : known)
    if (ascii_equal_ignoring_case(word, ending)) return std::string(word);
  return std::string(otherwise);
}

}  // namespace ombud::cli
