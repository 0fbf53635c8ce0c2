#include "documents/pdf_pages.h"

#include <fmt/format.h>

#include "base/texts.h"
#include "documents/contents.h"

namespace ombud::documents {

namespace {

// A4 and its margins. Below stands the foot, above the head.
constexpr double short_side = 595.28;
constexpr double long_side = 841.89;
constexpr double side = 48;
constexpr double over = 58;
constexpr double under = 54;
constexpr double furniture_size = 7.5;

struct Colour {
  Ink ink;
  const char* numbers;
};

// The same as in light pages of HTML (page_style.cc).
constexpr Colour colours[] = {
    {Ink::none, "1 1 1"},          {Ink::ink, ".106 .125 .137"},
    {Ink::soft, ".337 .376 .4"},   {Ink::accent, ".043 .361 .455"},
    {Ink::tint, ".933 .957 .965"}, {Ink::rule, ".835 .855 .867"},
    {Ink::edge, ".486 .529 .553"}, {Ink::paper, "1 1 1"},
};

void append_point(std::string& content, double x, double y) {
  append_number(content, x);
  content += ' ';
  append_number(content, y);
  content += ' ';
}

}  // namespace

void append_colour(std::string& content, Ink ink, bool fill) {
  for (const Colour& colour : colours)
    if (colour.ink == ink) content += colour.numbers;
  content += fill ? " rg " : " RG ";
}

PdfPages::PdfPages(PdfFile& file, Type& type, const Document& document)
    : file_(file),
      type_(type),
      document_(document),
      tags_(file),
      fonts_(file, type),
      tree_(file.reserve()),
      resources_(file.reserve()),
      page_width_(document.page.landscape ? long_side : short_side),
      page_height_(document.page.landscape ? short_side : long_side),
      left_(side),
      width_(page_width_ - 2 * side),
      top_(over),
      bottom_(page_height_ - under) {
  next();
}

void PdfPages::next() {
  if (!pages_.empty()) end_page();
  pages_.push_back({file_.reserve(), file_.reserve()});
  tags_.begin_page(pages_.back().object);
  y = top_;
}

void PdfPages::need(double height) {
  if (room() < height && !is_fresh()) next();
}

void PdfPages::end_page() {
  const int content = file_.reserve();
  file_.put_stream(content, "", content_);
  content_.clear();
  std::string page = fmt::format(
      "<</Type/Page/Parent {} 0 R/Resources {} 0 R/Contents[{} 0 R {} 0 R]/StructParents {}"
      "/Tabs/S",
      tree_, resources_, content, pages_.back().furniture, tags_.end_page());
  if (!annotations_.empty()) page += "/Annots[" + std::exchange(annotations_, {}) + "]";
  file_.put(pages_.back().object, page + ">>");
}

void PdfPages::begin(PdfTags::Element element, std::string_view kind) {
  fmt::format_to(std::back_inserter(content_), "/{}<</MCID {}>>BDC\n", kind, tags_.mark(element));
}

void PdfPages::begin_artifact() { content_ += "/Artifact BMC\n"; }

void PdfPages::end() { content_ += "EMC\n"; }

void PdfPages::draw(const Line& line, double x, double at, Ink ink) {
  append_colour(content_, ink, true);
  for (const Stretch& stretch : line.stretches)
    fonts_.show(stretch, x + stretch.x, up(at + line.baseline), content_);
}

void PdfPages::link(const Stretch& stretch, const Line& line, double x, double at,
                    const std::string& to, PdfTags::Element element) {
  const int annotation = file_.reserve();
  const PdfTags::Element mine = tags_.open(element, "Link");
  begin(mine, "Link");
  append_colour(content_, Ink::accent, true);
  fonts_.show(stretch, x + stretch.x, up(at + line.baseline), content_);
  box(x + stretch.x, at + line.baseline + 1.2, stretch.width, 0.5, Ink::accent);
  end();
  const int key = tags_.annotate(mine, annotation);
  tags_.close(mine);
  // An address is ASCII: what is not is written in the way of addresses.
  std::string address;
  for (const char c : to)
    if (const auto byte = static_cast<unsigned char>(c); byte > 0x20 && byte < 0x7f)
      address += c;
    else
      fmt::format_to(std::back_inserter(address), "%{:02X}", byte);
  std::string where;
  append_point(where, x + stretch.x, up(at + line.height));
  append_point(where, x + stretch.x + stretch.width, up(at));
  file_.put(annotation,
            fmt::format("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{}]/StructParent {}"
                        "/Contents{}/A<</S/URI/URI{}>>>>",
                        where, key, pdf_text(to), pdf_text(address)));
  fmt::format_to(std::back_inserter(annotations_), "{} 0 R ", annotation);
}

void PdfPages::line(const Line& line, double x, double at, PdfTags::Element element,
                    std::string_view kind, std::span<const Run> runs, Ink ink) {
  bool open = false;
  for (const Stretch& stretch : line.stretches) {
    const auto run = static_cast<std::size_t>(stretch.run);
    const bool linked = run < runs.size() && is_link(runs[run].link);
    if (open == linked) {
      if (open) end();
      open = !linked;
      if (open) {
        begin(element, kind);
        append_colour(content_, ink, true);
      }
    }
    if (linked)
      link(stretch, line, x, at, runs[run].link, element);
    else
      fonts_.show(stretch, x + stretch.x, up(at + line.baseline), content_);
  }
  if (open) end();
}

void PdfPages::rule(double x, double at, double width, double thickness, Ink ink) {
  box(x, at - thickness / 2, width, thickness, ink);
}

void PdfPages::box(double x, double at, double width, double height, Ink fill) {
  append_colour(content_, fill, true);
  append_point(content_, x, up(at + height));
  append_point(content_, width, height);
  content_ += "re f\n";
}

std::string PdfPages::furniture(std::size_t page) {
  content_.clear();
  Style style{.size = furniture_size, .width = width_};
  const Language language = language_of(document_);
  const std::string number =
      say("documents.page",
          {{"page", std::to_string(page + 1)}, {"pages", std::to_string(pages_.size())}}, language);
  const auto beside = [&](const std::string& text, double room, double at, Ink ink) {
    style.align = Align::start;
    style.width = room;
    if (!text.empty()) draw(type_.set(text, style).front(), left_, at, ink);
  };
  begin_artifact();
  beside(document_.page.head, width_, 28, Ink::soft);
  if (!document_.page.head.empty()) rule(left_, 42, width_, 0.5, Ink::rule);
  const double at = page_height_ - 36;
  beside(document_.page.foot, width_ - 90, at, Ink::soft);
  style.align = Align::end;
  style.width = width_;
  draw(type_.set(number, style).front(), left_, at, Ink::soft);
  end();
  return std::exchange(content_, {});
}

int PdfPages::finish() {
  end_page();
  std::string kids;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    file_.put_stream(pages_[i].furniture, "", furniture(i));
    fmt::format_to(std::back_inserter(kids), "{} 0 R ", pages_[i].object);
  }
  file_.put(tree_, fmt::format("<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 {} {}]>>",
                               pages_.size(), kids, page_width_, page_height_));
  file_.put(resources_, "<</Font<<" + fonts_.finish() + ">>>>");
  return tree_;
}

}  // namespace ombud::documents
