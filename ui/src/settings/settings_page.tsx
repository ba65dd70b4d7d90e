// The frame of the pages behind the account menu: a title, the way between them, a readable column.
import './texts';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { isOffice } from '../alerts/use_alerts';
import { useI18n } from '../i18n';
import { useDesk } from '../live/desk_context';
import { Notice } from '../ui/notice';
import { type SettingsName, settingsFor, settingsRoute } from './settings_routes';

// On a phone the names are wider than the screen.
const reveal = (link: HTMLAnchorElement | null) =>
  link?.scrollIntoView({ inline: 'center', block: 'nearest' });

export function SettingsPage(props: { name: SettingsName; children: ReactNode }) {
  const { t } = useI18n();
  const { business } = useDesk();
  const title = t(`settings_${props.name}`);
  const shown = settingsFor(isOffice(business));
  useEffect(() => {
    document.title = `${title} · ${t('appName')}`;
  }, [title, t]);
  return (
    <main id="content" className="min-h-0 grow overflow-y-auto">
      <div className="safe-block-start sticky top-0 z-20 border-b border-line bg-surface">
        <nav
          aria-label={t('settings')}
          className="mx-auto flex max-w-[56rem] gap-1 overflow-x-auto px-3 [scrollbar-width:none]"
        >
          {shown.map((one) => (
            <Link
              key={one}
              to={settingsRoute[one]}
              params={{ businessId: business.id }}
              ref={one === props.name ? reveal : undefined}
              className="flex min-h-14 shrink-0 items-center border-b-3 border-transparent px-3 text-meta font-medium text-mute hover:text-ink"
              activeProps={{ className: '!border-brand !text-brand font-semibold' }}
            >
              {t(`settings_${one}`)}
            </Link>
          ))}
        </nav>
      </div>
      <div className="mx-auto flex max-w-[56rem] flex-col gap-4 p-4 pb-8">
        <h1 className="text-[1.5rem] font-bold">{title}</h1>
        {shown.includes(props.name) ? (
          props.children
        ) : (
          <Notice tone="plain">{t('settingsNoAccess')}</Notice>
        )}
      </div>
    </main>
  );
}

/** A titled part of such a page. */
export function Panel(props: {
  title: string;
  id?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      id={props.id}
      className="flex scroll-mt-20 flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-[1.0625rem] font-semibold">{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

export function Facts(props: { rows: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-3">
      {props.rows.map((row) => (
        <div key={row.name} className="flex flex-col">
          <dt className="text-caption text-mute">{row.name}</dt>
          <dd className="tabular font-medium">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
