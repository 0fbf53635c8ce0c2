// Words that reveal something of a person. A word alone is weak, for most texts that have it speak
// of nobody: what makes it weigh is a person near it (weigh_by_persons).

#include <algorithm>
#include <iterator>

#include "detectors/finders.h"
#include "detectors/secrets.h"
#include "detectors/vocabulary.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr double of_little = 0.2;
constexpr double of_much = 0.4;

// How far from a word a person is thought to be spoken of: within a sentence or two.
constexpr std::size_t near_bytes = 120;
constexpr std::size_t pronoun_bytes = 40;

constexpr std::string_view speaking_of_somebody[] = {  // In the order of their bytes.
    "ansatte",       "anställda",    "anställde",
    "ansøgeren",     "applicant",    "arbeidstakeren",
    "arbetstagaren", "borgeren",     "client",
    "employee",      "ham",          "han",
    "hans",          "he",           "hen",
    "hende",         "hendes",       "henne",
    "hennes",        "hens",         "her",
    "hers",          "him",          "his",
    "hon",           "honom",        "hun",
    "jag",           "jeg",          "klienten",
    "lønmodtageren", "me",           "medarbeideren",
    "medarbejderen", "medarbetaren", "medlemmen",
    "medlemmet",     "meg",          "member",
    "mig",           "min",          "my",
    "pasienten",     "patient",      "patienten",
    "personen",      "she",          "sökanden",
    "søkeren"};

// By its first two bytes: most words are none of them.
bool may_speak_of_somebody(std::string_view bytes, std::size_t at) {
  static const std::vector<bool> begins = [] {
    std::vector<bool> some(0x10000);
    for (const std::string_view word : speaking_of_somebody)
      some[static_cast<std::size_t>(static_cast<unsigned char>(word[0]) << 8 |
                                    static_cast<unsigned char>(word[1]))] = true;
    return some;
  }();
  if (at + 1 >= bytes.size()) return false;
  const auto first = static_cast<unsigned char>(bytes[at] | 0x20);
  const auto second = static_cast<unsigned char>(bytes[at + 1] | 0x20);
  return begins[static_cast<std::size_t>(first << 8 | second)];
}

bool speaks_of_somebody(std::string_view bytes, Span span) {
  const std::size_t from = span.start > pronoun_bytes ? span.start - pronoun_bytes : 0;
  const std::size_t to = std::min(bytes.size(), span.end + pronoun_bytes);
  for (std::size_t at = from; at < to;) {
    if (at >= span.start && at < span.end) at = span.end;
    if (at >= to) break;
    if (!is_word_byte(bytes[at]) || (at > 0 && is_word_byte(bytes[at - 1]))) {
      ++at;
      continue;
    }
    const Span word = word_beginning_at(bytes, at);
    at = word.end;
    if (word.end - word.start > 16 || !may_speak_of_somebody(bytes, word.start)) continue;
    const FoldedWord folded(bytes.substr(word.start, word.end - word.start));
    if (std::binary_search(std::begin(speaking_of_somebody), std::end(speaking_of_somebody),
                           std::string_view(folded)))
      return true;
  }
  return false;
}

bool points_at_a_person(const Finding& finding) {
  constexpr double sure_enough = 0.5;
  if (finding.score < sure_enough) return false;
  return finding.kind == Kind::name || is_national_id(finding.kind) ||
         finding.kind == Kind::email || finding.kind == Kind::phone;
}

// Persons' places, to ask for the nearest.
class Persons {
 public:
  explicit Persons(const std::vector<Finding>& found) {
    for (const Finding& finding : found)
      if (points_at_a_person(finding)) spans_.push_back({finding.start, finding.end});
    std::sort(spans_.begin(), spans_.end(),
              [](const Span& a, const Span& b) { return a.start < b.start; });
  }

  bool any_near(Span span) const {
    const auto after =
        std::lower_bound(spans_.begin(), spans_.end(), span.end,
                         [](const Span& one, std::size_t end) { return one.start < end; });
    if (after != spans_.end() && after->start - span.end <= near_bytes) return true;
    // A few back: those nearest may be the value itself.
    auto before = after;
    for (int most = 4; most > 0 && before != spans_.begin(); --most) {
      --before;
      if (before->end <= span.start) return span.start - before->end <= near_bytes;
    }
    return false;
  }

 private:
  std::vector<Span> spans_;
};

}  // namespace

void find_word_at(Search& search, const Vocabulary& vocabulary, Span word) {
  Vocabulary::Hit hit = vocabulary.term_at(search.bytes, word);
  if (hit.term == nullptr && word.end - word.start >= Vocabulary::least_compound_bytes)
    hit = vocabulary.head_of(search.bytes, word);
  if (hit.term == nullptr || hit.term->says == Says::nothing || !search.wants(hit.term->kind))
    return;
  switch (hit.term->says) {
    case Says::label:
      return find_labelled(search, hit.term->kind, hit.span.end);
    case Says::form:
      return find_key_at(search, word.start);
    default: {
      const std::string_view written =
          search.bytes.substr(hit.span.start, hit.span.end - hit.span.start);
      search.add_as_is(hit.term->kind, hit.span, hit.term->says == Says::much ? of_much : of_little,
                       quick_fold(written));
    }
  }
}

void weigh_by_persons(Search& search) {
  constexpr double by_person = 0.35;
  constexpr double by_pronoun = 0.2;
  constexpr double bare_number = 0.15;
  const bool any = std::any_of(search.found.begin(), search.found.end(), [](const Finding& one) {
    return is_revealing_word(one.kind) || (is_national_id(one.kind) && one.score < 0.5);
  });
  if (!any) return;
  const Persons persons(search.found);
  for (Finding& finding : search.found) {
    const Span span{finding.start, finding.end};
    if (is_revealing_word(finding.kind)) {
      if (persons.any_near(span)) {
        finding.score += by_person;
      } else if (speaks_of_somebody(search.bytes, span)) {
        finding.score += by_pronoun;
      }
    } else if (is_national_id(finding.kind) && finding.score >= 0.4 && finding.score < 0.5 &&
               persons.any_near(span)) {
      finding.score += bare_number;
    }
  }
}

}  // namespace ombud::detectors
