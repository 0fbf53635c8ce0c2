#include "documents/pdf_metadata.h"

#include <fmt/format.h>
#include <lcms2.h>

#include <chrono>

#include "documents/type.h"
#include "documents/xml.h"

namespace ombud::documents {

namespace {

constexpr const char* program = "Ombud";

struct Moment {
  int year, month, day, hour, minute, second;
};

Moment moment(Instant at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(at - day));
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count())};
}

std::string one_line(std::string_view text) {
  std::string line = showable(text);
  for (char& c : line)
    if (c == '\n') c = ' ';
  return line;
}

}  // namespace

int put_information(PdfFile& file, const Document& document) {
  std::string object =
      fmt::format("<</Title{}/Producer({})", pdf_text(one_line(document.title)), program);
  if (!document.author.empty()) object += "/Author" + pdf_text(one_line(document.author));
  if (document.made_at) {
    const Moment at = moment(*document.made_at);
    for (const char* key : {"CreationDate", "ModDate"})
      object += fmt::format("/{}(D:{:04}{:02}{:02}{:02}{:02}{:02}Z)", key, at.year, at.month,
                            at.day, at.hour, at.minute, at.second);
  }
  const int number = file.reserve();
  file.put(number, object + ">>");
  return number;
}

int put_metadata(PdfFile& file, const Document& document) {
  const std::string title = xml_text(one_line(document.title));
  std::string text = fmt::format(
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
      "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
      "<dc:format>application/pdf</dc:format>\n"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n"
      "<pdf:Producer>{}</pdf:Producer>\n",
      title, program);
  if (!document.language.empty())
    text += fmt::format("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n",
                        xml_text(document.language));
  if (!document.author.empty())
    text += fmt::format("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
                        xml_text(one_line(document.author)));
  if (document.made_at) {
    const Moment at = moment(*document.made_at);
    for (const char* key : {"CreateDate", "ModifyDate", "MetadataDate"})
      text += fmt::format("<xmp:{0}>{1:04}-{2:02}-{3:02}T{4:02}:{5:02}:{6:02}Z</xmp:{0}>\n", key,
                          at.year, at.month, at.day, at.hour, at.minute, at.second);
  }
  text += "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
  const int number = file.reserve();
  file.put_plain_stream(number, "/Type/Metadata/Subtype/XML", text);
  return number;
}

int put_output_intent(PdfFile& file) {
  void* const profile = cmsCreate_sRGBProfile();
  must(profile != nullptr);
  cmsSetProfileVersion(profile, 2.1);
  cmsUInt32Number size = 0;
  must(cmsSaveProfileToMem(profile, nullptr, &size) != 0);
  std::string bytes(size, '\0');
  must(cmsSaveProfileToMem(profile, bytes.data(), &size) != 0);
  cmsCloseProfile(profile);
  // The profile says when it was made: always the same day, 2000-01-01.
  constexpr std::size_t date_at = 24;
  bytes.replace(date_at, 12, std::string("\x07\xd0\0\1\0\1\0\0\0\0\0\0", 12));
  const int stream = file.reserve();
  file.put_stream(stream, "/N 3", bytes);
  const int number = file.reserve();
  file.put(number, fmt::format("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
                               "(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile {} "
                               "0 R>>",
                               stream));
  return number;
}

}  // namespace ombud::documents
