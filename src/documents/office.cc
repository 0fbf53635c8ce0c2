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
constexpr std::string_view type_base = "application/vnd.openxmlformats-officedocument.";
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

OfficeParts::OfficeParts(Zip& zip, std::span<const OfficePart> parts, std::string_view other)
    : zip_(zip), main_(parts.front().name) {
  std::string types(xml_start);
  types += fmt::format(
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"{}{}\"/>"
      "<Override PartName=\"/docProps/core.xml\" "
      "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
      type_base, other);
  for (const OfficePart& part : parts)
    types += fmt::format("<Override PartName=\"/{}\" ContentType=\"{}{}\"/>", part.name, type_base,
                         part.type);
  zip_.put("[Content_Types].xml", types + "</Types>");
}

std::string OfficeParts::refer(std::string_view name, std::string_view relation) {
  std::string id = fmt::format("rId{}", ++count_);
  relations_ += fmt::format("<Relationship Id=\"{}\" Type=\"{}/{}\" Target=\"/{}\"/>", id,
                            relation_base, relation, name);
  return id;
}

std::string OfficeParts::refer_outside(std::string_view address) {
  std::string id = fmt::format("rId{}", ++count_);
  relations_ += fmt::format(
      "<Relationship Id=\"{}\" Type=\"{}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>", id,
      relation_base, xml_text(address));
  return id;
}

void OfficeParts::finish(const Document& document) const {
  zip_.put("_rels/.rels",
           fmt::format("{}{}<Relationship Id=\"rId1\" Type=\"{}/officeDocument\" Target=\"{}\"/>"
                       "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/"
                       "2006/relationships/metadata/core-properties\" "
                       "Target=\"docProps/core.xml\"/></Relationships>",
                       xml_start, relations_start, relation_base, main_));
  const std::size_t folder = main_.rfind('/') + 1;
  zip_.put(fmt::format("{}_rels/{}.rels", main_.substr(0, folder), main_.substr(folder)),
           fmt::format("{}{}{}</Relationships>", xml_start, relations_start, relations_));
  zip_.put("docProps/core.xml", properties(document));
}

}  // namespace ombud::documents
