#pragma once
// The web interface as a browser gets it: one page for every address, and its files. What the pages
// show they ask for under /api.

#include <optional>
#include <span>
#include <vector>

#include "accounts/visit.h"
#include "web/files.h"

namespace ombud::web {

/// GET / and every address that no other room has, up to four segments deep, and the files beside.
/// Errc::not_found "web.not_built": the program holds no pages; "http.not_found" for a file that is
/// none and for an address under /api.
std::vector<accounts::Route> routes(std::span<const File> all = files());

/// One of those files, which are the same for everybody; nothing where the request means a page or
/// what there is not.
std::optional<http::Answer> file(const http::Request& request, std::span<const File> all = files());

}  // namespace ombud::web
