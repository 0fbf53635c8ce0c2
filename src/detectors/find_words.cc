// Words that reveal something of a person. A word alone is weak, for most texts that have it speak
// of nobody: what makes it weigh is a person near it (weigh_by_persons).

#include <algorithm>
#include <string>

#include "detectors/finders.h"
#include "detectors/secrets.h"
#include "detectors/vocabulary.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr double of_little = 0.2;
constexpr double of_much = 0.4;
constexpr std::size_t least_compound_bytes = 9;

// How far from a word a person is thought to be spoken of: within a sentence or two.
constexpr std::size_t near_bytes = 120;
constexpr std::size_t pronoun_bytes = 40;

constexpr std::string_view speaking_of_somebody =
    " jag mig min han honom hans hon henne hennes hen hens jeg meg mig ham hun hende hendes henne "
    "hennes i me my he him his she her hers medlemmen patienten personen klienten sökanden "
    "arbetstagaren medarbetaren anställde anställda medlemmet pasienten klienten søkeren "
    "medarbeideren arbeidstakeren ansatte medlemmet medarbejderen ansøgeren borgeren lønmodtageren "
    "patient employee member applicant client ";

bool speaks_of_somebody(std::string_view bytes, Span span) {
  const std::size_t from = span.start > pronoun_bytes ? span.start - pronoun_bytes : 0;
  const std::size_t to = std::min(bytes.size(), span.end + pronoun_bytes);
  for (std::size_t at = from; at < to;) {
    if (!is_word_byte(bytes[at]) || (at > 0 && is_word_byte(bytes[at - 1]))) {
      ++at;
      continue;
    }
    const Span word = word_beginning_at(bytes, at);
    at = word.end;
    if (word.end - word.start > 16) continue;
    const FoldedWord folded(bytes.substr(word.start, word.end - word.start));
    if (speaking_of_somebody.find(" " + std::string(folded) + " ") != std::string_view::npos)
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

void find_word_at(Search& search, std::size_t start) {
  const Vocabulary& words = vocabulary();
  const Span word = word_beginning_at(search.bytes, start);
  Vocabulary::Hit hit = words.term_at(search.bytes, word);
  const bool long_enough = word.end - word.start >= least_compound_bytes;
  if (hit.term == nullptr && long_enough) hit = words.head_of(search.bytes, word);
  if (hit.term == nullptr || hit.term->says == Says::nothing || !search.wants(hit.term->kind))
    return;
  switch (hit.term->says) {
    case Says::label:
      return find_labelled(search, hit.term->kind, hit.span.end);
    case Says::form:
      return find_key_at(search, start);
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
