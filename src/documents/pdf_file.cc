#include "documents/pdf_file.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace ombud::documents {

namespace {

constexpr std::size_t gathered_at_most = 100;
constexpr std::size_t buffered_bytes = 65'536;

}  // namespace

PdfFile::PdfFile(const Sink& sink) : sink_(sink), digest_(EVP_MD_CTX_new()), places_(1) {
  must(digest_ != nullptr && EVP_DigestInit_ex(digest_, EVP_sha256(), nullptr) == 1);
  // The four bytes say to whoever copies the file that it is not text.
  emit("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
}

PdfFile::~PdfFile() { EVP_MD_CTX_free(digest_); }

int PdfFile::reserve() {
  places_.emplace_back();
  return static_cast<int>(places_.size()) - 1;
}

void PdfFile::emit(std::string_view bytes) {
  written_ += bytes.size();
  if (!state_) return;
  must(EVP_DigestUpdate(digest_, bytes.data(), bytes.size()) == 1);
  buffer_ += bytes;
  if (buffer_.size() < buffered_bytes) return;
  state_ = sink_(buffer_);
  buffer_.clear();
}

void PdfFile::begin(int number) {
  Place& place = places_.at(static_cast<std::size_t>(number));
  must(!place.put);
  place = {.at = written_, .put = true};
  emit(fmt::format("{} 0 obj\n", number));
}

void PdfFile::put(int number, std::string_view object) {
  Place& place = places_.at(static_cast<std::size_t>(number));
  must(!place.put);
  place = {.index = static_cast<std::uint16_t>(within_.size()), .within = true, .put = true};
  within_.emplace_back(number, gathered_.size());
  gathered_ += object;
  gathered_ += '\n';
  if (within_.size() == gathered_at_most) flush_gathered();
}

void PdfFile::flush_gathered() {
  if (within_.empty()) return;
  const int number = reserve();
  std::string head;
  for (const auto& [object, at] : within_) {
    places_[static_cast<std::size_t>(object)].at = static_cast<std::uint64_t>(number);
    head += fmt::format("{} {} ", object, at);
  }
  const std::string entries =
      fmt::format("/Type/ObjStm/N {}/First {}", within_.size(), head.size());
  within_.clear();
  put_stream(number, entries, head + std::exchange(gathered_, {}));
}

void PdfFile::put_stream(int number, std::string_view entries, std::string_view body) {
  std::string packed;
  deflate_.add(body, packed);
  deflate_.finish(packed);
  begin(number);
  emit(fmt::format("<<{}/Filter/FlateDecode/Length {}>>\nstream\n", entries, packed.size()));
  emit(packed);
  emit("\nendstream\nendobj\n");
}

void PdfFile::put_plain_stream(int number, std::string_view entries, std::string_view body) {
  begin(number);
  emit(fmt::format("<<{}/Length {}>>\nstream\n", entries, body.size()));
  emit(body);
  emit("\nendstream\nendobj\n");
}

// A row an object: kind, place, index; each as the difference to the row above, which packs well.
std::string PdfFile::places(int own) {
  places_[static_cast<std::size_t>(own)] = {.at = written_, .put = true};
  constexpr std::size_t width = 10;
  std::string above(width, '\0');
  std::string table;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    must(place.put || i == 0);
    std::string row(width, '\0');
    row[0] = i == 0 ? '\0' : place.within ? '\2' : '\1';
    for (std::size_t byte = 0; byte < 7; ++byte)
      row[1 + byte] = static_cast<char>(place.at >> (8 * (6 - byte)) & 0xffU);
    row[8] = static_cast<char>(i == 0 ? 0xff : place.index >> 8U);
    row[9] = static_cast<char>(i == 0 ? 0xff : place.index & 0xffU);
    table += '\2';
    for (std::size_t byte = 0; byte < width; ++byte)
      table += static_cast<char>(static_cast<unsigned char>(row[byte]) -
                                 static_cast<unsigned char>(above[byte]));
    above = row;
  }
  return table;
}

Result<void> PdfFile::finish(int root, int info) {
  flush_gathered();
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  must(EVP_DigestFinal_ex(digest_, digest, &size) == 1 &&
       EVP_DigestInit_ex(digest_, EVP_sha256(), nullptr) == 1);
  const std::string id = to_hex({reinterpret_cast<const char*>(digest), 16});
  const int own = reserve();
  const std::uint64_t at = written_;
  const std::string table = places(own);
  std::string packed;
  deflate_.add(table, packed);
  deflate_.finish(packed);
  emit(
      fmt::format("{} 0 obj\n<</Type/XRef/Size {}/W[1 7 2]/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]"
                  "/DecodeParms<</Predictor 12/Columns 10>>/Filter/FlateDecode/Length {}>>\n"
                  "stream\n",
                  own, places_.size(), root, info, id, id, packed.size()));
  emit(packed);
  emit(fmt::format("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", at));
  if (state_ && !buffer_.empty()) state_ = sink_(std::exchange(buffer_, {}));
  return state_;
}

std::string pdf_text(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && static_cast<unsigned char>(c) >= 0x20;
  });
  if (ascii) {
    std::string out = "(";
    for (const char c : text) {
      if (c == '(' || c == ')' || c == '\\') out += '\\';
      out += c;
    }
    return out + ")";
  }
  const std::string whole = replace_broken_utf8(text);
  std::string out = "<FEFF";
  const auto length = static_cast<std::int32_t>(whole.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(whole.data(), at, length, c);
    if (c < 0x10000)
      fmt::format_to(std::back_inserter(out), "{:04X}", static_cast<unsigned>(c));
    else
      fmt::format_to(std::back_inserter(out), "{:04X}{:04X}",
                     0xd800U + (static_cast<unsigned>(c - 0x10000) >> 10U),
                     0xdc00U + (static_cast<unsigned>(c - 0x10000) & 0x3ffU));
  }
  return out + ">";
}

void append_number(std::string& out, double number) {
  const auto hundredths = static_cast<long long>(std::llround(number * 100));
  const unsigned long long size = hundredths < 0
                                      ? 0ULL - static_cast<unsigned long long>(hundredths)
                                      : static_cast<unsigned long long>(hundredths);
  if (hundredths < 0) out += '-';
  char digits[24];
  char* at = digits + sizeof digits;
  unsigned long long whole = size / 100;
  do *--at = static_cast<char>('0' + whole % 10);
  while ((whole /= 10) != 0);
  out.append(at, digits + sizeof digits);
  const auto rest = static_cast<unsigned>(size % 100);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

}  // namespace ombud::documents
