#pragma once
// Strict CSV as RFC 4180 has it, with any separator and with LF, CRLF or both as line ends: what is
// not clearly one thing is an error with its line, never a guess that moves a value into another
// column.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace ombud::tables {

/// Where bytes come from.
class Source {
 public:
  virtual ~Source() = default;
  /// The next piece, living until the next call; empty at the end.
  virtual Result<std::string_view> more() = 0;
};

class TextSource final : public Source {
 public:
  explicit TextSource(std::string_view text) : text_(text) {}

  Result<std::string_view> more() override { return std::exchange(text_, {}); }

 private:
  std::string_view text_;
};

/// One record with the bytes it has in the file.
struct Record {
  struct Part {
    std::size_t begin = 0, end = 0;  // In `bytes`, quotes included.
    bool quoted = false;
  };

  std::string bytes;  // Line end included.
  std::vector<Part> parts;
  std::size_t line = 0;  // The first, counted from 1.
  std::string_view ending() const;

  /// Nothing between two line ends.
  bool is_blank() const { return parts.size() == 1 && parts[0].begin == parts[0].end; }

  std::string_view raw(std::size_t part) const;
  /// Without its quotes, in the file's encoding; nothing where nothing stands, not even quotes.
  std::optional<std::string> value(std::size_t part) const;
};

class RecordReader {
 public:
  /// `name` is the file's, for errors. Lines are counted from `line`.
  RecordReader(Source& source, char separator, std::string name, std::size_t line = 1);

  /// The next record, living until the next call; nothing at the end. Errc::invalid
  /// "tables.csv_stray_quote" (a quote inside a field that does not begin with one, or text
  /// after the closing one), "tables.csv_open_quote", "tables.csv_stray_return" (a carriage
  /// return alone), "tables.csv_long_record" (more than 16 MiB), each {file, line}; and those
  /// of the source.
  Result<const Record*> next();

 private:
  enum class At : std::uint8_t { field_begin, bare, quoted, quote_in_quoted, after_return };

  Failure refuse(std::string key) const;
  void take_plain();
  Result<bool> take(char byte);
  void end_part(std::size_t end);
  Result<void> end_of_file();

  Source& source_;
  char separator_;
  std::string name_;
  std::size_t line_;
  std::string_view piece_;
  Record record_;
  At at_ = At::field_begin;
  std::size_t part_begin_ = 0;
  bool part_quoted_ = false;
};

}  // namespace ombud::tables
