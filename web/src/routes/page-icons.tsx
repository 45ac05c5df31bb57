import { Activity, Calculator, CalendarClock, CircleDollarSign, ClipboardList, Coins, Database, FileUp, Grid2x2Check, Grid3x3, HeartPulse, House, KeyRound, Languages, LayoutDashboard, type LucideIcon, Package, Radio, Repeat, ScrollText, Settings, ShieldCheck, SquareTerminal, Tags, TrendingUp, Triangle, UserCog, Users, UsersRound, Webhook } from 'lucide-react';
import type { PageGroup, PageName } from './pages';

export type PageIconName = PageName | NonNullable<PageGroup['name']>;

const icons: Record<PageIconName, LucideIcon> = {
  home: House,
  customers: Users,
  everyone: UsersRound,
  rfm: Grid3x3,
  cohorts: Triangle,
  retentionMatrix: Grid2x2Check,
  insights: TrendingUp,
  base: HeartPulse,
  value: CircleDollarSign,
  products: Package,
  profitability: Coins,
  subscriptions: Repeat,
  calculators: Calculator,
  dashboards: LayoutDashboard,
  schedules: CalendarClock,
  sql: SquareTerminal,
  data: Database,
  import: FileUp,
  sources: Radio,
  quality: ShieldCheck,
  catalogue: Tags,
  forms: ClipboardList,
  webhooks: Webhook,
  admin: Settings,
  users: UserCog,
  keys: KeyRound,
  languages: Languages,
  system: Activity,
  audit: ScrollText,
};

export function PageIconDrawing({ name, size, color }: { name: PageIconName; size: number; color?: string | undefined }) {
  const Icon = icons[name];
  return <Icon size={size} color={color ?? 'currentColor'} aria-hidden />;
}
