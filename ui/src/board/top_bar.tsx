import {
  BellOff,
  Languages,
  Moon,
  Search,
  Sun,
  Volume2,
  VolumeX,
  Wifi,
  WifiOff,
  X,
} from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { OrderStats } from '../api/types';
import { useI18n } from '../i18n';
import { integer, money } from '../lib/format';
import { useMedia, wide } from '../lib/media';
import { setTheme, useTheme } from '../lib/preferences';
import { disableSound, enableSound, useSound } from '../lib/sound';
import type { LinkState } from '../live/stream';
import { Button, IconButton } from '../ui/button';

interface TopBarProps {
  query: string;
  onQuery: (query: string) => void;
  open: number;
  stats: OrderStats | null;
  currency: string;
  link: LinkState;
  ringing: boolean;
  onSilence: () => void;
}

export function TopBar(props: TopBarProps) {
  const isWide = useMedia(wide);
  return (
    <header className="safe-block-start shrink-0 border-b border-line bg-surface">
      <div className="flex h-16 items-center gap-3 px-3">
        <SearchBox query={props.query} onQuery={props.onQuery} short={!isWide} />
        <Figures {...props} />
        <LinkPill link={props.link} />
        <SoundButton ringing={props.ringing} onSilence={props.onSilence} short={!isWide} />
        {isWide ? <LookButtons /> : null}
      </div>
    </header>
  );
}

function useSlash(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.matches('input, textarea, select, [contenteditable]')) return;
      // By the place of the key: a Hebrew layout types a full stop there.
      if (event.code !== 'Slash' && event.key !== '/') return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [input]);
}

function SearchBox(props: { query: string; onQuery: (query: string) => void; short: boolean }) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);
  return (
    <search className="relative flex min-w-0 grow items-center">
      <Search size={18} aria-hidden className="pointer-events-none absolute start-3 text-mute" />
      <input
        ref={input}
        type="search"
        dir="auto"
        enterKeyHint="search"
        aria-label={t('searchOrders')}
        aria-keyshortcuts="/"
        placeholder={t(props.short ? 'searchShort' : 'searchOrders')}
        value={props.query}
        onChange={(event) => props.onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          props.onQuery('');
          event.currentTarget.blur();
        }}
        className="h-11 w-full rounded-button border border-field bg-canvas ps-10 pe-11 placeholder-shown:text-start rtl:placeholder-shown:[direction:rtl] [&::-webkit-search-cancel-button]:hidden"
      />
      {props.query ? (
        <button
          type="button"
          aria-label={t('clearSearch')}
          onClick={() => {
            props.onQuery('');
            input.current?.focus();
          }}
          className="absolute end-0 grid size-11 place-items-center text-mute"
        >
          <X size={18} aria-hidden />
        </button>
      ) : null}
    </search>
  );
}

function Figures({ open, stats, currency }: TopBarProps) {
  const { t, locale } = useI18n();
  const prep = stats?.averagePrepMinutes;
  const revenue = stats?.revenueToday;
  const none = t('noFigure');
  return (
    <dl className="flex shrink-0 gap-4 max-lg:hidden">
      <Figure name={t('statOpen')} value={integer(open, locale)} />
      {stats && revenue === undefined ? null : (
        <Figure
          name={t('statRevenue')}
          value={typeof revenue === 'number' ? money(revenue, currency, locale) : none}
        />
      )}
      <Figure
        name={t('statPrep')}
        value={typeof prep === 'number' ? t('minutesShort', { n: Math.round(prep) }) : none}
      />
    </dl>
  );
}

function Figure(props: { name: string; value: string }) {
  return (
    <div className="flex flex-col leading-tight">
      <dt className="text-caption whitespace-nowrap text-mute">{props.name}</dt>
      <dd className="tabular text-meta font-semibold whitespace-nowrap">{props.value}</dd>
    </div>
  );
}

function LinkPill({ link }: { link: LinkState }) {
  const { t } = useI18n();
  const word = t(
    { live: 'linkLive', connecting: 'linkConnecting', down: 'linkDown' }[link] as 'linkLive',
  );
  const Icon = link === 'down' ? WifiOff : Wifi;
  const look = link === 'live' ? 'text-on-ready' : link === 'down' ? 'text-late' : 'text-mute';
  return (
    <p
      role="status"
      title={word}
      className={`flex shrink-0 items-center gap-1.5 text-caption font-medium ${look}`}
    >
      <Icon size={18} aria-hidden className={link === 'connecting' ? 'shimmer' : ''} />
      <span className="max-xl:sr-only">{word}</span>
    </p>
  );
}

function SoundButton(props: { ringing: boolean; onSilence: () => void; short: boolean }) {
  const { t } = useI18n();
  const sound = useSound();
  if (sound !== 'on') {
    return (
      <Button
        look="primary"
        onClick={() => void enableSound()}
        title={sound === 'blocked' ? t('soundBlocked') : undefined}
        className={props.short ? 'size-11 !px-0' : 'shrink-0'}
      >
        <VolumeX size={18} aria-hidden />
        <span className="max-md:sr-only">{t('soundEnable')}</span>
      </Button>
    );
  }
  if (props.ringing) {
    return (
      <Button onClick={props.onSilence} className={props.short ? 'size-11 !px-0' : 'shrink-0'}>
        <BellOff size={18} aria-hidden />
        <span className="max-md:sr-only">{t('soundSilence')}</span>
      </Button>
    );
  }
  return (
    <IconButton label={t('soundOn')} aria-pressed onClick={disableSound} className="shrink-0">
      <Volume2 size={18} aria-hidden />
    </IconButton>
  );
}

function LookButtons() {
  const { t, language, setLanguage } = useI18n();
  const theme = useTheme();
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const dark = theme === 'dark' || (theme === 'system' && systemDark);
  const other = language === 'he' ? 'en' : 'he';
  return (
    <>
      <IconButton
        label={`${t('theme')}: ${t(dark ? 'themeLight' : 'themeDark')}`}
        onClick={() => setTheme(dark ? 'light' : 'dark')}
        className="shrink-0"
      >
        {dark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
      </IconButton>
      <Button
        lang={other}
        onClick={() => setLanguage(other)}
        className="shrink-0 max-xl:size-11 max-xl:!px-0"
      >
        <Languages size={18} aria-hidden />
        <span className="max-xl:sr-only">{t('switchLanguage')}</span>
      </Button>
    </>
  );
}
