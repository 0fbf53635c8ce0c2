// The look: paper, ink and one colour of the sea in winter. Serif for what a page is called, sans
// for all that is worked with; figures of one width, so that columns of numbers stand still.

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const fjord: MantineColorsTuple = [
  '#edf5f5',
  '#d7e8e8',
  '#b0d2d3',
  '#84babc',
  '#579da1',
  '#398489',
  '#2a6f74',
  '#1e5b60',
  '#15484d',
  '#0d3539',
];
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ee',
  '#eae7e1',
  '#dcd8d0',
  '#c4bfb5',
  '#9c968c',
  '#716c63',
  '#55514a',
  '#37342f',
  '#1f1d1a',
];
const dark: MantineColorsTuple = [
  '#e9e7e2',
  '#cbc8c1',
  '#aeaba4',
  '#8a8781',
  '#4b4c4c',
  '#3a3c3d',
  '#2a2d2e',
  '#1c1f20',
  '#161819',
  '#0f1112',
];

export const theme = createTheme({
  colors: { fjord, gray, dark },
  primaryColor: 'fjord',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily: "'Source Sans 3 Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.45' },
  headings: {
    fontFamily: "'Source Serif 4 Variable', Georgia, serif",
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.875rem', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.35' },
    },
  },
  components: {
    Modal: {
      defaultProps: { centered: true, radius: 'md', padding: 'lg' },
      styles: { title: { fontSize: '1.25rem', fontWeight: 600 } },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Anchor: { defaultProps: { underline: 'always' } },
  },
});

/// Mantine's own colours by our names (base.css): its components stand on the same paper.
export const variables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-quiet)',
    '--mantine-color-placeholder': 'var(--ink-quiet)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--sheet)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-error': 'var(--bad)',
  };
  return { variables: {}, light: ours, dark: ours };
};
