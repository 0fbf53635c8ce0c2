#pragma once
// The texts that the name finder is trained on and judged by.

#include <array>
#include <string>
#include <vector>

#include "detectors/names/tagger.h"

namespace ombud::detectors::tagging {

struct Sample {
  std::string text;
  std::string group;
  std::vector<std::array<std::size_t, 3>> spans;  // bytes; 1 for a person, 0 for another name
};

struct TrainRun {
  std::vector<std::vector<std::uint32_t>> features;
  std::vector<std::size_t> tags;
};

struct Corpus {
  std::string name;
  bool judged = true;
  std::vector<Sample> samples;
  std::vector<std::vector<TrainRun>> runs;  // of each sample
};

/// The file's bytes; ends the program where it can't be read.
std::string contents(const std::string& path);

/// JSON lines {"text", "spans": [[start, end, label], …], "group"} in code points.
std::vector<Sample> read_samples(const std::string& path);

/// The files named by `arguments`; one whose name begins with '+' is not to be judged.
std::vector<Corpus> read_corpora(int from, int count, char** arguments, const Weights& look);

}  // namespace ombud::detectors::tagging
