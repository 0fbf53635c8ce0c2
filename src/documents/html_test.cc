#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "documents/documents.h"
#include "documents/page_style.h"

namespace ombud::documents {

namespace {

using testing::HasSubstr;
using testing::Not;

std::string page(std::vector<Block> blocks) {
  return to_html({"Extract", "sv", std::move(blocks)});
}

Table table(std::vector<std::string> columns, std::vector<std::vector<std::string>> rows) {
  return {"Rows", std::move(columns), std::move(rows)};
}

TEST(Html, SaysItsLanguageAndTitle) {
  const std::string html = page({});
  EXPECT_THAT(html, testing::StartsWith("<!doctype html>\n<html lang=\"sv\">"));
  EXPECT_THAT(html, HasSubstr("<title>Extract</title>"));
  EXPECT_THAT(html, HasSubstr("<h1>Extract</h1>"));
  EXPECT_THAT(to_html({}), HasSubstr("<html lang=\"en\">"));
}

TEST(Html, LoadsNothingAndRunsNothing) {
  const std::string html =
      page({Paragraph{"x"}, Facts{{{"a", "b"}}}, table({"c"}, {{"d"}}), Notice{"e"}});
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'sha256-"));
  for (const char* never : {"<script", "http://", "https://", "url(", "src=", "href=", "@import",
                            "unsafe-inline", " style="})
    EXPECT_THAT(html, Not(HasSubstr(never)));
}

TEST(Html, EscapesEverythingThatComesIn) {
  const std::string evil = "<img src=x onerror=\"alert('1')\">&amp;";
  const std::string html = to_html({evil,
                                    evil,
                                    {Heading{1, evil}, Paragraph{evil}, Notice{evil},
                                     Facts{{{evil, evil}}}, Table{evil, {evil}, {{evil}}}}});
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  const std::string good = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;";
  std::size_t times = 0;
  for (std::size_t at = html.find(good); at != std::string::npos; at = html.find(good, at + 1))
    ++times;
  // Language, title twice, heading, paragraph, notice, two of the facts, three of the table.
  EXPECT_EQ(times, 11U);
}

TEST(Html, WhatIsNoTextBecomesTheReplacementCharacter) {
  EXPECT_THAT(page({Paragraph{"a\x1b\xff\u0085z\tq\n"}}),
              HasSubstr("<p>a\ufffd\ufffd\ufffdz\tq\n</p>"));
  EXPECT_THAT(page({Paragraph{std::string("a\0b", 3)}}), HasSubstr("<p>a\ufffd"
                                                                   "b</p>"));
}

TEST(Html, HeadingsStandUnderTheTitle) {
  const std::string html = page({Heading{1, "a"}, Heading{2, "b"}, Heading{9, "c"}});
  for (const char* heading : {"<h2>a</h2>", "<h3>b</h3>", "<h6>c</h6>"})
    EXPECT_THAT(html, HasSubstr(heading));
}

TEST(Html, ATableHasACaptionHeadingsWithScopeAndANameForItsBox) {
  const std::string html = page({table({"Name"}, {{"Åsa"}}), table({"Name"}, {{"Bo"}})});
  EXPECT_THAT(html, HasSubstr("<div class=\"table\" tabindex=\"0\" role=\"region\" "
                              "aria-labelledby=\"table-1\">"));
  EXPECT_THAT(html, HasSubstr("<caption id=\"table-2\">Rows</caption>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Name</th>"));
  EXPECT_THAT(html, HasSubstr("<td>Åsa</td>"));
}

TEST(Html, ATableWithoutACaptionIsNoNamelessRegion) {
  EXPECT_THAT(page({Table{"", {"a"}, {{"b"}}}}), Not(HasSubstr("role=\"region\"")));
}

TEST(Html, QuantitiesAreSetToTheRightAndNumbersThatNameSomethingAreNot) {
  const std::string html = page({table({"Rows", "Share", "Phone", "Id", "Empty"},
                                       {{"1\u00a0234", "40 %", "0701740605", "199001012384", ""},
                                        {"-5,2", "", "0701740606", "199001012392", ""}})});
  for (const char* number :
       {"<td class=\"number\">1\u00a0234</td>", "<td class=\"number\">-5,2</td>",
        "<td class=\"number\">40 %</td>", "<th scope=\"col\" class=\"number\">Rows</th>"})
    EXPECT_THAT(html, HasSubstr(number));
  for (const char* text :
       {"<td>0701740605</td>", "<td>199001012384</td>", "<th scope=\"col\">Empty</th>"})
    EXPECT_THAT(html, HasSubstr(text));
}

TEST(Html, ARowOfAnotherLengthLosesNothing) {
  EXPECT_THAT(page({table({"a", "b"}, {{"1"}, {"x", "y", "z"}})}),
              HasSubstr("<td>x</td><td>y</td><td>z</td>"));
  EXPECT_THAT(page({table({"a", "b"}, {})}), HasSubstr("<td colspan=\"2\">–</td>"));
}

TEST(Html, IsTheSameEveryTime) {
  EXPECT_EQ(page({table({"a"}, {{"b"}})}), page({table({"a"}, {{"b"}})}));
}

// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(const std::string& hex) {
  std::string full =
      hex.size() == 3 ? std::string{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]} : hex;
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(full.substr(2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a) + 0.05;
  const double y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

// The colours of the n-th :root in the style sheet, by name.
std::map<std::string, std::string> colours(int nth) {
  const std::string style(page_style());
  std::size_t at = 0;
  for (int i = 0; i <= nth; ++i) at = style.find(":root {", at + 1);
  const std::string block = style.substr(at, style.find('}', at) - at);
  std::map<std::string, std::string> found;
  for (std::size_t name = block.find("--"); name != std::string::npos;
       name = block.find("--", name + 1)) {
    const std::size_t colon = block.find(": #", name);
    found[block.substr(name + 2, colon - name - 2)] =
        block.substr(colon + 3, block.find(';', colon) - colon - 3);
  }
  return found;
}

TEST(Html, EveryPairOfColoursHasTheContrastOfWcagAaInLightDarkAndPrint) {
  for (const int nth : {0, 1, 2}) {
    std::map<std::string, std::string> c = colours(nth);
    ASSERT_EQ(c.size(), 7U);
    for (const char* ground : {"paper", "tint"}) {
      for (const char* text : {"ink", "soft", "accent"})
        EXPECT_GE(contrast(c[text], c[ground]), 4.5) << nth << text << ground;
      EXPECT_GE(contrast(c["edge"], c[ground]), 3.0) << nth << ground;
    }
  }
}

}  // namespace

}  // namespace ombud::documents
