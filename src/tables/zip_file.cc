#include "tables/zip_file.h"

#include <zip.h>

#include <algorithm>

#include "tables/tables.h"

namespace ombud::tables {

namespace {

constexpr zip_int64_t most_parts = 10'000;

Failure bad(const std::string& file) {
  return fail(Errc::invalid, "tables.bad_zip", {{"file", file}});
}

}  // namespace

Result<ZipFile> ZipFile::open(std::string_view bytes, std::string file) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (opened == nullptr) {
    zip_source_free(source);
    return bad(file);
  }
  ZipFile made(opened, std::move(file));
  if (zip_get_num_entries(opened, 0) > most_parts) return bad(made.file_);
  return made;
}

ZipFile::ZipFile(zip* opened, std::string file)
    : opened_(opened),
      file_(std::move(file)),
      left_(std::make_unique<std::size_t>(most_unpacked_bytes)) {}

ZipFile::ZipFile(ZipFile&& other) noexcept
    : opened_(std::exchange(other.opened_, nullptr)),
      file_(std::move(other.file_)),
      left_(std::move(other.left_)) {}

ZipFile::~ZipFile() {
  if (opened_ != nullptr) zip_discard(opened_);
}

bool ZipFile::has(const std::string& part) const {
  return zip_name_locate(opened_, part.c_str(), 0) >= 0;
}

Result<std::unique_ptr<ZipFile::Part>> ZipFile::part(const std::string& name) {
  const zip_int64_t at = zip_name_locate(opened_, name.c_str(), 0);
  zip_file_t* file = at < 0 ? nullptr : zip_fopen_index(opened_, static_cast<zip_uint64_t>(at), 0);
  if (file == nullptr) return bad(file_);
  return std::make_unique<Part>(file, *left_);
}

ZipFile::Part::~Part() { zip_fclose(opened_); }

int ZipFile::Part::read(char* buffer, int size) {
  if (left_ == 0) {
    too_large_ = true;
    return -1;
  }
  const auto most = std::min(static_cast<std::size_t>(size), left_);
  const zip_int64_t got = zip_fread(opened_, buffer, most);
  if (got < 0) return -1;
  left_ -= static_cast<std::size_t>(got);
  return static_cast<int>(got);
}

}  // namespace ombud::tables
