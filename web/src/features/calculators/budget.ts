/**
 * What the care for one customer may cost: a share of the margin that the customer brings in a year. Amounts are
 * planning values in minor units, fractions included: a budget of half a cent a year is an answer too.
 */
export type BudgetTerms = {
  /** Margin of one piece sold, minor units. */
  margin_minor: number;
  /** Pieces that a customer buys in a year. */
  purchases: number;
  /** The part of the margin that is given to the care for customers, 0 to 1. */
  share: number;
  /** How many customers there are. */
  customers: number;
  /** What one contact costs, minor units. */
  contact_minor: number;
  /** Contacts that are wanted for each customer in a year. */
  contacts: number;
};

export type Budget = {
  /** For one customer and year, minor units. */
  each: number;
  /** For all customers and a year, minor units. */
  all: number;
  /** Contacts that the budget of one customer pays in a year; null when a contact costs nothing. */
  affordable: number | null;
  /** What the wanted contacts cost for one customer and year, minor units. */
  wanted: number;
  /** Pieces that a customer must buy in a year to pay the wanted contacts; null when no number of them does. */
  enough: number | null;
};

export function crmBudget({ margin_minor: margin, purchases, share, customers, contact_minor: contact, contacts }: BudgetTerms): Budget {
  const piece = margin * share;
  const each = piece * purchases;
  const wanted = contact * contacts;
  return {
    each,
    all: each * customers,
    affordable: contact > 0 ? each / contact : null,
    wanted,
    enough: wanted === 0 ? 0 : piece > 0 ? wanted / piece : null,
  };
}
