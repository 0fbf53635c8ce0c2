#pragma once

#include <string>

#include "documents/figure.h"

namespace ombud::documents {

/// The figure as an <svg> element with its text alternative; `id` is unique on the page. Colours
/// are classes of the page's style sheet ("f-tint" fills, "s-edge" strokes), so that they turn with
/// it.
std::string figure_svg(const Figure& figure, const std::string& id);

}  // namespace ombud::documents
