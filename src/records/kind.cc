#include "records/kind.h"

#include <algorithm>

namespace ombud::records {

namespace {

const Field* named(const std::vector<Field>& fields, std::string_view name) {
  const auto at = std::ranges::find(fields, name, &Field::name);
  return at == fields.end() ? nullptr : &*at;
}

}  // namespace

const std::string& say(const Label& label, Language language) {
  return label[static_cast<std::size_t>(language)];
}

std::span<const std::string_view> type_words() {
  static constexpr std::string_view words[] = {"text",   "prose", "integer", "yes_no", "day",
                                               "choice", "link",  "account", "rows"};
  return words;
}

std::string_view word(Type type) { return type_words()[static_cast<std::size_t>(type)]; }

std::span<const std::string_view> format_words() {
  static constexpr std::string_view words[] = {
      "free", "email", "phone", "web", "organisation_number", "country"};
  return words;
}

std::string_view word(Format format) { return format_words()[static_cast<std::size_t>(format)]; }

const Field* Kind::field(std::string_view called) const { return named(fields, called); }

const Field* Kind::at(std::string_view path) const {
  const std::size_t point = path.find('.');
  const Field* outer = field(path.substr(0, point));
  if (outer == nullptr || point == std::string_view::npos) return outer;
  return named(outer->fields, path.substr(point + 1));
}

bool Kind::orders_by(std::string_view called) const {
  const Field* field = this->field(called);
  return field != nullptr && field->listed;
}

bool Kind::finds_by(std::string_view path) const {
  const Field* field = at(path);
  return field != nullptr && (field->type == Type::link || field->type == Type::account ||
                              (field->listed && path.find('.') == std::string_view::npos));
}

const State* Kind::state(std::string_view called) const {
  const auto at = std::ranges::find(states, called, &State::name);
  return at == states.end() ? nullptr : &*at;
}

}  // namespace ombud::records
