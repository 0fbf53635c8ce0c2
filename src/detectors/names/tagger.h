#pragma once
// Which words of a run are a person's name: a linear-chain conditional random field over four tags.
// It gives every reading of a run a probability; what is reported is the likeliest reading, each
// name with the probability that its words are of a person.

#include <array>
#include <string_view>
#include <vector>

#include "detectors/names/features.h"

namespace ombud::detectors::tagging {

enum class Tag : std::uint8_t { none, first, inner, thing };  // thing: another name than a person's
constexpr std::size_t tags = 4;

/// The sums of weights for each tag of each word of a run.
using Scores = std::array<std::array<float, tags>, longest_run>;
using Transitions = std::array<std::array<float, tags>, tags>;

struct TagModel {
  Weights weights;         // three a feature: first, inner, thing; none is 0
  Transitions transition;  // from, to
};

TagModel read_tag_model(std::string_view text);
std::string written(const TagModel& model);

struct NamedWords {
  std::size_t first;
  std::size_t last;  // one past
  double score;
};

class Tagger {
 public:
  Tagger(const Weights& look, const TagModel& model) : look_(look), model_(model) {}

  /// The one of the program.
  static const Tagger& the();

  /// The names among the words of `block`, by place.
  void find(std::string_view block, const std::vector<Token>& tokens,
            std::vector<NamedWords>& names) const;

 private:
  void score(const FeatureReader& reader, Run run, Scores& scores) const;
  void decode(Run run, const Scores& scores, std::vector<NamedWords>& names) const;

  const Weights& look_;
  const TagModel& model_;
};

}  // namespace ombud::detectors::tagging
