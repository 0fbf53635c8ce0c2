#include "connectors/csv/bytes.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>

namespace ombud::connectors::csv {

namespace {

constexpr std::size_t piece_bytes = 64 << 10;

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

void Digest::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Digest::Digest() : context_(EVP_MD_CTX_new()) {
  must(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Digest::add(std::string_view bytes) {
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Digest::finish() {
  std::string digest(32, '\0');
  must(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()),
                          nullptr) == 1);
  return digest;
}

FileSource::FileSource(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), buffer_(piece_bytes, '\0') {}

Result<std::string_view> FileSource::more() { return read(buffer_.size()); }

Result<std::string> FileSource::take(std::size_t bytes) {
  std::string taken;
  while (taken.size() < bytes) {
    const std::string_view piece = TRY(read(bytes - taken.size()));
    if (piece.empty()) break;
    taken += piece;
  }
  return taken;
}

Result<std::string_view> FileSource::read(std::size_t most) {
  ssize_t size = 0;
  do size = ::read(descriptor_, buffer_.data(), std::min(most, buffer_.size()));
  while (size < 0 && errno == EINTR);
  if (size < 0) return fail(Errc::unavailable, "connectors.csv_unreadable", {{"file", name_}});
  const std::string_view piece(buffer_.data(), static_cast<std::size_t>(size));
  digest_.add(piece);
  return piece;
}

FileSink::FileSink(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
  buffer_.reserve(piece_bytes);
}

Result<void> FileSink::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= piece_bytes) return flush();
  return {};
}

Result<void> FileSink::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t size = ::write(descriptor_, left.data(), left.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return write_refused(name_);
    left.remove_prefix(static_cast<std::size_t>(size));
  }
  digest_.add(buffer_);
  size_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<void> FileSink::finish() {
  TRY(flush());
  if (::fsync(descriptor_) != 0) return write_refused(name_);
  return {};
}

Failure write_refused(const std::string& file) {
  switch (errno) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fail(Errc::exhausted, "connectors.disk_full", {{"file", file}});
    case EACCES:
    case EPERM:
    case EROFS:
      return fail(Errc::forbidden, "connectors.csv_no_right_to_write", {{"file", file}});
    default:
      return fail(Errc::unavailable, "connectors.csv_not_written", {{"file", file}});
  }
}

}  // namespace ombud::connectors::csv
