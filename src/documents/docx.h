#pragma once

#include "documents/documents.h"

namespace ombud::documents {

Result<void> write_docx(const Document& document, const Sink& sink);

}  // namespace ombud::documents
