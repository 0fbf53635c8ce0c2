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

}  // namespace

Result<Kinds> Kinds::of(std::span<const Declared> declared) {
  Kinds made;
  std::map<std::string, std::string_view> files;
  for (const Declared& one : declared) {
    Kind kind = TRY(read_kind(one.yaml, std::string(one.file)));
    if (!files.emplace(kind.name, one.file).second)
      return fail(Errc::invalid, "records.kind_twice", {{"kind", kind.name}});
    if (std::ranges::count(made.kinds_, kind.series, &Kind::series) != 0)
      return fail(Errc::invalid, "records.series_twice", {{"series", kind.series}});
    made.kinds_.push_back(std::move(kind));
  }
  for (const Kind& kind : made.kinds_)
    if (std::string path = dangling(made.kinds_, kind.fields); !path.empty())
      return fail(Errc::invalid, "base.yaml_points_nowhere",
                  {{"file", std::string(files[kind.name])},
                   {"line", "0"},
                   {"word", path},
                   {"value", kind.at(path)->to}});
  return made;
}

Result<const Kind*> Kinds::find(std::string_view name) const {
  const auto at = std::ranges::find(kinds_, name, &Kind::name);
  if (at == kinds_.end())
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
