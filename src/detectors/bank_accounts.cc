// Accounts that are no IBAN, and cards.
//
// Sweden: a clearing number of four digits tells the bank and how its accounts are built
// (Bankgirot, "Bankernas kontonummer"): seven digits, or up to ten. The check digits are no
// condition: Swedbank and others have accounts that do not fit them, so a number is one by its bank
// and its length. Norway: eleven digits, the last under modulus 11 (Bits AS, "Standard for
// kontonummer"). Denmark: a registration number of four digits and an account of seven to ten,
// without check digit (Finans Danmark): only the words before tell it from any number. Cards: 13 to
// 19 digits under Luhn, the first ones telling the brand (ISO/IEC 7812-1).

#include <algorithm>
#include <iterator>

#include "detectors/accounts.h"
#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

struct Clearing {
  int first;
  int last;
  std::size_t least;  // Digits of the account.
  std::size_t most;
};

constexpr Clearing clearings[] = {
    {1000, 2099, 7, 7},    // Riksbanken, Nordea, Danske Bank
    {2300, 2499, 7, 7},    // Ålandsbanken, Danske Bank
    {3000, 3299, 7, 7},    // Nordea
    {3300, 3300, 10, 10},  // Nordea, a personnummer as account
    {3301, 3781, 7, 7},    // Nordea, Länsförsäkringar
    {3782, 3782, 10, 10},  // Nordea, a personnummer as account
    {3783, 5999, 7, 7},    // Nordea, SEB
    {6000, 6999, 8, 9},    // Handelsbanken
    {7000, 7999, 7, 7},    // Swedbank
    {8000, 8999, 6, 10},   // Swedbank, after a fifth digit of the clearing number
    {9020, 9179, 7, 7},    // Länsförsäkringar, Citibank, SEB, Skandia, Ikano and others
    {9180, 9189, 10, 10},  // Danske Bank
    {9190, 9299, 7, 7},    // DNB, Marginalen, SBAB, ICA, Resurs and others
    {9300, 9349, 10, 10},  // Swedbank
    {9390, 9499, 7, 7},    // Landshypotek, Forex, Santander, BNP
    {9500, 9549, 2, 10},   // Nordea, PlusGirot
    {9550, 9569, 7, 7},    // Avanza
    {9570, 9579, 10, 10},  // Sparbanken Syd
    {9580, 9889, 7, 7},    // Klarna, JAK, Ekobanken, Riksgälden and others
    {9890, 9899, 10, 10},  // Riksgälden
    {9960, 9969, 2, 10},   // Nordea, PlusGirot
};

struct Brand {
  int first;  // Of the first four digits.
  int last;
  std::size_t least;
  std::size_t most;
};

constexpr Brand brands[] = {
    {2014, 2014, 15, 15}, {2149, 2149, 15, 15},  // enRoute
    {2200, 2204, 16, 19},                        // Mir
    {2221, 2720, 16, 16},                        // Mastercard
    {3000, 3059, 14, 19}, {3095, 3095, 14, 19},  // Diners Club
    {3400, 3499, 15, 15}, {3700, 3799, 15, 15},  // American Express
    {3528, 3589, 16, 19},                        // JCB
    {3600, 3699, 14, 19}, {3800, 3999, 14, 19},  // Diners Club
    {4000, 4999, 13, 19},                        // Visa
    {5000, 5099, 12, 19},                        // Maestro, Dankort (5019)
    {5100, 5599, 16, 16},                        // Mastercard
    {5600, 6999, 12, 19},                        // Maestro, Discover, UnionPay, RuPay
    {8100, 8171, 16, 19},                        // UnionPay
    {9792, 9792, 16, 16},                        // Troy
};

constexpr std::size_t first_digits = 4;

const Clearing* clearing_of(std::string_view digits) {
  const int number = number_at(digits, 0, first_digits);
  const auto* const found =
      std::find_if(std::begin(clearings), std::end(clearings),
                   [&](const Clearing& one) { return number >= one.first && number <= one.last; });
  return found == std::end(clearings) ? nullptr : found;
}

}  // namespace

std::optional<std::string> read_swedish_account(std::string_view value) {
  std::optional<std::string> digits = digits_only(value, " -,.");
  if (!digits || digits->size() < first_digits + 2) return std::nullopt;
  const Clearing* const clearing = clearing_of(*digits);
  if (clearing == nullptr) return std::nullopt;
  // Swedbank's fifth digit is written or not: 8351-9,392… has it set off by itself.
  const std::string_view written = trimmed(value);
  const bool five = (*digits)[0] == '8' && written.size() > 6 && is_digit(written[5]) &&
                    !is_digit(written[4]) && !is_digit(written[6]);
  if (five || ((*digits)[0] == '8' && digits->size() == first_digits + 1 + clearing->most))
    digits->erase(first_digits, 1);
  const std::size_t size = digits->size() - first_digits;
  if (size < clearing->least || size > clearing->most) return std::nullopt;
  return digits->insert(first_digits, 1, '-');
}

std::optional<std::string> read_norwegian_account(std::string_view value) {
  constexpr int weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  std::optional<std::string> digits = digits_only(value, " .");
  if (!digits || digits->size() != 11 || weighted_sum(*digits, weights) % 11 != 0)
    return std::nullopt;
  return digits;
}

std::optional<std::string> read_danish_account(std::string_view value) {
  std::optional<std::string> digits = digits_only(value, " -");
  if (!digits || digits->size() < first_digits + 7 || digits->size() > first_digits + 10 ||
      digits->front() == '0')
    return std::nullopt;
  return digits->insert(first_digits, 1, '-');
}

std::optional<std::string> read_card(std::string_view value) {
  std::optional<std::string> digits = digits_only(value, " -");
  if (!digits || digits->size() < 12 || digits->size() > 19) return std::nullopt;
  const int first = number_at(*digits, 0, first_digits);
  const bool known = std::any_of(std::begin(brands), std::end(brands), [&](const Brand& brand) {
    return first >= brand.first && first <= brand.last && digits->size() >= brand.least &&
           digits->size() <= brand.most;
  });
  if (!known || !luhn_fits(*digits)) return std::nullopt;
  return digits;
}

}  // namespace ombud::detectors
