#include "documents/zip.h"

#include <zlib.h>

namespace ombud::documents {

namespace {

constexpr std::size_t piece_bytes = 65'536;

void number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)));
}

// What the two heads of a part have in common: how it is packed, and 1 January 2000, midnight.
void head(std::string& out, bool sizes_follow) {
  constexpr unsigned day = (20U << 9U) | (1U << 5U) | 1U;
  number(out, 20, 2);
  number(out, (sizes_follow ? 0x0008U : 0U) | 0x0800U, 2);
  number(out, 8, 2);
  number(out, 0, 2);
  number(out, day, 2);
}

}  // namespace

void Zip::emit(std::string_view bytes) {
  written_ += bytes.size();
  if (!state_) return;
  buffer_ += bytes;
  if (buffer_.size() < piece_bytes) return;
  state_ = sink_(buffer_);
  buffer_.clear();
}

void Zip::begin(std::string_view name) {
  end();
  parts_.push_back({.name = std::string(name), .at = written_});
  open_ = true;
  std::string out = "PK\3\4";
  head(out, true);
  number(out, 0, 4);  // Sum and sizes follow the part.
  number(out, 0, 8);
  number(out, name.size(), 2);
  number(out, 0, 2);
  emit(out + std::string(name));
}

void Zip::add(std::string_view bytes) {
  waiting_ += bytes;
  if (waiting_.size() < piece_bytes) return;
  Part& part = parts_.back();
  part.size += waiting_.size();
  part.sum = static_cast<std::uint32_t>(
      crc32_z(part.sum, reinterpret_cast<const Bytef*>(waiting_.data()), waiting_.size()));
  std::string packed;
  deflate_.add(waiting_, packed);
  part.packed += packed.size();
  waiting_.clear();
  emit(packed);
}

void Zip::end() {
  if (!open_) return;
  Part& part = parts_.back();
  part.size += waiting_.size();
  part.sum = static_cast<std::uint32_t>(
      crc32_z(part.sum, reinterpret_cast<const Bytef*>(waiting_.data()), waiting_.size()));
  std::string packed;
  deflate_.add(waiting_, packed);
  deflate_.finish(packed);
  part.packed += packed.size();
  waiting_.clear();
  packed += "PK\7\10";
  number(packed, part.sum, 4);
  number(packed, part.packed, 4);
  number(packed, part.size, 4);
  emit(packed);
  open_ = false;
  if (state_ && (part.size > most_ || written_ > most_))
    state_ = fail(Errc::invalid, "documents.too_large_zip");
}

void Zip::put(std::string_view name, std::string_view bytes) {
  begin(name);
  add(bytes);
}

Result<void> Zip::finish() {
  end();
  const std::uint64_t begin = written_;
  std::string out;
  for (const Part& part : parts_) {
    out += "PK\1\2";
    number(out, 20, 2);
    head(out, true);
    number(out, part.sum, 4);
    number(out, part.packed, 4);
    number(out, part.size, 4);
    number(out, part.name.size(), 2);
    number(out, 0, 12);  // No extra field, no comment, first disk, no attributes.
    number(out, part.at, 4);
    out += part.name;
  }
  const std::size_t size = out.size();
  out += "PK\5\6";
  number(out, 0, 4);
  number(out, parts_.size(), 2);
  number(out, parts_.size(), 2);
  number(out, size, 4);
  number(out, begin, 4);
  number(out, 0, 2);
  emit(out);
  if (state_ && !buffer_.empty()) state_ = sink_(std::exchange(buffer_, {}));
  return state_;
}

}  // namespace ombud::documents
