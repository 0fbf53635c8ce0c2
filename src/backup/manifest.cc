#include "backup/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ombud::backup {

namespace {

using Json = nlohmann::ordered_json;

constexpr int format = 1;

Json in_json(const TablePart& part) {
  return {{"name", part.name},
          {"columns", part.columns},
          {"rows", part.rows},
          {"sha256", part.sha256},
          {"sum", part.sum}};
}

Json in_json(const FilePart& part) {
  return {{"name", part.name}, {"bytes", part.bytes}, {"sha256", part.sha256}};
}

Json in_json(const AddedPart& part) {
  return {{"organisation", part.organisation.text},
          {"key", part.key},
          {"months_shredded_before", part.months_shredded_before}};
}

Json in_json(const store::AppliedMigration& step) {
  return {{"room", step.room}, {"file", step.file}, {"sha256", step.sha256}};
}

template <class Part>
Json list_of(const std::vector<Part>& parts) {
  Json list = Json::array();
  for (const Part& part : parts) list.push_back(in_json(part));
  return list;
}

// Of what is no whole number it throws; to convert that would be undefined.
std::int64_t integer_in(const Json& json) { return json.get_ref<const Json::number_integer_t&>(); }

// Throws what nlohmann throws where a member is missing or of another kind.
Manifest read(const Json& json) {
  Manifest manifest;
  manifest.program = json.at("program").get<std::string>();
  manifest.engine = json.at("engine").get<std::string>();
  manifest.made_at = parse_instant(json.at("made_at").get<std::string>()).value();
  manifest.organisation.text = json.at("organisation").get<std::string>();
  for (const Json& id : json.at("organisations"))
    manifest.organisations.push_back({id.get<std::string>()});
  for (const Json& step : json.at("migrations"))
    manifest.migrations.push_back({step.at("room").get<std::string>(),
                                   step.at("file").get<std::string>(),
                                   step.at("sha256").get<std::string>()});
  for (const Json& part : json.at("tables"))
    manifest.tables.push_back({part.at("name").get<std::string>(),
                               part.at("columns").get<std::vector<std::string>>(),
                               integer_in(part.at("rows")), part.at("sha256").get<std::string>(),
                               part.at("sum").get<std::string>()});
  for (const Json& part : json.at("files"))
    manifest.files.push_back({part.at("name").get<std::string>(), integer_in(part.at("bytes")),
                              part.at("sha256").get<std::string>()});
  manifest.checkpoint = json.at("checkpoint").get<std::string>();
  manifest.months_shredded_before = json.at("months_shredded_before").get<std::string>();
  if (!json.contains("added")) return manifest;  // Of a release that carried one organisation's.
  for (const Json& part : json.at("added"))
    manifest.added.push_back({{part.at("organisation").get<std::string>()},
                              part.at("key").get<std::string>(),
                              part.at("months_shredded_before").get<std::string>()});
  return manifest;
}

}  // namespace

std::int64_t Manifest::rows() const {
  std::int64_t all = 0;
  for (const TablePart& part : tables) all += part.rows;
  return all;
}

std::string to_json(const Manifest& manifest) {
  Json organisations = Json::array();
  for (const OrganisationId& id : manifest.organisations) organisations.push_back(id.text);
  return Json{{"format", format},
              {"program", manifest.program},
              {"engine", manifest.engine},
              {"made_at", format_instant(manifest.made_at)},
              {"organisation", manifest.organisation.text},
              {"organisations", organisations},
              {"migrations", list_of(manifest.migrations)},
              {"tables", list_of(manifest.tables)},
              {"files", list_of(manifest.files)},
              {"checkpoint", manifest.checkpoint},
              {"months_shredded_before", manifest.months_shredded_before},
              {"added", list_of(manifest.added)}}
      .dump();
}

std::optional<Manifest> manifest_of(std::string_view json) {
  const Json whole = Json::parse(json, nullptr, false);
  if (!whole.is_object() || whole.value("format", Json()) != Json(format)) return std::nullopt;
  const auto made_at = whole.find("made_at");
  if (made_at == whole.end() || !made_at->is_string() ||
      !parse_instant(made_at->get<std::string>()))
    return std::nullopt;
  try {
    return read(whole);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

Result<std::vector<std::vector<store::Migration>>> schema_of(
    const Manifest& manifest, std::span<const std::span<const store::Migration>> rooms) {
  std::vector<store::AppliedMigration> unknown = manifest.migrations;
  std::vector<std::vector<store::Migration>> schema;
  for (const std::span<const store::Migration>& room : rooms) {
    schema.emplace_back();
    for (const store::Migration& migration : room) {
      const auto known =
          std::find_if(unknown.begin(), unknown.end(), [&](const store::AppliedMigration& one) {
            return one.room == migration.room && one.file == migration.file;
          });
      if (known == unknown.end()) continue;
      if (known->sha256 != TRY(store::prepare(migration, sql::Engine::sqlite)).sha256)
        return fail(Errc::conflict, "store.migration_edited",
                    {{"room", known->room}, {"file", known->file}});
      schema.back().push_back(migration);
      unknown.erase(known);
    }
  }
  if (!unknown.empty())
    return fail(Errc::conflict, "backup.newer",
                {{"program", manifest.program},
                 {"step", unknown.front().room + "/" + unknown.front().file}});
  return schema;
}

}  // namespace ombud::backup
