// records attach | attachments | save-attachment | detach | limit-attachments.
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "evidence/files.h"
#include "records/attachments.h"
#include "records/commands.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

Result<Record> record_of(const Asked& asked, cli::Call& call) {
  return find(asked.office, asked.kinds, asked.kind.name, call.value("NUMBER"));
}

// "12 kB": as people say how large a file is.
std::string size_of(std::int64_t bytes) {
  if (bytes < 1'000) return std::to_string(bytes) + " B";
  if (bytes < 1'000'000) return std::to_string(bytes / 1'000) + " kB";
  return std::to_string(bytes / 1'000'000) + " MB";
}

std::string what_of(const Kind& kind, const std::string& name, Language language) {
  for (const AttachedDocument& one : kind.documents)
    if (one.name == name) return say(one.label, language);
  return name;
}

// Whoever made the file knows what it is called; where it lies is nobody's business.
Result<std::string> bytes_of(const std::string& path, std::int64_t most) {
  const std::string name = std::filesystem::path(path).filename().string();
  auto bytes = TRY(evidence::read_file(path, static_cast<std::size_t>(most << 20)));
  if (!bytes)
    return fail(Errc::not_found, "records.no_file", {{"file", replace_broken_utf8(name)}});
  return *std::move(bytes);
}

Result<int> attach_file(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked to = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(record_of(to, call));
  const std::string& path = call.value("FILE");
  const std::string bytes = TRY(bytes_of(path, TRY(attachment_limit(to.office))));
  const std::string name =
      call.has("--name") ? call.value("--name") : std::filesystem::path(path).filename().string();
  const Attachment made =
      TRY(attach(to.office, to.kinds, record.id, {name, call.value("--what"), bytes}));
  if (call.json())
    call.print_json(json_text(as_json(made, TRY(names_of(to.office, to.kinds, {}))), 2));
  else
    call.line(said(call, "records.is_attached",
                   {{"name", made.name}, {"type", made.type}, {"number", record.number}}));
  return 0;
}

void tell_of(cli::Call& call, const Kind& kind, const Record& record,
             const std::vector<std::vector<std::string>>& rows,
             const std::vector<std::string>& lacks, bool then) {
  if (rows.empty())
    call.line(said(call, then ? "records.no_attachments_then" : "records.no_attachments",
                   {{"number", record.number}}));
  else
    call.table({{said(call, "records.column_file")},
                {said(call, "records.column_what")},
                {said(call, "records.column_format")},
                {said(call, "records.column_size"), true},
                {said(call, "records.column_at")},
                {said(call, "records.column_by")},
                {said(call, "records.column_id")}},
               rows);
  std::string documents;
  for (const std::string& one : lacks)
    documents += (documents.empty() ? "" : ", ") + what_of(kind, one, call.language());
  if (!documents.empty())
    call.line(said(call, "records.attachments_lacking", {{"documents", documents}}));
}

Result<int> list_attachments(accounts::Entrance& entrance, cli::Call& call,
                             const KindsOf& kinds_of) {
  const Asked of = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(record_of(of, call));
  std::optional<Instant> at;
  if (call.has("--as-of")) at = TRY(moment_in(call.value("--as-of")));
  const Names names = TRY(names_of(of.office, of.kinds, {}));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  const std::vector<Attachment> standing = TRY(attachments(of.office, {record.id.text}, at));
  std::vector<std::string> lacks;
  if (!at) lacks = lacking(of.kind, record.row, standing);
  for (const Attachment& one : standing) {
    all.push_back(as_json(one, names));
    rows.push_back(
        {one.name, what_of(of.kind, one.what, call.language()), one.type, size_of(one.bytes),
         format_instant(one.at).substr(0, 16), name_of(one.by, names),
         one.removed && !at ? said(call, "records.was_removed",
                                   {{"day", format_instant(one.removed->at).substr(0, 10)},
                                    {"account", name_of(one.removed->by, names)},
                                    {"reason", one.removed->reason}})
                            : one.id.text});
  }
  if (call.json())
    call.print_json(json_text({{"attachments", std::move(all)}, {"lacking", std::move(lacks)}}, 2));
  else
    tell_of(call, of.kind, record, rows, lacks, at.has_value());
  return 0;
}

Result<int> save_attachment(accounts::Entrance& entrance, cli::Call& call,
                            const KindsOf& kinds_of) {
  const Asked from = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(record_of(from, call));
  const std::string& out = call.value("--out");
  std::error_code failed;
  if (std::filesystem::exists(std::filesystem::symlink_status(out, failed)))
    return fail(Errc::conflict, "records.file_there", {{"file", out}});
  const OpenedAttachment opened = TRY(
      open_attachment(from.office, from.kinds, record.id, AttachmentId{call.value("ATTACHMENT")}));
  TRY(from.office.log.append_now(told_of_saving(from.office, record, opened.attachment)));
  TRY(evidence::write_file(out, opened.bytes));
  if (call.json())
    call.print_json(json_text({{"file", out},
                               {"name", opened.attachment.name},
                               {"bytes", opened.bytes.size()},
                               {"sha256", opened.attachment.sha256}},
                              2));
  else
    call.line(said(call, "records.attachment_is_saved",
                   {{"name", opened.attachment.name}, {"file", out}}));
  return 0;
}

Result<int> detach_file(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Asked from = TRY(asked(entrance, call, kinds_of, Verb::edit));
  const Record record = TRY(record_of(from, call));
  const Attachment gone =
      TRY(detach(from.office, from.kinds, record.id, AttachmentId{call.value("ATTACHMENT")},
                 call.value("--reason")));
  if (call.json())
    call.print_json(json_text(as_json(gone, TRY(names_of(from.office, from.kinds, {}))), 2));
  else
    call.line(said(call, "records.is_detached", {{"name", gone.name}, {"number", record.number}}));
  return 0;
}

// What is no number is out of bounds too.
std::int64_t mebibytes_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Result<int> limit_them(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "records.limit"));
  if (call.has("--mebibytes"))
    TRY(limit_attachments(office, mebibytes_in(call.value("--mebibytes")), call.value("--reason")));
  const std::int64_t now = TRY(attachment_limit(office));
  if (call.json())
    call.print_json(json_text({{"mebibytes", now}}, 2));
  else
    call.line(said(call, "records.attachment_limit_is", {{"most", std::to_string(now)}}));
  return 0;
}

cli::Option attachment_option() {
  return {.name = "ATTACHMENT", .help = "records.attachment_help", .required = true};
}

}  // namespace

std::vector<cli::Command> attachment_commands(accounts::Entrance& entrance, KindsOf kinds) {
  return {
      {.name = "records attach",
       .summary = "records.attach_summary",
       .example = "ombud records attach agreement DPA-0001 signed.pdf --what signed",
       .options = {kind_option(),
                   number_option(),
                   {.name = "FILE", .help = "records.attach_file_help", .required = true},
                   {.name = "--what", .help = "records.attach_what_help", .value_name = "WORD"},
                   {.name = "--name", .help = "records.attach_name_help", .value_name = "NAME"}},
       .run = with_kinds(entrance, kinds, attach_file)},
      {.name = "records attachments",
       .summary = "records.attachments_summary",
       .example = "ombud records attachments agreement DPA-0001 --as-of 2026-01-31",
       .options = {kind_option(),
                   number_option(),
                   {.name = "--as-of", .help = "records.as_of_help", .value_name = "DAY"}},
       .run = with_kinds(entrance, kinds, list_attachments)},
      {.name = "records save-attachment",
       .summary = "records.save_attachment_summary",
       .example = "ombud records save-attachment agreement DPA-0001 "
                  "018f3c1e-0000-7000-8000-000000000001 --out signed.pdf",
       .options =
           {kind_option(),
            number_option(),
            attachment_option(),
            {.name = "--out", .help = "records.out_help", .required = true, .value_name = "FILE"}},
       .run = with_kinds(entrance, kinds, save_attachment)},
      {.name = "records detach",
       .summary = "records.detach_summary",
       .example = "ombud records detach agreement DPA-0001 "
                  "018f3c1e-0000-7000-8000-000000000001 --reason \"the wrong agreement\"",
       .options = {kind_option(), number_option(), attachment_option(), reason_option()},
       .run = with_kinds(entrance, kinds, detach_file)},
      {.name = "records limit-attachments",
       .summary = "records.limit_attachments_summary",
       .example = "ombud records limit-attachments --mebibytes 10 --reason \"small disk\"",
       .options = {{.name = "--mebibytes",
                    .help = "records.mebibytes_help",
                    .value_name = "NUMBER"},
                   reason_option(false)},
       .run = [&entrance](cli::Call& call) { return limit_them(entrance, call); }},
  };
}

}  // namespace ombud::records
