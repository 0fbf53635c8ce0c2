#include "detectors/names/tagger.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/result.h"

namespace ombud::detectors::tagging {

namespace {

constexpr float never = -1e4f;
// What a reading without a name must be likelier by, as a logarithm: a name that is in doubt is
// rather reported with a low score than not at all.
constexpr float doubt = 1;

float sum_of_exponentials(const std::array<float, tags>& terms) {
  const float largest = *std::max_element(terms.begin(), terms.end());
  float sum = 0;
  for (const float term : terms) sum += std::exp(term - largest);
  return largest + std::log(sum);
}

float handicap(std::size_t tag) {
  return static_cast<Tag>(tag) == Tag::none || static_cast<Tag>(tag) == Tag::thing ? doubt : 0;
}

bool may_begin(std::size_t tag) { return static_cast<Tag>(tag) != Tag::inner; }

}  // namespace

TagModel read_tag_model(std::string_view text) {
  TagModel model{};
  for (auto& row : model.transition)
    for (float& value : row) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      must(error == std::errc());
      text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    }
  model.weights = read_weights(text);
  must(model.weights.classes == tags - 1);
  return model;
}

std::string written(const TagModel& model) {
  std::string text;
  for (std::size_t from = 0; from < tags; ++from)
    for (std::size_t to = 0; to < tags; ++to)
      text += std::to_string(model.transition[from][to]) + (to + 1 == tags ? "\n" : " ");
  return text + written(model.weights);
}

const Tagger& Tagger::the() {
  static const Weights look = read_weights(model_file("look"));
  static const TagModel model = read_tag_model(model_file("tags"));
  static const Tagger tagger(look, model);
  return tagger;
}

void Tagger::score(const FeatureReader& reader, Run run, Scores& scores) const {
  Features features;
  for (std::size_t at = run.first; at < run.last; ++at) {
    reader.features(at, features);
    int sums[tags - 1] = {};
    for (const std::uint32_t hash : features.view()) {
      const std::int8_t* weight = model_.weights.at(hash);
      for (std::size_t i = 0; i + 1 < tags; ++i) sums[i] += weight[i];
    }
    auto& score = scores[at - run.first];
    score[0] = 0;
    for (std::size_t i = 0; i + 1 < tags; ++i)
      score[i + 1] = static_cast<float>(sums[i]) * model_.weights.scale;
  }
}

void Tagger::decode(Run run, const Scores& scores, std::vector<NamedWords>& names) const {
  const std::size_t size = run.size();
  // Forwards and backwards: how likely each tag is at each word; on the way, the likeliest reading.
  Scores forward, backward, best;
  std::array<std::array<std::uint8_t, tags>, longest_run> from{};
  for (std::size_t tag = 0; tag < tags; ++tag) {
    forward[0][tag] = best[0][tag] = may_begin(tag) ? scores[0][tag] : never;
    if (tag == 0 || tag == 3) best[0][tag] -= doubt;
  }
  for (std::size_t i = 1; i < size; ++i)
    for (std::size_t tag = 0; tag < tags; ++tag) {
      std::array<float, tags> terms;
      best[i][tag] = never * 100;
      for (std::size_t previous = 0; previous < tags; ++previous) {
        terms[previous] = forward[i - 1][previous] + model_.transition[previous][tag];
        const float way = best[i - 1][previous] + model_.transition[previous][tag];
        if (way > best[i][tag]) {
          best[i][tag] = way;
          from[i][tag] = static_cast<std::uint8_t>(previous);
        }
      }
      forward[i][tag] = sum_of_exponentials(terms) + scores[i][tag];
      best[i][tag] += scores[i][tag] - handicap(tag);
    }
  backward[size - 1].fill(0);
  for (std::size_t i = size - 1; i-- > 0;)
    for (std::size_t tag = 0; tag < tags; ++tag) {
      std::array<float, tags> terms;
      for (std::size_t next = 0; next < tags; ++next)
        terms[next] = model_.transition[tag][next] + scores[i + 1][next] + backward[i + 1][next];
      backward[i][tag] = sum_of_exponentials(terms);
    }
  const float total = sum_of_exponentials(forward[size - 1]);
  std::array<std::size_t, longest_run> reading{};
  reading[size - 1] = static_cast<std::size_t>(
      std::max_element(best[size - 1].begin(), best[size - 1].end()) - best[size - 1].begin());
  for (std::size_t i = size - 1; i > 0; --i) reading[i - 1] = from[i][reading[i]];
  const auto chance = [&](std::size_t i, Tag tag) {
    const auto t = static_cast<std::size_t>(tag);
    return std::exp(forward[i][t] + backward[i][t] - total);
  };
  for (std::size_t i = 0; i < size;) {
    if (static_cast<Tag>(reading[i]) != Tag::first) {
      ++i;
      continue;
    }
    const std::size_t first = i;
    float score = 1;
    do score = std::min(score, chance(i, Tag::first) + chance(i, Tag::inner));
    while (++i < size && static_cast<Tag>(reading[i]) == Tag::inner);
    names.push_back({run.first + first, run.first + i, score});
  }
}

void Tagger::find(std::string_view block, const std::vector<Token>& tokens,
                  std::vector<NamedWords>& names) const {
  FeatureReader reader(block, tokens, look_);
  Scores scores;
  for (Run run = next_run(tokens, 0); run.size() > 0; run = next_run(tokens, run.last)) {
    reader.begin(run);
    score(reader, run, scores);
    decode(run, scores, names);
  }
}

}  // namespace ombud::detectors::tagging
