// Verifying the log, beside a loop that hashes the same leaves and nodes from memory.
//
//     bench_log_verify [--size ENTRIES] [--store-size ENTRIES] [--runs RUNS]
//     bench_log_verify --write FOLDER --size ENTRIES      writes FOLDER/log and FOLDER/key only
//
// The baseline knows nothing of files, tiles, databases or entries: it is what any verifier must
// do. The folder is read by one thread and by two, the store as `ombud evidence verify` does. The
// store is held against a second baseline too: a loop over SQLite's own functions that reads the
// same columns of the same rows and does nothing with them, on as many threads.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <fmt/format.h>
#include <openssl/sha.h>
#include <sqlite3.h>

#include <fstream>
#include <memory>

#include "base/clock.h"
#include "base/side_by_side.h"
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

  std::string file() const { return home_.location().sqlite_file; }

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

// The columns that a verifier needs, of the rows `begin` up to `end`, read by SQLite alone.
std::size_t select_bare(const std::string& file, std::size_t begin, std::size_t end) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  must(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                       nullptr) == SQLITE_OK);
  must(sqlite3_prepare_v2(database,
                          "select position, id, at, event, object, pseudonym, month, bytes "
                          "from evidence_entry where organisation_id = ? and epoch = 1 and "
                          "position >= ? and position < ? order by position",
                          -1, &statement, nullptr) == SQLITE_OK);
  sqlite3_bind_text(statement, 1, organisation.text.c_str(), -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 2, static_cast<sqlite3_int64>(begin));
  sqlite3_bind_int64(statement, 3, static_cast<sqlite3_int64>(end));
  std::size_t read = 0;
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int column = 0; column < 8; ++column)
      if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        read += sqlite3_column_int64(statement, column) != -1 ? 1 : 0;
      } else {
        must(sqlite3_column_blob(statement, column) != nullptr);
        read += sqlite3_column_bytes(statement, column) > 0 ? 1 : 0;
      }
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return read / 8;
}

void measure_store(std::size_t size, int runs) {
  Store store(size);
  const std::vector<std::string> entries = store.entries();
  must(entries.size() == size);
  Baseline baseline(entries);
  const unsigned threads = usual_threads();
  const std::string what = fmt::format("a store of {} entries of {} bytes in SQLite, {} threads, ",
                                       size, entries.front().size(), threads);
  const double millions = static_cast<double>(size) / 1e6;
  const auto verify = [&] {
    const auto verdict = store.log().verify({});
    must(verdict && verdict->sound && verdict->entries == size);
  };
  const auto select = [&] {
    side_by_side(0, threads, threads, [&](std::uint64_t i) {
      const std::size_t begin = size * i / threads;
      const std::size_t end = size * (i + 1) / threads;
      must(select_bare(store.file(), begin, end) == end - begin);
    });
  };
  const auto hash = [&] { baseline.run(); };
  compare({"log_verify.store", what + "columns held against entries, time passed", "M entries/s",
           millions, runs, Time::passing},
          verify, hash);
  compare({"log_verify.store_processor", what + "processor time of all threads", "M entries/s",
           millions, runs, Time::processor},
          verify, hash);
  compare(
      {"log_verify.store_select", what + "beside a bare SELECT of the same columns, time passed",
       "M entries/s", millions, runs, Time::passing},
      verify, select);
  compare({"log_verify.select", what + "that bare SELECT beside the hashing alone, processor time",
           "M entries/s", millions, runs, Time::processor},
          select, hash);
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
