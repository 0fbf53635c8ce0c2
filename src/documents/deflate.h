#pragma once
// zlib's compression, for PDF (with its own frame) and ZIP (bare), always at the same level, so
// that the same bytes give the same bytes.

#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace ombud::documents {

/// One stream, piece by piece.
class Deflate {
 public:
  enum class Frame { zlib, bare };

  explicit Deflate(Frame frame);
  ~Deflate();
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;

  /// Appends what is ready to `out`.
  void add(std::string_view bytes, std::string& out);
  /// Appends the rest. The next add() begins a new stream.
  void finish(std::string& out);

 private:
  void run(std::string_view bytes, int flush, std::string& out);

  std::unique_ptr<z_stream_s> stream_;
};

}  // namespace ombud::documents
