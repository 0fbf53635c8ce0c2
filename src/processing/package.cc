#include "processing/package.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "documents/zip.h"
#include "vault/vault.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;

ordered_json files_json(const std::vector<PackageFile>& files) {
  ordered_json all = ordered_json::array();
  for (const PackageFile& file : files)
    all.push_back({{"name", file.name},
                   {"bytes", file.bytes.size()},
                   {"sha256", to_hex(vault::sha256(file.bytes))}});
  return all;
}

ordered_json attached_json(const Attached& attached) {
  ordered_json all = ordered_json::array();
  for (const AttachedFile& one : attached.files)
    all.push_back({{"file", one.file},
                   {"record", one.record->number},
                   {"what", one.attachment.what},
                   {"name", one.attachment.name},
                   {"media_type", records::media_type_of(one.attachment)},
                   {"attached_at", format_instant(one.attachment.at)},
                   {"sha256", one.attachment.sha256}});
  return all;
}

std::string manifest_of(const accounts::Office& office, const PackageWish& wish,
                        const Package& package, const Attached& attached) {
  ordered_json left_out = ordered_json::array();
  for (const LeftOut& one : package.left_out)
    left_out.push_back({{"number", one.number}, {"part", one.part}, {"statute", one.statute}});
  const ordered_json manifest = {
      {"format", "ombud-record-package-1"},
      {"organisation", office.organisation.name},
      {"as_of", format_day(wish.as_of)},
      {"made_at", format_instant(office.clock.now())},
      {"made_for", wish.made_for},
      {"reason", wish.reason},
      {"language", code(wish.language)},
      {"scope", {{"units", wish.units}, {"role", wish.scope.role}, {"customer", wish.customer}}},
      {"activities", package.activities},
      {"drafts_left_out", package.drafts_left_out},
      {"marked_secret", wish.with_secret ? "included" : "left_out"},
      {"left_out", std::move(left_out)},
      {"attachments", wish.attachments ? attached_json(attached) : ordered_json()},
      {"attachments_left_out", package.attachments_left_out},
      {"files", files_json(package.files)}};
  return json_text(manifest, 2) + "\n";
}

Result<void> check(const PackageWish& wish) {
  if (trim(wish.made_for).empty()) return fail(Errc::invalid, "processing.nobody_for_package");
  if (trim(wish.reason).empty()) return fail(Errc::invalid, "processing.no_reason_for_package");
  return {};
}

// What goes into it, without what is marked.
struct Chosen {
  Register all;
  std::set<std::string> marked;  // Records of which no file goes out, whoever asks.
  std::vector<LeftOut> left_out;
};

Result<Chosen> chosen(accounts::Office& office, const records::Kinds& kinds,
                      const PackageWish& wish) {
  Scope scope = wish.scope;
  scope.beside = {"agreement", "transfer"};
  Chosen chosen{TRY(read_register(office, kinds, scope)), {}, {}};
  if (chosen.all.activities.empty())
    return fail(Errc::not_found, "processing.package_empty",
                {{"drafts", std::to_string(chosen.all.drafts_left_out)}});
  if (!scope.customer.empty()) keep_customer(kinds, chosen.all, scope.customer);
  chosen.marked = marked_in(chosen.all);
  if (wish.with_secret)
    keep_what_is_led_to(kinds, chosen.all);
  else
    chosen.left_out = leave_out_secret(kinds, chosen.all);
  return chosen;
}

}  // namespace

Result<RecordFile> record_file(accounts::Office& office, const records::Kinds& kinds,
                               const PackageWish& wish, documents::Format format) {
  const Chosen what = TRY(chosen(office, kinds, wish));
  const Teller teller(kinds, what.all, wish.language);
  const Attached none;
  const Contents contents{office, wish, teller, what.left_out, none};
  const bool is_sheets = format == documents::Format::xlsx || format == documents::Format::csv;
  return RecordFile{
      TRY(documents::write(is_sheets ? package_tables(contents) : package_document(contents, kinds),
                           format)),
      what.all.activities.size()};
}

Result<Package> make_package(accounts::Office& office, const records::Kinds& kinds,
                             const PackageWish& wish) {
  TRY(check(wish));
  Chosen what = TRY(chosen(office, kinds, wish));
  Package package;
  package.activities = static_cast<std::int64_t>(what.all.activities.size());
  package.drafts_left_out = what.all.drafts_left_out;
  package.left_out = std::move(what.left_out);
  Attached attached;
  if (wish.attachments) attached = TRY(attached_to(office, what.all, what.marked, *wish.scope.at));
  package.attached = attached.files.size();
  package.attachments_left_out = attached.left_out;
  const Teller teller(kinds, what.all, wish.language);
  const Contents contents{office, wish, teller, package.left_out, attached};
  const documents::Document document = package_document(contents, kinds);
  package.files = {
      {"record.pdf", TRY(documents::write(document, documents::Format::pdf))},
      {"record.docx", TRY(documents::write(document, documents::Format::docx))},
      {"record.xlsx", TRY(documents::write(package_tables(contents), documents::Format::xlsx))},
      {"record.jsonld", package_linked_data(contents)},
      {"context.jsonld", std::string(linked_data_context())}};
  for (PackageFile& file : TRY(opened(office, kinds, attached)))
    package.files.push_back(std::move(file));
  std::string manifest = manifest_of(office, wish, package, attached);
  package.manifest_hash = to_hex(vault::sha256(manifest));
  package.files.push_back({"manifest.json", std::move(manifest)});
  return package;
}

Result<std::string> zipped(const Package& package) {
  std::string bytes;
  const documents::Sink sink = [&](std::string_view more) -> Result<void> {
    bytes += more;
    return {};
  };
  documents::Zip zip(sink);
  for (const PackageFile& file : package.files) zip.put(file.name, file.bytes);
  TRY(zip.finish());
  return bytes;
}

}  // namespace ombud::processing
