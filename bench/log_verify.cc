// Verifying the log, beside a loop that hashes the same leaves and nodes from memory.
//
//     bench_log_verify [--size ENTRIES] [--store-size ENTRIES] [--runs RUNS]
//     bench_log_verify --write FOLDER --size ENTRIES      writes FOLDER/log and FOLDER/key only
//
// The baseline knows nothing of files, tiles, databases or entries: it is what any verifier must
// do. The folder is read by one thread and by two, the store as `ombud evidence verify` does.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <fmt/format.h>
#include <openssl/sha.h>

#include <fstream>
#include <memory>

#include "base/clock.h"
#include "base/testing.h"
#include "base/text.h"
#include "bench/measuring.h"
#include "evidence/entry.h"
#include "evidence/evidence.h"
#include "evidence/folder.h"
#include "evidence/testing.h"
#include "store/testing.h"

namespace ombud::bench {

namespace {

using evidence::Hash;

void sha256(const void* bytes, std::size_t size, char first, char* hash) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, &first, 1);
  SHA256_Update(&context, bytes, size);
  SHA256_Final(reinterpret_cast<unsigned char*>(hash), &context);
}

// Every leaf and every node once. The root is of no interest where the size is no power of two.
class Baseline {
 public:
  explicit Baseline(const std::vector<std::string>& entries) : entries_(entries) {}

  void run() {
    hashes_.resize(entries_.size() * 32);
    for (std::size_t i = 0; i < entries_.size(); ++i)
      sha256(entries_[i].data(), entries_[i].size(), '\0', hashes_.data() + i * 32);
    for (std::size_t width = entries_.size() / 2; width > 0; width /= 2)
      for (std::size_t i = 0; i < width; ++i) {
        char both[64];
        std::copy_n(hashes_.data() + 64 * i, 64, both);
        sha256(both, 64, '\1', hashes_.data() + 32 * i);
      }
  }

 private:
  const std::vector<std::string>& entries_;
  std::vector<char> hashes_;
};

// As `actions` writes them: a sealed part of some hundred bytes.
std::vector<std::string> some_entries(std::size_t count) {
  std::vector<std::string> entries;
  entries.reserve(count);
  const Instant begun = *parse_instant("2026-11-21T10:00:00Z");
  for (std::size_t i = 0; i < count; ++i) {
    evidence::StoredEntry stored;
    stored.entry.at = begun + std::chrono::milliseconds(i);
    stored.entry.id.text = fmt::format("018f3c1e-0000-7000-8000-{:012x}", i);
    stored.entry.event = "actions.intent";
    stored.entry.use = UseKind::erase;
    stored.entry.object = fmt::format("A-{:04}", i % 10000);
    stored.entry.pseudonym = fmt::format("{:032x}", i * 2654435761);
    stored.entry.commitments = {{"plan", std::string(64, 'a')}};
    stored.month = evidence::month_of(stored.entry.at);
    stored.sealed = std::string(180, static_cast<char>(i));
    entries.push_back(*evidence::write_entry(stored));
  }
  return entries;
}

void write_log(const std::string& folder, const std::vector<std::string>& entries,
               const evidence::Signer& signer) {
  evidence::FolderWriter writer = *evidence::FolderWriter::create(folder);
  for (const std::string& entry : entries) must(writer.add(entry).has_value());
  const std::string note = signer.sign({signer.key().name, entries.size(), writer.root()});
  must(writer.finish(note).has_value());
}

void measure_folder(std::size_t size, int runs) {
  const TemporaryFolder home;
  const evidence::Signer signer("ombud/bench/1");
  const std::vector<std::string> entries = some_entries(size);
  write_log(home.file("log"), entries, signer);
  Baseline baseline(entries);
  const auto verify = [&](unsigned threads) {
    return [&, threads] {
      const auto verdict = evidence::verify_folder(home.file("log"), signer.key(), {}, threads);
      must(verdict && verdict->sound && verdict->entries == size);
    };
  };
  const std::string what =
      fmt::format("a folder of {} entries of {} bytes, ", size, entries.front().size());
  const double millions = static_cast<double>(size) / 1e6;
  compare({"log_verify.folder", what + "one thread, processor time", "M entries/s", millions, runs,
           Time::processor},
          verify(1), [&] { baseline.run(); });
  compare({"log_verify.folder_two_threads", what + "two threads, time passed", "M entries/s",
           millions, runs, Time::passing},
          verify(2), [&] { baseline.run(); });
}

void write_only(const std::string& folder, std::size_t size) {
  const evidence::Signer signer("ombud/bench/1");
  write_log(folder + "/log", some_entries(size), signer);
  std::ofstream(folder + "/key") << evidence::write_verifier_key(signer.key()) << "\n";
}

const OrganisationId organisation{"018f3c1e-0000-7000-8000-000000000001"};
const PersonId person{"6f1d2c3b-4a59-4e68-8778-96a5b4c3d2e1"};

// A clock that moves, so that every entry has a time of its own.
class MovingClock : public Clock {
 public:
  Instant now() const override { return now_ += std::chrono::milliseconds(1); }

 private:
  mutable Instant now_ = *parse_instant("2026-11-21T10:00:00Z");
};

class Store {
 public:
  explicit Store(std::size_t size) {
    const std::span<const store::Migration> rooms[] = {evidence::migrations()};
    must(store_.migrate(rooms, clock_).has_value());
    evidence::Told told;
    told.event = "actions.intent";
    told.use = UseKind::erase;
    told.account = AccountId{"018f3c1e-0000-7000-8000-00000000000a"};
    told.person = person;
    told.reference = "request 2026-14";
    told.object = "A-0001";
    told.details = {{"system", "liva"}, {"rows", "4"}};
    told.commitments = {{"plan", std::string(64, 'a')}};
    for (std::size_t done = 0; done < size;) {
      store::Transaction transaction = *store_.begin(organisation);
      for (std::size_t i = 0; i < 1000 && done < size; ++i, ++done)
        must(log_.append(transaction, told).has_value());
      must(transaction.commit().has_value());
    }
    must(log_.sequence().has_value());
  }

  evidence::Log& log() { return log_; }

  std::vector<std::string> entries() {
    std::vector<std::string> all;
    store::Transaction transaction = *store_.begin(organisation, sql::Begin::read);
    must(transaction
             .each("select bytes from evidence_entry order by position", {},
                   [&](const sql::Row& row) -> Result<void> {
                     all.push_back(store::blob_in(row[0]));
                     return {};
                   })
             .has_value());
    return all;
  }

 private:
  MovingClock clock_;
  store::TestStore home_{sql::Engine::sqlite};
  store::Database store_ = *store::Database::open(home_.location(), true);
  vault::Vault vault_ = *vault::Vault::create(home_.folder().file("key"),
                                              home_.folder().file("keys.db"), organisation, clock_);
  evidence::Log log_{
      store_, vault_, clock_, organisation, "Exempelförbundet", home_.folder().file("last_signed")};
};

void measure_store(std::size_t size, int runs) {
  Store store(size);
  const std::vector<std::string> entries = store.entries();
  must(entries.size() == size);
  Baseline baseline(entries);
  compare(
      {"log_verify.store",
       fmt::format("a store of {} entries of {} bytes in SQLite, columns held against entries, "
                   "two threads, time passed",
                   size, entries.front().size()),
       "M entries/s", static_cast<double>(size) / 1e6, runs, Time::passing},
      [&] {
        const auto verdict = store.log().verify({});
        must(verdict && verdict->sound && verdict->entries == size);
      },
      [&] { baseline.run(); });
}

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) {
  const auto option = [&](const char* name, long otherwise) {
    return ombud::bench::option(count, arguments, name, otherwise);
  };
  const int runs = static_cast<int>(option("runs", 5));
  if (count > 2 && std::string_view(arguments[1]) == "--write") {
    ombud::bench::write_only(arguments[2], static_cast<std::size_t>(option("size", 200'000)));
    return 0;
  }
  ombud::bench::measure_folder(static_cast<std::size_t>(option("size", 200'000)), runs);
  ombud::bench::measure_store(static_cast<std::size_t>(option("store-size", 50'000)), runs);
}
