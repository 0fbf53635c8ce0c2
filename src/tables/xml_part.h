#pragma once
// A part of a workbook, node by node; nothing of it is held. No entity, no network, no document
// type: what has one is refused.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tables/zip_file.h"

struct _xmlTextReader;

namespace ombud::tables {

class XmlPart {
 public:
  /// Errors of ZipFile::part().
  static Result<XmlPart> open(ZipFile& zip, const std::string& part);

  enum class Node : std::uint8_t { begin, end, text, none };

  /// The next node; `none` at the end. An empty element begins and ends. Errc::invalid
  /// "tables.bad_workbook" {file}, "tables.unpacks_too_large" {file, most}.
  Result<Node> next();
  /// Of an element, without its prefix.
  std::string_view name() const;
  std::string_view text() const;
  /// Without its prefix; nothing where it is not there.
  std::optional<std::string> attribute(std::string_view called) const;

 private:
  struct Free {
    void operator()(_xmlTextReader* reader) const;
  };

  XmlPart(std::string file, std::unique_ptr<ZipFile::Part> part);

  std::string file_;
  std::unique_ptr<ZipFile::Part> part_;
  std::unique_ptr<_xmlTextReader, Free> reader_;
  bool ends_ = false;  // The element that began is empty.
};

}  // namespace ombud::tables
