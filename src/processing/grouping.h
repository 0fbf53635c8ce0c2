#pragma once
// By what systems stand together in a list: how they work, what they hold, on which legal basis. A
// system stands in each group that it belongs to. Pure.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/texts.h"

namespace ombud::processing {

enum class Grouping : std::uint8_t {
  type,        // "Database"
  group,       // The organisation's own word for systems that work alike.
  data,        // Categories of data.
  data_class,  // "Special category (Art. 9)"
  basis,       // Of the activities that use it.
};
std::string_view word(Grouping by);
std::optional<Grouping> grouping_of(std::string_view word);

/// What the groups are called in which something stands; "" where the record does not say.
using Groups = std::map<Grouping, std::set<std::string>>;

/// Less than, equal to or greater than 0, as people of the language order words.
using Order = std::function<int(std::string_view one, std::string_view other)>;
Order order_of(Language language);

}  // namespace ombud::processing
