#include "records/headings.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace ombud::records {

std::vector<Heading> headings_of(const Kind& kind, Language language) {
  std::vector<Heading> all;
  const auto own = [&](std::string_view path, std::string_view key) {
    all.push_back({std::string(path), say(key, {}, language), nullptr, nullptr});
  };
  own(number_path, "records.column_number");
  for (const Field& field : kind.fields)
    if (field.type == Type::rows)
      for (const Field& inner : field.fields)
        all.push_back({field.name + "." + inner.name,
                       say(field.label, language) + ": " + say(inner.label, language), &inner,
                       &field});
    else
      all.push_back({field.name, say(field.label, language), &field, nullptr});
  own(state_path, "records.column_state");
  own(owner_path, "records.column_owner");
  std::map<std::string, int> count;
  for (const Heading& heading : all) ++count[fold(heading.label)];
  for (Heading& heading : all)
    if (count[fold(heading.label)] > 1) heading.label += " (" + heading.path + ")";
  return all;
}

}  // namespace ombud::records
