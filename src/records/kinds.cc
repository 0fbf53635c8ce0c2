#include <algorithm>
#include <map>

#include "records/records.h"

namespace ombud::records {

namespace {

// Where a link leads to no kind of this program, the field's path; else empty.
std::string dangling(const std::vector<Kind>& kinds, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (field.type == Type::link && std::ranges::count(kinds, field.to, &Kind::name) == 0)
      return field.name;
    if (std::string inner = dangling(kinds, field.fields); !inner.empty())
      return field.name + "." + inner;
  }
  return {};
}

// For each field that asks for a kind of record: all of them but that of the field itself.
void fill_in_kinds(std::vector<Kind>& kinds) {
  for (Kind& kind : kinds)
    for (Field& field : kind.fields)
      if (field.of_kinds)
        for (const Kind& other : kinds)
          if (other.name != kind.name) field.choices.push_back({other.name, other.plural});
}

}  // namespace

Result<Kinds> Kinds::of(std::span<const Declared> declared) {
  std::vector<Kind> all;
  std::map<std::string, std::string_view> files;
  for (const Declared& one : declared) {
    Kind kind = TRY(read_kind(one.yaml, std::string(one.file)));
    if (!files.emplace(kind.name, one.file).second)
      return fail(Errc::invalid, "records.kind_twice", {{"kind", kind.name}});
    if (std::ranges::count(all, kind.series, &Kind::series) != 0)
      return fail(Errc::invalid, "records.series_twice", {{"series", kind.series}});
    all.push_back(std::move(kind));
  }
  for (const Kind& kind : all)
    if (std::string path = dangling(all, kind.fields); !path.empty())
      return fail(Errc::invalid, "base.yaml_points_nowhere",
                  {{"file", std::string(files[kind.name])},
                   {"line", "0"},
                   {"word", path},
                   {"value", kind.at(path)->to}});
  fill_in_kinds(all);
  Kinds made;
  made.kinds_ = std::make_shared<const std::vector<Kind>>(std::move(all));
  return made;
}

Kinds Kinds::with(const std::vector<std::pair<std::string, Field>>& added,
                  std::string known_by) const {
  std::vector<Kind> all = *kinds_;
  for (const auto& [name, field] : added) {
    const auto kind = std::ranges::find(all, name, &Kind::name);
    if (kind == all.end()) continue;
    const auto declared = std::ranges::find(*kinds_, name, &Kind::name);
    const bool is_first = kind->fields.size() == declared->fields.size();
    if (is_first && !kind->sections.empty()) {
      Section own{"own", {}, field.name};
      for (std::size_t at = 0; at < own.label.size(); ++at)
        own.label[at] = ombud::say("records.own_fields", {}, static_cast<Language>(at));
      kind->sections.push_back(std::move(own));
    }
    kind->fields.push_back(field);
  }
  Kinds made = *this;
  made.kinds_ = std::make_shared<const std::vector<Kind>>(std::move(all));
  made.added_ = std::move(known_by);
  return made;
}

Result<const Kind*> Kinds::find(std::string_view name) const {
  const auto at = std::ranges::find(*kinds_, name, &Kind::name);
  if (at == kinds_->end())
    return fail(Errc::not_found, "records.no_such_kind", {{"kind", std::string(name)}});
  return &*at;
}

void Kinds::check_with(std::string_view kind, OwnCheck check) {
  checks_.emplace_back(kind, std::move(check));
}

const OwnCheck* Kinds::own_check(std::string_view kind) const {
  const auto at = std::ranges::find(checks_, kind, [](const auto& one) { return one.first; });
  return at == checks_.end() ? nullptr : &at->second;
}

}  // namespace ombud::records
