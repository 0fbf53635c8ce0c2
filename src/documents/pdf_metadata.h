#pragma once
// What a PDF says of itself: title, author, language, that it is PDF/A-2b, and what its colours
// mean.

#include "documents/pdf_file.h"

namespace ombud::documents {

/// The number of the document information.
int put_information(PdfFile& file, const Document& document);
/// The number of the XMP metadata, which say the same.
int put_metadata(PdfFile& file, const Document& document);
/// The number of the output intent: sRGB.
int put_output_intent(PdfFile& file);

}  // namespace ombud::documents
