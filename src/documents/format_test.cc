#include <memory>

#include "documents/contents.h"
#include "documents/reading_test.h"
#include "documents/sample_test.h"

namespace ombud::documents {

namespace {

using testing::HasSubstr;

constexpr Format all[] = {Format::html, Format::pdf, Format::docx, Format::xlsx, Format::csv};

TEST(Format, EachHasAWordAMediaTypeAndAnEnding) {
  for (const Format format : all) {
    EXPECT_EQ(format_of(word(format)), format);
    EXPECT_EQ(file_ending(format), "." + std::string(word(format)));
    EXPECT_THAT(std::string(media_type(format)), HasSubstr("/"));
  }
  EXPECT_EQ(format_of("odt"), std::nullopt);
}

TEST(Write, WhatTheSinkRefusesEndsTheWriting) {
  for (const Format format : all) {
    int asked = 0;
    const auto refused = write(sample_document(), format, [&](std::string_view) -> Result<void> {
      ++asked;
      return fail(Errc::exhausted, "test.full");
    });
    ASSERT_FALSE(refused.has_value()) << word(format);
    EXPECT_EQ(refused.error().key, "test.full");
    EXPECT_EQ(asked, 1) << word(format);
  }
}

// A document whose blocks and rows come one by one; `fails_at` says before which row it breaks.
Document in_pieces(int rows, int fails_at = -1) {
  Document document = of({});
  auto at = std::make_shared<int>(0);
  document.further = [=]() -> Result<std::optional<Block>> {
    if ((*at)++ == 1) return std::optional<Block>();
    Table table{"Rader", {"Nummer"}, {{"först"}}};
    auto row_at = std::make_shared<int>(0);
    table.further = [=](Row& row) -> Result<bool> {
      if (*row_at == fails_at) return fail(Errc::unavailable, "test.gone");
      row = {"rad" + std::to_string(*row_at)};
      return (*row_at)++ < rows;
    };
    return std::optional<Block>(std::move(table));
  };
  return document;
}

TEST(Write, BlocksAndRowsMayComeOneByOne) {
  Document held = of({Table{"Rader", {"Nummer"}, {{"först"}}}});
  for (int i = 0; i < 1'000; ++i)
    std::get<Table>(held.blocks[0]).rows.push_back({"rad" + std::to_string(i)});
  for (const Format format : all)
    EXPECT_EQ(*write(in_pieces(1'000), format), *write(held, format)) << word(format);
}

TEST(Write, AFaultOfWhatComesLaterIsPassedOn) {
  for (const Format format : all)
    for (const int row : {0, 3, 700}) {
      const auto broken = write(in_pieces(1'000, row), format);
      ASSERT_FALSE(broken.has_value()) << word(format);
      EXPECT_EQ(broken.error().key, "test.gone");
    }
}

TEST(Write, CsvHoldsTheTablesWithDecimalsAsTheCountryWritesThem) {
  const Written file(sample_document(), Format::csv);
  EXPECT_THAT(file.bytes, testing::StartsWith("\xef\xbb\xbf\"Kategori\";\"Uppgifter\";"));
  EXPECT_THAT(file.bytes, HasSubstr("\"-7,5\";\"\";\"0701740606\"\r\n"));
  EXPECT_THAT(file.bytes, HasSubstr("\"'=1+1\";\"'@SUM(A1)\";\"00123\""));
  EXPECT_THAT(file.bytes, HasSubstr("\"'+46701740605\"\r\n"));
  EXPECT_THAT(file.bytes, testing::EndsWith("\r\n\r\n\"A\";\"B\"\r\n"));
}

TEST(Write, HtmlHasListsRunsLinksAndHeadsOfRows) {
  const std::string html = *write(sample_document(), Format::html);
  for (const char* part :
       {"<header>Förbundet Exempel · 802001-2345</header>", "<strong>ta emot avgifter</strong>",
        "<em>företräda dem</em>",
        "<a href=\"https://example.org/art15?a=1&amp;b=2\" rel=\"noreferrer\">artikel 15</a>",
        "<ol><li>Ansökan tas emot<ol><li>på papper</li>", "<th scope=\"row\">Medlemmar</th>",
        "<td class=\"number\">12\u00a0345</td>", "<footer>Art. 30.1 GDPR</footer>"})
    EXPECT_THAT(html, HasSubstr(part));
}

TEST(Write, HtmlLinksNothingButTheWebAndMail) {
  const std::string html =
      *write(of({Paragraph{
                 "", {{"x", false, false, "javascript:alert(1)"}, {"y", false, false, "data:,"}}}}),
             Format::html);
  EXPECT_EQ(times(html, "<a "), 0U);
}

TEST(Figure, InHtmlIsAPictureWithATextAlternative) {
  Figure figure = sample_figure();
  figure.shapes.emplace_back(Label{.at = {5, 5}, .text = "<b>&\"'"});
  const std::string html = *write(of({figure, figure}), Format::html);
  for (const char* part :
       {"<svg viewBox=\"0 0 460 120\" width=\"460pt\" height=\"120pt\" role=\"img\" "
        "aria-labelledby=\"figure-1-alt\" aria-describedby=\"figure-1-text\">",
        "<title id=\"figure-2-alt\">Medlemsregistret lämnar", "class=\"f-tint s-edge\"",
        "Lönebyrån AB → Skatteverket: inkomst</desc>", ">&lt;b&gt;&amp;&quot;&#39;</text>",
        "<figcaption>Figur 1."})
    EXPECT_THAT(html, HasSubstr(part));
  // A content policy that forbids styles in elements would make them black.
  EXPECT_EQ(times(html, " style="), 0U);
}

TEST(Figure, LabelsAreBrokenAtBlanksAndOnlyLongWordsWithin) {
  Label label{.text = "Lönebyrån AB i Norge", .width = 50};
  EXPECT_THAT(lines_of(label), testing::ElementsAre("Lönebyrån", "AB i Norge"));
  label.text = "Personuppgiftsbiträdesavtal";
  const auto lines = lines_of(label);
  EXPECT_GT(lines.size(), 1U);
  std::string together;
  for (const std::string& line : lines) {
    EXPECT_LE(text_width(line, label.size, label.bold), label.width);
    together += line;
  }
  EXPECT_EQ(together, label.text);
  label.width = 0;
  label.text = "a b\nc";
  EXPECT_THAT(lines_of(label), testing::ElementsAre("a b", "c"));
}

TEST(Figure, AnArrowPointsWhereItsLineEnds) {
  const auto head = arrow_head({.points = {{0, 0}, {10, 0}}});
  ASSERT_EQ(head.size(), 3U);
  EXPECT_EQ(head[0].x, 10);
  EXPECT_LT(head[1].x, 10);
  EXPECT_EQ(head[1].y, -head[2].y);
  EXPECT_TRUE(arrow_head({.points = {{1, 1}, {1, 1}}}).empty());
}

TEST(Cells, OnlyWhatIsWrittenLikeANumberIsOne) {
  for (const char* number : {"0", "-1", "12345", "0.5", "-1234.5", "999999999999999"})
    EXPECT_TRUE(is_number(number)) << number;
  for (const char* text : {"", "-", "00", "01", "1.", ".5", "1,5", "+1", "1e5", "0x1", " 1",
                           "1 000", "1234567890123456", "--1"})
    EXPECT_FALSE(is_number(text)) << text;
}

TEST(Cells, AreShownAsTheLanguageWritesThem) {
  EXPECT_EQ(shown("1234", Kind::number, Language::sv), "1234");
  EXPECT_EQ(shown("-12345.25", Kind::number, Language::nb), "\u221212\u00a0345,25");
  EXPECT_EQ(shown("12345", Kind::number, Language::da), "12.345");
  EXPECT_EQ(shown("12345", Kind::number, Language::en), "12,345");
  EXPECT_EQ(shown("12345", Kind::text, Language::en), "12345");
  EXPECT_EQ(shown("0701740605", Kind::number, Language::sv), "0701740605");
  EXPECT_EQ(shown("2026-11-22T10:05:59.123456Z", Kind::instant, Language::sv),
            "2026-11-22 10:05 UTC");
  EXPECT_EQ(shown("yesterday", Kind::instant, Language::sv), "yesterday");
}

}  // namespace

}  // namespace ombud::documents
