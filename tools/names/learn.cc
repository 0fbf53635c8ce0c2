#include "tools/names/learn.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>
#include <sstream>

namespace ombud::detectors::tagging {

namespace {

constexpr int epochs = 12;
constexpr std::uint32_t least_seen = 6;

double log_sum(const double* terms, std::size_t size) {
  const double largest = *std::max_element(terms, terms + size);
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += std::exp(terms[i] - largest);
  return largest + std::log(sum);
}

class Trainer {
 public:
  Trainer() : weights_(slots * 3), squares_(slots * 3) {
    for (auto& row : squares_transition_) row.fill(0);
  }

  void epoch(std::vector<const TrainRun*>& runs, std::mt19937& random) {
    std::shuffle(runs.begin(), runs.end(), random);
    TrainRun part;
    for (const TrainRun* run : runs) {
      if (drop == 0) {
        step(*run);
        continue;
      }
      part = *run;
      for (auto& features : part.features)
        std::erase_if(features, [&](std::uint32_t) {
          return static_cast<double>(random() % 1000) < drop * 1000;
        });
      step(part);
    }
    if (sums_.empty()) sums_.resize(weights_.size());
    if (++seen_ <= 2) return;
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += weights_[i];
    ++epochs_;
  }

  TagModel model() const {
    TagModel model{};
    for (std::size_t a = 0; a < tags; ++a)
      for (std::size_t b = 0; b < tags; ++b)
        model.transition[a][b] = allowed(a, b) ? static_cast<float>(transition_[a][b]) : -1000;
    std::vector<double> sizes;
    std::vector<double> weights(weights_.size());
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] = sums_.empty() ? weights_[i] : sums_[i] / epochs_;
    for (const double w : weights)
      if (w != 0) sizes.push_back(std::abs(w));
    std::sort(sizes.begin(), sizes.end());
    const double top = sizes.empty() ? 1 : sizes[sizes.size() * 999 / 1000];
    model.weights.slots = slots;
    model.weights.classes = 3;
    model.weights.scale = static_cast<float>(top / largest_weight);
    for (const double w : weights)
      model.weights.values.push_back(static_cast<std::int8_t>(
          std::clamp<long>(std::lround(w / model.weights.scale), -largest_weight, largest_weight)));
    return model;
  }

  static constexpr std::size_t slots = 1 << 16;
  double decay = 1e-2;
  double rate = 0.15;
  double drop = 0.4;

 private:
  static bool allowed(std::size_t from, std::size_t to) {
    return to != 2 || from == 1 || from == 2;
  }

  double edge(std::size_t a, std::size_t b) const {
    return allowed(a, b) ? transition_[a][b] : -1000;
  }

  void move(double& weight, double& square, double gradient) {
    gradient += decay * weight;
    square += gradient * gradient;
    weight -= rate * gradient / std::sqrt(square + 1e-8);
  }

  void step(const TrainRun& run) {
    const std::size_t size = run.tags.size();
    std::vector<std::array<double, tags>> score(size), forward(size), backward(size);
    for (std::size_t i = 0; i < size; ++i) {
      score[i].fill(0);
      for (const std::uint32_t hash : run.features[i])
        for (std::size_t t = 1; t < tags; ++t)
          score[i][t] += weights_[(hash & (slots - 1)) * 3 + t - 1];
    }
    for (std::size_t t = 0; t < tags; ++t) forward[0][t] = t == 2 ? -1000 : score[0][t];
    double terms[tags];
    for (std::size_t i = 1; i < size; ++i)
      for (std::size_t t = 0; t < tags; ++t) {
        for (std::size_t p = 0; p < tags; ++p) terms[p] = forward[i - 1][p] + edge(p, t);
        forward[i][t] = log_sum(terms, tags) + score[i][t];
      }
    backward[size - 1].fill(0);
    for (std::size_t i = size - 1; i-- > 0;)
      for (std::size_t t = 0; t < tags; ++t) {
        for (std::size_t n = 0; n < tags; ++n)
          terms[n] = edge(t, n) + score[i + 1][n] + backward[i + 1][n];
        backward[i][t] = log_sum(terms, tags);
      }
    const double total = log_sum(forward[size - 1].data(), tags);
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t t = 1; t < tags; ++t) {
        const double gradient =
            std::exp(forward[i][t] + backward[i][t] - total) - (run.tags[i] == t ? 1 : 0);
        if (std::abs(gradient) < 1e-4) continue;
        for (const std::uint32_t hash : run.features[i]) {
          const std::size_t at = (hash & (slots - 1)) * 3 + t - 1;
          move(weights_[at], squares_[at], gradient);
        }
      }
      if (i == 0) continue;
      for (std::size_t a = 0; a < tags; ++a)
        for (std::size_t b = 0; b < tags; ++b) {
          if (!allowed(a, b)) continue;
          const double chance =
              std::exp(forward[i - 1][a] + edge(a, b) + score[i][b] + backward[i][b] - total);
          move(transition_[a][b], squares_transition_[a][b],
               chance - (run.tags[i - 1] == a && run.tags[i] == b ? 1 : 0));
        }
    }
  }

  std::vector<double> weights_, squares_, sums_;
  double epochs_ = 0;
  int seen_ = 0;
  std::array<std::array<double, tags>, tags> transition_{}, squares_transition_{};
};

}  // namespace

TagModel trained(std::vector<const TrainRun*> runs) {
  Trainer trainer;
  std::mt19937 random(1);
  // Pieces of knowledge that were seen once or twice are no knowledge.
  std::vector<std::uint32_t> seen(Trainer::slots);
  for (const TrainRun* run : runs)
    for (const auto& features : run->features)
      for (const std::uint32_t hash : features) ++seen[hash & (Trainer::slots - 1)];
  std::vector<TrainRun> kept;
  kept.reserve(runs.size());
  for (const TrainRun*& run : runs) {
    kept.push_back(*run);
    for (auto& features : kept.back().features)
      std::erase_if(features, [&](std::uint32_t hash) {
        return seen[hash & (Trainer::slots - 1)] < least_seen;
      });
    run = &kept.back();
  }
  for (int i = 0; i < epochs; ++i) trainer.epoch(runs, random);
  return trainer.model();
}

// Softmax over the sums of the pieces' weights; a word of several classes counts for each in part.
Weights trained_look(const std::string& path) {
  struct Example {
    std::vector<std::uint32_t> grams;
    std::array<double, looks> target;
  };

  constexpr std::size_t slots = 1 << 16;
  std::vector<Example> examples;
  std::istringstream in(contents(path));
  for (std::string classes, word; in >> classes >> word;) {
    Example example{{}, {}};
    for_each_gram(word, [&](std::uint32_t hash) { example.grams.push_back(hash & (slots - 1)); });
    for (const char c : classes)
      example.target[static_cast<std::size_t>(c - '0')] = 1.0 / static_cast<double>(classes.size());
    examples.push_back(std::move(example));
  }
  std::vector<double> weights(slots * looks), squares(slots * looks);
  std::mt19937 random(1);
  std::size_t right = 0, judged = 0;
  for (int epoch = 0; epoch < 3; ++epoch) {
    std::shuffle(examples.begin(), examples.end(), random);
    right = judged = 0;
    for (const Example& example : examples) {
      double sums[looks] = {};
      for (const std::uint32_t gram : example.grams)
        for (std::size_t i = 0; i < looks; ++i) sums[i] += weights[gram * looks + i];
      const double total = log_sum(sums, looks);
      ++judged;
      right +=
          example.target[static_cast<std::size_t>(std::max_element(sums, sums + looks) - sums)] > 0;
      for (std::size_t i = 0; i < looks; ++i) {
        const double gradient = std::exp(sums[i] - total) - example.target[i];
        for (const std::uint32_t gram : example.grams) {
          double& weight = weights[gram * looks + i];
          double& square = squares[gram * looks + i];
          const double g = gradient + 1e-4 * weight;
          square += g * g;
          weight -= 0.1 * g / std::sqrt(square + 1e-8);
        }
      }
    }
    std::cerr << "epoch " << epoch << ": "
              << static_cast<double>(right) / static_cast<double>(judged) << "\n";
  }
  Weights model{slots, looks, 0, {}};
  std::vector<double> sizes;
  for (const double w : weights) sizes.push_back(std::abs(w));
  std::sort(sizes.begin(), sizes.end());
  model.scale = static_cast<float>(sizes[sizes.size() * 998 / 1000] / largest_weight);
  for (const double w : weights)
    model.values.push_back(static_cast<std::int8_t>(
        std::clamp<long>(std::lround(w / model.scale), -largest_weight, largest_weight)));
  return model;
}

}  // namespace ombud::detectors::tagging
