#pragma once
// The outermost layer of a PDF (ISO 32000-1, 7.5): numbered objects, written as they come. Small
// ones are gathered into compressed object streams; where each lies stands in a compressed table at
// the end. Of what was written only the places are kept.

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "documents/deflate.h"
#include "documents/documents.h"

namespace ombud::documents {

class PdfFile {
 public:
  explicit PdfFile(const Sink& sink);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  /// The number of an object that will be put later.
  int reserve();
  /// Anything but a stream, as PDF writes it.
  void put(int number, std::string_view object);
  /// `entries` of its dictionary besides length and filter.
  void put_stream(int number, std::string_view entries, std::string_view body);
  /// As it is: some readers look for metadata in the bytes of the file.
  void put_plain_stream(int number, std::string_view entries, std::string_view body);

  /// False once the sink has refused something: what is put then goes nowhere.
  bool goes_on() const { return state_.has_value(); }

  /// The sink's error.
  Result<void> finish(int root, int info);

 private:
  struct Place {
    std::uint64_t at = 0;     // Of the object; else the number of the stream that it lies in.
    std::uint16_t index = 0;  // In that stream.
    bool within = false;
    bool put = false;
  };

  void emit(std::string_view bytes);
  void begin(int number);
  void flush_gathered();
  std::string places(int own);

  const Sink& sink_;
  Result<void> state_;
  Deflate deflate_{Deflate::Frame::zlib};
  EVP_MD_CTX* digest_;  // Over all that was written: the file's name for itself.
  std::uint64_t written_ = 0;
  std::vector<Place> places_;
  std::string buffer_;
  std::string gathered_;                             // Small objects, one after the other,
  std::vector<std::pair<int, std::size_t>> within_;  // and where each begins.
};

/// "(text)" as PDF's text string: ASCII as it is, else UTF-16.
std::string pdf_text(std::string_view text);
/// Two decimals, without those that say nothing.
void append_number(std::string& out, double number);

}  // namespace ombud::documents
