#pragma once
// The built pages, compiled into the program: web/build/embed.ts writes build/pages.cc, which holds
// them. A program that was built without them has none.

#include <span>
#include <string_view>

namespace ombud::web {

struct File {
  std::string_view path;  // "/assets/index-CdkGvk8W.js"; the page itself is "/index.html".
  std::string_view type;  // "text/javascript".
  std::string_view plain;
  std::string_view gzip;  // Empty where it would be no smaller.
};

/// By path, in order.
std::span<const File> files();

}  // namespace ombud::web
