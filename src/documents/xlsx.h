#pragma once

#include "documents/documents.h"

namespace ombud::documents {

Result<void> write_xlsx(const Document& document, const Sink& sink);

}  // namespace ombud::documents
