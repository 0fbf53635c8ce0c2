#pragma once
// A ZIP archive, written as it comes: what DOCX and XLSX lie in. Every part is compressed and
// bears the same date, so that the same parts give the same bytes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "documents/deflate.h"
#include "documents/documents.h"

namespace ombud::documents {

class Zip {
 public:
  /// Neither a part nor the archive may be larger than `most` bytes: sizes have 32 bits.
  explicit Zip(const Sink& sink, std::uint64_t most = 0xffff'fffeU) : sink_(sink), most_(most) {}

  /// Begins a part; its name is ASCII. What was begun before is ended.
  void begin(std::string_view name);
  void add(std::string_view bytes);
  /// A whole part.
  void put(std::string_view name, std::string_view bytes);

  /// False once nothing more is taken: what is added then goes nowhere.
  bool goes_on() const { return state_.has_value(); }

  /// The sink's error; Errc::invalid "documents.too_large_zip" beyond 4 GiB.
  Result<void> finish();

 private:
  struct Part {
    std::string name;
    std::uint64_t at = 0;
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
    std::uint32_t sum = 0;
  };

  void emit(std::string_view bytes);
  void end();

  const Sink& sink_;
  std::uint64_t most_;
  Result<void> state_;
  Deflate deflate_{Deflate::Frame::bare};
  std::vector<Part> parts_;
  bool open_ = false;
  std::uint64_t written_ = 0;
  std::string waiting_;  // To be compressed,
  std::string buffer_;   // and to be written.
};

}  // namespace ombud::documents
