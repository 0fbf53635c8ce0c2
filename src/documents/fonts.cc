#include "documents/fonts.h"

#include <fontconfig/fontconfig.h>

#include <filesystem>
#include <mutex>

namespace ombud::documents {

namespace {

constexpr const char* folder = "/usr/share/fonts/truetype";

// The packages keep what fonts hold in the machine's cache: without it, reading takes a second.
// Hinting is for screens; a page is set in true widths.
constexpr const char* configuration = R"(<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts/truetype/noto</dir>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <dir>/usr/share/fonts/truetype/ancient-scripts</dir>
  <dir>/usr/share/fonts/truetype/droid</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
    <acceptfont>
      <glob>*/NotoSans*.ttf</glob>
      <glob>*/DejaVuSans.ttf</glob>
      <glob>*/DejaVuSans-Bold.ttf</glob>
      <glob>*/Symbola_hint.ttf</glob>
      <glob>*/DroidSansFallbackFull.ttf</glob>
    </acceptfont>
  </selectfont>
  <match target="font">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>)";

}  // namespace

std::string main_font_file(int font) {
  constexpr const char* names[main_fonts] = {"Regular", "Bold", "Italic", "BoldItalic"};
  return std::string(folder) + "/noto/NotoSans-" + names[font] + ".ttf";
}

Result<void> check_font(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return {};
  return fail(Errc::unavailable, "documents.no_fonts", {{"package", "fonts-noto-core"}});
}

Result<std::shared_ptr<_FcConfig>> document_fonts() {
  // Read once: what is installed later is seen by the next process.
  static std::mutex mutex;
  static std::shared_ptr<_FcConfig> fonts;
  const std::lock_guard lock(mutex);
  if (fonts) return fonts;
  for (int font = 0; font < main_fonts; ++font) TRY(check_font(main_font_file(font)));
  std::shared_ptr<_FcConfig> made(FcConfigCreate(), FcConfigDestroy);
  must(FcConfigParseAndLoadFromMemory(made.get(), reinterpret_cast<const FcChar8*>(configuration),
                                      FcTrue) == FcTrue);
  must(FcConfigBuildFonts(made.get()) == FcTrue);
  fonts = std::move(made);
  return fonts;
}

}  // namespace ombud::documents
