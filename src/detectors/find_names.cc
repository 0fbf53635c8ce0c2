// Persons' names in running text: runs of capitalised words, weighed by the dictionary of names, by
// the endings that Nordic surnames have, and by what stands before and after.

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "detectors/finders.h"
#include "detectors/gaps.h"
#include "detectors/names.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t most_words = 6;

// Given names that are usual words too: at the beginning of a sentence they say nothing.
constexpr std::string_view words_too[] = {
    "ade",  "ali",      "alma",     "ama",   "an",       "ane",  "april", "aud",   "august",
    "bill", "blessing", "bo",       "bola",  "claude",   "dag",  "day",   "dina",  "du",
    "eli",  "ella",     "ester",    "even",  "faith",    "fri",  "grace", "gul",   "han",
    "hans", "hen",      "hong",     "ida",   "ina",      "ing",  "inga",  "inka",  "io",
    "is",   "jo",       "joy",      "jul",   "june",     "kan",  "kim",   "lage",  "le",
    "li",   "lien",     "liga",     "ling",  "liv",      "live", "lo",    "lone",  "love",
    "mad",  "mads",     "mai",      "maj",   "man",      "mark", "may",   "milan", "min",
    "mina", "mine",     "my",       "nam",   "no",       "ny",   "odd",   "of",    "ok",
    "ole",  "ove",      "patience", "per",   "precious", "rasa", "rest",  "roman", "rose",
    "saga", "sam",      "sol",      "son",   "sten",     "stig", "storm", "svea",  "tage",
    "tale", "tang",     "tell",     "tim",   "tone",     "tor",  "ulla",  "una",   "unn",
    "van",  "vera",     "vide",     "ville", "vin",      "vita", "yan"};

constexpr std::string_view particles =
    " von af av de van der den di da dos del la le du el al bin "
    "ibn abu ten ter zu ";

constexpr std::string_view company_forms =
    " ab as a oy oyj hb kb aps asa ltd inc gmbh ehf hf ag group holding ks is ky kommune kommun "
    "gatan vägen gade vej gate vei katu ";

bool in_list(std::string_view list, std::string_view word) {
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_word_too(std::string_view folded) {
  return std::find(std::begin(words_too), std::end(words_too), folded) != std::end(words_too);
}

// Endings that few words have but surnames.
bool has_surname_ending(std::string_view folded) {
  for (const std::string_view ending :
       {"sson", "dóttir", "datter", "qvist", "kvist", "ström", "strøm",  "berg",  "gren", "lund",
        "holm", "stedt",  "borg",   "nen",   "sen",   "ssen",  "lainen", "gaard", "gård", "ović",
        "ević", "ski",    "ska",    "oglu",  "oğlu",  "zadeh", "yan",    "stad",  "dahl", "dal"})
    if (folded.size() > ending.size() + 1 && folded.ends_with(ending)) return true;
  return false;
}

// Endings by which a surname is known without a given name: "Eriksson ringde".
bool is_nothing_but_a_surname(std::string_view folded) {
  for (const std::string_view ending : {"sson", "ssen", "nsen", "rsen", "lsen", "dóttir", "onen",
                                        "inen", "anen", "änen", "qvist", "kvist", "ström", "strøm"})
    if (folded.size() > ending.size() + 1 && folded.ends_with(ending)) return true;
  return false;
}

// "Annas" is Anna's.
std::string_view without_genitive(std::string_view folded) {
  return folded.size() > 3 && folded.ends_with("s") ? folded.substr(0, folded.size() - 1) : folded;
}

class NameSearch {
 public:
  NameSearch(const Text& text, std::vector<Finding>& found) : text_(text), found_(found) {}

  void run() {
    for (std::size_t first = 0; first < text_.words.size();) {
      if (!begins_run(first)) {
        ++first;
        continue;
      }
      const std::size_t end = run_end(first);
      judge(first, end);
      try_last_first(first, end);
      first = end;
    }
  }

 private:
  const Word& word(std::size_t i) const { return text_.words[i]; }

  bool is_initial(std::size_t i) const {
    return word(i).capital && code_points(word(i).folded).size() == 1 &&
           word(i).end < text_.bytes.size() && text_.bytes[word(i).end] == '.';
  }

  bool begins_run(std::size_t i) const { return word(i).capital; }

  bool given(std::size_t i) const { return is_given_name(word(i).folded); }

  bool surname(std::size_t i, bool last) const {
    const std::string& folded = word(i).folded;
    return is_surname(folded) || has_surname_ending(folded) ||
           (last && is_surname(without_genitive(folded)));
  }

  // True where nothing but the beginning of a sentence explains the capital.
  bool begins_sentence(std::size_t i) const {
    if (i == 0) return true;
    const std::string_view gap = text_.gap_before(i);
    return gap.find_first_of(".!?:\n\"'*>-") != std::string_view::npos && !is_initial(i - 1);
  }

  // One past the last word of the run that begins at `first`.
  std::size_t run_end(std::size_t first) const {
    std::size_t end = first + 1;
    while (end < text_.words.size() && end - first < most_words) {
      const CodePoints gap = code_points(text_.gap_before(end));
      const bool joined = is_name_gap(gap, is_initial(end - 1)) && gap[0] != '_' &&
                          (gap[0] != '.' || is_initial(end - 1));
      if (!joined && !(gap.size() == 1 && is_apostrophe(gap[0]))) break;
      const bool particle = in_list(particles, word(end).folded) && end + 1 < text_.words.size() &&
                            word(end + 1).capital;
      if (!word(end).capital && !particle) break;
      ++end;
    }
    return end;
  }

  void add(std::size_t first, std::size_t last, double score) {
    // A word after it that makes it a company's or a street's name.
    if (last + 1 < text_.words.size() && text_.gap_before(last + 1).size() <= 2 &&
        in_list(company_forms, word(last + 1).folded) && word(last + 1).folded != "a")
      score -= 0.5;
    score += context_score(text_, first, Kind::name);
    found_.push_back({Kind::name, word(first).start, word(last).end, std::clamp(score, 0.0, 0.99),
                      fold(text_.between(first, last))});
  }

  // Looks for the name within the run: from its first given name or initial to its last word.
  void judge(std::size_t first, std::size_t end) {
    std::size_t start = first;
    while (start < end && !given(start) && !is_initial(start)) ++start;
    if (start == end) return judge_without_given(first, end);
    // "Vid Anna Berg": a word of the sentence before the name stays out.
    std::size_t last = end - 1;
    while (last > start && in_list(company_forms, word(last).folded)) --last;
    const bool company = last + 1 < end;
    if (last == start) return judge_alone(start, first, company);
    double score = is_initial(start) ? 0.5 : 0.7;
    if (surname(last, true)) score += 0.25;
    if (is_initial(start) && !surname(last, true)) score -= 0.2;
    if (given(last) && !surname(last, true)) score -= 0.05;
    // No other words than names have capitals after the first: "Per Borten" is hardly "per Borten".
    if (is_word_too(word(start).folded)) score -= begins_sentence(start) ? 0.15 : 0.1;
    if (company) score -= 0.5;
    add(start, last, score);
  }

  void judge_alone(std::size_t at, std::size_t first, bool company) {
    if (is_initial(at)) return;
    const bool other_before = at != first;
    double score = begins_sentence(at) ? 0.5 : 0.6;
    if (is_word_too(word(at).folded)) score -= 0.25;
    if (word(at).all_capitals) score -= 0.2;
    if (other_before) score -= 0.1;
    if (company) score -= 0.5;
    add(at, at, score);
  }

  void judge_without_given(std::size_t first, std::size_t end) {
    const std::size_t last = end - 1;
    const bool genitive_given =
        end - first == 1 && is_given_name(without_genitive(word(first).folded));
    if (genitive_given && !is_word_too(without_genitive(word(first).folded)))
      return add(first, first, begins_sentence(first) ? 0.4 : 0.5);
    if (!surname(last, true)) return;
    double score = end - first > 1 ? 0.45 : 0.3;
    if (is_surname(without_genitive(word(last).folded))) score += 0.05;
    if (is_surname(word(last).folded) && is_nothing_but_a_surname(word(last).folded)) score += 0.2;
    if (end - first == 2 && is_surname(word(last).folded) && !begins_sentence(first)) score += 0.05;
    add(first, last, score);
  }

  // "Berg, Johan Erik": the run before the comma is one surname, after it stand given names.
  void try_last_first(std::size_t first, std::size_t end) {
    if (end - first > 2 || end >= text_.words.size() || !word(end).capital) return;
    if (!is_comma_gap(code_points(text_.gap_before(end))) || !given(end)) return;
    for (std::size_t i = first; i < end; ++i)
      if (!surname(i, false) && !in_list(particles, word(i).folded)) return;
    if (given(first) && !is_surname(word(first).folded)) return;
    const std::size_t names_end = run_end(end);
    for (std::size_t i = end; i < names_end; ++i)
      if (!given(i) && !is_initial(i)) return;
    add(first, names_end - 1, 0.85);
  }

  const Text& text_;
  std::vector<Finding>& found_;
};

}  // namespace

void find_names(const Text& text, std::vector<Finding>& found) { NameSearch(text, found).run(); }

}  // namespace ombud::detectors
