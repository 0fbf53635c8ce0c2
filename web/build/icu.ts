// Sentences in ICU's message syntax, compiled when the pages are built: the browser gets small
// arrays instead of a parser. What a sentence takes (a number, a word, a date) becomes a type, so
// a page that forgets an argument does not compile.

import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

import type { Message, Part } from '../text/message.ts';

export type Kind = 'number' | 'text' | 'date';
export type Arguments = Map<string, Kind>;

function take(all: Arguments, name: string, kind: Kind): void {
  const before = all.get(name);
  // {n, plural, …} and a plain {n} in the same sentence are the same number.
  if (before === undefined || before === 'text') all.set(name, kind);
}

function part(element: MessageFormatElement, all: Arguments): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      take(all, element.value, 'text');
      return [element.value];
    case TYPE.number:
      take(all, element.value, 'number');
      return [element.value, 'number'];
    case TYPE.date:
    case TYPE.time:
      take(all, element.value, 'date');
      return [element.value, element.type === TYPE.date ? 'day' : 'instant'];
    case TYPE.pound:
      return ['#'];
    case TYPE.plural: {
      if (element.pluralType !== 'cardinal' || element.offset) {
        throw new Error(`{${element.value}}: only plain plurals`);
      }
      take(all, element.value, 'number');
      return [element.value, 'plural', branches(element.options, all)];
    }
    case TYPE.select:
      take(all, element.value, 'text');
      return [element.value, 'select', branches(element.options, all)];
    default:
      throw new Error('tags have no meaning in our sentences');
  }
}

function branches(
  options: Record<string, { value: MessageFormatElement[] }>,
  all: Arguments,
): Record<string, Message> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [name, message(value, all)]),
  );
}

function message(elements: MessageFormatElement[], all: Arguments): Message {
  const parts = elements.map((element) => part(element, all));
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/// Throws where the sentence is not one, or lacks the branch `other` or a plural form of `language`.
export function compile(sentence: string, language: string): { message: Message; all: Arguments } {
  const elements = parse(sentence, { requiresOtherClause: true });
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const forms = (list: MessageFormatElement[]): void => {
    for (const element of list) {
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
      if (element.type === TYPE.plural) {
        for (const form of wanted) {
          if (!element.options[form]) throw new Error(`{${element.value}} lacks the form ${form}`);
        }
      }
      for (const option of Object.values(element.options)) forms(option.value);
    }
  };
  forms(elements);
  const all: Arguments = new Map();
  return { message: message(elements, all), all };
}
