#include "tests/verifiers/generate.h"

#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "evidence/entry.h"
#include "evidence/folder.h"
#include "evidence/receipt.h"

namespace ombud::corpus {

namespace {

using evidence::Checkpoint;
using evidence::Signer;

// Around the tiles' edges, often small, seldom large.
std::size_t some_size(Chance& chance) {
  static constexpr std::size_t edges[] = {0, 1, 2, 3, 4, 255, 256, 257, 511, 512, 513, 768};
  if (chance.one_in(6)) return edges[chance.below(std::size(edges))];
  if (chance.one_in(400)) return 65'500 + chance.below(100);
  if (chance.one_in(5)) return chance.below(900);
  return chance.below(40);
}

Instant some_time(Chance& chance) {
  return Instant(std::chrono::microseconds(1'700'000'000'000'000 + chance.below(1ull << 46)));
}

// UUIDs are random; a corpus is not.
std::string some_uuid(Chance& chance) {
  std::string hex = to_hex(chance.bytes(16));
  hex[12] = '7';
  hex[16] = '8';
  for (const std::size_t at : {8u, 13u, 18u, 23u}) hex.insert(at, "-");
  return hex;
}

}  // namespace

std::string Chance::bytes(std::size_t count) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(engine_());
  return bytes;
}

std::string receipt_entry(Chance& chance, const std::string& event, const std::string& hash) {
  evidence::StoredEntry stored;
  stored.entry.at = some_time(chance);
  stored.entry.id.text = some_uuid(chance);
  stored.entry.event = event;
  stored.entry.use = UseKind::erase;
  stored.entry.object = "A-" + std::to_string(chance.below(10'000));
  if (chance.one_in(2)) stored.entry.pseudonym = to_hex(chance.bytes(16));
  if (!hash.empty()) stored.entry.commitments.emplace_back("receipt", hash);
  if (chance.one_in(2)) stored.entry.commitments.emplace_back("plan", to_hex(chance.bytes(32)));
  stored.month = evidence::month_of(stored.entry.at);
  stored.sealed = chance.bytes(chance.below(200));
  return *evidence::write_entry(stored);
}

std::vector<std::string> make_entries(Chance& chance, std::size_t count) {
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < count; ++i) {
    if (chance.one_in(3000))
      entries.push_back(chance.bytes(evidence::largest_entry_bytes - chance.below(2)));
    else if (chance.one_in(4))
      entries.push_back(receipt_entry(chance, "actions.intent", ""));
    else
      entries.push_back(chance.bytes(chance.below(120)) + std::to_string(i));
  }
  return entries;
}

std::string note_of(const Signer& signer, const std::vector<std::string>& entries) {
  return evidence::TestLog(entries, signer).note();
}

Made make_log(Chance& chance, std::size_t least) {
  Signer signer("ombud/corpus/1-" + to_hex(chance.bytes(6)), chance.bytes(32));
  std::size_t size = some_size(chance);
  while (size < least) size = least + chance.below(600);
  std::vector<std::string> entries = make_entries(chance, size);
  std::string note = note_of(signer, entries);
  // Witnesses may have signed it too.
  if (chance.one_in(5)) {
    const Checkpoint checkpoint = *evidence::read_unsigned(note);
    const std::string other =
        Signer("witness.example/" + to_hex(chance.bytes(2)), chance.bytes(32)).sign(checkpoint);
    note += other.substr(other.find("\u2014"));
  }
  return {std::move(signer), std::move(entries), std::move(note)};
}

std::string earlier_note(const Made& log, std::size_t size) {
  return note_of(log.signer, {log.entries.begin(), log.entries.begin() + std::ptrdiff_t(size)});
}

void write_log(const std::string& folder, const std::vector<std::string>& entries,
               const std::string& note) {
  evidence::FolderWriter writer = *evidence::FolderWriter::create(folder);
  for (const std::string& entry : entries) must(writer.add(entry).has_value());
  must(writer.finish(note).has_value());
}

evidence::Proof prove(const Made& log, std::uint64_t index) {
  evidence::Proof proof = evidence::TestLog(log.entries, log.signer).prove(index);
  proof.checkpoint = log.note;
  return proof;
}

MadeReceipt make_receipt(Chance& chance) {
  const std::string body =
      R"({"action":"A-)" + std::to_string(chance.below(1000)) + R"(","done":[{"rows":)" +
      std::to_string(chance.below(1u << 30)) + R"(,"text":"Raderat i åtgärd \")" +
      to_hex(chance.bytes(3)) +
      R"(\""}],"kept":[{"text":"Bokföring\n7 år"}],"not_reached":[],"public":)" +
      (chance.one_in(2) ? "true" : "null") + "}";
  Made log = make_log(chance, 1);
  while (log.entries.size() > 2000) log = make_log(chance, 1);
  const std::uint64_t index = chance.below(log.entries.size());
  log.entries[index] = receipt_entry(chance, "actions.receipt", *evidence::receipt_hash(body));
  log.note = note_of(log.signer, log.entries);
  std::string file = *evidence::write_receipt(body, prove(log, index), log.signer.key());
  return {std::move(log), body, std::move(file)};
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  must(stream.good());
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << bytes;
  must(stream.good());
}

}  // namespace ombud::corpus
