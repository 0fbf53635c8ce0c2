// What lies in any text.
#include "base/result.h"
#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::fuzz {

namespace {

using detectors::Span;

void must_be_in_order(const std::vector<Span>& spans, std::size_t size) {
  std::size_t before = 0;
  for (const Span& span : spans) {
    must(before <= span.start && span.start < span.end && span.end <= size);
    before = span.end;
  }
}

}  // namespace

void detectors_find(std::string_view input) {
  const detectors::Reading reading{*parse_day("2026-11-21")};
  detectors::Options options;
  options.reading = reading;
  options.least_score = 0;
  std::vector<Span> spans;
  for (const detectors::Finding& finding : detectors::find(input, options)) {
    must(finding.score >= 0 && finding.score <= 1);
    spans.push_back({finding.start, finding.end});
  }
  must_be_in_order(spans, input.size());
  const std::string scrubbed = detectors::scrub(input, spans, "***");
  must(!is_utf8(input) || is_utf8(scrubbed));
  using detectors::Kind;
  static const detectors::PersonMatcher matcher({{Kind::name, "Tova Lindqvist"},
                                                 {Kind::name, "von Berg, Johan Erik"},
                                                 {Kind::email, "tova.lindqvist@example.org"},
                                                 {Kind::phone, "+46701740605"},
                                                 {Kind::username, "tlind84"},
                                                 {Kind::birth_date, "1984-04-07"}},
                                                {reading, true});
  const std::vector<Span> found = matcher.find(input);
  must_be_in_order(found, input.size());
  detectors::scrub(input, found, "");
}

}  // namespace ombud::fuzz
