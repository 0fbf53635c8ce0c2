#include "documents/docx_styles.h"

#include <fmt/format.h>

#include "documents/xml.h"

namespace ombud::documents {

namespace {

constexpr std::string_view xml_start =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

constexpr std::string_view names =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\""
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

// Word wants a country with the language.
std::string_view region(Language language) {
  switch (language) {
    case Language::sv:
      return "sv-SE";
    case Language::da:
      return "da-DK";
    case Language::nb:
      return "nb-NO";
    case Language::en:
      break;
  }
  return "en-GB";
}

// Sizes are in half points, distances in twentieths of a point; colours as in HTML and PDF.
constexpr std::string_view styles = R"(
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="0B5C74"/></w:pBdr><w:spacing w:before="0" w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="0B5C74"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="220" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:color w:val="0B5C74"/><w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/><w:color w:val="566066"/><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading4"><w:name w:val="heading 4"/><w:basedOn w:val="Heading3"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:outlineLvl w:val="3"/></w:pPr><w:rPr><w:sz w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading5"><w:name w:val="heading 5"/><w:basedOn w:val="Heading4"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="40"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:rPr><w:color w:val="566066"/><w:sz w:val="17"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableCaption"><w:name w:val="Table Caption"/><w:basedOn w:val="Caption"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="40"/></w:pPr><w:rPr><w:b/><w:color w:val="1B2023"/><w:sz w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr><w:suppressAutoHyphens w:val="0"/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHead"><w:name w:val="Table Head"/><w:basedOn w:val="TableText"/><w:rPr><w:b/><w:color w:val="566066"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="SmallText"><w:name w:val="Small Text"/><w:basedOn w:val="TableText"/><w:rPr><w:sz w:val="15"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="SmallHead"><w:name w:val="Small Head"/><w:basedOn w:val="TableHead"/><w:rPr><w:sz w:val="15"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TinyText"><w:name w:val="Tiny Text"/><w:basedOn w:val="TableText"/><w:rPr><w:sz w:val="13"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TinyHead"><w:name w:val="Tiny Head"/><w:basedOn w:val="TableHead"/><w:rPr><w:sz w:val="13"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="AfterTable"><w:name w:val="After Table"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="80" w:line="120" w:lineRule="exact"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Notice"><w:name w:val="Notice"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="0B5C74"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="EEF4F6"/><w:spacing w:before="120" w:after="160"/><w:ind w:left="200"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="566066"/><w:sz w:val="15"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Header"/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5C74"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Rows"><w:name w:val="Rows"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DADD"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DADD"/></w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="7C878D"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>
</w:styles>)";

std::string field(std::string_view name) {
  return fmt::format("<w:fldSimple w:instr=\" {} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", name);
}

std::string plain_run(std::string_view text) {
  return text.empty()
             ? std::string()
             : fmt::format("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml_text(text));
}

}  // namespace

std::string docx_start() { return fmt::format("{}<w:document{}><w:body>\n", xml_start, names); }

std::string docx_part(std::string_view element, std::string_view content) {
  return fmt::format("{0}<w:{1}{2}>{3}</w:{1}>", xml_start, element, names, content);
}

std::string docx_styles(Language language) {
  return fmt::format(
      "{0}<w:styles{1}><w:docDefaults><w:rPrDefault><w:rPr>"
      "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Arial\"/>"
      "<w:color w:val=\"1B2023\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"
      "<w:lang w:val=\"{2}\" w:eastAsia=\"{2}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
      "<w:pPrDefault><w:pPr><w:suppressAutoHyphens/><w:spacing w:after=\"100\" w:line=\"264\" "
      "w:lineRule=\"auto\"/></w:pPr>"
      "</w:pPrDefault></w:docDefaults>{3}",
      xml_start, names, region(language), styles);
}

std::string docx_numbering(int numbered) {
  std::string xml = fmt::format("{}<w:numbering{}>", xml_start, names);
  for (const bool counts : {false, true}) {
    xml += fmt::format(
        "<w:abstractNum w:abstractNumId=\"{}\"><w:multiLevelType w:val=\"multilevel\"/>",
        counts ? 1 : 0);
    for (int level = 0; level < 9; ++level)
      xml += fmt::format(
          "<w:lvl w:ilvl=\"{0}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{1}\"/>"
          "<w:lvlText w:val=\"{2}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{3}\" "
          "w:hanging=\"340\"/></w:pPr></w:lvl>",
          level, counts ? "decimal" : "bullet",
          counts ? fmt::format("%{}.", level + 1) : std::string("\u2022"), 340 * (level + 1));
    xml += "</w:abstractNum>";
  }
  for (int number = 1; number <= numbered + 1; ++number) {
    xml += fmt::format("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/>", number,
                       number == 1 ? 0 : 1);
    if (number > 1)
      xml += "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    xml += "</w:num>";
  }
  return xml + "</w:numbering>";
}

std::string docx_settings(Language language) {
  return fmt::format(
      "{}<w:settings{}><w:zoom w:percent=\"100\"/><w:autoHyphenation/><w:defaultTabStop "
      "w:val=\"720\"/><w:compat>"
      "<w:compatSetting w:name=\"compatibilityMode\" "
      "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
      "<w:themeFontLang w:val=\"{}\"/></w:settings>",
      xml_start, names, region(language));
}

std::string docx_page_number(Language language) {
  // The sentence is asked for with marks where the numbers stand, and cut there.
  constexpr std::string_view page_mark = "\x01";
  constexpr std::string_view pages_mark = "\x02";
  const std::string sentence =
      say("documents.page", {{"page", std::string(page_mark)}, {"pages", std::string(pages_mark)}},
          language);
  const std::string_view text = sentence;
  const std::size_t page = text.find(page_mark);
  const std::size_t pages = text.find(pages_mark);
  return plain_run(text.substr(0, page)) + field("PAGE") +
         plain_run(text.substr(page + 1, pages - page - 1)) + field("NUMPAGES") +
         plain_run(text.substr(pages + 1));
}

}  // namespace ombud::documents
