#include "tables/csv_records.h"

namespace ombud::tables {

namespace {

constexpr std::size_t longest_record = 16 << 20;

}  // namespace

std::string_view Record::ending() const { return std::string_view(bytes).substr(parts.back().end); }

std::string_view Record::raw(std::size_t part) const {
  return std::string_view(bytes).substr(parts[part].begin, parts[part].end - parts[part].begin);
}

std::optional<std::string> Record::value(std::size_t part) const {
  std::string_view text = raw(part);
  if (!parts[part].quoted) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
  }
  text = text.substr(1, text.size() - 2);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '"') ++i;
  }
  return plain;
}

RecordReader::RecordReader(Source& source, char separator, std::string name, std::size_t line)
    : source_(source), separator_(separator), name_(std::move(name)), line_(line) {}

Failure RecordReader::refuse(std::string key) const {
  return fail(Errc::invalid, std::move(key),
              {{"file", name_}, {"line", std::to_string(record_.line)}});
}

void RecordReader::end_part(std::size_t end) {
  record_.parts.push_back({part_begin_, end, part_quoted_});
  part_begin_ = record_.bytes.size();
  part_quoted_ = false;
  at_ = At::field_begin;
}

// One byte more, already at the end of record_.bytes; true where the record is whole.
Result<bool> RecordReader::take(char byte) {
  const std::size_t before = record_.bytes.size() - 1;
  if (at_ == At::quoted) {
    if (byte == '"') at_ = At::quote_in_quoted;
    if (byte == '\n') ++line_;
    return false;
  }
  if (at_ == At::after_return) {
    if (byte != '\n') return refuse("tables.csv_stray_return");
    ++line_;
    end_part(before - 1);
    return true;
  }
  if (byte == separator_) {
    end_part(before);
    return false;
  }
  if (byte == '\n') {
    ++line_;
    end_part(before);
    return true;
  }
  if (byte == '\r') {
    at_ = At::after_return;
    return false;
  }
  if (at_ == At::quote_in_quoted) {
    if (byte != '"') return refuse("tables.csv_stray_quote");
    at_ = At::quoted;
    return false;
  }
  if (byte == '"') {
    if (at_ == At::bare) return refuse("tables.csv_stray_quote");
    part_quoted_ = true;
    at_ = At::quoted;
    return false;
  }
  at_ = At::bare;
  return false;
}

Result<void> RecordReader::end_of_file() {
  if (at_ == At::quoted) return refuse("tables.csv_open_quote");
  if (at_ == At::after_return) return refuse("tables.csv_stray_return");
  if (!record_.bytes.empty()) end_part(record_.bytes.size());
  return {};
}

// The run of bytes that mean nothing but themselves, which is most of a file, at once.
void RecordReader::take_plain() {
  if (at_ != At::quoted && at_ != At::bare) return;
  const char bare_ends[] = {separator_, '"', '\r', '\n'};
  const std::size_t end = at_ == At::quoted ? piece_.find_first_of("\"\n")
                                            : piece_.find_first_of(std::string_view(bare_ends, 4));
  const std::string_view plain = piece_.substr(0, end);
  record_.bytes += plain;
  piece_.remove_prefix(plain.size());
}

Result<const Record*> RecordReader::next() {
  record_.bytes.clear();
  record_.parts.clear();
  record_.line = line_;
  at_ = At::field_begin;
  part_begin_ = 0;
  part_quoted_ = false;
  while (true) {
    if (record_.bytes.size() > longest_record) return refuse("tables.csv_long_record");
    if (piece_.empty()) {
      piece_ = TRY(source_.more());
      if (piece_.empty()) {
        TRY(end_of_file());
        return record_.parts.empty() ? nullptr : &record_;
      }
    }
    take_plain();
    if (piece_.empty()) continue;
    const char byte = piece_.front();
    piece_.remove_prefix(1);
    record_.bytes += byte;
    if (TRY(take(byte))) return &record_;
  }
}

}  // namespace ombud::tables
