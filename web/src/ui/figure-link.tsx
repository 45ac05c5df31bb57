import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session';
import type { BuyerPart } from '../lib/buyer-part';
import type { RfmPlace } from '../lib/segment-names';
import classes from './figure-link.module.css';

/** The figures of a month of the base that count customers, by their names in the report. */
export const baseFigures = {
  customers_start: 'start',
  new: 'new',
  active: 'active',
  repeat: 'repeat',
  lost: 'lost',
  reactivated: 'reactivated',
  customers_end: 'end',
} as const;

export type BaseFigure = (typeof baseFigures)[keyof typeof baseFigures];

/** The server decides; this only keeps from leading to what it would refuse. */
function useMayList(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data?.user.role === 'admin' || data?.user.role === 'analyst';
}

/** A figure of a month that leads to its customers, where it counts any; `children` is the figure as it is shown. */
export function BaseFigureLink({ field, value, month, children }: { field: string; value: number | null; month: string; children: ReactNode }) {
  const open = Object.entries(baseFigures).find(([name]) => name === field)?.[1];
  if (!useMayList() || open === undefined || value === null || value === 0) return children;
  return (
    <Link
      to="/base"
      search={({ as_of: asOf, lost_after: lostAfter }) => ({ as_of: asOf, lost_after: lostAfter, month, open })}
      className={classes['link'] ?? ''}
    >
      {children}
    </Link>
  );
}

/** The size of a cohort that leads to its customers. */
export function CohortLink({ cohort, children }: { cohort: string; children: ReactNode }) {
  if (!useMayList()) return children;
  return (
    <Link from="/cohorts" to="/cohorts" search={(old) => ({ ...old, open: cohort, period: undefined })} className={classes['link'] ?? ''}>
      {children}
    </Link>
  );
}

/** A place of the RFM map that leads to its customers, where it has any; `look` takes the place of what links look like. */
export function RfmLink({ place, customers, look, children }: { place: RfmPlace; customers: number; look?: string | undefined; children: ReactNode }) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/rfm"
      to="/rfm"
      search={(old) => ({ ...old, open: place })}
      resetScroll={false}
      className={look ?? classes['link'] ?? ''}
      data-opens={place}
    >
      {children}
    </Link>
  );
}

/** Opens a place of the RFM map from a picture of it; nothing for who may not list customers. */
export function useOpenRfm(): ((place: RfmPlace) => void) | undefined {
  const navigate = useNavigate({ from: '/rfm' });
  return useMayList() ? (place) => void navigate({ search: (old) => ({ ...old, open: place }), resetScroll: false }) : undefined;
}

/** A figure of the retention matrix that leads to its customers, where it counts any. */
export function MatrixLink({ place, customers, children }: { place: 'all' | 'win_back'; customers: number; children: ReactNode }) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/retention-matrix"
      to="/retention-matrix"
      search={(old) => ({ ...old, cell: place })}
      resetScroll={false}
      className={classes['link'] ?? ''}
      data-opens={place}
    >
      {children}
    </Link>
  );
}

/** The figures of a product that count customers, by their names in the report. */
export const buyerFigures = ['buyers', 'repeat_buyers'] as const;
export type BuyerFigure = (typeof buyerFigures)[number];

/** The figures of all products that count customers, by what stands in the address, with their names for the server. */
export const shopFigures = { all_buyers: 'buyers', new_customers: 'new_customers' } as const;
export type ShopFigure = keyof typeof shopFigures;
export const shopFigureNames = ['all_buyers', 'new_customers'] as const satisfies readonly ShopFigure[];

/** Opens a part of the buyers of the opened product from a picture; nothing for who may not list customers. */
export function useOpenBuyers(): ((part: BuyerPart) => void) | undefined {
  const navigate = useNavigate({ from: '/products' });
  return useMayList() ? (part) => void navigate({ search: (old) => ({ ...old, open: part }), resetScroll: false }) : undefined;
}

type BuyerLinkProps = { figure: BuyerFigure | BuyerPart | ShopFigure; customers: number; children: ReactNode };

/** A figure of the opened product, or of all products, that leads to its customers, where it counts any. */
export function BuyerLink({ figure, customers, children }: BuyerLinkProps) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/products"
      to="/products"
      search={(old) => ({ ...old, open: figure })}
      resetScroll={false}
      className={classes['link'] ?? ''}
      data-opens={figure}
    >
      {children}
    </Link>
  );
}

/** A figure of the report of value, or a piece of the bridge, that leads to its customers: `everybody`, `segment=lost`, `piece=grown`. */
export function ValueLink({ open, customers, children }: { open: string; customers: number; children: ReactNode }) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link from="/value" to="/value" search={(old) => ({ ...old, open })} resetScroll={false} className={classes['link'] ?? ''} data-opens={open}>
      {children}
    </Link>
  );
}

/** The customers won in a month, or in `all` months with a spend, that lead to them. */
export function AcquiredLink({ month, customers, children }: { month: string; customers: number; children: ReactNode }) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/profitability"
      to="/profitability"
      search={(old) => ({ ...old, open: month })}
      resetScroll={false}
      className={classes['link'] ?? ''}
      data-opens={month}
    >
      {children}
    </Link>
  );
}

/** The figures of a month of subscriptions that are shown and count customers, by their names in the report. */
export const subscriberFigures = { new: 'new', lost: 'lost', end: 'subscribers_end' } as const;
export type SubscriberFigure = keyof typeof subscriberFigures;

type SubscriberLinkProps = { figure: SubscriberFigure; month: string; customers: number; children: ReactNode };

/** A figure of a month of subscriptions that leads to its customers. */
export function SubscriberLink({ figure, month, customers, children }: SubscriberLinkProps) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/subscriptions"
      to="/subscriptions"
      search={(old) => ({ ...old, open: figure, month })}
      resetScroll={false}
      className={classes['link'] ?? ''}
      data-opens={`${figure} ${month}`}
    >
      {children}
    </Link>
  );
}

/** A figure of profitability whose customers can be listed alone: those who cost more than they bring, or a tenth by its number. */
export type ProfitPart = 'unprofitable' | number;

/** A figure of profitability that narrows the list of customers to those behind it. */
export function ProfitLink({ part, customers, children }: { part: ProfitPart; customers: number; children: ReactNode }) {
  if (!useMayList() || customers === 0) return children;
  return (
    <Link
      from="/profitability"
      to="/profitability"
      search={(old) => ({ ...old, part })}
      resetScroll={false}
      className={classes['link'] ?? ''}
      data-opens={part}
    >
      {children}
    </Link>
  );
}
