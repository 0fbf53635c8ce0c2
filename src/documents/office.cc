#include "documents/office.h"

#include <fmt/format.h>

#include "documents/xml.h"
#include "documents/zip.h"

namespace ombud::documents {

namespace {

constexpr std::string_view xml_start =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view relations_start =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
constexpr std::string_view relation_base =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string properties(const Document& document) {
  std::string text(xml_start);
  text += fmt::format(
      "<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
      "<dc:title>{}</dc:title><dc:creator>{}</dc:creator>",
      xml_text(document.title), xml_text(document.author));
  if (!document.language.empty())
    text += fmt::format("<dc:language>{}</dc:language>", xml_text(document.language));
  if (document.made_at) {
    const std::string at = format_instant(*document.made_at).substr(0, 19) + "Z";
    for (const char* key : {"created", "modified"})
      text += fmt::format("<dcterms:{0} xsi:type=\"dcterms:W3CDTF\">{1}</dcterms:{0}>", key, at);
  }
  return text + "</cp:coreProperties>";
}

}  // namespace

void OfficeParts::main(std::string_view name, std::string_view type) {
  parts_.insert(parts_.begin(), {std::string(name), std::string(type)});
}

std::string OfficeParts::add(std::string_view name, std::string_view type,
                             std::string_view relation) {
  parts_.push_back({std::string(name), std::string(type)});
  std::string id = fmt::format("rId{}", ++count_);
  relations_ += fmt::format("<Relationship Id=\"{}\" Type=\"{}/{}\" Target=\"/{}\"/>", id,
                            relation_base, relation, name);
  return id;
}

std::string OfficeParts::add_link(std::string_view address) {
  std::string id = fmt::format("rId{}", ++count_);
  relations_ += fmt::format(
      "<Relationship Id=\"{}\" Type=\"{}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>", id,
      relation_base, xml_text(address));
  return id;
}

void OfficeParts::finish(Zip& zip, const Document& document) const {
  std::string types(xml_start);
  types +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/docProps/core.xml\" "
      "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";
  for (const Part& part : parts_)
    types += fmt::format(
        "<Override PartName=\"/{}\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.{}\""
        "/>",
        part.name, part.type);
  zip.put("[Content_Types].xml", types + "</Types>");
  const std::string& main = parts_.front().name;
  zip.put("_rels/.rels",
          fmt::format("{}{}<Relationship Id=\"rId1\" Type=\"{}/officeDocument\" Target=\"{}\"/>"
                      "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/"
                      "2006/relationships/metadata/core-properties\" "
                      "Target=\"docProps/core.xml\"/></Relationships>",
                      xml_start, relations_start, relation_base, main));
  const std::size_t folder = main.rfind('/') + 1;
  zip.put(fmt::format("{}_rels/{}.rels", main.substr(0, folder), main.substr(folder)),
          fmt::format("{}{}{}</Relationships>", xml_start, relations_start, relations_));
  zip.put("docProps/core.xml", properties(document));
}

}  // namespace ombud::documents
