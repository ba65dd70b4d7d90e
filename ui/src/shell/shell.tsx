// The frame of a business: rail or bottom bar, and what is live inside.
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { ClipboardList, Ellipsis, type LucideIcon, MessagesSquare } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { AlertBell } from '../alerts/bell';
import type { BusinessSummary } from '../api/types';
import { type Key, useI18n } from '../i18n';
import { useMedia, wide } from '../lib/media';
import { DeskProvider } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { useSession } from '../session';
import { Mark } from '../ui/mark';

const AccountMenu = lazy(() => import('./account_menu'));
const defaultDayStart = '05:00';

interface Entry {
  to: '/b/$businessId/orders' | '/b/$businessId/chats';
  label: Key;
  icon: LucideIcon;
}

const entries: readonly Entry[] = [
  { to: '/b/$businessId/orders', label: 'orders', icon: ClipboardList },
  { to: '/b/$businessId/chats', label: 'chats', icon: MessagesSquare },
];

export function Shell() {
  const { businessId } = useParams({ from: '/b/$businessId' });
  const { t } = useI18n();
  const session = useSession();
  const isWide = useMedia(wide);
  const detail = useBusiness(businessId);
  const business = session.businesses.find((one) => one.id === businessId);
  if (!business) return null;
  const dayStartsAt = detail.data?.business.settings.businessDayStartsAt ?? defaultDayStart;
  return (
    <div className="flex h-full flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-80 rounded-button bg-brand px-4 py-3 text-on-brand focus:not-sr-only focus:absolute focus:start-2 focus:top-2"
      >
        {t('skipToContent')}
      </a>
      {isWide ? <Rail business={business} /> : null}
      <div className="flex min-h-0 min-w-0 grow flex-col">
        <DeskProvider business={business} dayStartsAt={dayStartsAt}>
          <Outlet />
        </DeskProvider>
      </div>
      {isWide ? null : <BottomBar business={business} />}
    </div>
  );
}

const entryLook =
  'flex min-h-14 flex-col items-center justify-center gap-1 rounded-button px-1 text-[0.75rem] leading-tight text-mute hover:text-ink';
const currentLook = { className: 'bg-brand-soft font-semibold !text-brand' };

function Entries({ business }: { business: BusinessSummary }) {
  const { t } = useI18n();
  return entries.map(({ to, label, icon: Icon }) => (
    <Link
      key={to}
      to={to}
      params={{ businessId: business.id }}
      activeProps={currentLook}
      activeOptions={{ includeSearch: false }}
      className={`${entryLook} max-md:grow max-md:basis-0`}
    >
      <Icon size={22} aria-hidden />
      {t(label)}
    </Link>
  ));
}

function Rail({ business }: { business: BusinessSummary }) {
  const { t } = useI18n();
  const { user } = useSession();
  return (
    <nav
      aria-label={t('mainNavigation')}
      className="safe-block-start flex w-20 shrink-0 flex-col gap-1 border-e border-line bg-surface p-2"
    >
      <div className="grid h-12 place-items-center">
        <Mark />
      </div>
      <Entries business={business} />
      <span className="grow" />
      <AlertBell business={business} className={`${entryLook} w-full`} />
      <AccountButton business={business} side="inline-end">
        <span className="grid size-11 place-items-center rounded-full bg-brand text-[1rem] font-semibold text-on-brand">
          {initials(user.name)}
        </span>
      </AccountButton>
    </nav>
  );
}

function BottomBar({ business }: { business: BusinessSummary }) {
  const { t } = useI18n();
  return (
    <nav
      aria-label={t('mainNavigation')}
      className="safe-block-end shrink-0 border-t border-line bg-surface"
    >
      <div className="flex h-18 items-center gap-1 px-2">
        <Entries business={business} />
        <AlertBell business={business} className={`${entryLook} max-md:grow max-md:basis-0`} />
        <AccountButton business={business} side="top">
          <span className={`${entryLook} w-full`}>
            <Ellipsis size={22} aria-hidden />
            {t('more')}
          </span>
        </AccountButton>
      </div>
    </nav>
  );
}

// The menu's code is fetched by the first tap.
function AccountButton(props: {
  business: BusinessSummary;
  side: 'inline-end' | 'top';
  children: ReactNode;
}) {
  const { t } = useI18n();
  const [wanted, setWanted] = useState(false);
  const look = 'grid min-h-14 place-items-center rounded-button max-md:grow max-md:basis-0';
  const plain = (
    <button
      type="button"
      aria-label={t('account')}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
      className={look}
    >
      {props.children}
    </button>
  );
  if (!wanted) return plain;
  return (
    <Suspense fallback={plain}>
      <AccountMenu business={props.business} side={props.side} className={look}>
        {props.children}
      </AccountMenu>
    </Suspense>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('');
