// National ids, organisations' numbers and accounts in running text. A number begins at a word and
// goes on over at most three more; every reader that knows such a form is asked.

#include <algorithm>
#include <utility>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_number_bytes = 24;
constexpr std::size_t longest_iban_bytes = 44;

// The bytes with any hyphen as '-' and any blank as ' '.
std::string plain(std::string_view bytes) {
  std::string result;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint here = code_point_at(bytes, at);
    if (is_hyphen(here.value)) {
      result += '-';
    } else if (is_blank(here.value)) {
      result += ' ';
    } else {
      result += bytes.substr(at, here.length);
    }
    at += here.length;
  }
  return result;
}

Country country_of(Kind kind) {
  switch (kind) {
    case Kind::cpr:
      return Country::dk;
    case Kind::fodselsnummer:
    case Kind::d_number:
    case Kind::h_number:
    case Kind::fh_number:
    case Kind::test_number:
      return Country::no;
    case Kind::henkilotunnus:
      return Country::fi;
    case Kind::kennitala:
      return Country::is;
    default:
      return Country::se;
  }
}

// How sure the form alone makes: how few other numbers are written so and pass the check digits.
double form_score(const NationalId& id, bool separated) {
  switch (id.kind) {
    case Kind::personnummer:
    case Kind::samordningsnummer:
      return separated ? 0.85 : 0.6;
    case Kind::interimsnummer:
      return separated ? 0.7 : 0.6;
    case Kind::cpr:
      return (separated ? 0.55 : 0.25) + (id.checked ? 0.2 : 0);
    case Kind::fodselsnummer:
      return (separated ? 0.85 : 0.75) - (id.checked ? 0 : 0.35);
    case Kind::d_number:
      return (separated ? 0.8 : 0.65) - (id.checked ? 0 : 0.35);
    case Kind::test_number:
      return (separated ? 0.7 : 0.55) - (id.checked ? 0 : 0.35);
    case Kind::h_number:
    case Kind::fh_number:
      return (separated ? 0.55 : 0.4) - (id.checked ? 0 : 0.3);
    case Kind::henkilotunnus:
      return id.checked ? 0.95 : 0.7;
    default:
      return (separated ? 0.45 : 0.2) + (id.checked ? 0.25 : 0);
  }
}

class NumberSearch {
 public:
  NumberSearch(const Text& text, std::vector<Finding>& found) : text_(text), found_(found) {}

  void run() {
    for (std::size_t first = 0; first < text_.words.size(); ++first) {
      if (is_digit(text_.bytes[text_.words[first].start])) {
        for (std::size_t last = first; reaches(first, last, longest_number_bytes); ++last)
          try_number(first, last);
      } else if (may_begin_iban(first)) {
        try_iban(first);
      }
    }
  }

 private:
  // True where the words up to `last` may be one number: one mark or blank between each.
  bool reaches(std::size_t first, std::size_t last, std::size_t longest) const {
    if (last >= text_.words.size()) return false;
    if (text_.words[last].end - text_.words[first].start > longest) return false;
    if (last == first) return true;
    const std::string gap = plain(text_.gap_before(last));
    return gap == "-" || gap == " " || gap == "+";
  }

  void add(Kind kind, std::size_t first, std::size_t last, double score, std::string normal) {
    score += context_score(text_, first, kind);
    found_.push_back({kind, text_.words[first].start, text_.words[last].end,
                      std::clamp(score, 0.0, 0.99), std::move(normal)});
  }

  void try_number(std::size_t first, std::size_t last) {
    if (!stands_alone(text_.bytes, text_.words[first].start, text_.words[last].end)) return;
    const std::string value = plain(text_.between(first, last));
    const bool separated = last > first;
    for (const auto reader :
         {read_swedish_id, read_danish_id, read_norwegian_id, read_finnish_id, read_icelandic_id}) {
      std::optional<NationalId> id = reader(value, text_.reading);
      if (!id) continue;
      double score = form_score(*id, separated);
      if (value.size() == 12 && id->kind == Kind::personnummer && !separated) score += 0.2;
      if (country_of(id->kind) != text_.reading.country) score -= separated ? 0.1 : 0.25;
      add(id->kind, first, last, score, std::move(id->normal));
    }
    try_organisation(value, first, last, separated);
    if (auto number = read_bankgiro(value))
      add(Kind::bankgiro, first, last, separated ? 0.4 : 0.2, std::move(*number));
    if (auto number = read_plusgiro(value))
      add(Kind::plusgiro, first, last, separated ? 0.35 : 0.2, std::move(*number));
  }

  void try_organisation(std::string_view value, std::size_t first, std::size_t last,
                        bool separated) {
    if (auto number = read_swedish_organisation(value))
      add(Kind::organisation_number, first, last, separated ? 0.75 : 0.4, std::move(*number));
    if (auto number = read_norwegian_organisation(value))
      add(Kind::organisation_number, first, last, separated ? 0.5 : 0.35, std::move(*number));
    if (auto number = read_danish_organisation(value))
      add(Kind::organisation_number, first, last, 0.25, std::move(*number));
    if (auto number = read_finnish_organisation(value))
      add(Kind::organisation_number, first, last, separated ? 0.75 : 0.2, std::move(*number));
    if (auto number = read_icelandic_organisation(value))
      add(Kind::organisation_number, first, last, separated ? 0.55 : 0.3, std::move(*number));
  }

  bool may_begin_iban(std::size_t first) const {
    const std::string& word = text_.words[first].folded;
    return word.size() >= 4 && is_ascii_letter(word[0]) && is_ascii_letter(word[1]) &&
           is_digit(word[2]) && is_digit(word[3]);
  }

  void try_iban(std::size_t first) {
    for (std::size_t last = first; reaches(first, last, longest_iban_bytes); ++last)
      if (auto iban = read_iban(plain(text_.between(first, last))))
        add(Kind::iban, first, last, 0.95, std::move(*iban));
  }

  const Text& text_;
  std::vector<Finding>& found_;
};

}  // namespace

void find_numbers(const Text& text, std::vector<Finding>& found) {
  NumberSearch(text, found).run();
}

}  // namespace ombud::detectors
