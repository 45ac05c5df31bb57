import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** Leads to the card of a customer, by our id or by the key in the system where the customer comes from. */
export function CustomerLink({ customer, name }: { customer: string; name?: string | null | undefined }) {
  const shown = name === null || name === undefined || name === '' ? customer : name;
  return (
    <Anchor fz="inherit" fw="inherit" renderRoot={(props) => <Link {...props} to="/customers/$customer" params={{ customer }} />}>
      <bdi>{shown}</bdi>
    </Anchor>
  );
}

/** The cell of a list whose rows know a customer by the key. */
export function customerCell({ customer_key: customer }: { customer_key: string }) {
  return <CustomerLink customer={customer} />;
}
