#pragma once
// A ZIP file out of somebody else's hands: parts are read as a stream, and everything that is
// unpacked counts against one limit, whatever the file says of its own sizes.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct zip;
struct zip_file;

namespace ombud::tables {

class ZipFile {
 public:
  /// `bytes` must outlive it. Errc::invalid "tables.bad_zip" {file}.
  static Result<ZipFile> open(std::string_view bytes, std::string file);
  ZipFile(ZipFile&&) noexcept;
  ZipFile& operator=(ZipFile&&) = delete;
  ZipFile(const ZipFile&) = delete;
  ~ZipFile();

  bool has(const std::string& part) const;

  const std::string& name() const { return file_; }

  class Part {
   public:
    Part(zip_file* opened, std::size_t& left) : opened_(opened), left_(left) {}

    Part(const Part&) = delete;
    ~Part();

    /// So many bytes at most into the buffer; 0 at the end, -1 where it can't go on.
    int read(char* buffer, int size);

    /// It ended because the limit was reached.
    bool is_too_large() const { return too_large_; }

   private:
    zip_file* opened_;
    std::size_t& left_;
    bool too_large_ = false;
  };

  /// Errc::invalid "tables.bad_zip" {file} where there is none or it can't be opened.
  Result<std::unique_ptr<Part>> part(const std::string& name);

 private:
  ZipFile(zip* opened, std::string file);

  zip* opened_;
  std::string file_;
  std::unique_ptr<std::size_t> left_;  // Where parts find it although this object moves.
};

}  // namespace ombud::tables
