#pragma once
// What DOCX and XLSX have in common (ECMA-376 part 2): the list of the parts in the archive, how
// they refer to each other, and what the document says of itself.

#include <string>
#include <string_view>
#include <vector>

#include "documents/documents.h"

namespace ombud::documents {

class Zip;

class OfficeParts {
 public:
  /// The part that all others belong to. `type` is what follows
  /// "application/vnd.openxmlformats-officedocument.".
  void main(std::string_view name, std::string_view type);
  /// A part that the main one refers to; gives the reference. `relation` is the last word of the
  /// relation's address.
  std::string add(std::string_view name, std::string_view type, std::string_view relation);
  /// An address outside that the main part refers to.
  std::string add_link(std::string_view address);
  /// Writes the list, the references and the properties into the archive.
  void finish(Zip& zip, const Document& document) const;

 private:
  struct Part {
    std::string name;
    std::string type;
  };

  std::vector<Part> parts_;
  std::string relations_;
  int count_ = 0;
};

}  // namespace ombud::documents
