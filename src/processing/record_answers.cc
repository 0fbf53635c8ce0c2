#include "processing/record_answers.h"

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "processing/asked.h"
#include "processing/list_document.h"
#include "processing/package.h"

namespace ombud::processing {

namespace {

using records::Kinds;

// As it is today, drafts too. What is marked stays out: a paper that lies there is handed on.
Result<PackageWish> wish_of(accounts::Office& office, const Kinds& kinds, const std::string& unit,
                            Language language) {
  PackageWish wish;
  wish.as_of = std::chrono::floor<std::chrono::days>(office.clock.now());
  wish.scope = TRY(scope_in(office, kinds, unit, ""));
  wish.language = language;
  return wish;
}

// Tables of several kinds are no one table of commas.
Result<documents::Format> format_of(const std::string& word) {
  const documents::Format format = TRY(list_format(word));
  if (format == documents::Format::csv)
    return fail(Errc::invalid, "processing.no_record_format", {{"format", word}});
  return format;
}

Result<http::Answer> write_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string unit = TRY(fields.optional_text("unit", 64)).value_or("");
  const documents::Format format = TRY(format_of(TRY(fields.text("format", 16))));
  const Language language = TRY(language_of(TRY(fields.text("language", 16))));
  TRY(fields.no_more());
  RecordFile file = TRY(
      record_file(visit.office, kinds, TRY(wish_of(visit.office, kinds, unit, language)), format));
  return file_answer(visit, std::move(file.bytes), {"record", format, file.activities});
}

Result<int> write_now(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  const documents::Format format = TRY(format_of(ending_of(call.value("--out"))));
  const RecordFile file = TRY(record_file(
      office, kinds, TRY(wish_of(office, kinds, call.value("--unit"), call.language())), format));
  return write_exported(office, call, file.bytes, {"record", format, file.activities});
}

}  // namespace

std::vector<accounts::Route> record_routes(const records::KindsOf& kinds) {
  return {{{.method = http::Method::post,
            .path = "/api/processing/documents",
            .permission = "processing.read",
            .work = http::Work::own,
            .body = http::Body::json,
            .needs_key = false,
            .side_by_side = 2},
           with(kinds, write_here)}};
}

std::vector<cli::Command> record_commands(accounts::Entrance& entrance,
                                          const records::KindsOf& kinds) {
  return {{.name = "processing record",
           .summary = "processing.record_summary",
           .example = "ombud processing record --language sv --out register.pdf",
           .options = {{.name = "--unit", .help = "processing.unit_help", .value_name = "UNIT"},
                       {.name = "--out",
                        .help = "processing.record_out_help",
                        .required = true,
                        .value_name = "FILE"}},
           .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
             accounts::Office& office = *TRY(entrance.enter(call, "processing.read"));
             return write_now(office, call, TRY(kinds(office)));
           },
           .more = "processing.record_more"}};
}

}  // namespace ombud::processing
