// Length does most; lists keep the first guesses of every attacker out: what was stolen elsewhere
// and is tried everywhere, and what people here think of. A password of twelve characters is seldom
// on such a list as a whole, so it is refused where it is made of two of their words at most, with
// a few digits and signs between. Mixed signs are not asked for and nothing expires: both make
// passwords worse (NIST SP 800-63B, 5.1.1.2).

#include "accounts/passwords.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "base/text.h"

namespace ombud::accounts {

std::string_view model_file(std::string_view name);  // guesses/*.model, compiled in.

namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_bytes = 1024;
constexpr std::size_t least_word = 3;
constexpr int most_words = 2;
constexpr int most_between = 6;  // Digits and signs that a guesser tries around words.

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
  // "aaaaaaaaaaaa", "abababababab", "abc1abc1abc1", "x9kq2mx9kq2m"
  constexpr std::size_t few = 4;
  for (std::size_t period = 1; period < least_characters; ++period) {
    if (period > few && 2 * period > text.size()) return false;
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i)
      repeats = text[i] == text[i - period];
    if (repeats) return true;
  }
  return false;
}

using Words = std::unordered_set<std::string_view>;

Words words_of(std::string_view list) {
  Words words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view word = list.substr(0, end);
    if (word.size() >= least_word && !word.starts_with('#')) words.insert(word);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

const Words& listed_words() {
  static const Words all = [] {
    Words words = words_of(model_file("tried_first"));
    words.merge(words_of(model_file("nordic")));
    return words;
  }();
  return all;
}

// The parts of a name that somebody could take into his password: "alva", "ekström".
std::vector<std::string> parts_of(const std::string& name) {
  std::vector<std::string> parts{fold(name), ""};
  for (const char c : fold(name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    if (letter)
      parts.back() += c;
    else
      parts.emplace_back();
  }
  std::erase_if(parts, [](const std::string& part) { return part.size() < least_word; });
  return parts;
}

// "p4ssw0rd" as "password".
std::string without_disguise(std::string text) {
  constexpr std::string_view worn = "013457@$!";
  constexpr std::string_view meant = "oleastasi";
  for (char& c : text) {
    const std::size_t at = worn.find(c);
    if (at != std::string_view::npos) c = meant[at];
  }
  return text;
}

// Whether the text is two words at most, with a few digits and signs around and between them.
bool is_of_few_words(const std::string& text, const Words& words, const Words& own) {
  constexpr int none = 1'000'000;
  constexpr int word_costs = 1000;  // Fewest words first, then fewest signs between them.
  const std::string undisguised = without_disguise(text);
  const auto has = [&](std::string_view piece) {
    return words.contains(piece) || own.contains(piece);
  };
  std::size_t longest = 0;
  for (const Words* each : {&words, &own})
    for (const std::string_view word : *each) longest = std::max(longest, word.size());
  std::vector<int> costs(text.size() + 1, none);
  costs[0] = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (costs[at] == none) continue;
    const char c = text[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    if (!letter) costs[at + 1] = std::min(costs[at + 1], costs[at] + 1);
    for (std::size_t size = least_word; size <= longest && at + size <= text.size(); ++size)
      if (has(std::string_view(text).substr(at, size)) ||
          has(std::string_view(undisguised).substr(at, size)))
        costs[at + size] = std::min(costs[at + size], costs[at] + word_costs);
  }
  return costs.back() <= most_words * word_costs + most_between &&
         costs.back() % word_costs <= most_between;
}

bool is_guessable(const std::string& folded, const std::string& account,
                  const std::string& organisation) {
  const std::string stem = without_digits_at_the_end(folded);
  if (stem.empty() || repeats_few_signs(folded)) return true;
  const auto has = [&](std::string_view row) {
    return row.find(folded) != std::string_view::npos || row.find(stem) != std::string_view::npos;
  };
  if (std::any_of(std::begin(rows), std::end(rows), has)) return true;
  std::vector<std::string> names = parts_of(account);
  for (std::string& part : parts_of(organisation)) names.push_back(std::move(part));
  const Words own(names.begin(), names.end());
  return is_of_few_words(folded, listed_words(), own);
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
  if (is_guessable(folded.reveal(), account, organisation))
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
