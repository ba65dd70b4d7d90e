// The bell of the shell; the sheet's code is fetched by the first tap.
import { Bell } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { BusinessSummary } from '../api/types';
import { useI18n } from '../i18n';
import { integer } from '../lib/format';
import { isNews, readsAlerts, useOpenAlerts } from './use_alerts';

const AlertSheet = lazy(() => import('./alert_sheet'));
const mostShown = 99;

export function AlertBell(props: { business: BusinessSummary; className: string }) {
  const { t, plural, locale } = useI18n();
  const alerts = useOpenAlerts(props.business);
  const [open, setOpen] = useState(false);
  if (!readsAlerts(props.business)) return null;
  const news = alerts.filter(isNews);
  const urgent = news.some((one) => one.level === 'critical');
  const count = news.length;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={props.className}
      >
        <span className="relative">
          <Bell size={22} aria-hidden />
          {count ? (
            <span
              aria-hidden
              className={`tabular absolute -end-2.5 -top-2 grid h-5 min-w-5 place-items-center rounded-full px-1 text-[0.6875rem] font-bold ${urgent ? 'bg-late text-on-late' : 'bg-pending text-on-pending'}`}
            >
              {count > mostShown ? `${mostShown}+` : integer(count, locale)}
            </span>
          ) : null}
        </span>
        {t('alerts')}
        {count ? <span className="sr-only">{plural('alertsCount', count)}</span> : null}
      </button>
      {open ? (
        <Suspense>
          <AlertSheet business={props.business} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
