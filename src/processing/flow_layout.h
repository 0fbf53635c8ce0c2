#pragma once
// Where the nodes of a picture stand and how its lines run: columns from left to right, each column
// ordered so that lines cross as little as a few passes find out.

#include "processing/flow.h"

namespace ombud::processing {

/// Fills in places, sizes and points; orders `nodes` by layer and place.
void lay_out(Flow& flow);

}  // namespace ombud::processing
