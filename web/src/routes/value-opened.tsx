import { useQuery } from '@tanstack/react-query';
import type { ValueReport } from '../api/types';
import { MemberPanel } from '../features/members/member-panel';
import { useOpened } from '../ui/use-opened';
import { type GroupBy, groupName } from '../features/value/group-table';
import { type BridgeQuery, equityQuery } from '../features/value/queries';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';

type OpenedProps = { report: ValueReport; bridge: BridgeQuery; onClose: () => void };
type NamedProps = OpenedProps & { name: string };

/** The customers of the group or the piece of the bridge that was opened. */
export function OpenedValue({ open, ...props }: OpenedProps & { open: string | undefined }) {
  const panel = useOpened(open);
  if (open === undefined) return null;
  const [by, ...rest] = open.split('=');
  const name = rest.join('=');
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      {open === 'everybody' && <Everybody {...props} />}
      {(by === 'segment' || by === 'country' || by === 'month') && <Grouped key={open} by={by} name={name} {...props} />}
      {by === 'piece' && <Piece key={open} name={name} {...props} />}
    </div>
  );
}

function Everybody({ report, bridge, onClose }: OpenedProps) {
  const { t } = useLanguage();
  if (report.as_of === null) return null;
  return (
    <MemberPanel
      title={t('members.title.everybody')}
      counted={{ of: 'value', group: {}, as_of: bridge.to }}
      count={report.customers}
      day={report.as_of}
      currency={report.currency}
      fileName={`customers-${report.as_of}.csv`}
      notes={[report.money === 'gross' && t('rfm.moneyNote.gross')]}
      onClose={onClose}
    />
  );
}

function Grouped({ report, bridge, by, name, onClose }: NamedProps & { by: GroupBy }) {
  const { t } = useLanguage();
  const format = useFormat();
  const groups = { segment: report.by_segment, country: report.by_country, month: report.by_month }[by];
  const group = groups.find((one) => one.name === name);
  if (group === undefined || report.as_of === null) return null;
  return (
    <MemberPanel
      title={by === 'month' ? t('members.title.new', { month: format.month(name) }) : `\u2068${groupName(t, format, by, name)}\u2069`}
      counted={{ of: 'value', group: { [by]: name }, as_of: bridge.to }}
      count={group.customers}
      day={report.as_of}
      currency={report.currency}
      fileName={`${by}-${name}-${report.as_of}.csv`}
      notes={[report.money === 'gross' && t('rfm.moneyNote.gross')]}
      onClose={onClose}
    />
  );
}

function Piece({ report, bridge, name, onClose }: NamedProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data } = useQuery(equityQuery(bridge));
  const piece = data?.pieces.find((one) => one.name === name);
  if (data === undefined || piece === undefined || data.as_of === null || data.from === null) return null;
  const { from, months, margin, discount, to } = bridge;
  return (
    <MemberPanel
      title={t(`value.bridge.piece.${piece.name}`)}
      counted={{ of: 'equity', piece: piece.name, terms: { from, months, margin, yearly_discount: discount }, as_of: to }}
      count={piece.customers}
      day={data.as_of}
      currency={data.currency}
      fileName={`equity-${piece.name}-${data.from}-${data.as_of}.csv`}
      notes={[format.range(format.date(data.from), format.date(data.as_of)), report.money === 'gross' && t('rfm.moneyNote.gross')]}
      onClose={onClose}
    />
  );
}
