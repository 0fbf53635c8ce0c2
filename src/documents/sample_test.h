#pragma once
// A document with everything in it, in Swedish and Danish, for the tests of all writers. Everybody
// in it is invented.

#include "documents/documents.h"

namespace ombud::documents {

inline Figure sample_figure() {
  Figure figure;
  figure.caption = "Figur 1. Hur uppgifterna går";
  figure.alt = "Medlemsregistret lämnar uppgifter till Lönebyrån AB i Norge.";
  figure.as_text = {"Medlemsregister → Lönebyrån AB: namn, kontonummer",
                    "Lönebyrån AB → Skatteverket: inkomst"};
  figure.width = 460;
  figure.height = 120;
  const auto box = [&](double x, const char* name) {
    figure.shapes.emplace_back(Box{.at = {x, 30}, .width = 110, .height = 56, .radius = 6});
    figure.shapes.emplace_back(Label{.at = {x + 55, 58}, .text = name, .width = 100, .bold = true});
  };
  box(5, "Medlems\u00adregister");
  figure.shapes.pop_back();
  figure.shapes.emplace_back(
      Label{.at = {60, 58}, .text = "Medlemsregister", .width = 100, .bold = true});
  box(175, "Lönebyrån AB (Norge)");
  box(345, "Skatteverket");
  for (const double x : {115.0, 285.0})
    figure.shapes.emplace_back(Path{.points = {{x, 58}, {x + 60, 58}}, .arrow = true});
  figure.shapes.emplace_back(
      Label{.at = {145, 48}, .text = "varje månad", .size = 7, .ink = Ink::soft});
  figure.shapes.emplace_back(Path{.points = {{230, 86}, {230, 108}, {60, 108}, {60, 86}},
                                  .stroke = Ink::accent,
                                  .dashed = true,
                                  .arrow = true});
  return figure;
}

inline Document sample_document() {
  Document document;
  document.title = "Registerförteckning för Förbundet Exempel";
  document.language = "sv";
  document.author = "Förbundet Exempel";
  document.made_at = Instant(std::chrono::sys_days{std::chrono::year{2026} / 11 / 22});
  document.page = {.head = "Förbundet Exempel · 802001-2345", .foot = "Art. 30.1 GDPR"};
  auto& blocks = document.blocks;
  blocks.emplace_back(
      Notice{"Två behandlingar saknar gallringsregel. De ses över senast 2026-12-31."});
  blocks.emplace_back(Heading{1, "Medlemsadministration"});
  blocks.emplace_back(Paragraph{"Förbundet behandlar uppgifter om medlemmar för att ",
                                {{"ta emot avgifter", true},
                                 {", "},
                                 {"företräda dem", false, true},
                                 {" och svara enligt "},
                                 {"artikel 15", false, false, "https://example.org/art15?a=1&b=2"},
                                 {"."}}});
  blocks.emplace_back(
      Facts{{{"Ändamål", "Medlemskap, avgifter och förhandling"},
             {"Personuppgiftsansvarig", "Förbundet Exempel\nBox 1, 111 11 Stockholm"},
             {"Telefon", "+46 70 174 06 05"}}});
  blocks.emplace_back(Heading{2, "Så går det till"});
  blocks.emplace_back(List{true,
                           {{{"Ansökan tas emot"}, {{{"på papper"}}, {{"på webben"}}}},
                            {{"Uppgifterna prövas"}},
                            {{"", {{"Avslag", true}, {" gallras efter tre månader"}}}}}});
  blocks.emplace_back(List{false, {{{"Uppgifter lämnas till Pålsbo & Åkesson <konsult>"}}}});
  blocks.emplace_back(sample_figure());
  Table table;
  table.caption = "Kategorier av registrerade och uppgifter";
  table.columns = {"Kategori", "Uppgifter", "Antal", "Äldsta", "Kontakt"};
  table.kinds = {Kind::text, Kind::text, Kind::number, Kind::date, Kind::text};
  table.row_heads = true;
  table.rows = {{"Medlemmar", "Namn, personnummer, medlemskap i fackförening", "12345",
                 "1998-04-01", "+46701740605"},
                {"Anhöriga", "Namn\ntelefon", "-7.5", "", "0701740606"},
                {"=1+1", "@SUM(A1)", "00123", "2026-02-30", "802001-2345"}};
  blocks.emplace_back(table);
  blocks.emplace_back(Heading{1, "Namn och tecken"});
  blocks.emplace_back(
      Paragraph{"Źdźbło Łukasz, Väinö Yliöjä, Ægir Þórsson, Ἀλέξανδρος, Юлия, "
                "محمد الأمين, יוסף, 🎉 och 中文."});
  blocks.emplace_back(Table{"Tom", {"A", "B"}, {}});
  return document;
}

}  // namespace ombud::documents
