import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const tide: MantineColorsTuple = [
  '#eaf5f8', '#d6e9ee', '#abd2dd', '#7dbacb', '#58a7bc', '#3f9ab3', '#2b8ca6', '#1d7a92', '#17677c', '#0f5465',
];

const slate: MantineColorsTuple = [
  '#dde3e8', '#c2cbd3', '#a9b4be', '#75818c', '#434e58', '#333d46', '#222a31', '#171d23', '#11161b', '#0b0f13',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', 'Vazirmatn Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', monospace",
  primaryColor: 'tide',
  primaryShade: { light: 8, dark: 6 },
  colors: { tide, dark: slate },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '0.9375rem', lineHeight: '1.4' } },
  },
  // An opened menu stands at its first item; the library's empty place for the focus is no child that a menu may have.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
});

/** Colours that the library's defaults leave below the contrast of 4.5, and the ground on which panels lie. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566069',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-error': '#b42318',
    '--ground': '#f4f6f8',
    '--panel': '#ffffff',
    '--line': '#e1e6ea',
    '--good': '#0b6b45',
    '--bad': '#b42318',
    '--quiet': '#eef1f4',
    '--mark': '#17677c',
    '--on-mark': '#ffffff',
    '--chosen': '#e3f0f4',
    '--on-chosen': '#0f5465',
    '--track': '#e4e9ed',
  },
  dark: {
    '--mantine-color-dimmed': '#a3afb9',
    '--mantine-color-error': '#ff9a8d',
    '--mantine-color-anchor': '#7dbacb',
    '--mantine-color-tide-filled': '#1d7a92',
    '--mantine-color-tide-filled-hover': '#17677c',
    '--ground': '#11161b',
    '--panel': '#1b2228',
    '--line': '#2d363e',
    '--good': '#5fd3a2',
    '--bad': '#ff9a8d',
    '--quiet': '#252d34',
    '--mark': '#58a7bc',
    '--on-mark': '#0b0f13',
    '--chosen': '#1f3a45',
    '--on-chosen': '#abd2dd',
    '--track': '#262f37',
  },
});
