// When something is done again and again, as the server writes it and as a form has it.

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/// A form keeps all of it; which parts count says the unit.
export interface Recurrence {
  unit: 'minutes' | 'daily' | 'weekly' | 'monthly';
  every: number;
  weekday: (typeof weekdays)[number];
  day: number;
  time: string;
}

const nothing: Recurrence = { unit: 'daily', every: 0, weekday: 'monday', day: 0, time: '' };

/// Of "every 15 minutes", "daily 02:30", "weekly monday 02:30", "monthly 31 02:30".
export function readRecurrence(text: string): Recurrence | undefined {
  const [word, first = '', second = ''] = text.split(' ');
  switch (word) {
    case 'every':
      return { ...nothing, unit: 'minutes', every: Number(first) };
    case 'daily':
      return { ...nothing, unit: 'daily', time: first };
    case 'weekly': {
      const weekday = weekdays.find((day) => day === first);
      return weekday && { ...nothing, unit: 'weekly', weekday, time: second };
    }
    case 'monthly':
      return { ...nothing, unit: 'monthly', day: Number(first), time: second };
    default:
      return undefined;
  }
}

export function writeRecurrence(recurrence: Recurrence): string {
  const { unit, every, weekday, day, time } = recurrence;
  switch (unit) {
    case 'minutes':
      return `every ${every} minutes`;
    case 'daily':
      return `daily ${time}`;
    case 'weekly':
      return `weekly ${weekday} ${time}`;
    case 'monthly':
      return `monthly ${day} ${time}`;
  }
}
