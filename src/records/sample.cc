#include "records/sample.h"

#include <algorithm>

namespace ombud::records {

namespace {

std::string text_of(const Kinds& kinds, const Field& field, Language language) {
  switch (field.type) {
    case Type::day:
      return "2026-01-31";
    case Type::choice:
      return field.choices.front().word;
    case Type::link: {
      const auto to = kinds.find(field.to);
      return (to ? (*to)->series : "X") + "-0001";
    }
    case Type::account:
      return "owner1";
    default:
      break;
  }
  switch (field.format) {
    case Format::email:
      return "anna@example.org";
    case Format::phone:
      return "+46 8 465 004 10";
    case Format::web:
      return "https://example.org/page";
    case Format::organisation_number:
      return "202100-5448";
    case Format::country:
      return "SE";
    case Format::free:
      break;
  }
  return fitted(field, say(field.label, language));
}

Row row_of(const Kinds& kinds, const std::vector<Field>& fields, Language language);

Value value_of(const Kinds& kinds, const Field& field, Language language) {
  if (field.type == Type::rows) return std::vector<Row>{row_of(kinds, field.fields, language)};
  if (field.type == Type::integer) return std::max<std::int64_t>(field.least, 1);
  if (field.type == Type::yes_no) return true;
  std::string text = text_of(kinds, field, language);
  if (field.many) return std::vector<std::string>{std::move(text)};
  return text;
}

Row row_of(const Kinds& kinds, const std::vector<Field>& fields, Language language) {
  Row row;
  for (const Field& field : fields) row.set(field.name, value_of(kinds, field, language));
  // What is asked for may hang on a field that is itself left out.
  for (bool done = false; !done;) {
    done = true;
    for (const Field& field : fields) {
      if (row.find(field.name) == nullptr || is_asked(field, row)) continue;
      row.clear(field.name);
      done = false;
    }
  }
  return row;
}

}  // namespace

Row sample_of(const Kinds& kinds, const Kind& kind, Language language) {
  return row_of(kinds, kind.fields, language);
}

}  // namespace ombud::records
