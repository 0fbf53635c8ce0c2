// evidence_corpus make FOLDER LOGS MUTATIONS [SEED]   writes logs, receipts and changes of them,
// the
//     list of inputs (list.tsv) and what must be said of each (expected.tsv)
// evidence_corpus example FOLDER   writes what lies in docs/formats/examples
// evidence_corpus check LIST   is the first verifier in the batch form of docs/formats/README.md
#include <cstdio>
#include <filesystem>

#include "base/text.h"
#include "evidence/decimal.h"
#include "evidence/receipt.h"
#include "tests/verifiers/mutate.h"

namespace ombud::corpus {

namespace {

void make_sound(Corpus& corpus, Chance& chance, std::uint64_t logs) {
  for (std::uint64_t i = 0; i < logs; ++i) {
    const Made log = make_log(chance, 0);
    Input input{"log",  "log/" + std::to_string(i), write_verifier_key(log.signer.key()), {}, true,
                "sound"};
    write_log(corpus.file(input.path), log.entries, log.note);
    if (chance.one_in(3)) {
      input.trusted = input.path + ".trusted";
      write(corpus.file(input.trusted), earlier_note(log, chance.below(log.entries.size() + 1)));
    }
    corpus.inputs.push_back(input);
  }
  for (std::uint64_t i = 0; i < logs / 5; ++i) {
    const MadeReceipt made = make_receipt(chance);
    const std::string path = "receipt/" + std::to_string(i) + ".json";
    write(corpus.file(path), made.file);
    corpus.inputs.push_back(
        {"receipt", path, write_verifier_key(made.log.signer.key()), {}, true, "sound"});
  }
}

void make_changed(Corpus& corpus, Chance& chance, std::uint64_t mutations) {
  for (std::uint64_t i = 0; i < mutations; ++i) {
    const Change& change = log_changes()[i % log_changes().size()];
    change.make(corpus, chance, "changed_log/" + change.name + "_" + std::to_string(i));
  }
  for (std::uint64_t i = 0; i < mutations / 2; ++i) {
    const Change& change = receipt_changes()[i % receipt_changes().size()];
    change.make(corpus, chance, "changed_receipt/" + change.name + "_" + std::to_string(i));
  }
}

void make(const std::string& folder, std::uint64_t logs, std::uint64_t mutations,
          std::uint64_t seed) {
  Corpus corpus{folder, {}};
  for (const char* part : {"log", "receipt", "changed_log", "changed_receipt"})
    std::filesystem::create_directories(corpus.file(part));
  Chance chance(seed);
  make_sound(corpus, chance, logs);
  make_changed(corpus, chance, mutations);
  std::string list;
  std::string expected;
  for (const Input& input : corpus.inputs) {
    list += input.kind + "\t" + input.path + "\t" + input.key + "\t" + input.trusted + "\n";
    expected += input.path + "\t" + (input.sound ? "ok" : "refused") + "\t" + input.of + "\n";
  }
  write(corpus.file("list.tsv"), list);
  write(corpus.file("expected.tsv"), expected);
}

void make_example(const std::string& folder) {
  Chance chance(2026);
  MadeReceipt made = make_receipt(chance);
  while (made.log.entries.size() < 4 || made.log.entries.size() > 12) made = make_receipt(chance);
  write_log(folder + "/log", made.log.entries, made.log.note);
  write(folder + "/earlier.checkpoint", earlier_note(made.log, 3));
  write(folder + "/receipt.json", made.file);
  write(folder + "/entry.tlog-proof", evidence::write_proof(prove(made.log, 0)));
  write(folder + "/key.txt", write_verifier_key(made.log.signer.key()) + "\n");
}

// The reason's word: the key of the first fault without its room.
std::string reason(const Error& error) {
  if (error.key == "evidence.no_folder") return "missing_file";
  return error.key.substr(error.key.find('.') + 1);
}

// Empty where it is sound.
std::string refusal(const std::vector<std::string>& input, const std::string& folder) {
  const Result<evidence::VerifierKey> key = evidence::read_verifier_key(input[2]);
  must(key.has_value());
  const std::string path = folder + input[1];
  if (input[0] == "receipt") {
    const auto checked = evidence::check_receipt(read(path), *key);
    return checked ? "" : reason(checked.error());
  }
  std::optional<std::string> trusted;
  if (!input[3].empty()) {
    const bool there = std::filesystem::is_regular_file(folder + input[3]);
    trusted = there ? read(folder + input[3]) : "";
  }
  const auto verdict = evidence::verify_folder(path, *key, trusted);
  if (!verdict) return reason(verdict.error());
  return verdict->sound ? "" : reason(verdict->faults[0]);
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int check(const std::string& list) {
  const std::string folder = std::filesystem::path(list).parent_path().string() + "/";
  bool all_sound = true;
  for (const std::string& line : split(read(list), '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string> input = split(line, '\t');
    must(input.size() == 4);
    const std::string refused = refusal(input, folder);
    print(input[1] + (refused.empty() ? "\tok\t" : "\trefused\t") + refused + "\n");
    all_sound = all_sound && refused.empty();
  }
  return all_sound ? 0 : 1;
}

}  // namespace

}  // namespace ombud::corpus

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments, arguments + count);
  if (count == 3 && words[1] == "check") return ombud::corpus::check(words[2]);
  if (count == 3 && words[1] == "example") {
    ombud::corpus::make_example(words[2]);
    return 0;
  }
  const auto number = [&](int at) {
    return at < count ? ombud::evidence::from_decimal(words[at]) : std::optional<std::uint64_t>(1);
  };
  if (count < 5 || words[1] != "make" || !number(3) || !number(4) || !number(5)) {
    ombud::corpus::print(
        "evidence_corpus make FOLDER LOGS MUTATIONS [SEED] | example FOLDER | check LIST\n");
    return 2;
  }
  ombud::corpus::make(words[2], *number(3), *number(4), *number(5));
  return 0;
}
