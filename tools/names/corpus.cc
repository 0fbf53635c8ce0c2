#include "tools/names/corpus.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "detectors/characters.h"

namespace ombud::detectors::tagging {

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

namespace {

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

}  // namespace

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

}  // namespace ombud::detectors::tagging
