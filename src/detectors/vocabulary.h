#pragma once
// The words that find() looks for: those that reveal something of a person, and labels of passwords
// and user names. Most words of a text are told from all of them by their first four bytes.

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

enum class Says : std::uint8_t {
  nothing,  // A word that begins as one of ours and is none: "sjukhus".
  little,   // Reveals something only where it is said of a person: "sjuk".
  much,     // Is hardly said but of a person: "sjukskriven".
  label,    // A value follows: "lösenord: …".
  form,     // Begins a key of a well-known form: "ghp_…".
};

struct Term {
  std::string_view text;  // Folded; a blank stands for any of blank, hyphen and low line.
  Kind kind;
  Says says;
  bool whole;    // The word must end where the term does.
  bool as_head;  // Also the last part of a compound word: "bröstcancer".
  bool small;    // Only in small letters: "kristen" is a word, "Kristen" a name.
};

class Vocabulary {
 public:
  explicit Vocabulary(const std::vector<Term>& terms);

  /// False for most words that no term begins.
  bool may_begin(std::string_view bytes, std::size_t at) const {
    return begins_.has(key_at(bytes, at));
  }

  /// False where no head of a compound begins at any place inside the word.
  bool may_have_head(std::string_view bytes, Span word) const {
    for (std::size_t at = word.start + least_before_head; at + 4 <= word.end; ++at)
      if (heads_.has(key_at(bytes, at))) return true;
    return false;
  }

  struct Hit {
    const Term* term;
    Span span;  // Of the whole word, or of a term of several words.
  };

  /// The longest term that begins where the word does; `term` is null where none does.
  Hit term_at(std::string_view bytes, Span word) const;
  /// A head that ends the word, inflected or not.
  Hit head_of(std::string_view bytes, Span word) const;

  static constexpr std::size_t least_before_head = 3;
  static constexpr std::size_t least_compound_bytes = 9;

 private:
  // Bytes with letters small: å, ä, ö, æ, ø and Å … too, whose second bytes differ in that bit.
  template <class Key>
  static Key bytes_at(std::string_view bytes, std::size_t at) {
    Key key = 0;
    const std::size_t left = bytes.size() - at;
    if (left >= sizeof key) {
      std::memcpy(&key, bytes.data() + at, sizeof key);
    } else {
      std::memcpy(&key, bytes.data() + at, left);
    }
    return static_cast<Key>(key | static_cast<Key>(0x2020202020202020));
  }

  static std::uint32_t key_at(std::string_view bytes, std::size_t at) {
    return bytes_at<std::uint32_t>(bytes, at);
  }

  /// 64 Ki bits, by a hash of the key.
  class Keys {
   public:
    void add(std::uint32_t key) { bits_[hash(key) / 64] |= std::uint64_t{1} << hash(key) % 64; }

    bool has(std::uint32_t key) const { return (bits_[hash(key) / 64] >> hash(key) % 64 & 1) != 0; }

   private:
    static std::uint32_t hash(std::uint32_t key) { return key * 0x9e3779b1U >> 16; }

    std::array<std::uint64_t, 1024> bits_{};
  };

  /// A term with its first eight bytes; a joint's byte, what follows it, and what lies after the
  /// term's end do not count.
  struct Entry {
    Term term;
    std::uint64_t key;
    std::uint64_t mask;

    bool fits(std::uint64_t text_key) const { return ((text_key ^ key) & mask) == 0; }
  };

  static Entry entry_of(const Term& term);
  void add_keys(const Term& term);

  /// Of the key's first two bytes, what tells letters apart: ten bits.
  static std::size_t drawer_of(std::uint64_t key) { return (key & 0x1f) | (key >> 8 & 0x1f) << 5; }

  static constexpr std::size_t drawers = 1024;

  std::vector<Entry> entries_;  // Drawer by drawer.
  std::array<std::uint16_t, drawers + 1> drawer_begins_{};
  std::vector<Entry> heads_of_compounds_;
  Keys begins_;
  Keys heads_;
};

/// The one vocabulary, made at first use.
const Vocabulary& vocabulary();

/// What it is made of; one list a file.
struct TermList {
  Kind kind;
  Says says;
  /// Terms between blanks. "_" for a blank in a term, "." after a whole word, "*" before a term
  /// that may be a compound's head, "~" before one that counts in small letters only.
  std::string_view terms;
};

std::vector<TermList> health_terms();
std::vector<TermList> belief_terms();
std::vector<TermList> crime_terms();
std::vector<TermList> secret_terms();

}  // namespace ombud::detectors
