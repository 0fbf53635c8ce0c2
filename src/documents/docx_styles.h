#pragma once
// The parts of a DOCX that don't depend on what it says.

#include <string>
#include <string_view>

#include "base/texts.h"

namespace ombud::documents {

/// The beginning of the body, with the names that it uses.
std::string docx_start();
/// A head ("hdr") or foot ("ftr") with this in it.
std::string docx_part(std::string_view element, std::string_view content);
std::string docx_styles(Language language);
/// List 1 has signs; from 2 on there are so many numbered ones.
std::string docx_numbering(int numbered);
std::string docx_settings(Language language);
/// "Page 1 of 2", counted by the reader.
std::string docx_page_number(Language language);

}  // namespace ombud::documents
