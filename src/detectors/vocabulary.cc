#include "detectors/vocabulary.h"

#include <algorithm>
#include <utility>

#include "detectors/digits.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

Term term_of(std::string_view written, const TermList& list) {
  Term term{written, list.kind, list.says, false, false, false};
  for (;; term.text.remove_prefix(1)) {
    if (term.text.starts_with('*')) {
      term.as_head = true;
    } else if (term.text.starts_with('~')) {
      term.small = true;
    } else {
      break;
    }
  }
  term.whole = term.text.ends_with('.');
  if (term.whole) term.text.remove_suffix(1);
  return term;
}

std::vector<Term> terms_of(const std::vector<TermList>& lists) {
  std::vector<Term> terms;
  for (const TermList& list : lists)
    for (std::size_t at = 0; at < list.terms.size();) {
      const std::size_t end = std::min(list.terms.find(' ', at), list.terms.size());
      if (end > at) terms.push_back(term_of(list.terms.substr(at, end - at), list));
      at = end + 1;
    }
  return terms;
}

// The next character of a text as terms have it: small, any run of blank, hyphen and low line one
// '_'. `at` is moved past it; 0 at the end and for anything else.
struct Letters {
  std::string_view bytes;
  std::size_t at;

  bool is_joint() const {
    return at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '-' || bytes[at] == '_');
  }

  char next() {
    if (at >= bytes.size()) return 0;
    if (is_joint()) {
      for (int most = 3; most > 0 && is_joint(); --most) ++at;
      return '_';
    }
    const char c = bytes[at++];
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c + 0x20);
    const bool after_c3 = at >= 2 && static_cast<unsigned char>(bytes[at - 2]) == 0xc3;
    return after_c3 ? static_cast<char>(c | 0x20) : c;
  }
};

// Where the term ends that the text begins with at `start`; 0 where it does not.
std::size_t end_of_term(std::string_view bytes, std::size_t start, const Term& term) {
  Letters letters{bytes, start};
  for (const char wanted : term.text)
    if (letters.next() != wanted) return 0;
  return letters.at;
}

constexpr std::size_t longest_inflection_bytes = 6;  // "-arnas", "-lidelserne" is no inflection

bool less_by_start(const Term& a, const Term& b) {
  return a.text.substr(0, 2) < b.text.substr(0, 2);
}

}  // namespace

Vocabulary::Vocabulary(std::vector<Term> terms) : terms_(std::move(terms)) {
  std::stable_sort(terms_.begin(), terms_.end(), less_by_start);
  for (const Term& term : terms_) {
    add_keys(term);
    if (!term.as_head) continue;
    heads_of_compounds_.push_back(term);
    heads_.add(key_at(term.text, 0));
  }
}

void Vocabulary::add_keys(const Term& term) {
  const std::size_t joint = term.text.substr(0, 4).find('_');
  const std::size_t known = std::min(joint, std::min<std::size_t>(term.text.size(), 4));
  std::uint32_t key = 0;
  std::memcpy(&key, term.text.data(), known);
  if (known == 4) return begins_.add(key | 0x20202020);
  must(known == 3 || known == 2);
  // Whatever stands after three letters; after two, a blank, a hyphen or a low line and any letter.
  for (std::uint32_t last = 0; last < 256; ++last) {
    if (known == 3) {
      begins_.add((key | last << 24) | 0x20202020);
      continue;
    }
    for (const char third : {' ', '-', '_', '.', ','})
      begins_.add((key | static_cast<std::uint32_t>(third) << 16 | last << 24) | 0x20202020);
  }
}

Vocabulary::Hit Vocabulary::term_at(std::string_view bytes, Span word) const {
  if (word.end - word.start < 2) return {nullptr, word};
  Letters letters{bytes, word.start};
  const std::array<char, 2> start{letters.next(), letters.next()};
  const std::string_view first_two(start.data(), start.size());
  const auto same = std::equal_range(
      terms_.begin(), terms_.end(), Term{first_two, Kind::name, Says::nothing, false, false, false},
      less_by_start);
  Hit best{nullptr, word};
  std::size_t longest = 0;
  for (auto term = same.first; term != same.second; ++term) {
    if (term->text.size() <= longest) continue;
    const std::size_t end = end_of_term(bytes, word.start, *term);
    if (end == 0) continue;
    const bool small = bytes[word.start] == term->text[0];
    if (term->small && !small) continue;
    const Span last = word_beginning_at(bytes, end);
    if (term->whole && last.end != end) continue;
    longest = term->text.size();
    best = {&*term, {word.start, std::max(last.end, end)}};
  }
  return best;
}

Vocabulary::Hit Vocabulary::head_of(std::string_view bytes, Span word) const {
  for (std::size_t at = word.start + least_before_head; at + 4 <= word.end; ++at) {
    if (!heads_.has(key_at(bytes, at))) continue;
    for (const Term& term : heads_of_compounds_) {
      const std::size_t end = end_of_term(bytes, at, term);
      if (end == 0 || end > word.end || word.end - end > longest_inflection_bytes) continue;
      return {&term, word};
    }
  }
  return {nullptr, word};
}

const Vocabulary& vocabulary() {
  static const Vocabulary one = [] {
    std::vector<Term> all;
    for (const auto list : {health_terms, belief_terms, crime_terms, secret_terms}) {
      const std::vector<Term> some = terms_of(list());
      all.insert(all.end(), some.begin(), some.end());
    }
    return Vocabulary(std::move(all));
  }();
  return one;
}

}  // namespace ombud::detectors
