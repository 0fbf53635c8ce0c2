#include "documents/hyphens.h"

#include <hyphen.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <map>
#include <mutex>
#include <string>

#include "base/encoding.h"

namespace ombud::documents {

namespace {

constexpr std::size_t letters_beside = 3;
constexpr std::size_t letters_at_most = 90;  // libhyphen takes a hundred.

class Patterns final : public Hyphens {
 public:
  explicit Patterns(const std::string& file) : patterns_(hnj_hyphen_load(file.c_str())) {}

  ~Patterns() override {
    if (patterns_ != nullptr) hnj_hyphen_free(patterns_);
  }

  Patterns(const Patterns&) = delete;
  Patterns& operator=(const Patterns&) = delete;

  std::vector<std::size_t> places(std::string_view word) const override {
    std::vector<std::size_t> all;
    if (patterns_ == nullptr) return all;
    std::string letters;
    std::vector<std::size_t> begins;
    const auto length = static_cast<std::int32_t>(word.size());
    for (std::int32_t at = 0; at <= length;) {
      const auto begin = static_cast<std::size_t>(at);
      UChar32 c = 0;
      if (at < length)
        U8_NEXT(word.data(), at, length, c);
      else
        ++at;
      if (c > 0 && u_isalpha(c) != 0) {
        begins.push_back(begin);
        append_utf8(letters, static_cast<char32_t>(u_tolower(c)));
        continue;
      }
      add(letters, begins, all);
      letters.clear();
      begins.clear();
    }
    return all;
  }

 private:
  // Of one piece that has letters only, which begin at these places of the whole.
  void add(const std::string& letters, const std::vector<std::size_t>& begins,
           std::vector<std::size_t>& all) const {
    if (begins.size() < 2 * letters_beside || begins.size() > letters_at_most) return;
    std::string word = letters;
    if (patterns_->utf8 == 0) {
      const auto bytes = from_utf8(letters, Encoding::latin_1);
      if (!bytes) return;
      word = *bytes;
    }
    std::string marks(word.size() + 5, '\0');
    char** replaced = nullptr;
    int* places = nullptr;
    int* cut = nullptr;
    const int failed = hnj_hyphen_hyphenate2(patterns_, word.c_str(), static_cast<int>(word.size()),
                                             marks.data(), nullptr, &replaced, &places, &cut);
    // A place where letters would change is passed over.
    for (std::size_t i = letters_beside; failed == 0 && i + letters_beside <= begins.size(); ++i)
      if ((static_cast<unsigned char>(marks[i - 1]) & 1U) != 0 &&
          (replaced == nullptr || replaced[i - 1] == nullptr))
        all.push_back(begins[i]);
    if (replaced != nullptr)
      for (std::size_t i = 0; i < word.size(); ++i) free(replaced[i]);
    free(replaced);
    free(places);
    free(cut);
  }

  HyphenDict* patterns_;
};

const char* file_of(std::string_view language) {
  if (language == "sv") return "/usr/share/hyphen/hyph_sv_SE.dic";
  if (language == "da") return "/usr/share/hyphen/hyph_da_DK.dic";
  if (language == "nb") return "/usr/share/hyphen/hyph_nb_NO.dic";
  return "/usr/share/hyphen/hyph_en_GB.dic";
}

}  // namespace

std::shared_ptr<const Hyphens> Hyphens::of(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Hyphens>> known;
  const std::lock_guard lock(mutex);
  const std::string file = file_of(language);
  auto& one = known[file];
  if (!one) one = std::make_shared<Patterns>(file);
  return one;
}

}  // namespace ombud::documents
