#pragma once
// The fonts of documents, from the packages that packages.txt names, and nothing else that a
// machine may have.

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

struct _FcConfig;
struct hb_face_t;

namespace ombud::documents {

/// Noto Sans with its fonts for other scripts, then what has the signs that it lacks: DejaVu Sans,
/// Symbola (pictures, in black), Droid Sans Fallback (Chinese, Japanese, Korean). Errc::unavailable
/// "documents.no_fonts" where Noto Sans itself is missing.
Result<std::shared_ptr<_FcConfig>> document_fonts();

/// Errc::unavailable "documents.no_fonts" where there is no such file.
Result<void> check_font(const std::string& file);

/// Noto Sans itself: regular, bold, italic, both.
constexpr int main_fonts = 4;
std::string main_font_file(int font);

}  // namespace ombud::documents
