#include "vault/key_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "base/testing.h"

namespace ombud::vault {
namespace {

const OrganisationId organisation{"018f3c1e-0000-7000-8000-000000000001"};

KeyFile some_key() { return {organisation, *parse_instant("2026-11-21T08:00:00Z"), Key::make()}; }

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
  chmod(file.c_str(), 0600);
}

TEST(KeyFile, ComesBackAsItWasWritten) {
  const TemporaryFolder folder;
  const KeyFile key = some_key();
  ASSERT_TRUE(write_key_file(folder.file("key"), key));
  const Result<KeyFile> read = read_key_file(folder.file("key"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->organisation, organisation);
  EXPECT_EQ(read->made_at, key.made_at);
  EXPECT_EQ(read->root.bytes(), key.root.bytes());
  struct stat facts{};
  ASSERT_EQ(stat(folder.file("key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(KeyFile, IsNeverOverwritten) {
  const TemporaryFolder folder;
  write(folder.file("key"), "something else");
  const Result<void> written = write_key_file(folder.file("key"), some_key());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::conflict);
  EXPECT_EQ(written.error().key, "vault.key_exists");
  EXPECT_EQ(content(folder.file("key")), "something else");
}

TEST(KeyFile, IsNotWrittenThroughALink) {
  const TemporaryFolder folder;
  ASSERT_EQ(symlink(folder.file("elsewhere").c_str(), folder.file("key").c_str()), 0);
  const Result<void> written = write_key_file(folder.file("key"), some_key());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().key, "vault.key_exists");
  EXPECT_TRUE(content(folder.file("elsewhere")).empty());
}

TEST(KeyFile, NeedsItsFolder) {
  const TemporaryFolder folder;
  const Result<void> written = write_key_file(folder.file("none/key"), some_key());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::not_found);
  EXPECT_EQ(written.error().key, "vault.no_folder");
}

TEST(KeyFile, IsRefusedWhenOthersMayReadIt) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_key_file(folder.file("key"), some_key()));
  for (const mode_t open : {0640u, 0604u, 0620u, 0602u, 0610u}) {
    ASSERT_EQ(chmod(folder.file("key").c_str(), open), 0);
    const Result<KeyFile> read = read_key_file(folder.file("key"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::forbidden);
    EXPECT_EQ(read.error().key, "vault.key_open_to_others");
  }
}

TEST(KeyFile, ThatIsMissingIsSaidToBe) {
  const TemporaryFolder folder;
  const Result<KeyFile> read = read_key_file(folder.file("key"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::not_found);
  EXPECT_EQ(read.error().key, "vault.key_missing");
}

TEST(KeyFile, WithAnyByteChangedOrCutIsDamaged) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_key_file(folder.file("key"), some_key()));
  const std::string good = content(folder.file("key"));
  const auto refused = [&](const std::string& bytes) {
    write(folder.file("bad"), bytes);
    const Result<KeyFile> read = read_key_file(folder.file("bad"));
    return !read && read.error().code == Errc::invalid && read.error().key == "vault.key_damaged";
  };
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_TRUE(refused(changed)) << "byte " << i;
    EXPECT_TRUE(refused(good.substr(0, i))) << "cut to " << i;
  }
  EXPECT_TRUE(refused(good + "\n"));
  EXPECT_TRUE(refused(std::string(100'000, 'x')));
}

TEST(KeyFile, ThatIsAFolderIsDamaged) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkdir(folder.file("key").c_str(), 0700), 0);
  const Result<KeyFile> read = read_key_file(folder.file("key"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().key, "vault.key_damaged");
}

TEST(KeyFile, LeavesNothingBehindWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // In a child of its own: a file may have 40 bytes, as if the disk ended there.
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{40, 40};
    setrlimit(RLIMIT_FSIZE, &limit);
    const Result<void> written = write_key_file(folder.file("key"), some_key());
    const bool right = !written && written.error().code == Errc::exhausted &&
                       written.error().key == "vault.disk_full";
    _exit(right ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(access(folder.file("key").c_str(), F_OK), -1);
}

}  // namespace
}  // namespace ombud::vault
