// Reads the pages' sentences from where they lie (web/text, src/ROOM/text/web), holds them to the
// rules and joins them to one module a language. A fault fails the build: a key that a language
// lacks, that nothing uses or that nobody wrote, an argument too many, a word that the law of a
// country does not use.

import fs from 'node:fs';
import path from 'node:path';

import type { Message } from '../text/message.ts';
import { wrongWords } from './glossary.ts';
import { type Arguments, compile } from './icu.ts';

export const languages = ['en', 'sv', 'da', 'nb'] as const;
export type Language = (typeof languages)[number];

type Sentences = Record<string, string>;

export interface Room {
  name: string;
  texts: string; // The folder of its sentences.
  code: string; // The folder of its pages.
}

export interface Texts {
  messages: Record<Language, Record<string, Message>>;
  given: Map<string, Arguments>; // What each sentence takes, by its key.
  faults: string[];
  files: string[];
}

/// The shell, and every room that has pages or sentences for others' pages.
export function rooms(root: string): Room[] {
  const found: Room[] = [
    { name: 'web', texts: path.join(root, 'web/text'), code: path.join(root, 'web') },
  ];
  for (const name of fs.readdirSync(path.join(root, 'src')).sort()) {
    const code = path.join(root, 'src', name, 'web');
    const texts = path.join(root, 'src', name, 'text/web');
    if (fs.existsSync(code) || fs.existsSync(texts)) found.push({ name, texts, code });
  }
  return found;
}

export function sources(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
    .map((file) => path.join(folder, file));
}

function readJson(file: string): Sentences {
  const keys = [...fs.readFileSync(file, 'utf8').matchAll(/^\s*"([^"]+)":/gm)].map(
    ([, key]) => key,
  );
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice) throw new Error(`${twice} stands twice`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Sentences;
}

/// Whether two languages' sentences take the same. What is a number in one is one in all.
function join(one: Arguments, other: Arguments): boolean {
  for (const [name, kind] of other) if (kind !== 'text' && one.has(name)) one.set(name, kind);
  return one.size === other.size && [...one.keys()].every((name) => other.has(name));
}

/// One room's file in one language, held against its English one.
function checkFile(room: Room, language: Language, english: Sentences, into: Texts): void {
  const file = path.join(room.texts, `${language}.json`);
  const at = path.relative(process.cwd(), file);
  if (!fs.existsSync(file)) {
    into.faults.push(`${at}: is missing`);
    return;
  }
  into.files.push(file);
  let sentences: Sentences;
  try {
    sentences = readJson(file);
  } catch (error) {
    into.faults.push(`${at}: ${(error as Error).message}`);
    return;
  }
  for (const key of Object.keys(english)) {
    if (!(key in sentences)) into.faults.push(`${at}: ${key} is missing`);
  }
  for (const [key, sentence] of Object.entries(sentences)) {
    const fault = (what: string) => into.faults.push(`${at}: ${key}: ${what}`);
    if (!(key in english)) fault('is not in en.json');
    if (!key.startsWith(`${room.name}.`) || key.split('.').length < 3) {
      fault(`a key is ${room.name}.PLACE.WORD`);
    }
    for (const what of wrongWords(sentence, language)) fault(what);
    try {
      const { message, all } = compile(sentence, language);
      into.messages[language][key] = message;
      const first = into.given.get(key);
      if (!first) into.given.set(key, all);
      else if (!join(first, all)) fault('takes other arguments than in en.json');
    } catch (error) {
      fault((error as Error).message);
    }
  }
}

/// Keys that the code names and nobody wrote, and sentences that no code names.
function checkUse(root: string, all: Room[], into: Texts): void {
  const used = new Set<string>();
  const ours = all.map((room) => room.name).join('|');
  const key = new RegExp(`['"\`]((?:${ours})\\.[a-z_]+\\.[a-z_.]+)['"\`]`, 'g');
  for (const room of all) {
    for (const file of sources(room.code)) {
      const lines = fs.readFileSync(file, 'utf8').split('\n');
      lines.forEach((line, at) => {
        for (const [, name] of line.matchAll(key)) {
          used.add(name as string);
          if (!into.given.has(name as string)) {
            into.faults.push(`${path.relative(root, file)}:${at + 1}: ${name} has no sentence`);
          }
        }
      });
    }
  }
  for (const name of into.given.keys()) {
    // A room's words for its events in the log and its kinds of jobs: found by their own names.
    if (!used.has(name) && !/\.(event|job)\./.test(name))
      into.faults.push(`${name}: nothing says it; take the sentence away`);
  }
}

export function readTexts(root: string): Texts {
  const into: Texts = {
    messages: { en: {}, sv: {}, da: {}, nb: {} },
    given: new Map(),
    faults: [],
    files: [],
  };
  const all = rooms(root);
  for (const room of all) {
    const english = path.join(room.texts, 'en.json');
    if (!fs.existsSync(english) && !fs.existsSync(room.texts)) continue; // Pages without a word.
    const first = fs.existsSync(english) ? readJson(english) : {};
    for (const language of languages) checkFile(room, language, first, into);
  }
  checkUse(root, all, into);
  return into;
}

const types = { number: 'number', text: 'string | number', date: 'Date' } as const;

/// The keys and what each takes, as TypeScript.
export function declare(texts: Texts): string {
  const lines = [...texts.given]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, all]) => {
      const given = [...all].map(([name, kind]) => `${name}: ${types[kind]}`).join('; ');
      return `  '${key}': ${given ? `{ ${given} }` : 'undefined'};`;
    });
  return `// Generated from the pages' sentences.\nexport interface Sentences {\n${lines.join('\n')}\n}\n`;
}
