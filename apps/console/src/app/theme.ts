import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';

/** How Parley looks. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Mantine's dimmed text, errors and titles of alerts have too little contrast for WCAG AA on its own backgrounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-orange-light-color': '#93370d',
    '--mantine-color-red-light-color': '#a51d1d',
    '--mantine-color-dimmed': '#545b62',
    '--mantine-color-placeholder': '#697077',
    '--mantine-color-error': '#c92a2a',
  },
  dark: {
    '--mantine-color-dimmed': '#b0b4b9',
    '--mantine-color-placeholder': '#9a9fa5',
    '--mantine-color-error': '#ff8787',
  },
});
