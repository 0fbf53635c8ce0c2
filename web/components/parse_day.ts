// A day as people type it, in any of the four languages: the year first, or the day before the
// month.

const year_first = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const day_first = /^(\d{1,2})[./](\d{1,2})[./-](\d{4})$/;

/// As the server writes it; nothing where the text is no day of the calendar.
export function parseDay(text: string): string | null {
  const first = year_first.exec(text.trim());
  const last = day_first.exec(text.trim());
  const [year, month, day] = first ? first.slice(1) : last ? last.slice(1).reverse() : [];
  if (!year || !month || !day) return null;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  return exists ? at.toISOString().slice(0, 10) : null;
}
