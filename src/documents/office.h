#pragma once
// What DOCX and XLSX have in common (ECMA-376 part 2): the list of the parts in the archive, how
// they refer to each other, and what the document says of itself.

#include <span>
#include <string>
#include <string_view>

#include "documents/documents.h"

namespace ombud::documents {

class Zip;

struct OfficePart {
  std::string_view name;
  std::string_view type;  // After "application/vnd.openxmlformats-officedocument.".
};

class OfficeParts {
 public:
  /// Writes the list, which comes first so that the file is known by its beginning. The first part
  /// is the one that all others belong to; parts that the list lacks are of the `other` type.
  OfficeParts(Zip& zip, std::span<const OfficePart> parts, std::string_view other);

  /// The main part refers to this one; gives the reference. `relation` is the last word of the
  /// relation's address.
  std::string refer(std::string_view name, std::string_view relation);
  /// It refers to an address outside.
  std::string refer_outside(std::string_view address);
  /// Writes the references, and what the document says of itself.
  void finish(const Document& document) const;

 private:
  Zip& zip_;
  std::string main_;
  std::string relations_;
  int count_ = 0;
};

}  // namespace ombud::documents
