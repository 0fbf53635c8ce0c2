#include "documents/deflate.h"

#include <zlib.h>

#include "base/result.h"

namespace ombud::documents {

namespace {

constexpr int level = 5;  // 6 takes a third longer for one part in a hundred.

}  // namespace

Deflate::Deflate(Frame frame) : stream_(std::make_unique<z_stream_s>()) {
  const int window = frame == Frame::zlib ? MAX_WBITS : -MAX_WBITS;
  must(deflateInit2(stream_.get(), level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
}

Deflate::~Deflate() { deflateEnd(stream_.get()); }

void Deflate::run(std::string_view bytes, int flush, std::string& out) {
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = static_cast<uInt>(bytes.size());
  char piece[16'384];
  int done = Z_OK;
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(piece);
    stream_->avail_out = sizeof piece;
    done = deflate(stream_.get(), flush);
    must(done == Z_OK || done == Z_STREAM_END || done == Z_BUF_ERROR);
    out.append(piece, sizeof piece - stream_->avail_out);
  } while (stream_->avail_out == 0);
}

void Deflate::add(std::string_view bytes, std::string& out) {
  constexpr std::size_t most = 1U << 30U;  // zlib counts in 32 bits.
  for (; !bytes.empty(); bytes.remove_prefix(std::min(most, bytes.size())))
    run(bytes.substr(0, most), Z_NO_FLUSH, out);
}

void Deflate::finish(std::string& out) {
  run({}, Z_FINISH, out);
  must(deflateReset(stream_.get()) == Z_OK);
}

}  // namespace ombud::documents
