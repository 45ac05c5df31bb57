import { Calculator, Coins, Grid3x3, House, Triangle } from 'lucide-react';

/** The pages of the console in the order of its navigation; the names are those of their texts. */
export const pageGroups = [
  { name: null, pages: [{ name: 'home', to: '/' }] },
  {
    name: 'customers',
    pages: [
      { name: 'rfm', to: '/rfm' },
      { name: 'cohorts', to: '/cohorts' },
    ],
  },
  {
    name: 'insights',
    pages: [
      { name: 'profitability', to: '/profitability' },
      { name: 'calculators', to: '/calculators' },
    ],
  },
] as const;

export type PageName = (typeof pageGroups)[number]['pages'][number]['name'];

export const pageIcons = {
  home: House,
  rfm: Grid3x3,
  cohorts: Triangle,
  profitability: Coins,
  calculators: Calculator,
} as const satisfies Record<PageName, unknown>;
