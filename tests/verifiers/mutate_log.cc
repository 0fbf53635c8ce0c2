#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "tests/verifiers/mutate.h"

namespace ombud::corpus {

namespace {

using evidence::Checkpoint;
using evidence::Signer;
using evidence::write_verifier_key;

Made small_log(Chance& chance) {
  Made log = make_log(chance, 3);
  while (log.entries.size() > 2000) log = make_log(chance, 3);
  return log;
}

// Refused under the key of `log`.
void add(Corpus& corpus, const std::string& path, const std::string& of, const Made& log,
         const std::string& trusted = {}) {
  corpus.inputs.push_back({"log", path, write_verifier_key(log.signer.key()), trusted, false, of});
}

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file()) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

void flip(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  write_log(corpus.file(path), log.entries, log.note);
  // In the checkpoint only where nobody else's signature can be hit, which is not checked.
  const std::vector<std::string> files = files_of(corpus.file(path));
  const std::string file = files[chance.below(files.size())];
  std::string bytes = read(file);
  std::size_t end = bytes.size();
  if (file.ends_with("/checkpoint")) end = note_of(log.signer, log.entries).size();
  bytes[chance.below(end)] ^= static_cast<char>(1 << chance.below(8));
  write(file, bytes);
  add(corpus, path, "flip", log);
}

void cut_tail(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  const std::size_t whole = log.entries.size();
  if (chance.one_in(2)) {
    log.entries.resize(whole - 1 - chance.below(whole - 1));
    write_log(corpus.file(path), log.entries, log.note);
  } else {
    write_log(corpus.file(path), log.entries, log.note);
    const std::vector<std::string> files = files_of(corpus.file(path));
    const std::string file = files[chance.below(files.size())];
    const std::string bytes = read(file);
    // Of a checkpoint at most the own signature's line, so that others' don't fall alone.
    const std::size_t own = note_of(log.signer, log.entries).size();
    const std::size_t end = file.ends_with("/checkpoint") ? own : bytes.size();
    if (chance.one_in(3))
      std::filesystem::remove(file);
    else
      write(file, bytes.substr(0, chance.below(end)));
  }
  add(corpus, path, "cut tail", log);
}

void drop(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  log.entries.erase(log.entries.begin() + std::ptrdiff_t(chance.below(log.entries.size())));
  write_log(corpus.file(path), log.entries, log.note);
  add(corpus, path, "drop", log);
}

void append(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  const auto at = log.entries.begin() + std::ptrdiff_t(chance.below(log.entries.size() + 1));
  log.entries.insert(at, "one more");
  write_log(corpus.file(path), log.entries, log.note);
  add(corpus, path, "add", log);
}

void reorder(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  const std::size_t first = chance.below(log.entries.size());
  std::size_t second = first;
  while (log.entries[second] == log.entries[first]) second = chance.below(log.entries.size());
  std::swap(log.entries[first], log.entries[second]);
  write_log(corpus.file(path), log.entries, log.note);
  add(corpus, path, "reorder", log);
}

void splice(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  const std::vector<std::string> other = make_entries(chance, log.entries.size() + 1);
  const std::size_t at = chance.below(log.entries.size());
  if (chance.one_in(3)) {
    // Another log's tail behind this one's head, or another log whole.
    for (std::size_t i = chance.one_in(2) ? at : 0; i < log.entries.size(); ++i)
      log.entries[i] = other[i];
    write_log(corpus.file(path), log.entries, log.note);
  } else if (chance.one_in(2)) {
    log.entries[at] = other[at] + " of another log";
    write_log(corpus.file(path), log.entries, log.note);
  } else {
    // A tile or a bundle of another log among this one's files.
    write_log(corpus.file(path), log.entries, log.note);
    std::vector<std::string> forged = log.entries;
    forged[at] += "forged";
    const std::string beside = corpus.file(path) + ".beside";
    write_log(beside, forged, log.note);
    std::vector<std::string> differing;
    for (const std::string& file : files_of(beside))
      if (read(file) != read(corpus.file(path) + file.substr(beside.size())))
        differing.push_back(file.substr(beside.size()));
    const std::string file = differing[chance.below(differing.size())];
    write(corpus.file(path) + file, read(beside + file));
    std::filesystem::remove_all(beside);
  }
  add(corpus, path, "splice", log);
}

void foreign_key(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  const Signer other(log.signer.key().name, chance.bytes(32));
  std::string note = note_of(other, log.entries);
  if (chance.one_in(2)) {
    // Signed by the other, under the first one's key id: only the signature tells.
    const Checkpoint checkpoint = *evidence::read_unsigned(note);
    note = evidence::write_signed(checkpoint, log.signer.key(),
                                  other.signature(note_text(checkpoint)));
  }
  write_log(corpus.file(path), log.entries, note);
  add(corpus, path, "foreign key", log);
}

void foreign_origin(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  Checkpoint checkpoint = *evidence::read_unsigned(log.note);
  checkpoint.origin = "ombud/other/1-" + to_hex(chance.bytes(6));
  std::string note = log.signer.sign(checkpoint);
  if (chance.one_in(2)) note = Signer(checkpoint.origin, chance.bytes(32)).sign(checkpoint);
  write_log(corpus.file(path), log.entries, note);
  add(corpus, path, "foreign origin", log);
}

void older_copy(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  const std::size_t size = chance.below(log.entries.size());
  write_log(corpus.file(path), {log.entries.begin(), log.entries.begin() + std::ptrdiff_t(size)},
            earlier_note(log, size));
  write(corpus.file(path + ".trusted"), log.note);
  add(corpus, path, "older copy", log, path + ".trusted");
}

// Two histories of one key, each sound by itself.
void fork(Corpus& corpus, Chance& chance, const std::string& path) {
  Made log = small_log(chance);
  const std::size_t trusted = 1 + chance.below(log.entries.size());
  write(corpus.file(path + ".trusted"), earlier_note(log, trusted));
  log.entries[chance.below(trusted)] += "rewritten";
  log.note = note_of(log.signer, log.entries);
  write_log(corpus.file(path), log.entries, log.note);
  add(corpus, path, "fork", log, path + ".trusted");
}

void foreign_trusted(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  write_log(corpus.file(path), log.entries, log.note);
  const Signer other(log.signer.key().name, chance.bytes(32));
  if (!chance.one_in(3))
    write(corpus.file(path + ".trusted"),
          chance.one_in(2) ? note_of(other, log.entries) : log.note.substr(1));
  add(corpus, path, "foreign trusted", log, path + ".trusted");
}

// Signed by the right key, true, and in a form that must be refused all the same.
void other_form(Corpus& corpus, Chance& chance, const std::string& path) {
  const Made log = small_log(chance);
  const Checkpoint checkpoint = *evidence::read_unsigned(log.note);
  const std::string size = std::to_string(checkpoint.size);
  const std::string root = to_base64(checkpoint.root);
  const std::string head = checkpoint.origin + "\n";
  const std::string good = log.signer.sign(checkpoint);
  const std::string line = good.substr(good.find("\u2014"));
  std::string many = good;
  for (int i = 0; i < 16; ++i) many += line;
  const std::vector<std::string> notes = {
      log.signer.sign_text(head + "0" + size + "\n" + root + "\n"),
      log.signer.sign_text(head + "+" + size + "\n" + root + "\n"),
      log.signer.sign_text(head + size + "\n" + root + "\nextension\n"),
      log.signer.sign_text(head + size + "\n" + root + "\n\n"),
      log.signer.sign_text(head + size + " \n" + root + "\n"),
      log.signer.sign_text(head + size + "\r\n" + root + "\r\n"),
      log.signer.sign_text(head + size + "\n" + root.substr(0, 43) + "\n"),
      log.signer.sign_text(head + size + "\n" + root.substr(0, 42) + "Z=\n"),
      many,
      good + "\n",
      good + "\u2014 short AAAA\n",
      good + "\u2014 witness.example/a+b " + line.substr(line.rfind(' ') + 1),
      good + "no signature at all\n",
      good.substr(0, good.size() - 1),
      "\xef\xbb\xbf" + good,
      good.substr(0, good.find("\u2014")) + "-- " + line.substr(4),
  };
  write_log(corpus.file(path), log.entries, notes[chance.below(notes.size())]);
  add(corpus, path, "other form", log);
}

}  // namespace

const std::vector<Change>& log_changes() {
  static const std::vector<Change> all = {
      {"flip", flip},
      {"cut_tail", cut_tail},
      {"drop", drop},
      {"add", append},
      {"reorder", reorder},
      {"splice", splice},
      {"foreign_key", foreign_key},
      {"foreign_origin", foreign_origin},
      {"older_copy", older_copy},
      {"fork", fork},
      {"foreign_trusted", foreign_trusted},
      {"other_form", other_form},
  };
  return all;
}

}  // namespace ombud::corpus
