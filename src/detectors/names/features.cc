#include "detectors/names/features.h"

#include <algorithm>
#include <iterator>

namespace ombud::detectors::tagging {

namespace {

// Endings that names of persons or of other things have more than words do.
constexpr std::string_view endings[] = {"sson",      "son",         "sen",
                                        "ssen",      "dóttir",      "dotter",
                                        "datter",    "qvist",       "kvist",
                                        "ström",     "strøm",       "strand",
                                        "berg",      "bergs",       "gren",
                                        "lund",      "holm",        "stedt",
                                        "borg",      "nen",         "lainen",
                                        "gaard",     "gård",        "ović",
                                        "vić",       "vic",         "ski",
                                        "ska",       "sky",         "skij",
                                        "oglu",      "oğlu",        "zadeh",
                                        "yan",       "stad",        "dahl",
                                        "dal",       "dalen",       "vik",
                                        "viken",     "land",        "landet",
                                        "heim",      "haug",        "haugen",
                                        "bakken",    "bakk",        "moen",
                                        "mo",        "eng",         "nes",
                                        "næs",       "rud",         "set",
                                        "sæter",     "sæther",      "seter",
                                        "stuen",     "lien",        "by",
                                        "bye",       "gaarden",     "lid",
                                        "ås",        "lind",        "löf",
                                        "man",       "mann",        "ell",
                                        "én",        "ius",         "us",
                                        "is",        "os",          "ez",
                                        "es",        "ini",         "ino",
                                        "etti",      "ov",          "ova",
                                        "ev",        "eva",         "enko",
                                        "chuk",      "ich",         "ien",
                                        "eau",       "ton",         "ham",
                                        "ford",      "ley",         "well",
                                        "wood",      "smith",       "mark",
                                        "sund",      "ö",           "ø",
                                        "sjö",       "köping",      "borgs",
                                        "ania",      "ien",         "ia",
                                        "ing",       "ning",        "het",
                                        "skap",      "else",        "tion",
                                        "sjon",      "tioner",      "isme",
                                        "ist",       "istiska",     "erna",
                                        "arna",      "ene",         "erne",
                                        "ens",       "ets",         "arnas",
                                        "nas",       "en",          "et",
                                        "an",        "na",          "ne",
                                        "iska",      "isk",         "iske",
                                        "verket",    "myndigheten", "direktoratet",
                                        "styrelsen", "partiet",     "departementet",
                                        "banken",    "bladet",      "posten",
                                        "gatan",     "gata",        "vägen",
                                        "gade",      "vej",         "veien",
                                        "vegen",     "gate",        "torget",
                                        "kirke",     "skolan",      "skolen",
                                        "huset",     "sjukhuset",   "fjord",
                                        "fjorden",   "øya",         "ssa",
                                        "ssä",       "sta",         "lla",
                                        "lle",       "ksi",         "aan",
                                        "ään",       "een",         "iin"};

std::uint32_t ending_of(std::string_view word) {
  std::uint32_t best = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < std::size(endings); ++i)
    if (endings[i].size() > longest && word.size() > endings[i].size() + 1 &&
        word.ends_with(endings[i])) {
      longest = endings[i].size();
      best = static_cast<std::uint32_t>(i) + 1;
    }
  return best;
}

std::uint32_t grade(Classes classes, Classes strong, Classes weak) {
  return classes & strong ? 2 : classes & weak ? 1 : 0;
}

// A word as the lists know it.
std::uint32_t code_of(const Token& token) {
  const Classes c = token.classes;
  if (token.shape == Shape::digits) return 1;
  if (!has_capital(token.shape)) return 0x10000 | (c & 0x1fff3);
  std::uint32_t code = grade(c, is_given, is_given_elsewhere);
  code = code * 3 + grade(c, is_surname_here, is_surname_elsewhere);
  code = code * 3 + grade(c, is_country, is_place);
  code = code * 3 + grade(c, is_given_and_word, is_ordinary);
  code = code * 3 + grade(c, is_organisation, is_calendar);
  code = code * 3 + grade(c, is_role | is_kin, is_company_word | is_place_word);
  code = code * 2 + (c & (is_genitive | is_inflected) ? 1 : 0);
  return 2 + code;
}

// The same coarsely, for the pattern of a whole run.
std::uint32_t type_of(const Token& token) {
  const Classes c = token.classes;
  if (token.shape == Shape::initial || token.shape == Shape::letter) return 1;
  if (!has_capital(token.shape)) return c & is_given ? 2 : c & any_surname ? 3 : 4;
  if (c & is_ordinary && !(c & is_given)) return 5;
  const bool given = c & any_given;
  const bool surname = c & any_surname;
  if (given && surname) return 6;
  if (given) return c & is_given ? 7 : 8;
  if (surname) return c & is_surname_here ? 9 : 10;
  if (c & (any_place | is_organisation | is_calendar)) return 11;
  if (c & (is_role | is_company_word | is_place_word | is_kin)) return 12;
  return token.shape == Shape::capital || token.shape == Shape::capital_capital ? 13 : 14;
}

bool is_joined(const Token& token) { return token.gap == Gap::blank || token.gap == Gap::initial; }

bool may_be_small_given(const Token& token) {
  return token.shape == Shape::lower && (token.classes & is_given) &&
         !(token.classes & ~(any_name | is_place)) && token.gap != Gap::glued &&
         token.end - token.start > 2;
}

bool begins(std::span<const Token> tokens, std::size_t at) {
  const Token& token = tokens[at];
  if (!has_capital(token.shape) && !may_be_small_given(token)) return false;
  // Parts of an address in the net.
  if (token.gap == Gap::glued) return has_capital(token.shape);
  return has_capital(token.shape) || at + 1 == tokens.size() || tokens[at + 1].gap != Gap::glued;
}

}  // namespace

Run next_run(std::span<const Token> tokens, std::size_t from) {
  while (from < tokens.size() && !begins(tokens, from)) ++from;
  std::size_t end = from + 1;
  while (end < tokens.size() && end - from < longest_run && is_joined(tokens[end])) {
    const Token& token = tokens[end];
    const bool small_surname = !has_capital(tokens[end - 1].shape) && token.shape == Shape::lower &&
                               (token.classes & any_surname) && !(token.classes & is_ordinary);
    const bool particle = (token.classes & is_particle) && end + 1 < tokens.size() &&
                          has_capital(tokens[end + 1].shape) && is_joined(tokens[end + 1]);
    if (!has_capital(token.shape) && !small_surname && !particle && !may_be_small_given(token))
      break;
    ++end;
  }
  return from < tokens.size() ? Run{from, end} : Run{tokens.size(), tokens.size()};
}

const Token* FeatureReader::token(std::size_t at, int distance) const {
  if (distance < 0 && at < static_cast<std::size_t>(-distance)) return nullptr;
  const std::size_t place = at + static_cast<std::size_t>(distance);
  if (place >= tokens_.size()) return nullptr;
  // Another line is another text.
  for (std::size_t i = std::min(at, place) + 1; i <= std::max(at, place); ++i)
    if (tokens_[i].gap == Gap::line) return nullptr;
  return &tokens_[place];
}

// Which word it is, where it is one of the lists of words that stand around names.
std::uint32_t FeatureReader::word_id(const Token* token) const {
  if (token == nullptr) return 1;
  if (token->shape == Shape::digits) return 2;
  constexpr Classes listed = is_ordinary | is_role | is_saying | is_kin | is_greeting |
                             is_company_word | is_place_word | is_particle;
  if (token->classes & listed) return 8 + (token->key & 0xffffff);
  return has_capital(token->shape) ? 3 : 4;
}

// The last three bytes of a word that is no name.
std::uint32_t FeatureReader::tail(const Token* token) const {
  if (token == nullptr || token->shape != Shape::lower) return 0;
  std::uint32_t bytes = 1;
  for (std::uint32_t at = token->end - std::min(3u, token->end - token->start); at < token->end;
       ++at)
    bytes = bytes << 8 | static_cast<unsigned char>(block_[at]);
  return bytes;
}

std::uint32_t FeatureReader::code_beside(std::size_t at, int distance) const {
  const Token* beside = token(at, distance);
  if (beside == nullptr) return 0;
  const Gap gap = distance < 0 ? tokens_[at].gap : beside->gap;
  return code_of(*beside) * gaps + static_cast<std::uint32_t>(gap);
}

void FeatureReader::begin(Run run) {
  run_ = run;
  pattern_ = 1;
  for (std::size_t at = run.first; at < run.last; ++at) {
    const Token& token = tokens_[at];
    Seen& seen = seen_[at - run.first];
    seen.code = code_of(token);
    seen.type = type_of(token);
    pattern_ = pattern_ * 15 + seen.type;
    Folded folded;
    fold_word(block_.substr(token.start, token.end - token.start), folded);
    std::string_view word = folded.view();
    seen.ending = ending_of(word);
    if (token.classes & is_genitive) word.remove_suffix(1);
    const Look look = look_of(look_, word);
    const unsigned person = look[1] + look[2];
    seen.person = person < 10   ? 0
                  : person < 30 ? 1
                  : person < 50 ? 2
                  : person < 70 ? 3
                  : person < 85 ? 4
                  : person < 95 ? 5
                                : 6;
    const auto best =
        static_cast<std::uint32_t>(std::max_element(look.begin(), look.end()) - look.begin());
    seen.best = best * 3 + (look[best] > 90 ? 2 : look[best] > 65 ? 1 : 0);
  }
  const Token* before = token(run.first, -1);
  const Token* after = token(run.last - 1, 1);
  among_capitals_ =
      (before && before->shape == Shape::capitals) || (after && after->shape == Shape::capitals);
}

void FeatureReader::features(std::size_t at, Features& out) const {
  out.size = 0;
  std::uint32_t kind = 0;
  const auto add = [&](std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
    ++kind;
    out.hashes[out.size++] = mixed_hash(kind * 0x10001u + a * 31u, mixed_hash(b, c));
  };
  const auto skip = [&] { ++kind; };
  const std::size_t place = at - run_.first;
  const Seen& me = seen_[place];
  const Token& here = tokens_[at];
  const auto shape = static_cast<std::uint32_t>(here.shape);
  const bool first = place == 0;
  const bool last = at + 1 == run_.last;
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(run_.size(), 4));
  const std::uint32_t position = (first ? 1u : 0u) + (last ? 2u : 0u);
  const auto gap = static_cast<std::uint32_t>(tokens_[run_.first].gap);
  const Token* before = token(at, -1);
  const Token* after = token(at, 1);
  const Token* end_after = token(run_.last - 1, 1);
  const auto gap_after = end_after ? static_cast<std::uint32_t>(end_after->gap) : gaps;
  const bool starts = gap == static_cast<std::uint32_t>(Gap::edge) ||
                      gap == static_cast<std::uint32_t>(Gap::line) ||
                      gap == static_cast<std::uint32_t>(Gap::stop);
  const std::uint32_t start = first && starts ? 1 : 0;

  add(0);
  add(me.code);
  add(me.code, shape, start);
  add(me.code, position, size);
  add(me.code, first ? gap : 99u, last ? gap_after : 99u);
  add(me.code, code_beside(at, -1));
  add(me.code, code_beside(at, 1));
  add(me.code, code_beside(at, -1), code_beside(at, 1));
  add(shape, start, position);
  add(shape, before ? static_cast<std::uint32_t>(before->shape) : 99u,
      after ? static_cast<std::uint32_t>(after->shape) : 99u);
  add(word_id(before), first ? gap : 99u);
  add(word_id(after), last ? gap_after : 99u);
  add(word_id(before), me.type, position);
  add(word_id(after), me.type, position);
  add(word_id(token(at, -2)), first);
  add(word_id(token(at, 2)), last);
  add(tail(before), first ? gap : 99u);
  add(tail(after), last ? gap_after : 99u);
  add(tail(before), me.type, position);
  add(tail(after), me.type, position);
  add(tail(token(at, -2)), position);
  add(tail(token(at, 2)), position);
  add(me.person, word_id(before), first ? gap : 99u);
  add(me.person, word_id(after), (last ? gap_after : 99u) * 2 + start);
  add(me.person, tail(before), position);
  add(me.person, tail(after), position * 2 + start);
  add(me.person, gap, gap_after * 4 + position);
  add(gap, gap_after, position);
  add(me.ending, position);
  add(me.ending, me.type, start);
  add(me.best, position, start);
  add(me.best, me.type, shape);
  add(me.person, me.type, position * 2 + start);
  add(me.person, me.best, me.ending);
  add(pattern_, static_cast<std::uint32_t>(place));
  add(pattern_, static_cast<std::uint32_t>(place), gap);
  add(me.type, std::min<std::uint32_t>(here.end - here.start, 12), position);
  if (first)
    skip();
  else
    add(word_id(token(run_.first, -1)), me.type, static_cast<std::uint32_t>(place));
  if (first)
    skip();
  else
    add(seen_[place - 1].best, me.best, seen_[place - 1].type * 16 + me.type);
  if (last)
    skip();
  else
    add(seen_[place + 1].best, me.best, seen_[place + 1].type * 16 + me.type);
  if (first)
    skip();
  else
    add(seen_[place - 1].person, me.person, position);
  if (last)
    skip();
  else
    add(seen_[place + 1].person, me.person, position);
  if (among_capitals_)
    add(me.type, shape, position);
  else
    skip();
  if (end_after)
    add(code_of(*end_after), gap_after, size);
  else
    skip();
  if (first)
    skip();
  else
    add(word_id(token(run_.first, -1)), pattern_);
  for (std::uint32_t bit = 0; bit < 19; ++bit) {
    ++kind;
    if (here.classes >> bit & 1) {
      --kind;
      add(bit, position);
    }
  }
}

}  // namespace ombud::detectors::tagging
