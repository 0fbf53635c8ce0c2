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

}  // namespace

Vocabulary::Entry Vocabulary::entry_of(const Term& term) {
  Entry entry{term, bytes_at<std::uint64_t>(term.text, 0), 0};
  bool joined = false;
  for (std::size_t i = 0; i < sizeof entry.mask && i < term.text.size(); ++i) {
    // A joint may be several bytes long, so that nothing after it has a place of its own.
    joined = joined || term.text[i] == '_';
    if (!joined) entry.mask |= std::uint64_t{0xff} << 8 * i;
  }
  return entry;
}

Vocabulary::Vocabulary(const std::vector<Term>& terms) {
  for (const Term& term : terms) {
    entries_.push_back(entry_of(term));
    add_keys(term);
    if (!term.as_head) continue;
    heads_of_compounds_.push_back(entries_.back());
    heads_.add(static_cast<std::uint32_t>(entries_.back().key));
  }
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return drawer_of(a.key) < drawer_of(b.key);
  });
  for (const Entry& entry : entries_) ++drawer_begins_[drawer_of(entry.key) + 1];
  for (std::size_t i = 0; i < drawers; ++i)
    drawer_begins_[i + 1] = static_cast<std::uint16_t>(drawer_begins_[i + 1] + drawer_begins_[i]);
}

// Every four bytes with which the term may begin. In the places that it leaves open stands a joint,
// or what follows a term of three letters: the end of the word, unless it may go on.
void Vocabulary::add_keys(const Term& term) {
  std::vector<std::uint32_t> keys{0};
  for (std::size_t i = 0; i < 4; ++i) {
    const bool over = i >= term.text.size();
    std::vector<std::uint32_t> more;
    for (std::uint32_t c = 0; c < 256; ++c) {
      const char written = static_cast<char>(c);
      const bool joint = written == ' ' || written == '-' || written == '_';
      const bool may_end = !term.whole || !is_word_byte(written) || c == 0xc2 || c == 0xe2;
      const bool wanted = over ? may_end : term.text[i] == '_' ? joint : written == term.text[i];
      if (!wanted) continue;
      for (const std::uint32_t key : keys) more.push_back(key | c << 8 * i);
    }
    keys = std::move(more);
  }
  for (const std::uint32_t key : keys) begins_.add(key | 0x20202020);
}

Vocabulary::Hit Vocabulary::term_at(std::string_view bytes, Span word) const {
  const auto key = bytes_at<std::uint64_t>(bytes, word.start);
  const std::size_t drawer = drawer_of(key);
  Hit best{nullptr, word};
  std::size_t longest = 0;
  for (std::size_t i = drawer_begins_[drawer]; i < drawer_begins_[drawer + 1]; ++i) {
    const Entry& entry = entries_[i];
    if (!entry.fits(key) || entry.term.text.size() <= longest) continue;
    const std::size_t end = end_of_term(bytes, word.start, entry.term);
    if (end == 0) continue;
    if (entry.term.small && bytes[word.start] != entry.term.text[0]) continue;
    const Span last = word_beginning_at(bytes, end);
    if (entry.term.whole && last.end != end) continue;
    longest = entry.term.text.size();
    best = {&entry.term, {word.start, std::max(last.end, end)}};
  }
  return best;
}

Vocabulary::Hit Vocabulary::head_of(std::string_view bytes, Span word) const {
  for (std::size_t at = word.start + least_before_head; at + 4 <= word.end; ++at) {
    if (!heads_.has(key_at(bytes, at))) continue;
    const auto key = bytes_at<std::uint64_t>(bytes, at);
    for (const Entry& entry : heads_of_compounds_) {
      const std::size_t end = entry.fits(key) ? end_of_term(bytes, at, entry.term) : 0;
      if (end == 0 || end > word.end || word.end - end > longest_inflection_bytes) continue;
      return {&entry.term, word};
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
    return Vocabulary(all);
  }();
  return one;
}

}  // namespace ombud::detectors
