import { withQuery } from '../api/client';

/**
 * The page that connects a number; not a route of this document. `again`: also where the number
 * that is there still counts as connected.
 */
export const connectHref = (businessId: string, more: { again?: 1 } = {}): string =>
  withQuery('/connect', { business: businessId, ...more });
