#include <algorithm>
#include <random>
#include <sstream>

#include "documents/fonts.h"
#include "documents/reading_test.h"
#include "documents/sample_test.h"

namespace ombud::documents {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const Written& pdf) { return pdf.read_by("pdftotext -layout", "-"); }

// All objects as text, none packed.
std::string objects_of(const Written& pdf) {
  return pdf.read_by("qpdf --qdf --object-streams=disable", "-");
}

int pages_of(const Written& pdf) {
  const std::string info = pdf.read_by("pdfinfo");
  return std::stoi(info.substr(info.find("Pages:") + 6));
}

std::string one_line(std::string text) {
  std::string line;
  for (const char c : text)
    if (c != ' ' && c != '\n') line += c;
  return line;
}

TEST(Pdf, IsWellFormed) {
  EXPECT_THAT(Written(sample_document(), Format::pdf).read_by("qpdf --check"),
              HasSubstr("No syntax or stream encoding errors found"));
  EXPECT_THAT(Written({}, Format::pdf).read_by("qpdf --check"), HasSubstr("No syntax"));
}

TEST(Pdf, TellsWhatIsAHeadingAListATableAndAFigure) {
  const std::string tree = Written(sample_document(), Format::pdf).read_by("pdfinfo -struct");
  std::istringstream lines(tree);
  std::string kinds;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find_first_not_of(' ');
    if (at == std::string::npos || line[at] == '"' || line[at] == '/') continue;
    kinds += line.substr(at, line.find_first_of(" :", at) - at) + " ";
  }
  EXPECT_THAT(kinds, testing::StartsWith("Document H1 Note H2 P Link Object L LI Lbl LBody LI"));
  EXPECT_THAT(kinds, HasSubstr("H3 L LI Lbl LBody L LI Lbl LBody LI Lbl LBody LI"));
  EXPECT_THAT(kinds,
              HasSubstr("Figure Caption Table Caption THead TR TH TH TH TH TH TBody TR TH TD"));
  EXPECT_THAT(tree, HasSubstr("/Scope /Column"));
  EXPECT_THAT(tree, HasSubstr("/Scope /Row"));
}

TEST(Pdf, SaysItsLanguageTitleColoursAndThatItIsPdfA) {
  const Written pdf(sample_document(), Format::pdf);
  const std::string objects = objects_of(pdf);
  for (const char* part : {"/Lang (sv)", "/Marked true", "/S /GTS_PDFA1", "/DisplayDocTitle true",
                           "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
                           "<xmp:CreateDate>2026-11-22T00:00:00Z</xmp:CreateDate>",
                           "/CreationDate (D:20261122000000Z)"})
    EXPECT_THAT(objects, HasSubstr(part));
  EXPECT_THAT(pdf.read_by("pdfinfo"), AllOf(HasSubstr("Registerförteckning för Förbundet Exempel"),
                                            HasSubstr("Author:          Förbundet Exempel"),
                                            HasSubstr("Metadata Stream: yes")));
  // XMP has to be found by who reads the bytes only.
  EXPECT_THAT(pdf.bytes, HasSubstr("W5M0MpCehiHzreSzNTczkc9d"));
}

TEST(Pdf, HoldsAllItsFontsAndTheirText) {
  std::istringstream fonts(Written(sample_document(), Format::pdf).read_by("pdffonts"));
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  int count = 0;
  for (; std::getline(fonts, line); ++count) EXPECT_THAT(line, HasSubstr("yes yes yes")) << line;
  EXPECT_GE(count, 4);
}

TEST(Pdf, EverySignOfEveryScriptCanBeReadBack) {
  // Poppler reads lines from right to left in the order of the eye; single words tell enough.
  for (const char* word : {"Źdźbło", "Väinö", "Ægir", "Þórsson", "Ἀλέξανδρος", "Юлия", "Åkesson",
                           "🎉", "中文", "ffi", "e\u0301", "ﬁ", "±½²", "„So“"}) {
    const Written pdf(of({Paragraph{std::string("x") + word + "y"}}), Format::pdf);
    EXPECT_THAT(one_line(text_of(pdf)), HasSubstr(std::string("x") + word + "y")) << word;
  }
  // A sign that no font has is shown as a mark, and still is what it is.
  const Written pdf(of({Paragraph{"x\U0001FAE8y"}}), Format::pdf);
  EXPECT_THAT(text_of(pdf), HasSubstr("x\U0001FAE8y"));
}

TEST(Pdf, RightToLeftNamesAreKept) {
  const std::string text = text_of(Written(of({Paragraph{"محمد"}}), Format::pdf));
  EXPECT_THAT(text, HasSubstr("محمد"));
}

TEST(Pdf, HostileTextIsTextAndNothingElse) {
  const std::string evil = ") Tj ET endstream endobj %%EOF \\ (<</S/URI>> & <b> \x1b\x01 [1] {2}";
  Document document = of({Heading{1, evil}, Paragraph{evil}, Notice{evil}, Facts{{{evil, evil}}},
                          Table{evil, {evil}, {{evil}}}, List{false, {{{evil}}}}});
  document.title = evil;
  document.author = evil;
  document.language = evil;
  document.page = {.head = evil, .foot = evil};
  Figure figure = sample_figure();
  figure.alt = evil;
  document.blocks.emplace_back(figure);
  const Written pdf(document, Format::pdf);
  EXPECT_THAT(pdf.read_by("qpdf --check"), HasSubstr("No syntax or stream encoding errors found"));
  EXPECT_GE(times(one_line(text_of(pdf)), ")TjETendstreamendobj%%EOF"), 8U);
  EXPECT_THAT(text_of(pdf), HasSubstr("\ufffd"));
}

TEST(Pdf, OnlyAddressesOfTheWebAndOfMailAreLinks) {
  const Document document = of({Paragraph{"",
                                          {{"a", false, false, "https://example.org/å?x=(1)"},
                                           {"b", false, false, "mailto:a@example.org"},
                                           {"c", false, false, "javascript:alert(1)"},
                                           {"d", false, false, "file:///etc/passwd"}}}});
  const std::string links = Written(document, Format::pdf).read_by("pdfinfo -url");
  EXPECT_THAT(links, HasSubstr("https://example.org/%C3%A5?x=(1)"));
  EXPECT_THAT(links, HasSubstr("mailto:a@example.org"));
  EXPECT_THAT(links, Not(HasSubstr("javascript")));
  EXPECT_THAT(links, Not(HasSubstr("passwd")));
}

Table long_table(std::size_t rows) {
  Table table{"Rader", {"Nummer", "Text"}, {}};
  for (std::size_t i = 0; i < rows; ++i)
    table.rows.push_back({"R-" + std::to_string(i), "personuppgifter om medlemmar"});
  return table;
}

TEST(Pdf, TheHeadOfATableStandsOnEveryPageButOnceInTheStructure) {
  const Written pdf(of({long_table(200)}), Format::pdf);
  const int pages = pages_of(pdf);
  EXPECT_GE(pages, 3);
  for (int page = 1; page <= pages; ++page) {
    const std::string number = std::to_string(page);
    const std::string text = pdf.read_by("pdftotext -f " + number + " -l " + number, "-");
    EXPECT_THAT(text, HasSubstr("Nummer"));
    EXPECT_THAT(text, HasSubstr("Sida " + number + " av " + std::to_string(pages)));
  }
  const std::string tree = pdf.read_by("pdfinfo -struct");
  EXPECT_EQ(times(tree, "Table (block)"), 1U);
  EXPECT_EQ(times(tree, "THead"), 1U);
  EXPECT_EQ(times(tree, "TR\n"), 201U);
  EXPECT_EQ(times(tree, "TH:"), 2U);
}

TEST(Pdf, WhatIsReadAloudIsTheTextInItsOrder) {
  Document document =
      of({Heading{1, "Ett"}, Table{"", {"A", "B"}, {{"1", "2"}}}, Paragraph{"Sist"}});
  document.page = {.head = "Huvud", .foot = "Fot"};
  std::istringstream lines(Written(document, Format::pdf).read_by("pdfinfo -struct-text"));
  std::vector<std::string> said;
  for (std::string line; std::getline(lines, line);)
    if (const std::size_t at = line.find('"'); at != std::string::npos)
      said.push_back(line.substr(at + 1, line.rfind('"') - at - 1));
  // Head and foot of the pages are none of it.
  EXPECT_THAT(said, testing::ElementsAre("Title", "Ett", "A", "B", "1", "2", "Sist"));
}

TEST(Pdf, ARowHigherThanAPageLosesNothing) {
  std::string tall;
  for (int i = 0; i < 900; ++i) tall += "ord" + std::to_string(i) + "\n";
  const Written pdf(of({Table{"", {"A", "B"}, {{"kort", tall}, {"efter", "slut"}}}}), Format::pdf);
  const std::string text = text_of(pdf);
  for (const int i : {0, 450, 899}) EXPECT_THAT(text, HasSubstr("ord" + std::to_string(i) + "\n"));
  EXPECT_THAT(text, HasSubstr("slut"));
}

// Every word's box, as Poppler sees it, lies on the page between its margins.
void expect_within_margins(const Written& pdf, double width, double height) {
  std::istringstream words(pdf.read_by("pdftotext -bbox", "-"));
  int count = 0;
  for (std::string line; std::getline(words, line);) {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (std::sscanf(line.c_str(), " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x0,
                    &y0, &x1, &y1) != 4)
      continue;
    ++count;
    EXPECT_GE(x0, 47.5) << line;
    EXPECT_LE(x1, width - 47.5) << line;
    EXPECT_GE(y0, 20) << line;
    EXPECT_LE(y1, height - 20) << line;
  }
  EXPECT_GT(count, 0);
}

TEST(Pdf, NothingReachesOverTheMarginsHoweverLongTheWords) {
  const std::string word(300, 'W');
  const std::string address = "https://www.example.org/" + std::string(200, 'a');
  Document document = of({Heading{1, word}, Paragraph{word + " " + address}, Notice{word},
                          Facts{{{word, word}}}, List{true, {{{word}, {{{word}}}}}},
                          Table{word, Row(10, word), {Row(10, address), Row(10, "Åäö " + word)}},
                          Table{"", Row(30, "x"), {Row(30, "medlemskap")}}});
  document.title = word;
  expect_within_margins(Written(document, Format::pdf), 595.28, 841.89);
  document.page.landscape = true;
  expect_within_margins(Written(document, Format::pdf), 841.89, 595.28);
}

TEST(Pdf, EveryWordOfTheModelIsOnThePages) {
  std::mt19937 random(11);
  const char* const syllables[] = {"med", "lem", "å",     "för", "skyd",
                                   "øre", "æn",  "B-00/", "på-", "12"};
  std::vector<std::string> words;
  const auto text = [&](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
      std::string word = "w" + std::to_string(words.size());
      for (unsigned part = 0; part < 1 + random() % 4; ++part)
        word += syllables[random() % std::size(syllables)];
      words.push_back(word);
      all += (i == 0 ? "" : random() % 8 == 0 ? "\n" : " ") + word;
    }
    return all;
  };
  for (int round = 0; round < 3; ++round) {
    words.clear();
    Document document = of({});
    for (int i = 0; i < 12; ++i) {
      Table table{text(3), {text(1), text(2), text(1)}, {}};
      for (unsigned row = 0; row < random() % 9; ++row)
        table.rows.push_back({text(static_cast<int>(random() % 40)), text(2), text(1)});
      const std::vector<Block> any = {Heading{1 + static_cast<int>(random() % 4), text(3)},
                                      Paragraph{text(60), {{text(2), true}}},
                                      Notice{text(9)},
                                      Facts{{{text(2), text(20)}, {text(1), text(1)}}},
                                      List{true, {{{text(4)}, {{{text(3)}}}}}},
                                      table};
      document.blocks.insert(document.blocks.end(), any.begin(), any.end());
    }
    const Written pdf(document, Format::pdf);
    const std::string all = one_line(pdf.read_by("pdftotext -raw", "-"));
    std::size_t missing = 0;
    for (const std::string& word : words) missing += all.find(word) == std::string::npos ? 1 : 0;
    // A word that a page ends in is cut by head and foot; of some thousand there are few.
    EXPECT_LE(missing, 3U) << words.size();
  }
}

TEST(Pdf, IsTheSameEveryTime) {
  const auto first = write(sample_document(), Format::pdf);
  EXPECT_EQ(*first, *write(sample_document(), Format::pdf));
  Document later = sample_document();
  later.made_at = *later.made_at + std::chrono::hours(1);
  EXPECT_NE(*first, *write(later, Format::pdf));
}

TEST(Pdf, HasABookmarkForEveryHeading) {
  const std::string objects = objects_of(
      Written(of({Heading{1, "One"}, Heading{2, "Two"}, Heading{1, "Three"}}), Format::pdf));
  EXPECT_THAT(objects, HasSubstr("/Type /Outlines"));
  for (const char* title : {"/Title (One)", "/Title (Two)", "/Title (Three)"})
    EXPECT_EQ(times(objects, title), 1U) << title;
}

TEST(Pdf, AFigureSaysWhatItShows) {
  const Written pdf(of({sample_figure()}), Format::pdf);
  const std::string objects = objects_of(pdf);
  EXPECT_THAT(objects, HasSubstr("/S /Figure"));
  EXPECT_THAT(objects, HasSubstr("/BBox"));
  EXPECT_THAT(objects, HasSubstr("/Alt "));
  EXPECT_THAT(text_of(pdf), AllOf(HasSubstr("Skatteverket"), HasSubstr("Figur 1.")));
}

TEST(Pdf, NumbersAndInstantsAreReadAsTheLanguageWritesThem) {
  Table table{"", {"n", "i", "t"}, {{"1234567.5", "2026-11-22T10:05:00Z", "1234567.5"}}};
  table.kinds = {Kind::number, Kind::instant, Kind::text};
  Document document = of({table});
  const auto read = [&](const char* language) {
    document.language = language;
    return text_of(Written(document, Format::pdf));
  };
  EXPECT_THAT(read("sv"), AllOf(HasSubstr("1 234 567,5"), HasSubstr("2026-11-22 10:05 UTC"),
                                HasSubstr("1234567.5")));
  EXPECT_THAT(read("da"), AllOf(HasSubstr("1.234.567,5"), HasSubstr("Side 1 af 1")));
  EXPECT_THAT(read("nb"), AllOf(HasSubstr("1 234 567,5"), HasSubstr("Side 1 av 1")));
  EXPECT_THAT(read("en"), AllOf(HasSubstr("1,234,567.5"), HasSubstr("Page 1 of 1")));
}

TEST(Pdf, WithoutItsFontsThereIsNone) {
  EXPECT_TRUE(check_font(main_font_file(0)).has_value());
  const auto missing = check_font("/nowhere/NotoSans-Regular.ttf");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, Errc::unavailable);
  EXPECT_EQ(missing.error().key, "documents.no_fonts");
}

}  // namespace

}  // namespace ombud::documents
