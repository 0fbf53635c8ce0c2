#pragma once
// Logs and receipts made from a number, the same each time, for holding two verifiers against each
// other.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "evidence/testing.h"

namespace ombud::corpus {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  /// 0 to, not including, `end`.
  std::uint64_t below(std::uint64_t end) { return engine_() % end; }

  bool one_in(std::uint64_t n) { return below(n) == 0; }

  std::string bytes(std::size_t count);

 private:
  std::mt19937_64 engine_;
};

/// What a verifier is given, and what it must say.
struct Input {
  std::string kind;  // "log", "receipt"
  std::string path;  // Relative to the corpus.
  std::string key;
  std::string trusted;  // A path, or empty.
  bool sound = true;
  std::string of;  // "sound", or the kind of change.
};

/// A log in the making: what is written is taken from here, so that a change can be made before.
struct Made {
  evidence::Signer signer;
  std::vector<std::string> entries;
  std::string note;  // Of the entries as they were.
};

/// With at least `least` entries.
Made make_log(Chance& chance, std::size_t least);
std::vector<std::string> make_entries(Chance& chance, std::size_t count);
std::string note_of(const evidence::Signer& signer, const std::vector<std::string>& entries);
/// The note that the log had at an earlier size.
std::string earlier_note(const Made& log, std::size_t size);

/// Tiles of `entries`, whatever `note` says.
void write_log(const std::string& folder, const std::vector<std::string>& entries,
               const std::string& note);

struct MadeReceipt {
  Made log;
  std::string body;
  std::string file;
};

MadeReceipt make_receipt(Chance& chance);
/// A log entry of `event` that commits to `hash`.
std::string receipt_entry(Chance& chance, const std::string& event, const std::string& hash);
evidence::Proof prove(const Made& log, std::uint64_t index);

std::string read(const std::string& path);
void write(const std::string& path, const std::string& bytes);

}  // namespace ombud::corpus
