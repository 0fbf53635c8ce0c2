#include "documents/zip.h"

#include <fstream>
#include <random>

#include "documents/reading_test.h"

namespace ombud::documents {

namespace {

TEST(Zip, PartsOfAnySizeAreReadBackAsTheyAre) {
  const TemporaryFolder folder;
  std::mt19937 random(9);
  std::string large;  // More than is compressed and passed on at once.
  for (int i = 0; i < 400'000; ++i) large += static_cast<char>('a' + random() % 26);
  const std::string file = folder.file("a.zip");
  std::ofstream out(file, std::ios::binary);
  std::size_t written = 0;
  const Sink sink = [&](std::string_view piece) -> Result<void> {
    out << piece;
    written += piece.size();
    return {};
  };
  Zip zip(sink);
  zip.put("empty", "");
  zip.begin("large");
  for (std::size_t at = 0; at < large.size(); at += 777) zip.add(large.substr(at, 777));
  zip.put("last", "end");
  ASSERT_TRUE(zip.finish().has_value());
  out.close();
  EXPECT_GT(written, 200'000U);
  std::ofstream(folder.file("large"), std::ios::binary) << large;
  EXPECT_EQ(said_by("cd " + folder.path() +
                    " && /usr/bin/python3 -c 'import zipfile; z = zipfile.ZipFile(\"a.zip\"); "
                    "print(z.testzip(), z.namelist(), z.read(\"empty\"), z.read(\"last\"), "
                    "z.read(\"large\") == open(\"large\", \"rb\").read())'"),
            "None ['empty', 'large', 'last'] b'' b'end' True\n");
}

TEST(Zip, WhatIsTooLargeIsRefused) {
  const Sink sink = [](std::string_view) -> Result<void> { return {}; };
  Zip zip(sink, 1'000);
  zip.put("part", std::string(1'001, 'x'));
  const auto refused = zip.finish();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::invalid);
  EXPECT_EQ(refused.error().key, "documents.too_large_zip");
}

}  // namespace

}  // namespace ombud::documents
