#pragma once
// What a file is, by its content: libmagic says it, and of what lies in a ZIP its own declaration.
// Taken are documents that are read; what a machine would carry out when they are opened is not:
// programs, scripts, web pages, pictures that are markup, documents with macros. The name is held
// against what was found, so that a text can't be saved as a program.

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud::records {

struct FileType {
  std::string_view name;  // "PDF": as people call it, in every language.
  std::string_view media_type;
  std::span<const std::string_view> endings;  // Without the point.
};

std::span<const FileType> attachment_types();
/// Nothing (a null pointer) where there is none of that name.
const FileType* attachment_type(std::string_view name);

/// `name` as it may stand: NFC, trimmed. Errc::invalid "records.attachment_name" {most}: empty,
/// longer, a path, or with signs that are not seen.
Result<std::string> attachment_name(const std::string& name);

/// Of a file of that name. Errc::invalid "records.attachment_empty" {name},
/// "records.attachment_markup" {name}, "records.attachment_program" {name},
/// "records.attachment_macros" {name}, "records.attachment_other_type" {name, found, allowed},
/// "records.attachment_ending" {name, type, endings}; Errc::unavailable "records.no_magic".
Result<const FileType*> type_of(std::string_view bytes, const std::string& name);

}  // namespace ombud::records
