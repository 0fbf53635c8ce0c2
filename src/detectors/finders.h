#pragma once
// The parts of find(): each is shown the places where something of its kind may begin.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detectors/chain.h"
#include "detectors/characters.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

/// A set of kinds, a bit each.
using Kinds = std::uint64_t;

constexpr Kinds set_of(Kind kind) { return Kinds{1} << static_cast<unsigned>(kind); }

/// What the words before a place say of a value there: of each kind, what the nearest word says.
struct Context {
  Kinds named = 0;    // "personnummer"
  Kinds against = 0;  // "faktura" speaks against most kinds, "version" against IP addresses.

  bool names(Kind kind) const { return (named & set_of(kind)) != 0; }

  /// What is added to `score`: 0.3 where the words name the kind; -0.3 where they speak against it,
  /// but -0.15 to what its form makes rather sure by itself; else 0.
  double weight(Kind kind, double score) const;
};

/// The words before `at`: four at most, within 48 bytes.
Context context_before(std::string_view bytes, std::size_t at);

/// One find(): what it looks through and what it has found. Findings may overlap, find() keeps the
/// surest.
class Search {
 public:
  Search(std::string_view text, const Options& options);

  const std::string_view bytes;
  const Reading& reading;
  std::vector<Finding> found;
  std::size_t token_end = 0;  // What ends before it has been looked at as a token.

  bool wants(Kind kind) const { return (wanted_ & set_of(kind)) != 0; }

  bool wants_any(Kinds kinds) const { return (wanted_ & kinds) != 0; }

  /// context_before, kept for the next who asks of the same place.
  const Context& before(std::size_t at);
  /// Adds what the words before `start` say to the score.
  void add(Kind kind, Span span, double score, std::string normal);
  /// The score is what it is, cut to 0 to 0.99.
  void add_as_is(Kind kind, Span span, double score, std::string normal);

 private:
  Kinds wanted_ = ~Kinds{0};
  std::size_t context_at_ = std::string_view::npos;
  Context context_;
};

// Each returns before it costs anything where nothing of its kinds begins.
void find_number_at(Search& search, std::size_t digit);
void find_phone_at(Search& search, const Chain& chain);
/// A birth date; `chain` is none where the digits stand alone before a month's name, or after it.
void find_day_at(Search& search, std::size_t digit, const Chain* chain);
void find_address_at(Search& search, std::size_t digit);
void find_email_at(Search& search, std::size_t at);
/// Ids that mix letters and digits: IBAN, UUID, MAC and IPv6 addresses, henkilötunnus.
void find_token_at(Search& search, std::size_t digit);
/// Words that reveal something, labels of passwords and user names, well-known forms of keys.
class Vocabulary;
void find_word_at(Search& search, const Vocabulary& vocabulary, Span word);
/// What stands near a person weighs more: bare numbers and revealing words.
void weigh_by_persons(Search& search);

/// A text for names, which are read by words of their own: find() leaves `words` empty.
struct Text {
  std::string_view bytes;
  std::vector<Word> words;
  Reading reading;

  std::string_view between(std::size_t first, std::size_t last) const {
    return bytes.substr(words[first].start, words[last].end - words[first].start);
  }

  /// What stands between a word and the one before it.
  std::string_view gap_before(std::size_t word) const {
    return bytes.substr(words[word - 1].end, words[word].start - words[word - 1].end);
  }
};

void find_names(const Text& text, std::vector<Finding>& found);

/// True where the bytes from `start` to `end` are no part of a longer number or word.
bool stands_alone(std::string_view bytes, std::size_t start, std::size_t end);

}  // namespace ombud::detectors
