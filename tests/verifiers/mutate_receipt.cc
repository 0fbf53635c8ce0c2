#include "base/text.h"
#include "evidence/entry.h"
#include "evidence/receipt.h"
#include "tests/verifiers/mutate.h"

namespace ombud::corpus {

namespace {

using evidence::Proof;
using evidence::Signer;
using evidence::write_verifier_key;

void add(Corpus& corpus, const std::string& path, const std::string& of, const MadeReceipt& made,
         const std::string& file) {
  must(file != made.file);
  write(corpus.file(path), file);
  corpus.inputs.push_back(
      {"receipt", path, write_verifier_key(made.log.signer.key()), {}, false, of});
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  must(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Put together by hand, so that what write_receipt() refuses can be made too.
std::string file_of(const std::string& body, const Proof& proof, const std::string& key) {
  Proof bare = proof;
  bare.entry.clear();
  std::string text;
  for (const char c : evidence::write_proof(bare))
    text += c == '\n' ? std::string("\\n") : std::string(1, c);
  return R"({"format":"ombud-receipt@v1","log":{"entry":")" + to_base64(proof.entry) +
         R"(","key":")" + key + R"(","proof":")" + text + R"("},"receipt":)" + body + "}\n";
}

std::uint64_t index_of(const MadeReceipt& made) {
  for (std::uint64_t i = 0;; ++i)
    if (made.log.entries[i].find("actions.receipt") != std::string::npos) return i;
}

void flip(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  std::string file = made.file;
  file[chance.below(file.size())] ^= static_cast<char>(1 << chance.below(8));
  add(corpus, path, "flip", made, file);
}

void cut(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  add(corpus, path, "cut", made, made.file.substr(0, chance.below(made.file.size())));
}

// The same values, written in another way.
void other_form(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  const std::vector<std::string> files = {
      made.file + "\n",
      made.file + " ",
      made.file.substr(0, made.file.size() - 1),
      made.file.substr(0, made.file.size() - 1) + "\r\n",
      " " + made.file,
      "\xef\xbb\xbf" + made.file,
      replaced(made.file, "{\"format\"", "{ \"format\""),
      replaced(made.file, "\u00e5", "\\u00e5"),
      replaced(made.file, "\"kept\"", "\"kep\\u0074\""),
      replaced(made.file, "\\n7", "\\u000a7"),
      replaced(made.file, "{\"action\"", "{\"action\":\"A-1\",\"action\""),
      replaced(made.file, "{\"format\"", "{\"extra\":1,\"format\""),
      replaced(made.file, "\"log\":{", "\"log\":{\"algorithm\":\"none\","),
      replaced(made.file, "@v1\"", "@v2\""),
      replaced(made.file, "\"not_reached\":[]", "\"not_reached\":[1.0]"),
      replaced(made.file, "\"not_reached\":[]", "\"not_reached\":[1e2]"),
      replaced(made.file, "\"not_reached\":[]", "\"not_reached\":[-0]"),
      replaced(made.file, "\"not_reached\":[]", "\"not_reached\":[9007199254740992]"),
      replaced(made.file, "\"not_reached\":[]", "\"not_reached\":[\"\\ud800\"]"),
      replaced(made.file, "\"not_reached\":[]",
               "\"not_reached\":" + std::string(70, '[') + std::string(70, ']')),
      replaced(made.file, "\"receipt\":{", "\"receipt\":[{"),
      "[]\n",
      "null\n",
      "{}\n",
      "",
  };
  add(corpus, path, "other form", made, files[chance.below(files.size())]);
}

void changed_body(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  add(corpus, path, "changed body", made,
      chance.one_in(2) ? replaced(made.file, "\"rows\":", "\"rows\":1")
                       : replaced(made.file, "Raderat", "Behållet"));
}

void foreign_key(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  const Signer other(made.log.signer.key().name, chance.bytes(32));
  Made forged{other, made.log.entries, note_of(other, made.log.entries)};
  const Proof proof = prove(forged, index_of(made));
  // With its own key's text, or with that of the key it pretends to be of.
  add(corpus, path, "foreign key", made,
      file_of(made.body, proof,
              write_verifier_key(chance.one_in(2) ? other.key() : made.log.signer.key())));
}

void other_key_text(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  const Signer other(made.log.signer.key().name, chance.bytes(32));
  add(corpus, path, "other key text", made,
      file_of(made.body, prove(made.log, index_of(made)),
              chance.one_in(2) ? write_verifier_key(other.key()) : ""));
}

void foreign_origin(Corpus& corpus, Chance& chance, const std::string& path) {
  MadeReceipt made = make_receipt(chance);
  Proof proof = prove(made.log, index_of(made));
  evidence::Checkpoint checkpoint = *evidence::read_unsigned(proof.checkpoint);
  checkpoint.origin += "x";
  proof.checkpoint = made.log.signer.sign(checkpoint);
  add(corpus, path, "foreign origin", made,
      file_of(made.body, proof, write_verifier_key(made.log.signer.key())));
}

// In the log, true, and of something else.
void other_entry(Corpus& corpus, Chance& chance, const std::string& path) {
  MadeReceipt made = make_receipt(chance);
  const std::uint64_t index = index_of(made);
  std::string entry;
  const std::string hash = *evidence::receipt_hash(made.body);
  switch (chance.below(4)) {
    case 0:
      entry = receipt_entry(chance, "actions.intent", hash);
      break;
    case 1:
      entry = receipt_entry(chance, "actions.receipt", "");
      break;
    case 2:
      entry = receipt_entry(chance, "actions.receipt", to_hex(chance.bytes(32)));
      break;
    default:
      entry = replaced(receipt_entry(chance, "actions.receipt", hash), "{\"at\"", "{ \"at\"");
      break;
  }
  made.log.entries[index] = entry;
  made.log.note = note_of(made.log.signer, made.log.entries);
  add(corpus, path, "other entry", made,
      file_of(made.body, prove(made.log, index), write_verifier_key(made.log.signer.key())));
}

void changed_proof(Corpus& corpus, Chance& chance, const std::string& path) {
  const MadeReceipt made = make_receipt(chance);
  Proof proof = prove(made.log, index_of(made));
  const Signer witness("witness.example/1", chance.bytes(32));
  switch (chance.below(5)) {
    case 0:
      proof.index += 1;
      break;
    case 1:
      proof.hashes.push_back(evidence::leaf_hash("one more"));
      break;
    case 2:
      proof.entry.pop_back();
      break;
    case 3:
      // Signed by one more, whom nobody asked.
      proof.checkpoint +=
          replaced(witness.sign(*evidence::read_unsigned(proof.checkpoint)),
                   note_text(*evidence::read_unsigned(proof.checkpoint)) + "\n", "");
      break;
    default:
      if (proof.hashes.empty())
        proof.index = 1;
      else
        proof.hashes.erase(proof.hashes.begin() +
                           std::ptrdiff_t(chance.below(proof.hashes.size())));
      break;
  }
  add(corpus, path, "changed proof", made,
      file_of(made.body, proof, write_verifier_key(made.log.signer.key())));
}

}  // namespace

const std::vector<Change>& receipt_changes() {
  static const std::vector<Change> all = {
      {"flip", flip},
      {"cut", cut},
      {"other_form", other_form},
      {"changed_body", changed_body},
      {"foreign_key", foreign_key},
      {"other_key_text", other_key_text},
      {"foreign_origin", foreign_origin},
      {"other_entry", other_entry},
      {"changed_proof", changed_proof},
  };
  return all;
}

}  // namespace ombud::corpus
