#include "vault/sealed_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "base/testing.h"

namespace ombud::vault {
namespace {

const Instant noon = *parse_instant("2026-11-21T12:00:00Z");

class SealedFile : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_.file(name); }

  void write(const std::string& name, const std::string& content) {
    Result<SealedWriter> writer = SealedWriter::create(file(name), "backup", key_, noon);
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->write(content).has_value());
    ASSERT_TRUE(writer->finish().has_value());
  }

  Result<std::string> read(const std::string& name, std::size_t size) {
    SealedReader reader = TRY(SealedReader::open(file(name), key_));
    std::string content = TRY(reader.read(size));
    if (!TRY(reader.at_end())) return fail(Errc::invalid, "test.more");
    return content;
  }

  std::string bytes_of(const std::string& name) const {
    std::ifstream stream(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
  }

  KeyFile key_{OrganisationId{uuid_random()}, noon, Key::make()};
  TemporaryFolder folder_;
};

TEST_F(SealedFile, GivesBackWhatWasWrittenWhateverItsSize) {
  for (const std::size_t size : {0u, 1u, 262143u, 262144u, 262145u, 700000u}) {
    const std::string content(size, 'x');
    const std::string name = "f" + std::to_string(size);
    write(name, content);
    const Result<std::string> got = read(name, size);
    ASSERT_TRUE(got.has_value()) << size;
    EXPECT_EQ(*got, content);
  }
}

TEST_F(SealedFile, ShowsNothingOfItsContentAndIsForItsOwnerOnly) {
  write("a", "Tova Lindqvist");
  EXPECT_EQ(bytes_of("a").find("Tova"), std::string::npos);
  struct stat facts{};
  ASSERT_EQ(stat(file("a").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(SealedFile, TellsWhatItIsToAnybody) {
  write("a", "x");
  const Result<SealedHead> head = read_sealed_head(file("a"));
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->kind, "backup");
  EXPECT_EQ(head->organisation, key_.organisation);
  EXPECT_EQ(head->made_at, noon);
  EXPECT_EQ(head->key, key_mark(key_.root));
}

TEST_F(SealedFile, IsRefusedWhereAnyByteIsAnother) {
  write("a", std::string(300000, 'y'));
  const std::string whole = bytes_of("a");
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < 400; ++at) places.push_back(at);
  for (std::size_t at = 400; at < whole.size(); at += 997) places.push_back(at);
  for (const std::size_t at : places) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    put("b", changed);
    EXPECT_FALSE(read("b", 300000).has_value()) << at;
  }
}

TEST_F(SealedFile, IsRefusedWhereItIsCutOffOrLonger) {
  write("a", std::string(600000, 'y'));
  const std::string whole = bytes_of("a");
  for (const std::size_t size : {whole.size() - 1, whole.size() - 100000, std::size_t{300}}) {
    put("b", whole.substr(0, size));
    EXPECT_FALSE(read("b", 600000).has_value()) << size;
  }
  put("b", whole + "x");
  EXPECT_EQ(read("b", 600000).error().key, "vault.sealed_file_damaged");
}

TEST_F(SealedFile, NeverFinishedIsDamaged) {
  {
    Result<SealedWriter> writer = SealedWriter::create(file("a"), "backup", key_, noon);
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->write(std::string(300000, 'z')).has_value());
  }
  EXPECT_EQ(read("a", 300000).error().key, "vault.sealed_file_damaged");
}

TEST_F(SealedFile, OpensWithNoOtherKey) {
  write("a", "x");
  const KeyFile other{key_.organisation, noon, Key::make()};
  const Result<SealedReader> opened = SealedReader::open(file("a"), other);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().key, "vault.other_key");
}

TEST_F(SealedFile, SaysWhatIsNoSealedFile) {
  EXPECT_EQ(read_sealed_head(file("none")).error().key, "vault.no_sealed_file");
  put("text", "hello\n\n");
  EXPECT_EQ(read_sealed_head(file("text")).error().key, "vault.not_a_sealed_file");
  EXPECT_EQ(read_sealed_head(folder_.path()).error().key, "vault.not_a_sealed_file");
  EXPECT_EQ(SealedWriter::create(file("no/where"), "backup", key_, noon).error().key,
            "vault.no_folder");
  EXPECT_EQ(SealedWriter::create(file("text"), "backup", key_, noon).error().key,
            "vault.can_not_write");
}

TEST_F(SealedFile, SaysThatTheDiskIsFull) {
  struct stat facts{};
  if (stat("/dev/full", &facts) != 0) GTEST_SKIP() << "there is no /dev/full";
  EXPECT_EQ(write_failure(ENOSPC, "a").error.key, "vault.disk_full");
  EXPECT_EQ(write_failure(EROFS, "a").error.key, "vault.not_writable");
}

}  // namespace
}  // namespace ombud::vault
