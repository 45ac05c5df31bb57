import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session';

/** The server decides; this only keeps from leading to what it would refuse. */
function useMayOpen(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.user.role !== 'viewer';
}

/** Leads to the card of a customer, by our id or by the key in the system where the customer comes from. */
export function CustomerLink({ customer, name }: { customer: string; name?: string | null | undefined }) {
  const shown = <bdi>{name === null || name === undefined || name === '' ? customer : name}</bdi>;
  if (!useMayOpen()) return shown;
  return (
    <Anchor fz="inherit" fw="inherit" renderRoot={(props) => <Link {...props} to="/customers/$customer" params={{ customer }} />}>
      {shown}
    </Anchor>
  );
}

/** The cell of a list whose rows know a customer by the key. */
export function customerCell({ customer_key: customer }: { customer_key: string }) {
  return <CustomerLink customer={customer} />;
}

/** Leads to the list of the customers of a segment. */
export function SegmentLink({ segment, children }: { segment: string; children: ReactNode }) {
  if (!useMayOpen()) return children;
  return (
    <Anchor fz="inherit" fw="inherit" renderRoot={(props) => <Link {...props} to="/customers" search={{ segment }} />}>
      {children}
    </Anchor>
  );
}
