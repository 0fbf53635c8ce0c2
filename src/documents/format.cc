#include "base/words.h"
#include "documents/csv.h"
#include "documents/documents.h"
#include "documents/docx.h"
#include "documents/html.h"
#include "documents/pdf.h"
#include "documents/xlsx.h"

namespace ombud::documents {

namespace {

constexpr Word<Format> formats[] = {
    {Format::html, "html"}, {Format::pdf, "pdf"}, {Format::docx, "docx"},
    {Format::xlsx, "xlsx"}, {Format::csv, "csv"},
};

}  // namespace

std::string_view word(Format format) { return word_in(formats, format); }

std::optional<Format> format_of(std::string_view word) { return value_in(formats, word); }

std::string_view media_type(Format format) {
  switch (format) {
    case Format::html:
      return "text/html; charset=utf-8";
    case Format::pdf:
      return "application/pdf";
    case Format::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case Format::xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case Format::csv:
      return "text/csv; charset=utf-8; header=present";
  }
  std::abort();
}

std::string_view file_ending(Format format) {
  switch (format) {
    case Format::html:
      return ".html";
    case Format::pdf:
      return ".pdf";
    case Format::docx:
      return ".docx";
    case Format::xlsx:
      return ".xlsx";
    case Format::csv:
      return ".csv";
  }
  std::abort();
}

Result<void> write(const Document& document, Format format, const Sink& sink) {
  switch (format) {
    case Format::html:
      return write_html(document, sink);
    case Format::pdf:
      return write_pdf(document, sink);
    case Format::docx:
      return write_docx(document, sink);
    case Format::xlsx:
      return write_xlsx(document, sink);
    case Format::csv:
      return write_csv(document, sink);
  }
  std::abort();
}

Result<std::string> write(const Document& document, Format format) {
  std::string bytes;
  TRY(write(document, format, [&](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  }));
  return bytes;
}

}  // namespace ombud::documents
