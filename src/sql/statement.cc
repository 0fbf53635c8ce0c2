#include "sql/statement.h"

#include "base/result.h"

namespace ombud::sql {

std::string_view word(Engine engine) {
  switch (engine) {
    case Engine::sqlite:
      return "sqlite";
    case Engine::postgresql:
      return "postgresql";
    case Engine::mariadb:
      return "mariadb";
  }
  return {};
}

Statement::Statement(Literal text, std::vector<Value> values) {
  std::string_view rest = text.text();
  for (Value& value : values) {
    const std::size_t place = rest.find('?');
    must(place != std::string_view::npos);
    Literal piece = text;
    piece.text_ = rest.substr(0, place);
    this->text(piece).value(std::move(value));
    rest.remove_prefix(place + 1);
  }
  must(rest.find('?') == std::string_view::npos);
  text.text_ = rest;
  this->text(text);
}

Statement& Statement::text(Literal text) {
  if (!text.text().empty()) parts_.emplace_back(text);
  return *this;
}

Statement& Statement::name(const Name& name) {
  parts_.emplace_back(name);
  return *this;
}

Statement& Statement::value(Value value) {
  parts_.emplace_back(std::in_place_type<Value>, std::move(value));
  return *this;
}

Statement& Statement::append(const Statement& other) {
  const std::vector<Part> added = other.parts_;  // A statement may be appended to itself.
  parts_.insert(parts_.end(), added.begin(), added.end());
  return *this;
}

Statement& Statement::names(std::span<const Name> names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text(", ");
    name(names[i]);
  }
  return *this;
}

Statement& Statement::values(std::span<const Value> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text(", ");
    value(values[i]);
  }
  return *this;
}

Rendered render(const Statement& statement, Engine engine) {
  Rendered rendered;
  for (const Statement::Part& part : statement.parts()) {
    if (const Literal* literal = std::get_if<Literal>(&part)) {
      rendered.text += literal->text();
    } else if (const Name* name = std::get_if<Name>(&part)) {
      rendered.text += quoted(*name, engine);
    } else {
      rendered.values.push_back(std::get<Value>(part));
      if (engine == Engine::postgresql)
        rendered.text += "$" + std::to_string(rendered.values.size());
      else
        rendered.text += "?";
    }
  }
  return rendered;
}

bool only_reads(const Statement& statement) {
  if (statement.parts().empty()) return false;
  const Literal* first = std::get_if<Literal>(&statement.parts().front());
  if (first == nullptr) return false;
  const std::string_view text = first->text();
  const std::string_view word = text.substr(0, text.find_first_of(" \n("));
  return word == "select" || word == "values" || word == "show";
}

std::string quoted(const Name& name, Engine engine) {
  const char quote = engine == Engine::mariadb ? '`' : '"';
  std::string text(1, quote);
  for (const char c : name.text()) {
    text += c;
    if (c == quote) text += c;
  }
  return text + quote;
}

}  // namespace ombud::sql
