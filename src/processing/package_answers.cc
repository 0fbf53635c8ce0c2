// ombud processing package; /api/processing/packages.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "processing/asked.h"
#include "processing/new_file.h"
#include "processing/package.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Kinds;

constexpr std::size_t most_units = 50;
constexpr std::size_t most_words = 2'000;

// What somebody asks for, in words of the command line or of a body.
struct Asked {
  std::string as_of;
  std::string role;
  std::string customer;
  std::vector<std::string> units;
  bool drafts = false;
};

// As it was at the end of the day; of today as it is now.
Result<PackageWish> wish_of(accounts::Office& office, const Kinds& kinds, const Asked& asked) {
  const Day today = std::chrono::floor<std::chrono::days>(office.clock.now());
  PackageWish wish;
  wish.as_of = asked.as_of.empty() ? today : TRY(parse_day(asked.as_of));
  if (wish.as_of > today)
    return fail(Errc::invalid, "processing.package_not_yet", {{"day", format_day(wish.as_of)}});
  if (asked.role != "" && asked.role != "controller" && asked.role != "processor")
    return fail(Errc::invalid, "processing.no_such_role", {{"role", asked.role}});
  wish.scope = TRY(scope_in(office, kinds, "", asked.customer));
  for (const std::string& unit : asked.units)
    wish.scope.units.push_back(TRY(records::find(office, kinds, "unit", unit)).id.text);
  wish.scope.at = Instant(wish.as_of + std::chrono::days(1)) - std::chrono::microseconds(1);
  // Of another customer nothing is told; and what we decide ourselves is none of a customer's.
  wish.scope.role = asked.customer.empty() ? asked.role : "processor";
  wish.scope.drafts = asked.drafts;
  wish.units = asked.units;
  wish.customer = asked.customer;
  return wish;
}

// Who got what and why: in the log before it leaves.
Result<void> tell(accounts::Office& office, const PackageWish& wish, const Package& package) {
  evidence::Told told;
  told.event = "processing.packaged";
  told.use = UseKind::export_data;
  told.account = office.actor.account;
  told.criterion = fmt::format("record as of {}", format_day(wish.as_of));
  told.reference = wish.reason;
  told.object = "record";
  told.commitments.emplace_back("manifest", package.manifest_hash);
  told.details = {{"for", wish.made_for},
                  {"language", std::string(code(wish.language))},
                  {"activities", std::to_string(package.activities)},
                  {"marked_secret", wish.with_secret ? "included" : "left out"},
                  {"attachments", std::to_string(package.attached)}};
  TRY(office.log.append_now(told));
  return {};
}

Result<http::Answer> package_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Asked asked;
  asked.as_of = TRY(fields.optional_text("as_of", 16)).value_or("");
  asked.role = TRY(fields.optional_text("role", 16)).value_or("");
  asked.customer = TRY(fields.optional_text("customer", 64)).value_or("");
  asked.units = TRY(fields.texts("units", most_units));
  asked.drafts = TRY(fields.boolean("drafts"));
  const bool with_secret = TRY(fields.boolean("with_secret"));
  const bool attachments = TRY(fields.boolean("attachments"));
  const Language language = TRY(language_of(TRY(fields.text("language", 16))));
  const std::string made_for = TRY(fields.text("made_for", most_words));
  const std::string reason = TRY(fields.text("reason", most_words));
  TRY(fields.no_more());
  PackageWish wish = TRY(wish_of(visit.office, kinds, asked));
  wish.with_secret = with_secret;
  wish.attachments = attachments;
  wish.language = language;
  wish.made_for = made_for;
  wish.reason = reason;
  const Package package = TRY(make_package(visit.office, kinds, wish));
  http::Answer answer;
  answer.body = TRY(zipped(package));
  answer.type = "application/zip";
  answer.headers.emplace_back(
      "Content-Disposition",
      fmt::format("attachment; filename=\"record-{}.zip\"", format_day(wish.as_of)));
  answer.headers.emplace_back("Cache-Control", "no-store");
  TRY(tell(visit.office, wish, package));
  return answer;
}

// A zip, or a folder that is there as a whole or not at all.
Result<void> write_out(const std::string& out, const Package& package) {
  if (out.ends_with(".zip")) return write_new_file(out, TRY(zipped(package)));
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(out, error)))
    return fail(Errc::conflict, "processing.file_there", {{"file", out}});
  const std::string part = out + ".part";
  if (mkdir(part.c_str(), 0700) != 0)
    return errno == EEXIST ? fail(Errc::conflict, "processing.file_there", {{"file", part}})
                           : fail(Errc::unavailable, "processing.can_not_write", {{"file", part}});
  for (const PackageFile& file : package.files) {
    if (const std::size_t slash = file.name.find('/'); slash != std::string::npos)
      mkdir((part + "/" + file.name.substr(0, slash)).c_str(), 0700);
    if (const Result<void> written = write_new_file(part + "/" + file.name, file.bytes); !written) {
      std::filesystem::remove_all(part, error);
      return fail(written.error());
    }
  }
  std::filesystem::rename(part, out, error);
  if (error) return fail(Errc::unavailable, "processing.can_not_write", {{"file", out}});
  return {};
}

Result<int> make(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  PackageWish wish =
      TRY(wish_of(office, kinds,
                  {call.value("--as-of"), call.value("--role"), call.value("--customer"),
                   call.values("--units"), call.has("--drafts")}));
  wish.with_secret = call.has("--with-secret");
  wish.attachments = call.has("--attachments");
  wish.language = call.language();
  wish.made_for = call.value("--for");
  wish.reason = call.value("--reason");
  const Package package = TRY(make_package(office, kinds, wish));
  TRY(tell(office, wish, package));
  TRY(write_out(call.value("--out"), package));
  if (call.json()) {
    ordered_json left_out = ordered_json::array();
    for (const LeftOut& one : package.left_out)
      left_out.push_back({{"number", one.number}, {"part", one.part}, {"statute", one.statute}});
    call.print_json(json_text({{"out", call.value("--out")},
                               {"activities", package.activities},
                               {"drafts_left_out", package.drafts_left_out},
                               {"left_out", std::move(left_out)},
                               {"attachments", package.attached},
                               {"attachments_left_out", package.attachments_left_out},
                               {"manifest_sha256", package.manifest_hash}},
                              2));
    return 0;
  }
  const Language language = call.language();
  call.line(say("processing.package_made",
                {{"out", call.value("--out")}, {"count", std::to_string(package.activities)}},
                language));
  if (package.drafts_left_out > 0)
    call.line(say("processing.package_drafts", {{"count", std::to_string(package.drafts_left_out)}},
                  language));
  for (const LeftOut& one : package.left_out)
    call.line(say("processing.package_without",
                  {{"number", one.number}, {"part", one.part}, {"statute", one.statute}},
                  language));
  if (wish.attachments)
    call.line(say("processing.package_attached",
                  {{"count", std::to_string(package.attached)},
                   {"left_out", std::to_string(package.attachments_left_out)}},
                  language));
  call.line("SHA-256 manifest.json: " + package.manifest_hash);
  return 0;
}

}  // namespace

std::vector<accounts::Route> package_routes(const records::KindsOf& kinds) {
  return {{{.method = http::Method::post,
            .path = "/api/processing/packages",
            .permission = "processing.package",
            .work = http::Work::own,
            .body = http::Body::json,
            .needs_key = false,
            .side_by_side = 2,
            .step_up = true},
           with(kinds, package_here)}};
}

std::vector<cli::Command> package_commands(accounts::Entrance& entrance,
                                           const records::KindsOf& kinds) {
  return {
      {.name = "processing package",
       .summary = "processing.package_summary",
       .example = "ombud processing package --as-of 2026-11-22 --language da --for Datatilsynet "
                  "--reason \"2026-11-0042\" --out record.zip",
       .options =
           {{.name = "--as-of", .help = "processing.package_as_of_help", .value_name = "DAY"},
            {.name = "--units",
             .help = "processing.unit_help",
             .repeated = true,
             .value_name = "UNIT"},
            {.name = "--role",
             .help = "processing.package_role_help",
             .choices = {"controller", "processor"}},
            {.name = "--customer",
             .help = "processing.package_customer_help",
             .value_name = "PARTY"},
            {.name = "--drafts", .help = "processing.package_drafts_help", .flag = true},
            {.name = "--with-secret", .help = "processing.package_secret_help", .flag = true},
            {.name = "--attachments", .help = "processing.package_attachments_help", .flag = true},
            {.name = "--for",
             .help = "processing.package_for_help",
             .required = true,
             .value_name = "WHOM"},
            {.name = "--reason",
             .help = "processing.package_reason_help",
             .required = true,
             .value_name = "WHY"},
            {.name = "--out",
             .help = "processing.package_out_help",
             .required = true,
             .value_name = "OUT"}},
       .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
         accounts::Office& office = *TRY(entrance.enter(call, "processing.package"));
         return make(office, call, TRY(kinds(office)));
       }}};
}

}  // namespace ombud::processing
