#pragma once

#include <string>

#include "documents/figure.h"

namespace ombud::documents {

/// The figure as a run of a paragraph, drawn as vectors (DrawingML), no wider than `width` points.
/// Readers that don't draw such show the text alternative.
std::string docx_figure(const Figure& figure, int number, double width);

}  // namespace ombud::documents
