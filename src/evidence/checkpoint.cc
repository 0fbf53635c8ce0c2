// C2SP signed note and tlog-checkpoint, read strictly: what has two spellings in the standard has
// one here, so that no two readers can take a checkpoint differently.
#include "evidence/checkpoint.h"

#include "base/text.h"
#include "evidence/decimal.h"
#include "vault/vault.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t largest_note_bytes = 1 << 20;
constexpr std::size_t most_signatures = 16;
constexpr std::string_view ed25519 = "\x01";
constexpr std::string_view dash = "\u2014 ";

Failure bad_checkpoint() { return fail(Errc::invalid, "evidence.bad_checkpoint"); }

Failure bad_key() { return fail(Errc::invalid, "evidence.bad_key"); }

// A byte order mark is text to UTF-8, and nothing that anybody sees.
bool is_text(std::string_view bytes) { return is_utf8(bytes) && !bytes.starts_with("\ufeff"); }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// What signed notes allow as a key's name.
bool is_name(std::string_view text) {
  static constexpr std::string_view spaces[] = {" ",      "\u0085", "\u00a0", "\u1680", "\u2000",
                                                "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
                                                "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
                                                "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  if (text.empty() || !is_text(text) || has_control(text)) return false;
  if (text.find('+') != std::string_view::npos) return false;
  return std::none_of(std::begin(spaces), std::end(spaces), [&](std::string_view space) {
    return text.find(space) != std::string_view::npos;
  });
}

// The first four bytes of a hash over name and key: an address, no protection.
std::string key_id(const VerifierKey& key) {
  std::string named = key.name;
  named += '\n';
  named += ed25519;
  named += key.public_key;
  return vault::sha256(named).substr(0, 4);
}

struct Signature {
  std::string_view name;
  std::string key_id;
  std::string bytes;
};

Result<Signature> read_signature(std::string_view line) {
  if (!line.starts_with(dash)) return bad_checkpoint();
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_name(line.substr(0, space))) return bad_checkpoint();
  const Result<std::string> bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return bad_checkpoint();
  return Signature{line.substr(0, space), bytes->substr(0, 4), bytes->substr(4)};
}

// Lines that each end in a newline, without it; nothing where the last one does not.
std::optional<std::vector<std::string>> lines_of(std::string_view text) {
  if (!text.ends_with('\n')) return std::nullopt;
  text.remove_suffix(1);
  return split(text, '\n');
}

Result<Checkpoint> read_text(std::string_view text) {
  const auto lines = lines_of(text);
  if (!lines || lines->size() != 3 || (*lines)[0].empty()) return bad_checkpoint();
  const std::optional<std::uint64_t> size = from_decimal((*lines)[1]);
  const Result<std::string> root = from_base64((*lines)[2]);
  if (!size || !root || root->size() != 32) return bad_checkpoint();
  return Checkpoint{(*lines)[0], *size, *root};
}

struct Note {
  std::string_view text;
  Checkpoint checkpoint;
  std::vector<std::string> signature_lines;
};

Result<Note> read_note(std::string_view note) {
  if (note.size() > largest_note_bytes || !is_text(note)) return bad_checkpoint();
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  if (std::any_of(note.begin(), note.end(), is_control)) return bad_checkpoint();
  const std::size_t gap = note.rfind("\n\n");
  if (gap == std::string_view::npos) return bad_checkpoint();
  auto signatures = lines_of(note.substr(gap + 2));
  if (!signatures || signatures->size() > most_signatures) return bad_checkpoint();
  const std::string_view text = note.substr(0, gap + 1);
  return Note{text, TRY(read_text(text)), *std::move(signatures)};
}

}  // namespace

std::string note_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         to_base64(checkpoint.root) + "\n";
}

Result<VerifierKey> read_verifier_key(std::string_view text) {
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos) return bad_key();
  const std::size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos) return bad_key();
  const Result<std::string> bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != 33 || !bytes->starts_with(ed25519)) return bad_key();
  VerifierKey key{std::string(text.substr(0, first)), bytes->substr(1)};
  if (!is_name(key.name) || write_verifier_key(key) != text) return bad_key();
  return key;
}

std::string write_verifier_key(const VerifierKey& key) {
  return key.name + "+" + to_hex(key_id(key)) + "+" +
         to_base64(std::string(ed25519) + key.public_key);
}

std::string write_signed(const Checkpoint& checkpoint, const VerifierKey& key,
                         std::string_view signature) {
  std::string note = note_text(checkpoint) + "\n";
  note += dash;
  note += key.name + " " + to_base64(key_id(key) + std::string(signature)) + "\n";
  return note;
}

Result<Checkpoint> read_signed(std::string_view note, const VerifierKey& key) {
  const Note read = TRY(read_note(note));
  const std::string id = key_id(key);
  std::vector<std::string> own;
  for (const std::string& line : read.signature_lines) {
    Signature signature = TRY(read_signature(line));
    if (signature.name == key.name && signature.key_id == id)
      own.push_back(std::move(signature.bytes));
  }
  if (own.empty()) return fail(Errc::forbidden, "evidence.unknown_key", {{"key", key.name}});
  for (const std::string& signature : own)
    if (!vault::signature_matches(read.text, signature, key.public_key))
      return fail(Errc::forbidden, "evidence.bad_signature", {{"key", key.name}});
  if (read.checkpoint.origin != key.name)
    return fail(Errc::forbidden, "evidence.other_origin",
                {{"key", key.name}, {"origin", read.checkpoint.origin}});
  return read.checkpoint;
}

Result<Checkpoint> read_unsigned(std::string_view note) {
  const Note read = TRY(read_note(note));
  for (const std::string& line : read.signature_lines) TRY(read_signature(line));
  return read.checkpoint;
}

}  // namespace ombud::evidence
