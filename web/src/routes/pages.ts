import { Calculator, CircleDollarSign, ClipboardList, Coins, Grid2x2Check, Grid3x3, House, Radio, Repeat, ShieldCheck, Tags, Triangle, Webhook } from 'lucide-react';

/** The pages of the console in the order of its navigation; the names are those of their texts. */
export const pageGroups = [
  { name: null, pages: [{ name: 'home', to: '/' }] },
  {
    name: 'customers',
    pages: [
      { name: 'rfm', to: '/rfm' },
      { name: 'cohorts', to: '/cohorts' },
      { name: 'retentionMatrix', to: '/retention-matrix' },
    ],
  },
  {
    name: 'insights',
    pages: [
      { name: 'value', to: '/value' },
      { name: 'profitability', to: '/profitability' },
      { name: 'subscriptions', to: '/subscriptions' },
      { name: 'calculators', to: '/calculators' },
    ],
  },
  {
    name: 'data',
    pages: [
      { name: 'sources', to: '/sources' },
      { name: 'quality', to: '/quality' },
      { name: 'catalogue', to: '/catalogue' },
      { name: 'forms', to: '/forms' },
      { name: 'webhooks', to: '/webhooks' },
    ],
  },
] as const;

type Group = (typeof pageGroups)[number];
export type PageName = Group['pages'][number]['name'];
/** The pages about how events come in: they are of use before there are orders. */
export type DataPageName = Extract<Group, { name: 'data' }>['pages'][number]['name'];

export const pageIcons = {
  home: House,
  rfm: Grid3x3,
  cohorts: Triangle,
  retentionMatrix: Grid2x2Check,
  value: CircleDollarSign,
  profitability: Coins,
  subscriptions: Repeat,
  calculators: Calculator,
  sources: Radio,
  quality: ShieldCheck,
  catalogue: Tags,
  forms: ClipboardList,
  webhooks: Webhook,
} as const satisfies Record<PageName, unknown>;
