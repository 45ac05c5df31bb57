/** After how many days without an order a customer counts as lost. */
export const lostAfterChoices = [90, 180, 365] as const;
