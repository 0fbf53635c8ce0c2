#include "detectors/names/features.h"

#include <algorithm>
#include <bit>
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
  if (token.classes & is_noble && token.shape == Shape::lower && at + 1 < tokens.size())
    return tokens[at + 1].gap == Gap::blank && tokens[at + 1].shape == Shape::capital;
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

// What is true of a word's place; one of the three groups of features needs each of them.
struct FeatureReader::Place {
  std::size_t at;
  std::uint32_t index;  // in the run
  bool first;
  bool last;
  std::uint32_t position;  // both as one number
  std::uint32_t start;     // 1 where nothing but the beginning of a sentence explains the capital
  std::uint32_t gap;       // before the run
  std::uint32_t gap_after;
  std::uint32_t gap_if_first;
  std::uint32_t gap_if_last;
};

namespace {

constexpr std::uint32_t inside = 99;

// Hashes features; each call has a number of its own, so that equal values of two calls differ.
class Collector {
 public:
  Collector(Features& out, std::uint32_t group) : out_(out), kind_(group << 8) {}

  void add(std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
    ++kind_;
    push(a, b, c);
  }

  void add_if(bool holds, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
    ++kind_;
    if (holds) push(a, b, c);
  }

  /// One feature for each bit.
  void add_bits(std::uint32_t bits, std::uint32_t with) {
    ++kind_;
    for (; bits != 0; bits &= bits - 1)
      push(static_cast<std::uint32_t>(std::countr_zero(bits)), with, 0);
  }

 private:
  void push(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    out_.hashes[out_.size++] = mixed_hash(kind_ * 0x10001u + a * 31u, mixed_hash(b, c));
  }

  Features& out_;
  std::uint32_t kind_;
};

std::uint32_t number(Shape shape) { return static_cast<std::uint32_t>(shape); }

std::uint32_t number(Gap gap) { return static_cast<std::uint32_t>(gap); }

}  // namespace

void FeatureReader::features(std::size_t at, Features& features) const {
  features.size = 0;
  const bool first = at == run_.first;
  const bool last = at + 1 == run_.last;
  const Gap gap = tokens_[run_.first].gap;
  const Token* after = token(run_.last - 1, 1);
  Place place{at,
              static_cast<std::uint32_t>(at - run_.first),
              first,
              last,
              (first ? 1u : 0u) + (last ? 2u : 0u),
              first && (gap == Gap::edge || gap == Gap::line || gap == Gap::stop) ? 1u : 0u,
              number(gap),
              after ? number(after->gap) : gaps,
              inside,
              inside};
  if (first) place.gap_if_first = place.gap;
  if (last) place.gap_if_last = place.gap_after;
  add_own(place, features);
  add_neighbours(place, features);
  add_run(place, features);
}

void FeatureReader::add_own(const Place& place, Features& features) const {
  const Token& here = tokens_[place.at];
  const Seen& me = seen_[place.index];
  const std::uint32_t shape = number(here.shape);
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(run_.size(), 4));
  Collector to(features, 1);
  to.add(0);
  to.add(me.code);
  to.add(me.code, shape, place.start);
  to.add(me.code, place.position, size);
  to.add(me.code, place.gap_if_first, place.gap_if_last);
  to.add(shape, place.start, place.position);
  to.add(place.gap, place.gap_after, place.position);
  to.add(me.ending, place.position);
  to.add(me.ending, me.type, place.start);
  to.add(me.best, place.position, place.start);
  to.add(me.best, me.type, shape);
  to.add(me.person, me.type, place.position * 2 + place.start);
  to.add(me.person, me.best, me.ending);
  to.add(me.person, place.gap, place.gap_after * 4 + place.position);
  to.add(me.type, std::min<std::uint32_t>(here.end - here.start, 12), place.position);
  to.add_if(among_capitals_, me.type, shape, place.position);
  to.add_bits(here.classes, place.position);
}

void FeatureReader::add_neighbours(const Place& place, Features& features) const {
  const Seen& me = seen_[place.index];
  const Token* before = token(place.at, -1);
  const Token* after = token(place.at, 1);
  const std::uint32_t word_before = word_id(before);
  const std::uint32_t word_after = word_id(after);
  const std::uint32_t tail_before = tail(before);
  const std::uint32_t tail_after = tail(after);
  const std::uint32_t code_before = code_beside(place.at, -1);
  const std::uint32_t code_after = code_beside(place.at, 1);
  const std::uint32_t looks_like = me.type * 16 + me.best;
  Collector to(features, 2);
  to.add(me.code, code_before);
  to.add(me.code, code_after);
  to.add(me.code, code_before, code_after);
  to.add(number(tokens_[place.at].shape), before ? number(before->shape) : inside,
         after ? number(after->shape) : inside);
  to.add(word_before, place.gap_if_first);
  to.add(word_after, place.gap_if_last);
  to.add(word_before, me.type, place.position);
  to.add(word_after, me.type, place.position);
  to.add(word_id(token(place.at, -2)), place.first);
  to.add(word_id(token(place.at, 2)), place.last);
  to.add(tail_before, place.gap_if_first);
  to.add(tail_after, place.gap_if_last);
  to.add(tail_before, me.type, place.position);
  to.add(tail_after, me.type, place.position);
  to.add(tail(token(place.at, -2)), place.position);
  to.add(tail(token(place.at, 2)), place.position);
  to.add(me.person, word_before, place.gap_if_first);
  to.add(me.person, word_after, place.gap_if_last * 2 + place.start);
  to.add(me.person, tail_before, place.position);
  to.add(me.person, tail_after, place.position * 2 + place.start);
  to.add(looks_like, place.start, word_after);
  to.add(looks_like, place.start, tail_after);
  to.add(looks_like, place.position, word_before);
  to.add(looks_like, place.position, tail_before);
}

void FeatureReader::add_run(const Place& place, Features& features) const {
  const Seen& me = seen_[place.index];
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(run_.size(), 4));
  const std::uint32_t word_before = word_id(token(run_.first, -1));
  const Token* after = token(run_.last - 1, 1);
  Collector to(features, 3);
  to.add(pattern_, place.index);
  to.add(pattern_, place.index, place.gap);
  to.add_if(!place.first, word_before, me.type, place.index);
  to.add_if(!place.first, word_before, pattern_);
  to.add_if(after != nullptr, after ? code_of(*after) : 0, place.gap_after, size);
  const Seen& left = seen_[place.first ? 0 : place.index - 1];
  to.add_if(!place.first, left.best, me.best, left.type * 16 + me.type);
  to.add_if(!place.first, left.person, me.person, place.position);
  const Seen& right = seen_[place.last ? 0 : place.index + 1];
  to.add_if(!place.last, right.best, me.best, right.type * 16 + me.type);
  to.add_if(!place.last, right.person, me.person, place.position);
}

}  // namespace ombud::detectors::tagging
