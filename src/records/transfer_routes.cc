// Import and export over HTTP. The file comes with every step, so that nothing of it has to be kept
// between them: what its columns are, what would come of it, and the writing. Nothing of it is ever
// carried out; the file's size is bounded by the body's.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "http/problem.h"
#include "records/commands.h"
#include "records/export.h"
#include "records/here.h"
#include "records/import_view.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_file_bytes = 8 << 20;  // Of all files of a request.
constexpr std::size_t most_body_bytes = most_file_bytes / 3 * 4 + (256 << 10);
constexpr std::size_t most_shown = 200;  // Records, and faults.

// [{"name", "content": BASE64}, …]
Result<std::vector<tables::File>> files_in(http::Fields& fields) {
  const std::string list = TRY(fields.list("files"));
  if (list.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "files"}});
  std::vector<tables::File> files;
  std::size_t size = 0;
  for (const ordered_json& one : ordered_json::parse(list)) {
    const bool good = one.is_object() && one.size() == 2 && one.contains("name") &&
                      one["name"].is_string() && one.contains("content") &&
                      one["content"].is_string();
    const Result<std::string> bytes =
        good ? from_base64(one["content"].get_ref<const std::string&>())
             : Result<std::string>(fail(Errc::invalid, "base.bad_base64"));
    if (!bytes)
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "files"}, {"wanted", "list"}});
    size += bytes->size();
    if (size > most_file_bytes)
      return fail(Errc::invalid, "records.files_too_large",
                  {{"most", std::to_string(most_file_bytes >> 20)}});
    files.push_back({one["name"].get<std::string>(), *bytes});
  }
  if (files.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "files"}});
  return files;
}

// What is wrong with a file that somebody has sent is told with the name that he gave it; of other
// errors that name a file only a number goes out.
Result<tables::Table> table_in(http::Fields& fields, Language language) {
  const std::vector<tables::File> files = TRY(files_in(fields));
  const std::string sheet = TRY(fields.optional_text("sheet", 500)).value_or("");
  Result<tables::Table> table = tables::read(files, sheet);
  if (table) return table;
  return fail(table.error().code, "records.file_refused", {{"why", say(table.error(), language)}});
}

Result<http::Answer> columns_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const tables::Table table = TRY(table_in(fields, visit.request.language));
  TRY(fields.no_more());
  const std::vector<SavedMapping> saved = TRY(mappings(visit.office, there.kinds, there.kind));
  const auto last = remembered(saved, table);
  ordered_json answer = columns_json(
      there.kind, table, last ? last->mapping : propose(there.kind, table), visit.request.language);
  answer["remembered"] = last ? last->name : "";
  return http::json(json_text(answer));
}

struct WholeWish {
  tables::Table table;
  ImportWish wish;
};

Result<WholeWish> wish_in(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  WholeWish asked{TRY(table_in(fields, visit.request.language)), {}};
  const std::string mapping = TRY(fields.object("mapping"));
  asked.wish.mapping =
      mapping.empty() ? propose(there.kind, asked.table) : TRY(read_mapping(there.kind, mapping));
  asked.wish.skip_wrong = TRY(fields.boolean("skip_wrong"));
  asked.wish.reason = trim(TRY(fields.optional_text("reason", most_reason)).value_or(""));
  if (asked.wish.reason.empty())
    asked.wish.reason =
        say("records.imported_from", {{"file", asked.table.files.front()}}, visit.request.language);
  TRY(fields.no_more());
  return asked;
}

Result<http::Answer> check_here(Visit& visit, const There& there) {
  const WholeWish asked = TRY(wish_in(visit, there));
  const Import import =
      TRY(import_table(visit.office, there.kinds, there.kind, asked.table, asked.wish));
  return http::json(
      json_text(import_json(there.kind, asked.table, import, most_shown, visit.request.language)));
}

// What is wrong was told by the check; who writes all the same is told that nothing was.
Result<http::Answer> import_here(Visit& visit, const There& there) {
  WholeWish asked = TRY(wish_in(visit, there));
  asked.wish.write = true;
  const Import import =
      TRY(import_table(visit.office, there.kinds, there.kind, asked.table, asked.wish));
  if (!asked.wish.skip_wrong && import.count(Came::wrong) > 0)
    return fail(Errc::conflict, "records.not_imported");
  return http::json(
      json_text(import_json(there.kind, asked.table, import, most_shown, visit.request.language)));
}

Result<http::Answer> list_mappings(Visit& visit, const There& there) {
  ordered_json all = ordered_json::array();
  for (const SavedMapping& one : TRY(mappings(visit.office, there.kinds, there.kind)))
    all.push_back(as_json(there.kind, one));
  return http::json(json_text({{"mappings", std::move(all)}}));
}

Result<http::Answer> save_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string name = TRY(fields.text("name", 500));
  const std::string mapping = TRY(fields.object("mapping"));
  if (mapping.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "mapping"}});
  TRY(fields.no_more());
  const SavedMapping saved = TRY(save_mapping(visit.office, there.kinds, there.kind, name,
                                              TRY(read_mapping(there.kind, mapping))));
  return http::json(json_text(as_json(there.kind, saved)));
}

Result<http::Answer> remove_here(Visit& visit, const There& there) {
  TRY(remove_mapping(visit.office, there.kinds, there.kind, visit.request.parameter("mapping")));
  return http::done();
}

Result<http::Answer> export_here(Visit& visit, const There& there) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  ExportWish wish;
  wish.wanted = TRY(conditions_in(fields, there.kind));
  const std::string format = TRY(fields.text("format", 16));
  const auto known = export_format_of(format);
  if (!known)
    return fail(Errc::invalid, "http.wrong_kind", {{"field", "format"}, {"wanted", "text"}});
  wish.format = *known;
  wish.columns = TRY(fields.texts("columns", 500));
  if (const auto at = TRY(fields.optional_text("as_of", 64))) wish.at = TRY(moment_in(*at));
  wish.language = visit.request.language;
  TRY(fields.no_more());
  http::Answer answer;
  TRY(export_records(visit.office, there.kinds, there.kind, wish,
                     [&](std::string_view bytes) -> Result<void> {
                       answer.body += bytes;
                       return {};
                     }));
  answer.type = media_type(wish.format);
  answer.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"" + export_name(there.kind, wish, visit.office.clock.now()) + "\"");
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

// One that is sent a file, for whoever may edit.
Place file_place(std::string path, http::Work work, bool needs_key, Here here) {
  return {{.method = http::Method::post,
           .path = std::move(path),
           .permission = "edit",
           .work = work,
           .body = http::Body::json,
           .most_bytes = most_body_bytes,
           .needs_key = needs_key,
           .side_by_side = 2},
          here};
}

}  // namespace

std::vector<Place> transfer_places() {
  using http::Method;
  using http::Work;
  return {file_place("/{kind}/imports/columns", Work::own, false, columns_here),
          file_place("/{kind}/imports/check", Work::own, false, check_here),
          file_place("/{kind}/imports", Work::writes, true, import_here),
          read_place("/{kind}/mappings", list_mappings),
          written_place(Method::post, "/{kind}/mappings", save_here),
          bare_place(Method::erase, "/{kind}/mappings/{mapping}", remove_here),
          asked_place("/{kind}/exports", export_here)};
}

}  // namespace ombud::records
