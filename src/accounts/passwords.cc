// Length does most; a short list keeps the first guesses of every attacker out. Mixed signs are not
// asked for and nothing expires: both make passwords worse (NIST SP 800-63B, 5.1.1.2).

#include "accounts/passwords.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_bytes = 1024;

// Compared without case and with the digits at the end taken off.
constexpr std::string_view common[] = {
    "password",
    "passwordpassword",
    "passw0rd",
    "qwerty",
    "qwertyuiop",
    "qwertyqwerty",
    "letmein",
    "letmeinplease",
    "iloveyou",
    "iloveyouforever",
    "administrator",
    "administratör",
    "welcome",
    "welcomewelcome",
    "changeme",
    "changemenow",
    "superman",
    "monkeymonkey",
    "abcdefghijkl",
    "abcdefghijklm",
    "lösenord",
    "losenord",
    "lösenordet",
    "hejhejhejhej",
    "sommarsommar",
    "välkommen",
    "valkommen",
    "hemligtlösen",
    "adgangskode",
    "kodeordet",
    "kodeord",
    "velkommen",
    "velkommentil",
    "sommerferie",
    "passord",
    "passordet",
    "passordpassord",
    "hemmelighet",
    "salasana",
    "salasanasalasana",
    "tervetuloa",
    "dataskydd",
    "databeskyttelse",
    "personvern",
    "tietosuoja",
    "ombud",
    "ombudombud",
    "ombudombudombud",
    "correcthorsebatterystaple",
};

// Rows that a finger runs along.
constexpr std::string_view rows[] = {"01234567890123456789",          "98765432109876543210",
                                     "qwertyuiopåasdfghjklöäzxcvbnm", "qwertyuiopasdfghjklzxcvbnm",
                                     "abcdefghijklmnopqrstuvwxyz",    "1q2w3e4r5t6y7u8i9o0p",
                                     "1qaz2wsx3edc4rfv5tgb6yhn"};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string without_digits_at_the_end(std::string text) {
  while (!text.empty() && ((text.back() >= '0' && text.back() <= '9') || text.back() == '!'))
    text.pop_back();
  return text;
}

bool repeats_few_signs(std::string_view text) {
  // "aaaaaaaaaaaa", "abababababab", "abc1abc1abc1"
  for (std::size_t period = 1; period <= 4; ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i)
      repeats = text[i] == text[i - period];
    if (repeats) return true;
  }
  return false;
}

bool is_common(const std::string& folded, const std::string& account,
               const std::string& organisation) {
  const std::string stem = without_digits_at_the_end(folded);
  if (stem.empty() || repeats_few_signs(folded)) return true;
  if (stem == fold(account) || stem == fold(organisation)) return true;
  if (std::find(std::begin(common), std::end(common), stem) != std::end(common)) return true;
  return std::any_of(std::begin(rows), std::end(rows), [&](std::string_view row) {
    return row.find(folded) != std::string_view::npos || row.find(stem) != std::string_view::npos;
  });
}

}  // namespace

Result<void> check_new_password(const Secret& password, const std::string& account,
                                const std::string& organisation) {
  if (characters(password.reveal()) < least_characters)
    return fail(Errc::invalid, "accounts.password_short",
                {{"least", std::to_string(least_characters)}});
  if (password.reveal().size() > most_bytes)
    return fail(Errc::invalid, "accounts.password_long", {{"most", std::to_string(most_bytes)}});
  const Secret folded(fold(password.reveal()));
  if (is_common(folded.reveal(), account, organisation))
    return fail(Errc::invalid, "accounts.password_common");
  return {};
}

Result<Secret> ask_new_password(cli::Call& call, const std::string& name, NewPassword from) {
  const auto ask = [&](std::string_view question) {
    return call.secret(say(question, {{"name", name}}, call.language()), from.option,
                       from.environment);
  };
  Secret password = TRY(ask("accounts.ask_new_password"));
  const Secret again = TRY(ask("accounts.ask_again"));
  if (password.reveal() != again.reveal()) return fail(Errc::invalid, "accounts.not_the_same");
  return password;
}

}  // namespace ombud::accounts
