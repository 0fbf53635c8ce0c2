#include "records/attachment_type.h"

#include <magic.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.h"
#include "tables/zip_file.h"

namespace ombud::records {

namespace {

constexpr std::size_t most_name_bytes = 200;
constexpr std::size_t most_looked_at = 1 << 20;  // Of a file by libmagic, and of a part in a ZIP.

constexpr std::string_view of_pdf[] = {"pdf"};
constexpr std::string_view of_docx[] = {"docx"};
constexpr std::string_view of_xlsx[] = {"xlsx"};
constexpr std::string_view of_pptx[] = {"pptx"};
constexpr std::string_view of_odt[] = {"odt"};
constexpr std::string_view of_ods[] = {"ods"};
constexpr std::string_view of_odp[] = {"odp"};
constexpr std::string_view of_text[] = {"txt", "csv", "tsv", "md", "log", "eml"};
constexpr std::string_view of_png[] = {"png"};
constexpr std::string_view of_jpeg[] = {"jpg", "jpeg"};
constexpr std::string_view of_message[] = {"eml", "txt"};
constexpr std::string_view of_signed[] = {"asice", "sce", "asics", "scs"};

constexpr FileType types[] = {
    {"PDF", "application/pdf", of_pdf},
    {"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", of_docx},
    {"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", of_xlsx},
    {"PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", of_pptx},
    {"ODT", "application/vnd.oasis.opendocument.text", of_odt},
    {"ODS", "application/vnd.oasis.opendocument.spreadsheet", of_ods},
    {"ODP", "application/vnd.oasis.opendocument.presentation", of_odp},
    {"TXT", "text/plain", of_text},
    {"CSV", "text/csv", of_text},
    {"PNG", "image/png", of_png},
    {"JPEG", "image/jpeg", of_jpeg},
    {"EML", "message/rfc822", of_message},
    {"ASiC-E", "application/vnd.etsi.asic-e+zip", of_signed},
    {"ASiC-S", "application/vnd.etsi.asic-s+zip", of_signed},
};

// The main part of each, as [Content_Types].xml names it.
constexpr std::pair<std::string_view, std::string_view> main_parts[] = {
    {"wordprocessingml.document.main+xml", "DOCX"},
    {"spreadsheetml.sheet.main+xml", "XLSX"},
    {"presentationml.presentation.main+xml", "PPTX"},
};

// Programs that libmagic names otherwise than "text/x-…".
constexpr std::string_view programs[] = {"application/x-dosexec",
                                         "application/x-executable",
                                         "application/x-pie-executable",
                                         "application/x-sharedlib",
                                         "application/x-object",
                                         "application/x-mach-binary",
                                         "application/x-msi",
                                         "application/java-archive",
                                         "application/x-java-applet",
                                         "application/javascript",
                                         "text/javascript",
                                         "application/x-ms-shortcut",
                                         "application/x-bytecode.python",
                                         "application/vnd.microsoft.portable-executable",
                                         "application/x-wine-extension-ini"};

constexpr std::string_view markup[] = {"text/html", "image/svg+xml", "text/xml", "application/xml",
                                       "application/xhtml+xml"};

const FileType* by_media_type(std::string_view media_type) {
  const auto found = std::ranges::find(types, media_type, &FileType::media_type);
  return found == std::end(types) ? nullptr : found;
}

Failure refused(std::string key, const std::string& name) {
  return fail(Errc::invalid, std::move(key), {{"name", name}});
}

Failure other_type(const std::string& name, std::string found) {
  std::string allowed;
  for (const FileType& type : types)
    allowed += (allowed.empty() ? "" : ", ") + std::string(type.name);
  return fail(Errc::invalid, "records.attachment_other_type",
              {{"name", name}, {"found", std::move(found)}, {"allowed", std::move(allowed)}});
}

struct Closing {
  void operator()(magic_t magic) const { magic_close(magic); }
};

// What comes may have been made to harm whoever looks into it: nothing is unpacked, followed or
// looked at without an end.
Result<std::string> media_type_of(std::string_view bytes) {
  constexpr int how = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                      MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_JSON;
  const std::unique_ptr<magic_set, Closing> magic(magic_open(how));
  if (!magic || magic_load(magic.get(), nullptr) != 0)
    return fail(Errc::unavailable, "records.no_magic");
  constexpr std::pair<int, std::size_t> limits[] = {
      {MAGIC_PARAM_INDIR_MAX, 8},     {MAGIC_PARAM_NAME_MAX, 30},
      {MAGIC_PARAM_REGEX_MAX, 4096},  {MAGIC_PARAM_BYTES_MAX, most_looked_at},
      {MAGIC_PARAM_ELF_PHNUM_MAX, 8}, {MAGIC_PARAM_ELF_SHNUM_MAX, 8},
      {MAGIC_PARAM_ELF_NOTES_MAX, 8}, {MAGIC_PARAM_ENCODING_MAX, 64 << 10}};
  for (const auto& [parameter, most] : limits)
    if (magic_setparam(magic.get(), parameter, &most) != 0)
      return fail(Errc::unavailable, "records.no_magic");
  const std::string_view some = bytes.substr(0, most_looked_at);
  const char* found = magic_buffer(magic.get(), some.data(), some.size());
  return std::string(found == nullptr ? "application/octet-stream" : found);
}

std::string part_of(tables::ZipFile& zip, const std::string& name) {
  std::string text;
  if (!zip.has(name)) return text;
  auto part = zip.part(name);
  char piece[16 << 10];
  while (part && text.size() < most_looked_at) {
    const int got = (*part)->read(piece, sizeof piece);
    if (got <= 0) break;
    text.append(piece, static_cast<std::size_t>(got));
  }
  return text;
}

bool says(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

// A document of several parts, by what it declares itself to be made of.
Result<const FileType*> type_in_zip(std::string_view bytes, const std::string& name) {
  Result<tables::ZipFile> zip = tables::ZipFile::open(bytes, name);
  if (!zip) return other_type(name, "application/zip");
  if (const FileType* type = by_media_type(trim(part_of(*zip, "mimetype")))) {
    const std::string parts = part_of(*zip, "META-INF/manifest.xml");
    if (says(parts, "\"Basic/") || says(parts, "\"Scripts/"))
      return refused("records.attachment_macros", name);
    return type;
  }
  const std::string parts = part_of(*zip, "[Content_Types].xml");
  for (const std::string_view word : {"macroEnabled", "vbaProject", "activeX"})
    if (says(parts, word)) return refused("records.attachment_macros", name);
  for (const auto& [main, type] : main_parts)
    if (says(parts, main)) return attachment_type(type);
  return other_type(name, "application/zip");
}

// Text that begins as a page or picture does, whatever libmagic thinks of the rest.
bool begins_as_markup(std::string_view text) {
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"})
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
  const auto first = std::ranges::find_if(text, [](char c) {
    return c != '\0' && c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != '\v';
  });
  return first != text.end() && *first == '<';
}

Result<const FileType*> found_in(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("PK\x03\x04")) return type_in_zip(bytes, name);
  const std::string found = TRY(media_type_of(bytes));
  if (std::ranges::count(markup, found) > 0) return refused("records.attachment_markup", name);
  if (found.starts_with("text/x-") || std::ranges::count(programs, found) > 0)
    return refused("records.attachment_program", name);
  const FileType* type = by_media_type(found);
  if (type == nullptr) return other_type(name, found);
  // Readers look for a PDF further in than it may begin: what stands before may be another file.
  if (type->name == "PDF" && !bytes.starts_with("%PDF-")) return other_type(name, found);
  if (type->endings.data() == of_text && begins_as_markup(bytes))
    return refused("records.attachment_markup", name);
  return type;
}

// Signs that change how others are shown: "exe.fdp" for "pdf.exe".
bool has_unseen(std::string_view name) {
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  for (const std::string_view sign :
       {"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F",
        "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
        "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
        "\xE2\x81\xA9", "\xEF\xBB\xBF"})
    if (name.find(sign) != std::string_view::npos) return true;
  return false;
}

}  // namespace

std::span<const FileType> attachment_types() { return types; }

const FileType* attachment_type(std::string_view name) {
  const auto found = std::ranges::find(types, name, &FileType::name);
  return found == std::end(types) ? nullptr : found;
}

Result<std::string> attachment_name(const std::string& given) {
  const auto wrong = [] {
    return fail(Errc::invalid, "records.attachment_name",
                {{"most", std::to_string(most_name_bytes)}});
  };
  if (!is_utf8(given)) return wrong();
  std::string name = to_nfc(trim(given));
  if (name.empty() || name.size() > most_name_bytes || name.front() == '.') return wrong();
  if (name.find_first_of("/\\") != std::string::npos || has_unseen(name)) return wrong();
  return name;
}

Result<const FileType*> type_of(std::string_view bytes, const std::string& name) {
  if (bytes.empty()) return refused("records.attachment_empty", name);
  const FileType* type = TRY(found_in(bytes, name));
  const std::size_t point = name.rfind('.');
  const std::string ending = point == std::string::npos ? "" : name.substr(point + 1);
  const bool fits = std::ranges::any_of(
      type->endings, [&](std::string_view one) { return ascii_equal_ignoring_case(one, ending); });
  if (fits) return type;
  std::string endings;
  for (const std::string_view one : type->endings)
    endings += (endings.empty() ? "." : ", .") + std::string(one);
  return fail(Errc::invalid, "records.attachment_ending",
              {{"name", name}, {"type", std::string(type->name)}, {"endings", endings}});
}

}  // namespace ombud::records
