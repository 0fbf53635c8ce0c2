// CSV files: their dialect, their character set, their records.
#include "base/encoding.h"
#include "base/result.h"
#include "base/text.h"
#include "tables/csv_dialect.h"
#include "tables/csv_records.h"

namespace ombud::fuzz {

namespace {

// In two pieces, so that everything may be cut anywhere.
class CutSource final : public tables::Source {
 public:
  CutSource(std::string_view text, std::size_t at) : parts_{text.substr(0, at), text.substr(at)} {}

  Result<std::string_view> more() override {
    while (next_ < 2)
      if (const std::string_view part = parts_[next_++]; !part.empty()) return part;
    return std::string_view();
  }

 private:
  std::string_view parts_[2];
  std::size_t next_ = 0;
};

// All records one after the other, or nothing where they are refused.
std::optional<std::string> records_of(std::string_view text, char separator, std::size_t cut) {
  CutSource source(text, cut);
  tables::RecordReader reader(source, separator, "x.csv");
  std::string all;
  while (true) {
    const Result<const tables::Record*> record = reader.next();
    if (!record) return std::nullopt;
    if (*record == nullptr) return all;
    for (std::size_t i = 0; i < (*record)->parts.size(); ++i) (*record)->value(i);
    all += (*record)->bytes;
  }
}

}  // namespace

void tables_csv(std::string_view input) {
  for (const bool whole : {false, true}) {
    const tables::Dialect dialect = tables::dialect_of(input, whole);
    must(dialect.prefix_bytes <= input.size());
    const std::string_view body = input.substr(dialect.prefix_bytes);
    const auto records = records_of(body, dialect.separator, 0);
    must(!records || *records == body);
    must(records == records_of(body, dialect.separator, body.size() / 2));
  }
  EncodingGuess guess;
  guess.add(input.substr(0, input.size() / 2));
  guess.add(input.substr(input.size() / 2));
  const std::string text = to_utf8(input, guess.encoding());
  must(is_utf8(text));
  must(from_utf8(text, guess.encoding()) == input);
}

}  // namespace ombud::fuzz
