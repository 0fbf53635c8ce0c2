#include "tables/xml_part.h"

#include <libxml/xmlreader.h>

#include "tables/tables.h"

namespace ombud::tables {

namespace {

std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

int read_piece(void* part, char* buffer, int size) {
  return static_cast<ZipFile::Part*>(part)->read(buffer, size);
}

int close_nothing(void*) { return 0; }

// What is wrong is told by us, with the file's name.
void say_nothing(void*, xmlErrorPtr) {}

}  // namespace

void XmlPart::Free::operator()(_xmlTextReader* reader) const { xmlFreeTextReader(reader); }

XmlPart::XmlPart(std::string file, std::unique_ptr<ZipFile::Part> part)
    : file_(std::move(file)), part_(std::move(part)) {}

Result<XmlPart> XmlPart::open(ZipFile& zip, const std::string& part) {
  XmlPart made(zip.name(), TRY(zip.part(part)));
  made.reader_.reset(xmlReaderForIO(read_piece, close_nothing, made.part_.get(), nullptr, nullptr,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (!made.reader_) return fail(Errc::invalid, "tables.bad_workbook", {{"file", made.file_}});
  xmlTextReaderSetStructuredErrorHandler(made.reader_.get(), say_nothing, nullptr);
  return made;
}

Result<XmlPart::Node> XmlPart::next() {
  if (std::exchange(ends_, false)) return Node::end;
  while (true) {
    const int came = xmlTextReaderRead(reader_.get());
    if (part_->is_too_large())
      return fail(Errc::invalid, "tables.unpacks_too_large",
                  {{"file", file_}, {"most", std::to_string(most_unpacked_bytes >> 20)}});
    if (came == 0) return Node::none;
    const int type = came == 1 ? xmlTextReaderNodeType(reader_.get()) : XML_READER_TYPE_NONE;
    switch (type) {
      case XML_READER_TYPE_ELEMENT:
        ends_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        return Node::begin;
      case XML_READER_TYPE_END_ELEMENT:
        return Node::end;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return Node::text;
      case XML_READER_TYPE_NONE:
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        return fail(Errc::invalid, "tables.bad_workbook", {{"file", file_}});
      default:
        break;
    }
  }
}

std::string_view XmlPart::name() const {
  return text_of(xmlTextReaderConstLocalName(reader_.get()));
}

std::string_view XmlPart::text() const { return text_of(xmlTextReaderConstValue(reader_.get())); }

std::optional<std::string> XmlPart::attribute(std::string_view called) const {
  std::optional<std::string> value;
  while (!value && xmlTextReaderMoveToNextAttribute(reader_.get()) == 1)
    if (text_of(xmlTextReaderConstLocalName(reader_.get())) == called) value = std::string(text());
  xmlTextReaderMoveToElement(reader_.get());
  return value;
}

}  // namespace ombud::tables
