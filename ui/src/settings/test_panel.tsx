import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError, request } from '../api/client';
import type { TestResult, WhatsappAccount } from '../api/whatsapp_types';
import { type I18n, useI18n } from '../i18n';
import { asPhone } from '../lib/phone';
import { why } from '../lib/why';
import { whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import { Panel } from './settings_page';
import { Result } from './test_result';

/** What is wrong with the number that was given, rather than with the connection. */
function problemOfTo(error: unknown, account: WhatsappAccount, i18n: I18n): string | undefined {
  if (isApiError(error, 'recipient') || isApiError(error, 'window_closed')) {
    return i18n.t('waTestWindow', { number: asPhone(account.phoneNumber) });
  }
  const refused = isApiError(error) && error.pointers.find(({ pointer }) => pointer === '/to');
  return refused ? refused.detail || why(error, i18n) : undefined;
}

export function TestPanel({ account }: { account: WhatsappAccount }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: (number: string) =>
      request<TestResult>('POST', `/api/businesses/${desk.businessId}/whatsapp/test`, {
        body: number ? { to: number } : {},
      }),
    // The server has just looked: what the other parts of the page say may be old.
    onSettled: () => queries.invalidateQueries({ queryKey: whatsappKey(desk.businessId) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate(to.trim());
  };
  const problem = test.variables === to.trim() ? problemOfTo(test.error, account, i18n) : undefined;
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
            problem={problem}
          />
        </div>
        <Button type="submit" look="primary" disabled={test.isPending}>
          {t(test.isPending ? 'waTestRunning' : 'waTestRun')}
        </Button>
      </form>
      {test.isError && !problemOfTo(test.error, account, i18n) ? (
        <Notice tone="bad" role="alert">
          {why(test.error, i18n)}
        </Notice>
      ) : null}
      {test.data && !test.isPending ? (
        <Result
          key={test.submittedAt}
          result={test.data}
          to={test.variables ?? ''}
          account={account}
        />
      ) : null}
    </Panel>
  );
}
