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
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include "tools/names/learn.h"

namespace ombud::detectors::tagging {
namespace {

constexpr double least_score = 0.5;

struct Counts {
  std::size_t right = 0, found = 0, gold = 0;
  std::size_t touched_found = 0, touched_gold = 0;
};

void judge(const TagModel& model, const Weights& look, const Sample& sample, Counts& counts) {
  std::vector<Token> tokens;
  std::vector<NamedWords> names;
  read_tokens(sample.text, tokens);
  Tagger(look, model).find(sample.text, tokens, names);
  std::vector<std::array<std::size_t, 2>> gold, found;
  for (const auto& [start, end, person] : sample.spans)
    if (person) gold.push_back({start, end});
  for (const NamedWords& name : names)
    if (name.score >= least_score)
      found.push_back({tokens[name.first].start, tokens[name.last - 1].end});
  counts.gold += gold.size();
  counts.found += found.size();
  const auto touches = [](const auto& a, const auto& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& b) { return a[0] < b[1] && b[0] < a[1]; });
  };
  for (const auto& span : found) {
    const bool right = std::find(gold.begin(), gold.end(), span) != gold.end();
    counts.right += right;
    counts.touched_found += touches(span, gold);
  }
  for (const auto& span : gold) counts.touched_gold += touches(span, found);
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
