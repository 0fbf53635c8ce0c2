#pragma once
// Bytes of a file in and out, in pieces, with their SHA-256: nothing of a CSV file is ever held
// whole.

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tables/csv_records.h"

struct evp_md_ctx_st;

namespace ombud::connectors::csv {

/// An open file that is closed with it.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}

  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }

  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  int number() const { return number_; }

  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

class Digest {
 public:
  Digest();
  void add(std::string_view bytes);
  /// 32 bytes of all that was added; once.
  std::string finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };

  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// From where the file stands. `name` is for errors: Errc::unavailable "connectors.csv_unreadable"
/// {file}.
class FileSource final : public tables::Source {
 public:
  FileSource(int descriptor, std::string name);
  Result<std::string_view> more() override;
  /// The next bytes, few of them; fewer at the file's end.
  Result<std::string> take(std::size_t bytes);

  /// Of everything that was given out.
  std::string sha256() { return digest_.finish(); }

 private:
  Result<std::string_view> read(std::size_t most);

  int descriptor_;
  std::string name_;
  std::string buffer_;
  Digest digest_;
};

/// Errc::exhausted "connectors.disk_full" {file} where the disk, the quota or the limit of the
/// process is full, Errc::unavailable "connectors.csv_not_written" {file} for the rest.
class FileSink {
 public:
  FileSink(int descriptor, std::string name);
  Result<void> write(std::string_view bytes);
  /// Writes what is buffered and has it on the disk.
  Result<void> finish();

  std::string sha256() { return digest_.finish(); }

  std::uint64_t size() const { return size_; }

 private:
  Result<void> flush();

  int descriptor_;
  std::string name_;
  std::string buffer_;
  std::uint64_t size_ = 0;
  Digest digest_;
};

/// What a failed call on a file that is written to means, by errno.
Failure write_refused(const std::string& file);

}  // namespace ombud::connectors::csv
