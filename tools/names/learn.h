#pragma once
// Makes the weights of the two models. The same texts and words make the same weights.

#include <string>
#include <vector>

#include "tools/names/corpus.h"

namespace ombud::detectors::tagging {

/// A conditional random field over `runs`, by stochastic gradient with AdaGrad; of the features of
/// a word a part is left out at random each time, so that none is leant on.
TagModel trained(std::vector<const TrainRun*> runs);

/// What words look like: a softmax over the sums of their pieces' weights. Lines of `path`:
/// "CLASSES WORD"; a word of several classes counts for each in part.
Weights trained_look(const std::string& path);

}  // namespace ombud::detectors::tagging
