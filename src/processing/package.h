#pragma once
// The authority package: a chosen part of the record at a day, as documents to read, a workbook to
// sort, and JSON-LD for machines, with a manifest that says what it is and the hash of each file
// (docs/formats/package.md). The same wish at the same moment gives the same bytes.

#include <set>
#include <string>
#include <vector>

#include "documents/documents.h"
#include "processing/secrecy.h"
#include "processing/teller.h"

namespace ombud::processing {

struct PackageWish {
  Scope scope;  // `at` is set.
  Day as_of;
  Language language = Language::en;
  std::string made_for;            // Who gets it.
  std::string reason;              // Why.
  bool with_secret = false;        // What is marked stays in: for who has a right to it.
  bool attachments = false;        // With the files attached to its records.
  std::vector<std::string> units;  // As they were asked for: numbers.
  std::string customer;
};

struct PackageFile {
  std::string name;
  std::string bytes;
};

struct Package {
  std::vector<PackageFile> files;  // The manifest last.
  std::int64_t activities = 0;
  std::int64_t drafts_left_out = 0;
  std::vector<LeftOut> left_out;
  std::size_t attached = 0;               // Of the files.
  std::int64_t attachments_left_out = 0;  // That the records have beside them.
  std::string manifest_hash;              // SHA-256 in hex.
};

/// All of a package lies in memory while it is made.
inline constexpr std::int64_t most_attached_mebibytes = 100;

/// A file that is attached to a record of the package, and what it is called there.
struct AttachedFile {
  std::string file;  // "attachments/A-0001-1.pdf"
  const records::Record* record;
  records::Attachment attachment;
};

struct Attached {
  std::vector<AttachedFile> files;
  std::int64_t left_out = 0;
};

/// Ids of what has a mark, whatever is handed out of it.
std::set<std::string> marked_in(const Register& all);
/// What goes along of these records as they stood then. Errc::invalid
/// "processing.package_attached_large" {size, most}; errors of records::attachments.
Result<Attached> attached_to(accounts::Office& office, const Register& all,
                             const std::set<std::string>& marked, Instant at);
/// Errors of records::open_attachment: of a damaged file no package is made.
Result<std::vector<PackageFile>> opened(accounts::Office& office, const records::Kinds& kinds,
                                        const Attached& attached);

/// What a package is written from.
struct Contents {
  const accounts::Office& office;
  const PackageWish& wish;
  const Teller& teller;
  const std::vector<LeftOut>& left_out;
  const Attached& attached;
};

/// The record as a document of chapters; as a workbook of tables; as JSON-LD.
documents::Document package_document(const Contents& contents, const records::Kinds& kinds);
documents::Document package_tables(const Contents& contents);
std::string package_linked_data(const Contents& contents);
/// What the words of the JSON-LD mean, in the terms of the W3C's Data Privacy Vocabulary.
std::string_view linked_data_context();

/// Errc::not_found "processing.package_empty" where no activity fits, with how many drafts were
/// left out; Errc::invalid "processing.no_reason_for_package", "processing.nobody_for_package";
/// errors of read_register, of attached_to, of opened and of the writers.
Result<Package> make_package(accounts::Office& office, const records::Kinds& kinds,
                             const PackageWish& wish);

/// The record as one document for one's own use: nobody it is made for, and no reason, is asked
/// for. Errors as of make_package.
struct RecordFile {
  std::string bytes;
  std::size_t activities = 0;
};

Result<RecordFile> record_file(accounts::Office& office, const records::Kinds& kinds,
                               const PackageWish& wish, documents::Format format);

/// One file with all of them.
Result<std::string> zipped(const Package& package);

std::vector<accounts::Route> package_routes(const records::KindsOf& kinds);
std::vector<cli::Command> package_commands(accounts::Entrance& entrance,
                                           const records::KindsOf& kinds);

}  // namespace ombud::processing
