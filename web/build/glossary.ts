// The words that the law of a country does not use, each with the one that it does (GLOSSARY.md).
// Only words that are wrong wherever they stand; the rest is for a reader.

import type { Language } from './texts.ts';

type Rule = [wrong: RegExp, right: string];

const rules: Record<Language, Rule[]> = {
  en: [
    [/\bdata privacy officer\b/i, 'data protection officer'],
    [/\btamper-?proof\b/i, 'tamper-evident'],
    [/(?<!personal )\bdata breach/i, 'personal data breach'],
  ],
  sv: [
    [/behandlingsaktivitet/i, 'behandling'],
    [/tredje man\b/i, 'tredje part'],
    [/datainspektionen/i, 'Integritetsskyddsmyndigheten (IMY)'],
    [/databehandlare|personuppgiftsbehandlare/i, 'personuppgiftsbiträde'],
    [/dataansvarig|datakontrollant/i, 'personuppgiftsansvarig'],
    [/dataskyddsansvarig|personvern/i, 'dataskyddsombud'],
    [/dataintrång|dataläcka/i, 'personuppgiftsincident'],
    [/behandlingsgrund/i, 'rättslig grund'],
    [/registerutdrag(?! \(rätt till tillgång\))/i, 'registerutdrag (rätt till tillgång)'],
  ],
  da: [
    [/behandlingsansvarlig/i, 'dataansvarlig'],
    [/personopplysning/i, 'personoplysninger'],
    [/personvern/i, 'databeskyttelse'],
    [/tredjepart\b/i, 'tredjemand'],
    [/databeskyttelsesombud/i, 'databeskyttelsesrådgiver'],
    [/databrud\b/i, 'brud på persondatasikkerheden'],
  ],
  nb: [
    [/dataansvarlig/i, 'behandlingsansvarlig'],
    [/personoplysning/i, 'personopplysninger'],
    [/personvernrådgiver|databeskyttelsesrådgiver/i, 'personvernombud'],
    [/tredjemann\b/i, 'tredjepart'],
    [/databehandleravtalen? om behandling/i, 'databehandleravtale'],
    [/databrudd\b/i, 'brudd på personopplysningssikkerheten'],
    [/personnummer\b/i, 'fødselsnummer'],
  ],
};

/// What is wrong with a sentence's legal words, each as a sentence of its own.
export function wrongWords(sentence: string, language: Language): string[] {
  return rules[language].flatMap(([wrong, right]) => {
    const found = wrong.exec(sentence);
    return found ? [`"${found[0]}" is not the law's word; write ${right}`] : [];
  });
}
