// A field for a day, typed or picked, in the form and the words of the person's language. Pages get
// and give it as the server writes it: "2026-11-22".

import '@mantine/dates/styles.css';

import { DateInput } from '@mantine/dates';
import 'dayjs/locale/da.js';
import 'dayjs/locale/en-gb.js';
import 'dayjs/locale/nb.js';
import 'dayjs/locale/sv.js';

import type { Language } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import { parseDay } from './parse_day.ts';

// Day.js's own names of our languages.
const locales: Record<Language, string> = { en: 'en-gb', sv: 'sv', da: 'da', nb: 'nb' };
const shown: Record<Language, string> = {
  en: 'DD/MM/YYYY',
  sv: 'YYYY-MM-DD',
  da: 'DD.MM.YYYY',
  nb: 'DD.MM.YYYY',
};
interface DayFieldProps {
  label: string;
  description?: ReactNode;
  required?: boolean;
  error?: ReactNode;
  /// Empty: no day.
  value: string;
  change: (day: string) => void;
}

export function DayField({ value, change, ...field }: DayFieldProps) {
  const { t, language } = useText();
  return (
    <DateInput
      {...field}
      value={value || null}
      onChange={(day) => change(day ?? '')}
      locale={locales[language]}
      firstDayOfWeek={1}
      valueFormat={shown[language]}
      dateParser={parseDay}
      clearable
      clearButtonProps={{ 'aria-label': t('web.state.clear') }}
    />
  );
}
