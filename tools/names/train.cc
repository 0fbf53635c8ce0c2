// Makes the two models of src/detectors/names and measures them.
//
//     train_names look WORDS OUT            WORDS: lines "CLASSES WORD", CLASSES of 0 ordinary,
//                                           1 given name, 2 surname, 3 place: "02 berg"
//     train_names tags LOOK OUT TEXTS...    the model of all TEXTS
//     train_names cross LOOK FOLDS TEXTS... each TEXTS cut in FOLDS, each part judged by a model
//                                           of all other parts
//     train_names judge LOOK TAGS TEXTS...  each TEXTS judged by a model that is there; where lines
//                                           have a "group", each group
//     train_names away LOOK TEXTS...        each TEXTS judged by a model of the other files
//
// TEXTS: JSON lines {"text", "spans": [[start, end, label], …]} in code points. "+FILE" is trained
// on and never judged.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <sstream>

#include "detectors/characters.h"
#include "detectors/names/tagger.h"

namespace ombud::detectors::tagging {
namespace {

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

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::cerr << "cannot read " << path << "\n";
    std::exit(2);
  }
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<Sample> read_samples(const std::string& path) {
  std::istringstream in(contents(path));
  std::vector<Sample> samples;
  for (std::string line; std::getline(in, line);) {
    const auto object = nlohmann::json::parse(line);
    Sample sample{object.at("text"), object.value("group", ""), {}};
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < sample.text.size(); at += code_point_at(sample.text, at).length)
      starts.push_back(at);
    starts.push_back(sample.text.size());
    for (const auto& span : object.at("spans"))
      sample.spans.push_back(
          {starts.at(span[0]), starts.at(span[1]), span[2] == "PERSON" ? 1u : 0u});
    samples.push_back(std::move(sample));
  }
  return samples;
}

// The tags that the spans give to the words.
std::vector<std::size_t> tags_of(const Sample& sample, const std::vector<Token>& tokens) {
  std::vector<std::size_t> result(tokens.size(), 0);
  for (const auto& [start, end, person] : sample.spans) {
    bool first = true;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].start >= end || tokens[i].end <= start) continue;
      result[i] = static_cast<std::size_t>(!person ? Tag::thing : first ? Tag::first : Tag::inner);
      first = false;
    }
  }
  return result;
}

std::vector<TrainRun> runs_of(const Sample& sample, const Weights& look) {
  std::vector<Token> tokens;
  read_tokens(sample.text, tokens);
  const auto gold = tags_of(sample, tokens);
  FeatureReader reader(sample.text, tokens, look);
  std::vector<TrainRun> runs;
  Features features;
  for (Run run = next_run(tokens, 0); run.size() > 0; run = next_run(tokens, run.last)) {
    reader.begin(run);
    TrainRun train;
    for (std::size_t at = run.first; at < run.last; ++at) {
      reader.features(at, features);
      train.features.emplace_back(features.view().begin(), features.view().end());
      // A name that began outside the run begins here for it.
      std::size_t tag = gold[at];
      if (tag == 2 && (at == run.first || train.tags.back() == 0 || train.tags.back() == 3))
        tag = 1;
      train.tags.push_back(tag);
    }
    runs.push_back(std::move(train));
  }
  return runs;
}

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

TagModel trained(std::vector<const TrainRun*> runs) {
  Trainer trainer;
  if (const char* v = std::getenv("DECAY")) trainer.decay = std::strtod(v, nullptr);
  if (const char* v = std::getenv("RATE")) trainer.rate = std::strtod(v, nullptr);
  int epochs = 12;
  if (const char* v = std::getenv("EPOCHS")) epochs = static_cast<int>(std::strtol(v, nullptr, 10));
  if (const char* v = std::getenv("DROP")) trainer.drop = std::strtod(v, nullptr);
  std::mt19937 random(1);
  // Pieces of knowledge that were seen once or twice are no knowledge.
  std::vector<std::uint32_t> seen(Trainer::slots);
  std::uint32_t least = 6;
  if (const char* v = std::getenv("MINC")) least = std::strtoul(v, nullptr, 10);
  for (const TrainRun* run : runs)
    for (const auto& features : run->features)
      for (const std::uint32_t hash : features) ++seen[hash & (Trainer::slots - 1)];
  std::vector<TrainRun> kept;
  kept.reserve(runs.size());
  for (const TrainRun*& run : runs) {
    kept.push_back(*run);
    for (auto& features : kept.back().features)
      std::erase_if(features,
                    [&](std::uint32_t hash) { return seen[hash & (Trainer::slots - 1)] < least; });
    run = &kept.back();
  }
  for (int i = 0; i < epochs; ++i) trainer.epoch(runs, random);
  return trainer.model();
}

struct Counts {
  std::size_t right = 0, found = 0, gold = 0;
  std::size_t touched_found = 0, touched_gold = 0;
};

bool show_errors = std::getenv("SHOW") != nullptr;

void judge(const TagModel& model, const Weights& look, const Sample& sample, Counts& counts) {
  static const double threshold =
      std::getenv("LEAST") ? std::strtod(std::getenv("LEAST"), nullptr) : 0.5;
  std::vector<Token> tokens;
  std::vector<NamedWords> names;
  read_tokens(sample.text, tokens);
  Tagger(look, model).find(sample.text, tokens, names);
  std::vector<std::array<std::size_t, 2>> gold, found;
  for (const auto& [start, end, person] : sample.spans)
    if (person) gold.push_back({start, end});
  for (const NamedWords& name : names)
    if (name.score >= threshold)
      found.push_back({tokens[name.first].start, tokens[name.last - 1].end});
  counts.gold += gold.size();
  counts.found += found.size();
  const auto touches = [](const auto& a, const auto& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& b) { return a[0] < b[1] && b[0] < a[1]; });
  };
  bool wrong = false;
  for (const auto& span : found) {
    const bool right = std::find(gold.begin(), gold.end(), span) != gold.end();
    counts.right += right;
    wrong = wrong || !right;
    counts.touched_found += touches(span, gold);
  }
  for (const auto& span : gold) counts.touched_gold += touches(span, found);
  if (show_errors && (wrong || gold.size() != found.size())) {
    std::cout << "   " << sample.text << "\n      gold:";
    for (const auto& s : gold) std::cout << " [" << sample.text.substr(s[0], s[1] - s[0]) << "]";
    std::cout << " found:";
    for (const NamedWords& name : names)
      std::cout << " ["
                << sample.text.substr(tokens[name.first].start,
                                      tokens[name.last - 1].end - tokens[name.first].start)
                << " " << name.score << "]";
    std::cout << "\n";
  }
}

void print(const std::string& name, const Counts& c) {
  const auto part = [](std::size_t a, std::size_t b) {
    return b == 0 ? 0 : static_cast<double>(a) / static_cast<double>(b);
  };
  const auto mean = [](double p, double r) { return p + r == 0 ? 0 : 2 * p * r / (p + r); };
  const double p = part(c.right, c.found), r = part(c.right, c.gold);
  const double op = part(c.touched_found, c.found), recall = part(c.touched_gold, c.gold);
  char line[200];
  std::snprintf(line, sizeof line,
                "%-36s strict P %.3f R %.3f F1 %.3f   overlap P %.3f R %.3f F1 %.3f   n=%zu",
                name.c_str(), p, r, mean(p, r), op, recall, mean(op, recall), c.gold);
  std::cout << line << std::endl;
}

std::vector<Corpus> read_corpora(int from, int count, char** arguments, const Weights& look) {
  std::vector<Corpus> corpora;
  for (int i = from; i < count; ++i) {
    std::string path = arguments[i];
    Corpus corpus;
    corpus.judged = path[0] != '+';
    if (!corpus.judged) path.erase(0, 1);
    corpus.name = path.substr(path.rfind('/') + 1);
    corpus.samples = read_samples(path);
    for (const Sample& sample : corpus.samples) corpus.runs.push_back(runs_of(sample, look));
    corpora.push_back(std::move(corpus));
  }
  return corpora;
}

void cross(const std::vector<Corpus>& corpora, std::size_t folds, const Weights& look) {
  std::vector<Counts> counts(corpora.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    // Contiguous parts: neighbours are of the same article and name the same people.
    const auto in_fold = [&](const Corpus& corpus, std::size_t i) {
      return corpus.judged && i * folds / corpus.samples.size() == fold;
    };
    std::vector<const TrainRun*> runs;
    for (const Corpus& corpus : corpora)
      for (std::size_t i = 0; i < corpus.samples.size(); ++i)
        if (!in_fold(corpus, i))
          for (const TrainRun& run : corpus.runs[i]) runs.push_back(&run);
    const TagModel model = trained(runs);
    for (std::size_t c = 0; c < corpora.size(); ++c)
      for (std::size_t i = 0; i < corpora[c].samples.size(); ++i)
        if (in_fold(corpora[c], i)) judge(model, look, corpora[c].samples[i], counts[c]);
  }
  Counts all;
  for (std::size_t c = 0; c < corpora.size(); ++c) {
    if (!corpora[c].judged) continue;
    print(corpora[c].name, counts[c]);
    all.right += counts[c].right;
    all.found += counts[c].found;
    all.gold += counts[c].gold;
    all.touched_found += counts[c].touched_found;
    all.touched_gold += counts[c].touched_gold;
  }
  print("all", all);
}

void away(const std::vector<Corpus>& corpora, const Weights& look) {
  for (const Corpus& judged : corpora) {
    if (!judged.judged) continue;
    std::vector<const TrainRun*> runs;
    for (const Corpus& corpus : corpora)
      if (&corpus != &judged)
        for (const auto& sample : corpus.runs)
          for (const TrainRun& run : sample) runs.push_back(&run);
    const TagModel model = trained(runs);
    Counts counts;
    for (const Sample& sample : judged.samples) judge(model, look, sample, counts);
    print(judged.name, counts);
  }
}

void judge_texts(const TagModel& model, const std::string& path, const Weights& look) {
  std::map<std::string, Counts> groups;
  for (const Sample& sample : read_samples(path)) {
    judge(model, look, sample, groups["all of " + path.substr(path.rfind('/') + 1)]);
    if (!sample.group.empty()) judge(model, look, sample, groups[sample.group]);
  }
  for (const auto& [name, counts] : groups) print(name, counts);
}

// Softmax over the sums of the pieces' weights; a word of several classes counts for each in part.
Weights trained_look(const std::string& path) {
  struct Example {
    std::vector<std::uint32_t> grams;
    std::array<double, looks> target;
  };

  constexpr std::size_t slots = 1 << 14;
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
  for (int epoch = 0; epoch < 6; ++epoch) {
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

int run(int count, char** arguments) {
  const std::string command = count > 1 ? arguments[1] : "";
  if (command == "look" && count == 4) {
    std::ofstream(arguments[3]) << written(trained_look(arguments[2]));
    return 0;
  }
  if (count < 4) return 2;
  const Weights look = read_weights(contents(arguments[2]));
  if (command == "tags") {
    const auto corpora = read_corpora(4, count, arguments, look);
    std::vector<const TrainRun*> runs;
    for (const Corpus& corpus : corpora)
      for (const auto& sample : corpus.runs)
        for (const TrainRun& one : sample) runs.push_back(&one);
    std::ofstream(arguments[3]) << written(trained(runs));
    return 0;
  }
  if (command == "cross")
    cross(read_corpora(4, count, arguments, look), std::strtoul(arguments[3], nullptr, 10), look);
  else if (command == "judge")
    for (int i = 4; i < count; ++i)
      judge_texts(read_tag_model(contents(arguments[3])), arguments[i], look);
  else if (command == "away")
    away(read_corpora(3, count, arguments, look), look);
  else
    return 2;
  return 0;
}

}  // namespace
}  // namespace ombud::detectors::tagging

int main(int count, char** arguments) { return ombud::detectors::tagging::run(count, arguments); }
