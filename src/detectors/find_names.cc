// Persons' names in running text. The tagger (names/) reads each run of capitalised words with what
// stands around it; here is what looks further than a run: "Berg, Johan", and a name that the same
// text has told of before.

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "detectors/finders.h"
#include "detectors/names/tagger.h"

namespace ombud::detectors {

namespace {

using tagging::Gap;
using tagging::NamedWords;
using tagging::Run;
using tagging::Shape;
using tagging::Token;

// A longer text is read in parts, cut between lines, sentences or words, so that its words need
// little room.
constexpr std::size_t longest_block = 1 << 20;

// Right after a name they make it a company's.
constexpr std::string_view company_forms[] = {"ab",  "as",   "oy",  "oyj", "hb", "kb",      "aps",
                                              "asa", "ltd",  "inc", "llc", "co", "holding", "gmbh",
                                              "ehf", "corp", "plc", "bv",  "ag", "group",   "hf"};
constexpr double of_a_company = 0.4;

constexpr double last_first_score = 0.85;
constexpr double repeated_score = 0.7;
constexpr double sure_enough_to_repeat = 0.8;

class NameSearch {
 public:
  explicit NameSearch(std::vector<Finding>& found) : found_(found) {}

  void read(std::string_view block, std::size_t offset) {
    block_ = block;
    tagging::read_tokens(block, tokens_);
    names_.clear();
    tagging::Tagger::the().find(block, tokens_, names_);
    add_last_first();
    add_repeated();
    for (NamedWords& name : names_) {
      if (is_company(name)) name.score = std::min(name.score, of_a_company);
      const std::size_t start = tokens_[name.first].start;
      const std::size_t end = tokens_[name.last - 1].end;
      found_.push_back({Kind::name, offset + start, offset + end, std::min(name.score, 0.99),
                        fold(block.substr(start, end - start))});
    }
  }

 private:
  // "Johan Berg AB" and, the form being read as a part of the name, "Johan Berg Holding".
  bool is_company(const NamedWords& name) const {
    const auto is_form = [&](std::size_t at) {
      const Token& token = tokens_[at];
      if (token.end - token.start == 1 && at + 1 < tokens_.size())
        return block_.substr(token.start, 3) == "A/S" || block_.substr(token.start, 3) == "a/s";
      return std::any_of(std::begin(company_forms), std::end(company_forms),
                         [&](std::string_view form) { return token.key == tagging::key_of(form); });
    };
    if (name.last < tokens_.size() && tokens_[name.last].gap == Gap::blank && is_form(name.last))
      return true;
    return name.last - name.first > 1 && is_form(name.last - 1);
  }

  bool all(Run run, tagging::Classes classes) const {
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(run.first),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(run.last),
                       [&](const Token& token) {
                         return (token.classes & classes) || token.shape == Shape::initial;
                       });
  }

  bool is_one_comma(std::size_t before) const {
    const std::size_t start = tokens_[before - 1].end;
    const std::string_view gap = block_.substr(start, tokens_[before].start - start);
    return gap == "," || gap == ", " || gap == "; " || gap == ";" || gap == " , ";
  }

  // "Berg, Johan Erik": a run that is one surname, a comma, a run of nothing but given names.
  void add_last_first() {
    for (Run run = tagging::next_run(tokens_, 0); run.size() > 0;) {
      const Run next = tagging::next_run(tokens_, run.last);
      if (next.size() > 0 && next.first == run.last && run.size() <= 2 && next.size() <= 3 &&
          is_one_comma(next.first) && all(run, tagging::any_surname | tagging::is_particle) &&
          tokens_[run.first].shape != Shape::initial && all(next, tagging::is_given) &&
          !(tokens_[run.first].classes & tagging::is_given &&
            !(tokens_[run.first].classes & tagging::is_surname_here)))
        replace({run.first, next.last, last_first_score});
      run = next;
    }
  }

  void replace(NamedWords name) {
    std::erase_if(names_, [&](const NamedWords& other) {
      return other.first < name.last && name.first < other.last;
    });
    names_.insert(std::upper_bound(names_.begin(), names_.end(), name,
                                   [](const auto& a, const auto& b) { return a.first < b.first; }),
                  name);
  }

  std::uint32_t key_without_genitive(const Token& token) const {
    tagging::Folded folded;
    tagging::fold_word(block_.substr(token.start, token.end - token.start), folded);
    const std::string_view word = folded.view();
    return word.size() > 3 && word.ends_with('s') ? tagging::key_of(word.substr(0, word.size() - 1))
                                                  : 0;
  }

  // "Johan Bergmark ringde. Bergmark vill …": a lone word that was part of a whole name before.
  void add_repeated() {
    for (const NamedWords& name : names_) {
      if (name.last - name.first < 2 || name.score < sure_enough_to_repeat) continue;
      for (std::size_t i = name.first; i < name.last; ++i)
        if (tokens_[i].shape == Shape::capital && !(tokens_[i].classes & tagging::is_ordinary))
          known_.push_back(tokens_[i].key);
    }
    if (known_.empty()) return;
    std::sort(known_.begin(), known_.end());
    known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
    const auto is_known = [&](std::uint32_t key) {
      return std::binary_search(known_.begin(), known_.end(), key);
    };
    std::vector<NamedWords> repeated;
    for (Run run = tagging::next_run(tokens_, 0); run.size() > 0;
         run = tagging::next_run(tokens_, run.last)) {
      const Token& token = tokens_[run.first];
      if (run.size() != 1 || token.shape != Shape::capital) continue;
      if (is_known(token.key) || is_known(key_without_genitive(token)))
        repeated.push_back({run.first, run.last, repeated_score});
    }
    for (const NamedWords& name : repeated) {
      const auto old = std::find_if(names_.begin(), names_.end(), [&](const NamedWords& other) {
        return other.first <= name.first && name.first < other.last;
      });
      if (old == names_.end())
        replace(name);
      else
        old->score = std::max(old->score, repeated_score);
    }
  }

  std::vector<Finding>& found_;
  std::string_view block_;
  std::vector<Token> tokens_;
  std::vector<NamedWords> names_;
  std::vector<std::uint32_t> known_;  // keys of the words of whole names in this text, sorted
};

// Where to cut `text`, which is longer than a block.
std::size_t cut(std::string_view text) {
  for (const std::string_view end : {"\n", ". ", " "}) {
    const std::size_t at = text.rfind(end, longest_block - end.size());
    if (at != std::string_view::npos && at > longest_block / 2) return at + end.size();
  }
  return longest_block;
}

}  // namespace

void find_names(const Text& text, std::vector<Finding>& found) {
  NameSearch search(found);
  for (std::size_t at = 0; at < text.bytes.size();) {
    const std::string_view rest = text.bytes.substr(at);
    const std::size_t length = rest.size() > longest_block ? cut(rest) : rest.size();
    search.read(rest.substr(0, length), at);
    at += length;
  }
}

}  // namespace ombud::detectors
