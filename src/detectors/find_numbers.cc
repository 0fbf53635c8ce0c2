// National ids, organisations' numbers, accounts and cards in running text. Digits in groups are
// read once (chain.h); the number of digits and the sizes of the groups say which registers'
// readers are asked, so that most numbers of a text ask none.

#include <algorithm>
#include <array>
#include <utility>

#include "detectors/accounts.h"
#include "detectors/chain.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/national_ids.h"
#include "detectors/online.h"
#include "detectors/secrets.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

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
// Ten bare digits fit a personnummer once in 250 and a CPR number once in 30.
double form_score(const NationalId& id, bool separated, bool century) {
  switch (id.kind) {
    case Kind::personnummer:
      return separated ? 0.85 : century ? 0.8 : 0.45;
    case Kind::samordningsnummer:
      return separated ? 0.85 : century ? 0.65 : 0.45;
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

/// The first groups of a chain, in the one way of writing that the registers' readers know.
class Written {
 public:
  Written(const Chain& chain, std::size_t groups) {
    for (std::size_t i = 0; i < groups; ++i) {
      const Chain::Group& group = chain.groups[i];
      if (i > 0) bytes_[size_++] = group.gap;
      const auto* const digits = chain.digits.data() + group.digits_before;
      std::copy_n(digits, group.size(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
      size_ += group.size();
    }
  }

  std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, Chain::most_digits + Chain::most_groups> bytes_;
  std::size_t size_ = 0;
};

class NumberSearch {
 public:
  NumberSearch(Search& search, const Chain& chain) : search_(search), chain_(chain) {}

  void run() {
    std::uint64_t shape = 0;
    for (std::size_t count = 1; count <= chain_.count; ++count) {
      const Chain::Group& last = chain_.groups[count - 1];
      if (last.size() > 0xff || count > 8) return;
      shape = shape << 8 | last.size();
      span_ = {chain_.groups[0].start, last.end};
      digits_ = last.digits_before + last.size();
      if (digits_ < 5 || !stands_alone(search_.bytes, span_.start, span_.end)) continue;
      groups_ = count;
      gap_ = last.gap;
      try_shape(shape);
    }
  }

 private:
  bool separated() const { return groups_ > 1; }

  void add(Kind kind, double score, std::string normal) {
    search_.add(kind, span_, score, std::move(normal));
  }

  void try_shape(std::uint64_t shape) {
    switch (shape) {
      case shape_of({10}):
      case shape_of({6, 4}):
        if (separated() && gap_ != '-' && gap_ != '+' && gap_ != ' ') break;
        try_id(read_swedish_id);
        try_id(read_danish_id);
        try_id(read_icelandic_id);
        try_organisation(read_swedish_organisation, separated() ? 0.75 : 0.4);
        try_organisation(read_icelandic_organisation, separated() ? 0.55 : 0.3);
        break;
      case shape_of({12}):
      case shape_of({8, 4}):
        if (separated() && gap_ != '-' && gap_ != '+' && gap_ != ' ') break;
        try_id(read_swedish_id);
        try_organisation(read_swedish_organisation, separated() ? 0.7 : 0.4);
        break;
      case shape_of({11}):
      case shape_of({6, 5}):
      case shape_of({6, 3, 2}):
        try_id(read_norwegian_id);
        break;
      case shape_of({9}):
      case shape_of({3, 3, 3}):
        if (separated() && gap_ != ' ') break;
        try_organisation(read_norwegian_organisation, separated() ? 0.5 : 0.35);
        break;
      case shape_of({8}):
        try_organisation(read_danish_organisation, 0.25);
        try_organisation(read_finnish_organisation, 0.2);
        break;
      case shape_of({2, 2, 2, 2}):
        try_organisation(read_danish_organisation, 0.25);
        break;
      case shape_of({7, 1}):
        if (gap_ == '-') try_organisation(read_finnish_organisation, 0.75);
        break;
      default:
        break;
    }
    try_accounts(shape);
  }

  void try_id(std::optional<NationalId> (*read)(std::string_view, const Reading&)) {
    std::optional<NationalId> id = read(Written(chain_, groups_).text(), search_.reading);
    if (!id) return;
    double score = form_score(*id, separated(), digits_ == 12);
    if (country_of(id->kind) != search_.reading.country) score -= separated() ? 0.1 : 0.25;
    add(id->kind, score, std::move(id->normal));
  }

  void try_organisation(std::optional<std::string> (*read)(std::string_view), double score) {
    if (auto number = read(Written(chain_, groups_).text()))
      add(Kind::organisation_number, score, std::move(*number));
  }

  void try_accounts(std::uint64_t shape) {
    switch (shape) {
      case shape_of({7}):
      case shape_of({8}):
      case shape_of({3, 4}):
      case shape_of({4, 4}):
        if (separated() && gap_ != '-') break;
        if (auto number = read_bankgiro(Written(chain_, groups_).text()))
          add(Kind::bankgiro, separated() ? 0.4 : 0.2, std::move(*number));
        break;
      case shape_of({11}):
      case shape_of({4, 2, 5}):
        if (separated() && gap_ != '.' && gap_ != ' ') break;
        if (auto number = read_norwegian_account(Written(chain_, groups_).text()))
          add(Kind::account_number, separated() ? 0.75 : 0.25, std::move(*number));
        break;
      default:
        break;
    }
    if (digits_ <= 8 && (groups_ == 1 || chain_.groups[groups_ - 1].size() == 1)) try_plusgiro();
    if (digits_ >= 12) try_card(shape);
    if (digits_ == 15 && search_.before(span_.start).names(Kind::device_id))
      if (auto imei = read_imei(chain_.digits_of(groups_)))
        add(Kind::device_id, 0.6, std::move(*imei));
    // Nothing but the words before tells these from any number.
    if (digits_ >= 9 && chain_.groups[0].size() >= 4 &&
        search_.before(span_.start).names(Kind::account_number))
      try_account_by_context();
  }

  void try_plusgiro() {
    if (separated() && gap_ != '-') return;
    if (auto number = read_plusgiro(Written(chain_, groups_).text()))
      add(Kind::plusgiro, separated() ? 0.35 : 0.2, std::move(*number));
  }

  void try_card(std::uint64_t shape) {
    switch (shape) {
      case shape_of({4, 4, 4, 4}):
      case shape_of({4, 4, 4, 4, 3}):
      case shape_of({4, 6, 5}):
      case shape_of({4, 6, 4}):
        if (gap_ != ' ' && gap_ != '-') return;
        break;
      default:
        if (separated() || digits_ < 12) return;
    }
    std::optional<std::string> card = read_card(chain_.digits_of(groups_));
    if (!card) return;
    // A grocer's bar code has thirteen digits, too.
    const double bare = digits_ >= 15 ? 0.65 : 0.3;
    add(Kind::card, separated() ? 0.85 : bare, std::move(*card));
  }

  void try_account_by_context() {
    const std::string_view written = search_.bytes.substr(span_.start, span_.end - span_.start);
    const bool danish = search_.reading.country == Country::dk;
    auto number = danish ? read_danish_account(written) : read_swedish_account(written);
    if (number) add(Kind::account_number, chain_.groups[0].size() <= 5 ? 0.4 : 0.3, *number);
  }

  Search& search_;
  const Chain& chain_;
  Span span_{0, 0};
  std::size_t groups_ = 0;
  std::size_t digits_ = 0;
  char gap_ = 0;
};

// Six or eight digits may go on with a letter: 131052A308T, 131052-308T, 20000101-T220.
void find_id_with_letters(Search& search, std::size_t start, std::size_t run_end) {
  const std::string_view bytes = search.bytes;
  std::size_t at = run_end;
  if (at < bytes.size() && (bytes[at] == '-' || bytes[at] == '+')) ++at;
  for (const std::size_t length : {run_end + 5 - start, at + 4 - start}) {
    if (start + length > bytes.size()) continue;
    const std::string_view value = bytes.substr(start, length);
    if (!is_digit(value[length - 2]) || !stands_alone(bytes, start, start + length)) continue;
    std::optional<NationalId> id = length == 11 && run_end - start == 6
                                       ? read_finnish_id(value, search.reading)
                                       : std::nullopt;
    if (!id && is_ascii_letter(value[length - 4])) id = read_swedish_id(value, search.reading);
    if (!id) continue;
    double score = form_score(*id, at > run_end, false);
    if (country_of(id->kind) != search.reading.country) score -= 0.1;
    search.add(id->kind, {start, start + length}, score, std::move(id->normal));
    return;
  }
}

}  // namespace

void find_number_at(Search& search, std::size_t digit) {
  const std::string_view bytes = search.bytes;
  std::size_t run_end = digit + 1;
  while (run_end < bytes.size() && is_digit(bytes[run_end])) ++run_end;
  const std::size_t run = run_end - digit;
  const char before = digit == 0 ? ' ' : bytes[digit - 1];
  const char after = run_end == bytes.size() ? ' ' : bytes[run_end];
  if (run == 6 || run == 8) find_id_with_letters(search, digit, run_end);
  if (is_word_byte(before) || is_word_byte(after) || after == ':' || after == '.')
    find_token_at(search, digit);
  if (is_ascii_letter(before)) return;
  if (before == '$') find_crypt_hash_at(search, digit);
  if (run <= 5 && search.wants(Kind::address)) find_address_at(search, digit);
  if (is_ascii_letter(after)) return;
  const bool digit_next = run_end + 1 < bytes.size() && is_digit(bytes[run_end + 1]);
  if (run < 5 && after == ' ' && !digit_next) return find_day_at(search, digit, nullptr);
  const Chain chain = chain_at(bytes, digit);
  if (chain.count == 0) return;
  find_day_at(search, digit, &chain);
  find_phone_at(search, chain);
  if (chain.digits_of(chain.count).size() >= 5) NumberSearch(search, chain).run();
}

}  // namespace ombud::detectors
