// What a backup holds: rows, and what it says of itself at its end.
#include "backup/manifest.h"
#include "backup/records.h"
#include "base/result.h"

namespace ombud::fuzz {

void backup_records(std::string_view input) {
  if (const auto row = backup::unpack(input)) must(backup::pack(*row) == input);
  const auto manifest = backup::manifest_of(input);
  if (!manifest) return;
  const std::string text = backup::to_json(*manifest);
  const auto again = backup::manifest_of(text);
  must(again.has_value() && backup::to_json(*again) == text);
  must(again->tables == manifest->tables && again->files == manifest->files);
}

}  // namespace ombud::fuzz
