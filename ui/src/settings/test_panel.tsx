import { useMutation } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { request } from '../api/client';
import type { TestResult } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay, integer } from '../lib/format';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import { Panel } from './settings_page';

export function TestPanel() {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: () =>
      request<TestResult>('POST', `/api/businesses/${desk.businessId}/whatsapp/test`, {
        body: to.trim() ? { to: to.trim() } : {},
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <Panel title={t('waTestTitle')} id="test">
      <p className="text-meta text-mute">{t('waTestLead')}</p>
      <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <div className="grow basis-64">
          <Field
            label={t('waTestTo')}
            name="to"
            type="tel"
            dir="ltr"
            autoComplete="off"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
        <Button type="submit" look="primary" disabled={test.isPending}>
          {t(test.isPending ? 'waTestRunning' : 'waTestRun')}
        </Button>
      </form>
      {test.isError ? (
        <Notice tone="bad" role="alert">
          {why(test.error, i18n)}
        </Notice>
      ) : null}
      {test.data && !test.isPending ? <Result result={test.data} /> : null}
    </Panel>
  );
}

function Result({ result }: { result: TestResult }) {
  const { t, maybe, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  // An instant for people; Meta's own words only where something is wrong.
  const detail = (check: TestResult['checks'][number]): string => {
    if (check.name === 'webhook' && check.detail) {
      return clockOrDay(check.detail, now, business.timezone, locale);
    }
    return check.ok ? '' : (check.detail ?? '');
  };
  return (
    <div role="status" className="flex flex-col gap-3">
      <Notice tone={result.success ? 'good' : 'warning'}>
        {result.success
          ? t('waTestGood', { n: integer(result.latency ?? 0, locale) })
          : t('waTestBad')}
        {result.messageId ? ` ${t('waTestSent')}` : ''}
      </Notice>
      <ul className="flex flex-col gap-1">
        {result.checks.map((check) => {
          const Icon = check.ok ? Check : CircleAlert;
          return (
            <li key={check.name} className="flex items-start gap-2 text-meta">
              <Icon
                size={18}
                aria-hidden
                className={`mt-0.5 shrink-0 ${check.ok ? 'text-on-ready' : 'text-late'}`}
              />
              <span className={check.ok ? '' : 'font-medium text-late'}>
                {maybe(`waCheck_${check.name}`) ?? check.name}
                <span className="sr-only">
                  {' '}
                  {t(check.ok ? 'waCheckState_good' : 'waCheckState_bad')}
                </span>
              </span>
              <bdi dir="auto" className="tabular min-w-0 break-words text-mute">
                {detail(check)}
              </bdi>
            </li>
          );
        })}
      </ul>
      {result.capabilities.length ? (
        <p className="text-meta text-mute">
          {t('waCanDo')}:{' '}
          {[...new Set(result.capabilities.map((one) => maybe(`waCan_${one}`) ?? one))].join(', ')}
        </p>
      ) : null}
    </div>
  );
}
