import { withQuery } from '../api/client';

/** WhatsApp Manager, where Meta has the details, the appeals and the cards. */
export const managerHref = (account?: { portfolioId?: string | null; wabaId?: string }): string =>
  withQuery('https://business.facebook.com/wa/manage/home/', {
    business_id: account?.portfolioId,
    waba_id: account?.wabaId,
  });
