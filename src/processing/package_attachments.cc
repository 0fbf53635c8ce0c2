// The files that go along: what is attached to the records of the package as one of the documents
// that their kinds declare. Of a record that is marked none does, whoever asks; nor does what
// somebody attached as another document, which was never meant for readers outside.
#include <fmt/format.h>

#include "base/text.h"
#include "processing/package.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Attachment;
using records::Record;

constexpr std::int64_t mebibyte = 1 << 20;

bool is_marked(const Record& record) {
  return !lines_of(record.row, "secrecy").empty() ||
         (record.kind == "measure" && says(record.row, "secret", true));
}

// "attachments/A-0001-2.pdf": the name that people gave it stands in the
// manifest.
std::string name_of(const Record& record, const Attachment& attachment, int number) {
  const std::size_t point = attachment.name.rfind('.');
  std::string ending = point == std::string::npos ? "" : fold(attachment.name.substr(point));
  return fmt::format("attachments/{}-{}{}", record.number, number, ending);
}

}  // namespace

std::set<std::string> marked_in(const Register& all) {
  std::set<std::string> marked;
  for (const Record& activity : all.activities)
    if (is_marked(activity)) marked.insert(activity.id.text);
  for (const auto& [id, record] : all.others)
    if (is_marked(record)) marked.insert(id);
  return marked;
}

Result<Attached> attached_to(accounts::Office& office, const Register& all,
                             const std::set<std::string>& marked, Instant at) {
  std::map<std::string, const Record*> records;
  for (const Record& activity : all.activities) records.emplace(activity.id.text, &activity);
  for (const auto& [id, record] : all.others) records.emplace(id, &record);
  std::vector<std::string> ids;
  for (const auto& [id, record] : records) ids.push_back(id);
  Attached attached;
  std::map<std::string, int> numbers;
  std::int64_t bytes = 0;
  for (Attachment& one : TRY(records::attachments(office, ids, at))) {
    const Record& record = *records.at(one.record.text);
    // Of what was removed since there are no bytes.
    if (marked.contains(one.record.text) || one.what.empty() || one.removed) {
      ++attached.left_out;
      continue;
    }
    bytes += one.bytes;
    std::string file = name_of(record, one, ++numbers[one.record.text]);
    attached.files.push_back({std::move(file), &record, std::move(one)});
  }
  if (bytes > most_attached_mebibytes * mebibyte)
    return fail(Errc::invalid, "processing.package_attached_large",
                {{"size", std::to_string((bytes + mebibyte - 1) / mebibyte)},
                 {"most", std::to_string(most_attached_mebibytes)}});
  std::ranges::sort(attached.files, {}, [](const AttachedFile& one) {
    return std::tuple(one.record->number.size(), one.record->number, one.file.size(), one.file);
  });
  return attached;
}

Result<std::vector<PackageFile>> opened(accounts::Office& office, const records::Kinds& kinds,
                                        const Attached& attached) {
  std::vector<PackageFile> files;
  for (const AttachedFile& one : attached.files)
    files.push_back(
        {one.file,
         TRY(records::open_attachment(office, kinds, one.record->id, one.attachment.id)).bytes});
  return files;
}

}  // namespace ombud::processing
