#include "records/found_by.h"

#include <fmt/format.h>
#include <unicode/coll.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "base/text.h"

namespace ombud::records {

namespace {

constexpr std::size_t most_word = 60;       // Bytes.
constexpr std::size_t most_key = 48;        // Bytes of the collation key; twice as many digits.
constexpr std::size_t most_words = 2'000;   // Of a record.
constexpr std::string_view nothing = "zz";  // Behind every digit: what is empty comes last.

const icu::Collator* collator(std::string_view law) {
  const auto made = [](const char* language) {
    UErrorCode status = U_ZERO_ERROR;
    auto found = std::unique_ptr<icu::Collator>(
        icu::Collator::createInstance(icu::Locale(language), status));
    must(U_SUCCESS(status));
    return found;
  };
  static const auto swedish = made("sv");
  static const auto danish = made("da");
  return law == "dk" || law == "no" ? danish.get() : swedish.get();
}

// At a whole character.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (text[most] & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

bool is_indexed(const Field& field) {
  return field.listed || field.type == Type::link || field.type == Type::account;
}

class Values {
 public:
  explicit Values(std::string_view law) : law_(law) {}

  void take(const std::vector<Field>& fields, const Row& row, const std::string& at) {
    for (const Field& field : fields) {
      const Value* value = row.find(field.name);
      if (field.type == Type::rows) {
        if (value == nullptr) continue;
        for (const Row& one : std::get<std::vector<Row>>(*value))
          take(field.fields, one, field.name + ".");
      } else if (is_indexed(field)) {
        if (value != nullptr)
          put(field, at + field.name, *value);
        else if (field.listed && at.empty())
          all.push_back(without_value(field));
      }
    }
  }

  std::vector<IndexValue> all;

 private:
  void put(const Field& field, const std::string& path, const Value& value) {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
      for (const std::string& one : *list) put_text(field, path, one);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      put_text(field, path, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
      // Moved above zero, so that negative numbers come first.
      const auto above = static_cast<std::uint64_t>(*number) ^ (std::uint64_t{1} << 63);
      all.push_back({path, next(path), std::to_string(*number), fmt::format("{:020}", above), ""});
    } else if (const auto* yes = std::get_if<bool>(&value)) {
      all.push_back({path, next(path), *yes ? "yes" : "no", *yes ? "1" : "0", ""});
    }
  }

  void put_text(const Field& field, const std::string& path, const std::string& text) {
    all.push_back({path, next(path), index_word(field, text), sorted(field, text),
                   field.type == Type::link ? text : std::string()});
  }

  // Choices as they are declared, which is the order of a form.
  std::string sorted(const Field& field, const std::string& text) const {
    if (field.type == Type::day) return text;
    if (field.type != Type::choice) return sort_key(text, law_);
    const auto at = std::ranges::find(field.choices, text, &Choice::word);
    return fmt::format("{:04}", at - field.choices.begin());
  }

  int next(const std::string& path) const {
    return static_cast<int>(std::ranges::count(all, path, &IndexValue::field));
  }

  std::string_view law_;
};

void words_in(const std::vector<Field>& fields, const Row& row, std::set<std::string>& words) {
  const auto add = [&](const std::string& text) {
    for (std::string& word : words_of(text)) words.insert(std::move(word));
  };
  for (const Field& field : fields) {
    const Value* value = row.find(field.name);
    if (value == nullptr) continue;
    if (const auto* rows = std::get_if<std::vector<Row>>(value)) {
      for (const Row& one : *rows) words_in(field.fields, one, words);
    } else if (!field.searched) {
      continue;
    } else if (const auto* text = std::get_if<std::string>(value)) {
      add(*text);
    } else if (const auto* list = std::get_if<std::vector<std::string>>(value)) {
      for (const std::string& one : *list) add(one);
    }
  }
}

}  // namespace

std::string sort_key(std::string_view text, std::string_view law) {
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::array<std::uint8_t, most_key> key{};
  const std::int32_t needed =
      collator(law)->getSortKey(wide, key.data(), static_cast<std::int32_t>(key.size()));
  const std::size_t size = std::min(key.size(), static_cast<std::size_t>(std::max(needed, 1)) - 1);
  return to_hex({reinterpret_cast<const char*>(key.data()), size});
}

std::string index_word(const Field& field, std::string_view text) {
  if (field.type == Type::text || field.type == Type::prose)
    return std::string(cut(fold(text), most_word));
  return std::string(text);
}

IndexValue without_value(const Field& field) {
  return {field.name, 0, "", std::string(nothing), ""};
}

std::vector<IndexValue> index_values(const Kind& kind, const Row& row, std::string_view law) {
  Values values(law);
  values.take(kind.fields, row, "");
  return std::move(values.all);
}

std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.emplace_back(cut(word, most_word));
    word.clear();
  };
  for (const char c : folded) {
    const bool part = (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (part)
      word += c;
    else
      end();
  }
  end();
  return words;
}

std::vector<std::string> index_words(const Kind& kind, const Record& record) {
  std::set<std::string> words;
  for (std::string& word : words_of(record.number)) words.insert(std::move(word));
  for (std::string& word : words_of(record.title)) words.insert(std::move(word));
  words_in(kind.fields, record.row, words);
  std::vector<std::string> all(words.begin(), words.end());
  if (all.size() > most_words) all.resize(most_words);
  return all;
}

}  // namespace ombud::records
