#pragma once
// The structure of a PDF (ISO 32000-1, 14.7): what is a heading, a cell, a list; in the order of
// reading, and which marks on the pages belong to it. An element is written when it is closed; open
// ones alone are held.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "documents/pdf_file.h"

namespace ombud::documents {

class PdfTags {
 public:
  using Element = int;  // The number of its object.

  explicit PdfTags(PdfFile& file);

  /// The element that holds all others, which finish() closes.
  Element document() const { return document_; }

  /// `entries` as PDF writes them, "/Alt(…)".
  Element open(Element parent, std::string_view kind, std::string_view entries = {});
  void close(Element element);

  void begin_page(int page_object);
  /// The number of the page's next mark, which belongs to the element.
  int mark(Element element);
  /// For an annotation that belongs to the element: its /StructParent.
  int annotate(Element element, int annotation_object);
  /// The page's /StructParents.
  int end_page();

  /// The number of the tree's root.
  int finish();

 private:
  struct Open {
    int parent = 0;
    std::string kind;
    std::string entries;
    int page = 0;  // Of its marks that stand as bare numbers.
    std::string kids;
  };

  PdfFile& file_;
  int root_;
  int document_ = 0;
  std::unordered_map<Element, Open> open_;
  int page_ = 0;
  std::vector<Element> marks_;  // Of the page.
  std::vector<int> parents_;    // By key: what knows the elements of a page, or an element.
};

}  // namespace ombud::documents
