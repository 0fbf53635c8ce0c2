#include "documents/pdf_tags.h"

#include <fmt/format.h>

namespace ombud::documents {

PdfTags::PdfTags(PdfFile& file) : file_(file), root_(file.reserve()) {
  document_ = file_.reserve();
  open_.emplace(document_, Open{.parent = root_, .kind = "Document"});
}

PdfTags::Element PdfTags::open(Element parent, std::string_view kind, std::string_view entries) {
  const Element element = file_.reserve();
  fmt::format_to(std::back_inserter(open_.at(parent).kids), "{} 0 R ", element);
  open_.emplace(element,
                Open{.parent = parent, .kind = std::string(kind), .entries = std::string(entries)});
  return element;
}

void PdfTags::close(Element element) {
  const Open& one = open_.at(element);
  std::string object = fmt::format("<</S/{}/P {} 0 R{}", one.kind, one.parent, one.entries);
  if (one.page != 0) object += fmt::format("/Pg {} 0 R", one.page);
  if (!one.kids.empty()) object += "/K[" + one.kids + "]";
  file_.put(element, object + ">>");
  open_.erase(element);
}

void PdfTags::begin_page(int page_object) {
  page_ = page_object;
  marks_.clear();
}

int PdfTags::mark(Element element) {
  Open& one = open_.at(element);
  const auto number = static_cast<int>(marks_.size());
  marks_.push_back(element);
  if (one.page == 0) one.page = page_;
  if (one.page == page_)
    fmt::format_to(std::back_inserter(one.kids), "{} ", number);
  else
    fmt::format_to(std::back_inserter(one.kids), "<</Type/MCR/Pg {} 0 R/MCID {}>>", page_, number);
  return number;
}

int PdfTags::annotate(Element element, int annotation_object) {
  Open& one = open_.at(element);
  fmt::format_to(std::back_inserter(one.kids), "<</Type/OBJR/Pg {} 0 R/Obj {} 0 R>>", page_,
                 annotation_object);
  parents_.push_back(element);
  return static_cast<int>(parents_.size()) - 1;
}

int PdfTags::end_page() {
  const int object = file_.reserve();
  std::string elements = "[";
  for (const Element element : marks_)
    fmt::format_to(std::back_inserter(elements), "{} 0 R ", element);
  file_.put(object, elements + "]");
  parents_.push_back(object);
  return static_cast<int>(parents_.size()) - 1;
}

int PdfTags::finish() {
  close(document_);
  must(open_.empty());
  std::string numbers;
  for (std::size_t key = 0; key < parents_.size(); ++key)
    fmt::format_to(std::back_inserter(numbers), "{} {} 0 R ", key, parents_[key]);
  const int tree = file_.reserve();
  file_.put(tree, "<</Nums[" + numbers + "]>>");
  file_.put(root_, fmt::format("<</Type/StructTreeRoot/K {} 0 R/ParentTree {} 0 R"
                               "/ParentTreeNextKey {}>>",
                               document_, tree, parents_.size()));
  return root_;
}

}  // namespace ombud::documents
