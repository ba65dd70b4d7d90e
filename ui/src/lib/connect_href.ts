import { withQuery } from '../api/client';

/** The page that connects a number; not a route of this document. */
export const connectHref = (businessId: string): string =>
  withQuery('/connect', { business: businessId });
