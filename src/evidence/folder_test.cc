#include "evidence/folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/testing.h"
#include "evidence/entry.h"
#include "evidence/files.h"
#include "evidence/testing.h"

namespace ombud::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FolderTest : public testing::Test {
 protected:
  std::string write(const TestLog& log, const std::string& name = "log") {
    FolderWriter writer = *FolderWriter::create(home_.file(name));
    for (const std::string& entry : log.entries()) must(writer.add(entry).has_value());
    must(writer.finish(log.note()).has_value());
    return home_.file(name);
  }

  std::vector<std::string> faults(const std::string& folder,
                                  const std::optional<std::string>& trusted = {}) {
    std::vector<std::string> keys;
    const Verdict verdict = *verify_folder(folder, signer_.key(), trusted);
    EXPECT_EQ(verdict.sound, verdict.faults.empty());
    for (const Error& fault : verdict.faults) keys.push_back(fault.key);
    return keys;
  }

  static void append(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::app) << bytes;
  }

  const TemporaryFolder home_;
  const Signer signer_{"ombud/x/1"};
};

TEST_F(FolderTest, HasTheFilesOfTheStandardAtEverySize) {
  const auto files = [&](std::size_t size) {
    const std::string folder = write(TestLog(size, signer_), std::to_string(size));
    std::vector<std::string> found;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
      if (file.is_regular_file())
        found.push_back(std::filesystem::relative(file.path(), folder).string());
    std::sort(found.begin(), found.end());
    EXPECT_THAT(faults(folder), IsEmpty()) << size;
    return found;
  };
  EXPECT_THAT(files(0), ElementsAre("checkpoint"));
  EXPECT_THAT(files(5), ElementsAre("checkpoint", "tile/0/000.p/5", "tile/entries/000.p/5"));
  EXPECT_THAT(files(256),
              ElementsAre("checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"));
  EXPECT_THAT(files(513), ElementsAre("checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/1",
                                      "tile/1/000.p/2", "tile/entries/000", "tile/entries/001",
                                      "tile/entries/002.p/1"));
}

TEST_F(FolderTest, NamesTilesAsTheStandardDoes) {
  EXPECT_EQ(numbered_name(1234067, 256), "x001/x234/067");
  EXPECT_EQ(numbered_name(5, 17), "005.p/17");
  EXPECT_EQ(numbered_name(1000, 256), "x001/000");
  EXPECT_EQ(tile_name({2, 1000, std::string(64, 'x')}), "2/x001/000.p/2");
  // A tree of 70,000: the example of the standard.
  EXPECT_EQ(hashes_at(0, 70'000) / 256, 273u);
  EXPECT_EQ(hashes_at(0, 70'000) % 256, 112u);
  EXPECT_EQ(hashes_at(1, 70'000) % 256, 17u);
  EXPECT_EQ(hashes_at(2, 70'000), 1u);
  EXPECT_EQ(hashes_at(3, 70'000), 0u);
  EXPECT_EQ(hashes_at(9, ~0ull), 0u);
}

TEST_F(FolderTest, OfSeveralLevelsVerifiesAndGivesEveryProofFromItsTiles) {
  const TestLog log(66'000, signer_);
  const std::string folder = write(log);
  EXPECT_THAT(faults(folder), IsEmpty());
  const Subtree subtree =
      subtree_in_tiles([&](unsigned level, std::uint64_t index) -> Result<std::string> {
        Tile tile{level, index, {}};
        const std::uint64_t width =
            std::min<std::uint64_t>(256, hashes_at(level, 66'000) - index * 256);
        tile.hashes.resize(width * 32);
        return **read_file(folder + "/tile/" + tile_name(tile), 8192);
      });
  const Checkpoint checkpoint = log.checkpoint();
  for (const std::uint64_t index : {0u, 255u, 256u, 65'535u, 65'536u, 65'999u})
    EXPECT_TRUE(inclusion_holds(leaf_hash(log.entries()[index]), index, 66'000,
                                *inclusion_proof(index, 66'000, subtree), checkpoint.root));
  EXPECT_EQ(frontier_of(66'000, subtree)->root(), checkpoint.root);
  EXPECT_EQ(frontier_of(66'001, subtree).error().key, "evidence.bad_frontier");
}

TEST_F(FolderTest, ATilerGoesOnWhereAnotherStopped) {
  const auto tiles = [](Tiler& tiler, int from, int until) {
    std::map<std::string, std::string> all;
    const auto take = [&](const Tile& tile) -> Result<void> {
      all[tile_name(tile)] = tile.hashes;
      return {};
    };
    for (int i = from; i < until; ++i)
      must(tiler.add(leaf_hash(std::to_string(i)), take).has_value());
    must(tiler.rest(take).has_value());
    return all;
  };
  Tiler whole;
  const auto all = tiles(whole, 0, 700);
  Tiler first;
  const auto part = tiles(first, 0, 600);
  Tiler second(600, {{0, 2, part.at("0/002.p/88")}, {1, 0, part.at("1/000.p/2")}});
  const auto rest = tiles(second, 600, 700);
  EXPECT_EQ(second.size(), 700u);
  EXPECT_EQ(rest.at("0/002.p/188"), all.at("0/002.p/188"));
  EXPECT_EQ(rest.at("1/000.p/2"), all.at("1/000.p/2"));
}

TEST_F(FolderTest, SaysWhatIsMissing) {
  const std::string folder = write(TestLog(300, signer_));
  std::filesystem::remove(folder + "/tile/1/000.p/1");
  EXPECT_THAT(faults(folder), ElementsAre("evidence.missing_file"));
  std::filesystem::remove(folder + "/tile/entries/001.p/44");
  EXPECT_THAT(faults(folder), ElementsAre("evidence.missing_file"));
  std::filesystem::remove(folder + "/checkpoint");
  EXPECT_THAT(faults(folder), ElementsAre("evidence.missing_file"));
  EXPECT_EQ(verify_folder(folder + "/none", signer_.key(), {}).error().key, "evidence.no_folder");
}

TEST_F(FolderTest, SaysWhichFileIsNotTheEntries) {
  const std::string folder = write(TestLog(300, signer_));
  append(folder + "/tile/0/000", "x");
  EXPECT_THAT(faults(folder), ElementsAre("evidence.tile_differs"));
  append(folder + "/tile/entries/001.p/44", "x");
  EXPECT_THAT(faults(folder), ElementsAre("evidence.tile_differs", "evidence.bad_bundle"));
}

TEST_F(FolderTest, OfAnotherRootIsRefused) {
  std::vector<std::string> entries = TestLog::some_entries(10);
  const TestLog log(entries, signer_);
  std::swap(entries[3], entries[4]);
  FolderWriter writer = *FolderWriter::create(home_.file("swapped"));
  for (const std::string& entry : entries) ASSERT_TRUE(writer.add(entry));
  ASSERT_TRUE(writer.finish(log.note()));
  EXPECT_THAT(faults(home_.file("swapped")), ElementsAre("evidence.root_differs"));
}

TEST_F(FolderTest, OfAnUnknownKeyIsRefused) {
  const std::string folder = write(TestLog(10, signer_));
  const Verdict verdict = *verify_folder(folder, Signer("ombud/x/1").key(), {});
  EXPECT_THAT(verdict.faults, ElementsAre(testing::Field(&Error::key, "evidence.unknown_key")));
}

TEST_F(FolderTest, MustContinueTheTrustedCheckpoint) {
  const std::string folder = write(TestLog(300, signer_));
  for (const std::size_t size : {0, 1, 255, 256, 299, 300})
    EXPECT_THAT(faults(folder, TestLog(size, signer_).note()), IsEmpty()) << size;
  EXPECT_THAT(faults(folder, TestLog(301, signer_).note()), ElementsAre("evidence.older_copy"));
  std::vector<std::string> other = TestLog::some_entries(200);
  other[7] += "rewritten";
  EXPECT_THAT(faults(folder, TestLog(other, signer_).note()), ElementsAre("evidence.fork"));
  EXPECT_THAT(faults(folder, Signer("ombud/x/1").sign({"ombud/x/1", 0, empty_root()})),
              ElementsAre("evidence.bad_trusted"));
  EXPECT_THAT(faults(folder, "nonsense"), ElementsAre("evidence.bad_trusted"));
}

TEST_F(FolderTest, IsNeverMixedWithAnother) {
  write(TestLog(3, signer_));
  EXPECT_EQ(FolderWriter::create(home_.file("log")).error().key, "evidence.folder_exists");
  EXPECT_EQ(FolderWriter::create(home_.file("log/")).error().key, "evidence.folder_exists");
  {
    FolderWriter unfinished = *FolderWriter::create(home_.file("other"));
    ASSERT_TRUE(unfinished.add("entry"));
    EXPECT_EQ(FolderWriter::create(home_.file("other")).error().code, Errc::conflict);
  }
  EXPECT_FALSE(std::filesystem::exists(home_.file("other.part")));
  EXPECT_EQ(FolderWriter::create(home_.file("a/b/c")).error().key, "evidence.can_not_write");
}

TEST_F(FolderTest, AFullDiskIsSaid) {
  const Result<void> full = write_file("/dev/full", "bytes");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().key, "evidence.disk_full");
  EXPECT_EQ(full.error().code, Errc::exhausted);
  EXPECT_EQ(replace_file(home_.file("no/folder"), "x").error().key, "evidence.can_not_write");
  EXPECT_EQ(FileLock::take(home_.file("no/folder")).error().key, "evidence.can_not_write");
  EXPECT_EQ(read_file(home_.path(), 10).error().key, "evidence.can_not_read");
  EXPECT_EQ(*read_file(home_.file("none"), 10), std::nullopt);
}

}  // namespace
}  // namespace ombud::evidence
