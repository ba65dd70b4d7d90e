import { useSearch } from '@tanstack/react-router';
import { CircleAlert, Languages } from 'lucide-react';
import { useEffect } from 'react';
import { withQuery } from '../api/client';
import { useI18n } from '../i18n';
import { safeNext } from '../session';
import { Button } from '../ui/button';
import { Mark } from '../ui/mark';

export default function LoginPage() {
  const { next, error } = useSearch({ from: '/login' });
  const { t, maybe, language, setLanguage } = useI18n();
  const other = language === 'he' ? 'en' : 'he';
  // Facebook does not ask by itself for what was refused once.
  const again = error === 'access_denied';
  useEffect(() => {
    document.title = `${t('loginButton')} · ${t('appName')}`;
  }, [t]);
  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-6 p-4">
      <div className="rise flex w-full max-w-[26rem] flex-col gap-5 rounded-sheet border border-line bg-surface p-7 shadow-menu">
        <div className="flex items-center justify-between">
          <span className="flex items-center gap-2.5 text-[1.25rem] font-bold">
            <Mark size={30} />
            {t('appName')}
          </span>
          <Button look="ghost" lang={other} onClick={() => setLanguage(other)} className="!px-3">
            <Languages size={18} aria-hidden />
            {t('switchLanguage')}
          </Button>
        </div>
        <div className="flex flex-col gap-1.5">
          <h1 className="text-[1.5rem] leading-tight font-bold">{t('loginTitle')}</h1>
          <p className="text-mute">{t('loginLead')}</p>
        </div>
        {error ? (
          <p
            role="alert"
            className="flex items-start gap-2 rounded-input bg-soon px-3 py-2.5 text-meta text-on-soon"
          >
            <CircleAlert size={18} aria-hidden className="mt-0.5 shrink-0" />
            {maybe(`loginError_${error}`) ?? t('loginError_other')}
          </p>
        ) : null}
        <a
          href={withQuery('/api/auth/facebook/start', {
            next: safeNext(next),
            again: again ? '1' : undefined,
          })}
          className="flex min-h-13 items-center justify-center gap-3 rounded-button bg-brand px-5 font-semibold text-on-brand transition-[filter] hover:brightness-110"
        >
          <FacebookMark />
          {t(again ? 'loginButtonAgain' : 'loginButton')}
        </a>
        <p className="text-caption text-mute">{t('loginWhy')}</p>
      </div>
    </main>
  );
}

function FacebookMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden fill="currentColor">
      <path d="M24 12a12 12 0 1 0-13.9 11.9v-8.4H7.1V12h3V9.4c0-3 1.8-4.7 4.6-4.7 1.3 0 2.6.2 2.6.2v3h-1.5c-1.5 0-1.9.9-1.9 1.8V12h3.3l-.5 3.5h-2.8v8.4A12 12 0 0 0 24 12z" />
    </svg>
  );
}
