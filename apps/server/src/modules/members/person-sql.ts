/**
 * The person of today behind a row of `customer`, for statements that count people: an alias resolves in one step
 * (CUSTOMERS-3).
 * @param customer the name by which the statement knows the row
 */
export const personSql = (customer: string): string =>
  `CASE WHEN ${customer}.alias_of > 0 THEN ${customer}.alias_of ELSE ${customer}.id END`;
