// What a file is, by its content, and what is not taken.
#include "records/attachment_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "documents/zipped_test.h"

namespace ombud::records {
namespace {

using documents::Parts;
using documents::zipped;

// "PDF", or the error's key; its sentence has no hole.
std::string found(const std::string& bytes, const std::string& name) {
  const Result<const FileType*> type = type_of(bytes, name);
  if (type) return std::string((*type)->name);
  for (const Language language : {Language::en, Language::sv, Language::da, Language::nb}) {
    const std::string said = say(type.error(), language);
    EXPECT_EQ(said.find('{'), std::string::npos) << said;
    EXPECT_NE(said, type.error().key);
  }
  return type.error().key;
}

const std::string pdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n";
const std::string png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0", 29);
const std::string jpeg("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", 20);
const std::string mail =
    "Received: from mail.example.org by mx.example.org; Sat, 21 Nov 2026 08:00:00 +0000\r\n"
    "From: Tova <tova@example.org>\r\nTo: asa@example.org\r\nSubject: Avtalet\r\n"
    "Date: Sat, 21 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\nHej\r\n";

std::string office(const std::string& main, const std::string& more = "") {
  return zipped({{"[Content_Types].xml",
                  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                  "<Override PartName=\"/x.xml\" ContentType=\"application/vnd.openxmlformats-"
                  "officedocument." +
                      main + "\"/>" + more + "</Types>"},
                 {"_rels/.rels", "<Relationships/>"}});
}

TEST(AttachmentType, IsFoundInTheContent) {
  EXPECT_EQ(found(pdf, "avtal.pdf"), "PDF");
  EXPECT_EQ(found(png, "bild.PNG"), "PNG");
  EXPECT_EQ(found(jpeg, "bild.jpeg"), "JPEG");
  EXPECT_EQ(found("Vi har gått igenom åtgärden.\n", "protokoll.txt"), "TXT");
  EXPECT_EQ(found("Vi har g\xE5tt igenom \xE5tg\xE4rden.\n", "protokoll.txt"), "TXT");
  EXPECT_EQ(found("namn,nummer\nTova,1\nAsa,2\n", "lista.csv"), "CSV");
  EXPECT_EQ(found(mail, "svar.eml"), "EML");
  EXPECT_EQ(found(office("wordprocessingml.document.main+xml"), "brev.docx"), "DOCX");
  EXPECT_EQ(found(office("spreadsheetml.sheet.main+xml"), "lista.xlsx"), "XLSX");
  EXPECT_EQ(found(office("presentationml.presentation.main+xml"), "kurs.pptx"), "PPTX");
  EXPECT_EQ(found(zipped({{"mimetype", "application/vnd.oasis.opendocument.text"},
                          {"META-INF/manifest.xml", "<manifest/>"}}),
                  "brev.odt"),
            "ODT");
  EXPECT_EQ(found(zipped({{"mimetype", "application/vnd.etsi.asic-e+zip"}, {"avtal.pdf", pdf}}),
                  "avtal.asice"),
            "ASiC-E");
}

TEST(AttachmentType, WhatAMachineWouldCarryOutIsRefusedWhateverItIsCalled) {
  for (const char* name : {"avtal.pdf", "avtal.txt", "avtal.html", "avtal"}) {
    EXPECT_EQ(found("<!DOCTYPE html><html><script>alert(1)</script></html>", name),
              "records.attachment_markup")
        << name;
    EXPECT_EQ(found("\n  <svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", name),
              "records.attachment_markup")
        << name;
    EXPECT_EQ(found("#!/bin/sh\nrm -rf /\n", name), "records.attachment_program") << name;
  }
  EXPECT_EQ(found("\xEF\xBB\xBF<a onclick=alert(1)>click</a>", "a.txt"),
            "records.attachment_markup");
  EXPECT_EQ(found(std::string("\xFF\xFE<\0b\0>\0", 8), "a.txt"), "records.attachment_markup");
  EXPECT_EQ(found("<?xml version=\"1.0\"?><a/>", "a.txt"), "records.attachment_markup");
  const std::string elf(
      "\x7F"
      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3E\0\x01\0\0\0",
      24);
  EXPECT_EQ(found(elf + std::string(64, '\0'), "avtal.pdf"), "records.attachment_program");
}

TEST(AttachmentType, ADocumentWithMacrosIsRefused) {
  EXPECT_EQ(found(office("spreadsheetml.sheet.main+xml",
                         "<Default Extension=\"bin\" "
                         "ContentType=\"application/vnd.ms-office.vbaProject\"/>"),
                  "lista.xlsx"),
            "records.attachment_macros");
  EXPECT_EQ(found(zipped({{"mimetype", "application/vnd.oasis.opendocument.text"},
                          {"META-INF/manifest.xml",
                           "<manifest:file-entry manifest:full-path=\"Basic/script-lc.xml\"/>"}}),
                  "brev.odt"),
            "records.attachment_macros");
}

TEST(AttachmentType, WhatIsNotOnTheListIsRefused) {
  EXPECT_EQ(found("", "tom.pdf"), "records.attachment_empty");
  EXPECT_EQ(found("GIF89a\x01\0\x01", "bild.gif"), "records.attachment_other_type");
  EXPECT_EQ(found(zipped({{"avtal.pdf", pdf}}), "allt.zip"), "records.attachment_other_type");
  EXPECT_EQ(found("PK\x03\x04 and no archive", "allt.docx"), "records.attachment_other_type");
  EXPECT_EQ(found(std::string("\0\x01\x02\x03", 4), "a.pdf"), "records.attachment_other_type");
  // Something before it: a reader would still find the PDF, and another program something else.
  EXPECT_NE(found("GIF89a " + pdf, "avtal.pdf"), "PDF");
  EXPECT_NE(found("\n\n" + pdf, "avtal.pdf"), "PDF");
}

TEST(AttachmentType, ANameThatSaysSomethingElseIsRefused) {
  EXPECT_EQ(found(png, "avtal.pdf"), "records.attachment_ending");
  EXPECT_EQ(found("del *.*\n", "run.bat"), "records.attachment_ending");
  EXPECT_EQ(found("alert(1)\n", "a.html"), "records.attachment_ending");
  EXPECT_EQ(found(pdf, "avtal"), "records.attachment_ending");
  EXPECT_EQ(found(pdf, "avtal.pdf.exe"), "records.attachment_ending");
}

TEST(AttachmentName, IsANameAndNoPath) {
  EXPECT_EQ(*attachment_name("  Avtal med Å.pdf "), "Avtal med Å.pdf");
  for (const std::string& name :
       {std::string(), std::string(" "), std::string("../avtal.pdf"), std::string("a\\b.pdf"),
        std::string(".pdf"), std::string("a\nb.pdf"),
        std::string("a\xE2\x80\xAE"
                    "fdp.exe"),
        std::string("a\xff.pdf"), std::string(201, 'a')}) {
    const Result<std::string> made = attachment_name(name);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().key, "records.attachment_name");
    EXPECT_EQ(say(made.error()).find('{'), std::string::npos);
  }
}

}  // namespace
}  // namespace ombud::records
