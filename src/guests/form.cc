#include "guests/form.h"

#include <algorithm>
#include <functional>

namespace ombud::guests {

namespace {

using records::Field;
using records::Kind;
using records::Row;
using records::Type;
using records::Value;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

const std::vector<Offer>& offers_at(const Question& question, const std::string& path) {
  static const std::vector<Offer> none;
  const auto at = question.offered.find(path);
  return at == question.offered.end() ? none : at->second;
}

// As a form asks for it: one of the titles.
Field as_choice(Field field, const std::vector<Offer>& offers) {
  field.type = Type::choice;
  field.to.clear();
  // What fits may not be among the titles: then he says it in words.
  field.required = false;
  field.choices.clear();
  for (const Offer& offer : offers)
    field.choices.push_back({offer.word, {offer.title, offer.title, offer.title, offer.title}});
  return field;
}

using Translate = std::function<std::string(const std::string& path, const std::string& text)>;

// Every link of the row by the translation; what has none goes.
Row translated(const std::vector<Field>& fields, const std::string& at, const Row& row,
               const Translate& translate) {
  Row all;
  for (const Field& field : fields) {
    const Value* value = row.find(field.name);
    if (value == nullptr || field.type == Type::account) continue;
    const std::string path = at + field.name;
    if (const auto* rows = std::get_if<std::vector<Row>>(value)) {
      std::vector<Row> lines;
      for (const Row& line : *rows)
        lines.push_back(translated(field.fields, path + ".", line, translate));
      all.set(field.name, std::move(lines));
    } else if (field.type != Type::link) {
      all.set(field.name, *value);
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(value)) {
      std::vector<std::string> words;
      for (const std::string& text : *texts)
        if (std::string word = translate(path, text); !word.empty()) words.push_back(word);
      if (!words.empty()) all.set(field.name, std::move(words));
    } else if (const auto* text = std::get_if<std::string>(value)) {
      if (std::string word = translate(path, *text); !word.empty()) all.set(field.name, word);
    }
  }
  return all;
}

bool same(const Value* a, const Value* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

}  // namespace

bool can_be_shown(const Field& field) { return field.type != Type::account; }

bool can_be_asked(const Field& field) {
  return can_be_shown(field) && std::ranges::all_of(field.fields, can_be_asked);
}

std::vector<std::pair<std::string, const Field*>> links_of(const Field& field) {
  if (field.type == Type::link) return {{field.name, &field}};
  std::vector<std::pair<std::string, const Field*>> all;
  for (const Field& inner : field.fields)
    if (inner.type == Type::link) all.emplace_back(field.name + "." + inner.name, &inner);
  return all;
}

Row row_of(const Kind& kind, const std::string& json) {
  std::vector<records::Fault> faults;
  Result<Row> row = records::read_json(kind, json, faults);
  return row ? *std::move(row) : Row();
}

Kind kind_for(const Kind& kind, const Question& question) {
  const Row row = row_of(kind, question.row);
  Kind seen = kind;
  seen.fields.clear();
  for (const Field& field : kind.fields) {
    if (!is_among(question.shown, field.name) || !can_be_shown(field)) continue;
    Field one =
        field.type == Type::link ? as_choice(field, offers_at(question, field.name)) : field;
    if (one.when && !is_among(question.shown, one.when->field)) {
      if (!records::is_asked(field, row)) continue;
      one.when.reset();
    }
    std::erase_if(one.fields, [&](const Field& inner) {
      const bool is_link = inner.type == Type::link;
      return !can_be_shown(inner) ||
             (is_link && !question.offered.contains(field.name + "." + inner.name));
    });
    for (Field& inner : one.fields)
      if (inner.type == Type::link)
        inner = as_choice(inner, offers_at(question, field.name + "." + inner.name));
    seen.fields.push_back(std::move(one));
  }
  // A part begins where one of its fields is shown.
  std::vector<records::Section> sections;
  for (std::size_t at = 0; at < kind.sections.size(); ++at) {
    bool inside = false;
    for (const Field& field : kind.fields) {
      if (field.name == kind.sections[at].from) inside = true;
      if (at + 1 < kind.sections.size() && field.name == kind.sections[at + 1].from) break;
      if (!inside || seen.field(field.name) == nullptr) continue;
      sections.push_back(kind.sections[at]);
      sections.back().from = field.name;
      break;
    }
  }
  seen.sections = std::move(sections);
  return seen;
}

Row outward(const Kind& kind, const Question& question, const Row& row) {
  Row all = translated(kind.fields, "", row, [&](const std::string& path, const std::string& id) {
    const std::vector<Offer>& offers = offers_at(question, path);
    const auto at = std::ranges::find(offers, id, &Offer::id);
    return at == offers.end() ? std::string() : at->word;
  });
  std::erase_if(all.values, [&](const auto& one) { return !is_among(question.shown, one.first); });
  return all;
}

Row inward(const Kind& kind, const Question& question, const Row& row) {
  Row all = translated(kind.fields, "", row, [&](const std::string& path, const std::string& word) {
    const std::vector<Offer>& offers = offers_at(question, path);
    const auto at = std::ranges::find(offers, word, &Offer::word);
    return at == offers.end() ? std::string() : at->id;
  });
  std::erase_if(all.values, [&](const auto& one) { return !is_among(question.asked, one.first); });
  return all;
}

std::vector<records::Fault> check_answer(const Kind& kind, const Question& question, Row& answer) {
  std::vector<records::Fault> faults;
  for (const auto& [name, value] : answer.values)
    if (!is_among(question.asked, name))
      faults.push_back({name, {Errc::invalid, "guests.not_asked", {}}});
  if (!faults.empty()) return faults;
  const Kind seen = kind_for(kind, question);
  Row whole = outward(kind, question, row_of(kind, question.row));
  for (const std::string& name : question.asked) whole.clear(name);
  for (const auto& [name, value] : answer.values) whole.set(name, value);
  const auto demand = question.draft ? records::Demand::title : records::Demand::all;
  for (records::Fault& fault : records::check(seen, demand, whole))
    if (is_among(question.asked, fault.path.substr(0, fault.path.find('.'))))
      faults.push_back(std::move(fault));
  answer = std::move(whole);
  std::erase_if(answer.values,
                [&](const auto& one) { return !is_among(question.asked, one.first); });
  return faults;
}

std::vector<Compared> compare(const Kind& kind, const Question& question, const Row& was,
                              const Row& stands, const Row& said) {
  std::vector<Compared> all;
  for (const Field& field : kind.fields) {
    if (!is_among(question.asked, field.name)) continue;
    Compared one{&field, was.find(field.name), stands.find(field.name), said.find(field.name)};
    one.differs = !same(one.stands, one.said);
    one.changed_since = !same(one.was, one.stands);
    all.push_back(one);
  }
  return all;
}

}  // namespace ombud::guests
