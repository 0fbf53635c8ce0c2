#include "processing/grouping.h"

#include <unicode/coll.h>

#include <memory>

#include "base/result.h"
#include "base/words.h"

namespace ombud::processing {

namespace {

constexpr Word<Grouping> groupings[] = {
    {Grouping::type, "type"},        {Grouping::group, "group"}, {Grouping::data, "data"},
    {Grouping::data_class, "class"}, {Grouping::basis, "basis"},
};

}  // namespace

std::string_view word(Grouping by) { return word_in(groupings, by); }

std::optional<Grouping> grouping_of(std::string_view word) { return value_in(groupings, word); }

Order order_of(Language language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::shared_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale(std::string(code(language)).c_str()), status));
  must(U_SUCCESS(status));
  return [collator](std::string_view one, std::string_view other) {
    UErrorCode compared = U_ZERO_ERROR;
    return static_cast<int>(collator->compareUTF8(one, other, compared));
  };
}

}  // namespace ombud::processing
