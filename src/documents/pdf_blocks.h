#pragma once
// How each kind of block is set on the pages of a PDF.

#include "base/texts.h"
#include "documents/pdf_pages.h"

namespace ombud::documents {

/// Rules of hand for all of them: sizes in points.
constexpr double text_size = 9.5;

Result<void> put_table(PdfPages& pages, const Table& table, Language language);
void put_figure(PdfPages& pages, const Figure& figure);
/// Lines one under the other, over as many pages as they take.
void put_lines(PdfPages& pages, const std::vector<Line>& lines, double x, PdfTags::Element element,
               std::string_view kind, std::span<const Run> runs, Ink ink);

}  // namespace ombud::documents
