#include "evidence/receipt.h"

#include "base/text.h"
#include "evidence/entry.h"
#include "evidence/json.h"
#include "vault/vault.h"

namespace ombud::evidence {

namespace {

constexpr const char* format = "ombud-receipt@v1";
constexpr std::size_t largest_file_bytes = 16 << 20;

Failure bad_receipt(std::string what) {
  return fail(Errc::invalid, "evidence.bad_receipt", {{"what", std::move(what)}});
}

struct File {
  Json body;
  std::string key;
  Proof proof;
};

Result<File> read_file(std::string_view file) {
  if (file.size() > largest_file_bytes) return bad_receipt("size");
  if (!file.ends_with('\n')) return bad_receipt("end");
  const Result<Json> json = read_canonical_json(file.substr(0, file.size() - 1));
  if (!json) return bad_receipt("JSON, byte " + json.error().params[0].second);
  const Json::Object* object = object_of(*json, {"format", "log", "receipt"});
  if (object == nullptr) return bad_receipt("members");
  const std::string* named = object->at("format").string();
  if (named == nullptr || *named != format) return bad_receipt("format");
  const Json& body = object->at("receipt");
  if (body.object() == nullptr) return bad_receipt("receipt");
  const Json::Object* log = object_of(object->at("log"), {"entry", "key", "proof"});
  if (log == nullptr) return bad_receipt("log");
  const std::string* entry = log->at("entry").string();
  const std::string* key = log->at("key").string();
  const std::string* proof = log->at("proof").string();
  if (entry == nullptr || key == nullptr || proof == nullptr) return bad_receipt("log");

  const Result<std::string> entry_bytes = from_base64(*entry);
  if (!entry_bytes) return bad_receipt("log.entry");
  Result<Proof> read = read_proof(*proof);
  if (!read || !read->entry.empty()) return bad_receipt("log.proof");
  read->entry = *entry_bytes;
  return File{body, *key, *std::move(read)};
}

// The texts of one part of the body; what is of another form is passed over.
std::vector<std::string> texts_of(const Json& body, const char* part) {
  std::vector<std::string> texts;
  const auto member = body.object()->find(part);
  if (member == body.object()->end() || member->second.array() == nullptr) return texts;
  for (const Json& item : *member->second.array()) {
    if (item.object() == nullptr) continue;
    const auto text = item.object()->find("text");
    if (text != item.object()->end() && text->second.string() != nullptr)
      texts.push_back(*text->second.string());
  }
  return texts;
}

// Of a well-formed note.
std::ptrdiff_t signature_count(const std::string& note) {
  return std::count(note.begin() + static_cast<std::ptrdiff_t>(note.rfind("\n\n") + 2), note.end(),
                    '\n');
}

std::string hash_of(const std::string& canonical_body) {
  return to_hex(vault::sha256(canonical_body));
}

}  // namespace

Result<std::string> canonical_json(std::string_view text) {
  const Json json = TRY(read_json(text));
  return written(json);
}

Result<std::string> receipt_hash(std::string_view body_json) {
  return hash_of(TRY(canonical_json(body_json)));
}

Result<std::string> write_receipt(std::string_view body_json, const Proof& proof,
                                  const VerifierKey& key) {
  Json body = TRY(read_json(body_json));
  Proof bare = proof;
  bare.entry.clear();  // It stands on its own in a receipt.
  std::string file = written(Json::Object{
                         {"format", format},
                         {"log", Json::Object{{"entry", to_base64(proof.entry)},
                                              {"key", write_verifier_key(key)},
                                              {"proof", write_proof(bare)}}},
                         {"receipt", std::move(body)},
                     }) +
                     "\n";
  TRY(check_receipt(file, key));
  return file;
}

Result<CheckedReceipt> check_receipt(std::string_view file, const VerifierKey& trusted) {
  const File read = TRY(read_file(file));
  const Checkpoint checkpoint = TRY(read_signed(read.proof.checkpoint, trusted));
  if (read.key != write_verifier_key(trusted)) return bad_receipt("log.key");
  // A line of somebody else would be bytes that nobody checks.
  if (signature_count(read.proof.checkpoint) != 1) return bad_receipt("log.proof");
  TRY(check(read.proof, trusted));

  const Result<StoredEntry> stored = read_entry(read.proof.entry);
  if (!stored || stored->entry.event != receipt_event)
    return fail(Errc::invalid, "evidence.not_this_receipts_entry");
  const auto& commitments = stored->entry.commitments;
  const auto commitment =
      std::find_if(commitments.begin(), commitments.end(),
                   [](const auto& pair) { return pair.first == receipt_commitment; });
  if (commitment == commitments.end())
    return fail(Errc::invalid, "evidence.not_this_receipts_entry");

  std::string body = written(read.body);
  if (hash_of(body) != commitment->second) return fail(Errc::invalid, "evidence.receipt_changed");
  return CheckedReceipt{stored->entry,
                        read.proof.index,
                        checkpoint,
                        std::move(body),
                        texts_of(read.body, "done"),
                        texts_of(read.body, "kept"),
                        texts_of(read.body, "not_reached")};
}

}  // namespace ombud::evidence
