// What a test found: of each check its state, and of one that failed what to do about it.
import { Check, CircleAlert, CircleDashed } from 'lucide-react';
import type { TestResult, WhatsappAccount } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay, integer } from '../lib/format';
import { asPhone } from '../lib/phone';
import { useDesk } from '../live/desk_context';
import { MetaWords } from '../ui/meta_words';
import { Notice } from '../ui/notice';
import { ManagerLink, ReconnectLink } from './reconnect_link';
import { useRoundTrip } from './use_round_trip';

type CheckResult = TestResult['checks'][number];

export function Result(props: { result: TestResult; to: string; account: WhatsappAccount }) {
  const { t, maybe, locale } = useI18n();
  const { result, to, account } = props;
  const { checks } = result;
  // Whoever is not answered learns nothing of the rest.
  const fails = (of: string) => checks.some(({ name, ok }) => name === of && !ok);
  const silent = fails('graph');
  return (
    <div className="flex flex-col gap-3">
      <Notice role="status" tone={result.success ? 'good' : 'warning'}>
        {result.success
          ? t('waTestGood', { n: integer(result.latency ?? 0, locale) })
          : t('waTestBad')}
        {to && !result.messageId ? ` ${t('waTestNotSent')}` : ''}
      </Notice>
      {result.messageId ? <RoundTripNotice messageId={result.messageId} to={to} /> : null}
      <ul className="flex flex-col gap-2">
        {checks.map((check) =>
          check.name === 'webhook' ? (
            <News
              key={check.name}
              check={check}
              account={account}
              // Without a subscription its own check has said what to do.
              advised={!silent && !fails('subscribed_apps')}
              faulty={!result.success && checks.every(({ name, ok }) => ok || name === 'webhook')}
            />
          ) : (
            <CheckRow
              key={check.name}
              check={check}
              account={account}
              advised={!silent || check.name === 'graph'}
            />
          ),
        )}
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

function RoundTripNotice({ messageId, to }: { messageId: string; to: string }) {
  const { t, plural } = useI18n();
  const trip = useRoundTrip(messageId, to);
  switch (trip.state) {
    case 'waiting':
      return (
        <Notice role="status" tone="plain">
          {t('waTestSent')}
        </Notice>
      );
    case 'silent':
      return (
        <Notice role="status" tone="warning">
          {t('waTestSilent')}
        </Notice>
      );
    case 'back':
      return (
        <Notice role="status" tone="good">
          {plural('waTestBack', trip.seconds)}
        </Notice>
      );
    case 'failed':
      return (
        <Notice role="status" tone="bad">
          <p>{t('waTestFailed')}</p>
          <MetaWords
            error={{
              slug: 'message',
              detail: trip.message.errorMessage ?? null,
              code: Number(trip.message.errorCode) || null,
            }}
          />
        </Notice>
      );
  }
}

// When Meta last called us. A number that nobody wrote to yet has no news, and no fault. News that
// stopped is one, and so is none at all where the test failed for nothing else.
function News(props: {
  check: CheckResult;
  account: WhatsappAccount;
  faulty: boolean;
  advised: boolean;
}) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const { check, account } = props;
  const { ok, detail } = check;
  const failed = !ok && (detail !== '' || props.faulty);
  const Icon = ok ? Check : failed ? CircleAlert : CircleDashed;
  const tone = ok ? 'text-on-ready' : failed ? 'text-late' : 'text-mute';
  const none = failed ? t('waNever') : t('waCheckNoNews', { number: asPhone(account.phoneNumber) });
  return (
    <li className="flex items-start gap-2 text-meta">
      <Icon size={18} aria-hidden className={`mt-0.5 shrink-0 ${tone}`} />
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        <p className={failed ? 'font-medium text-late' : ''}>
          {t('waCheck_webhook')}:{' '}
          <span className={failed ? 'tabular' : 'tabular text-mute'}>
            {detail ? clockOrDay(detail, now, business.timezone, locale) : none}
          </span>
          {failed ? ` · ${t('waCheckState_bad')}` : ''}
        </p>
        {failed && props.advised ? (
          <>
            <p>{t('waCheckDo_webhook')}</p>
            <ReconnectLink />
          </>
        ) : null}
      </div>
    </li>
  );
}

function CheckRow(props: { check: CheckResult; account: WhatsappAccount; advised: boolean }) {
  const { t, maybe } = useI18n();
  const { check, account } = props;
  const { name, ok } = check;
  const Icon = ok ? Check : CircleAlert;
  const advice =
    !ok && props.advised
      ? (maybe(`waCheckDo_${name}_${check.detail}`) ?? maybe(`waCheckDo_${name}`))
      : undefined;
  // What only Meta lifts.
  const banned = name === 'health' || check.detail === 'BANNED';
  // "BLOCKED" is said by the row itself.
  const words = name === 'health' ? null : check.detail;
  return (
    <li className="flex items-start gap-2 text-meta">
      <Icon
        size={18}
        aria-hidden
        className={`mt-0.5 shrink-0 ${ok ? 'text-on-ready' : 'text-late'}`}
      />
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        <p className={ok ? '' : 'font-medium text-late'}>
          {maybe(`waCheck_${name}`) ?? name}
          <span className={ok ? 'sr-only' : ''}>
            {' '}
            {ok ? t('waCheckState_good') : `· ${t('waCheckState_bad')}`}
          </span>
        </p>
        {advice ? <p>{advice}</p> : null}
        {advice ? banned ? <ManagerLink account={account} /> : <ReconnectLink /> : null}
        {!ok && words ? <MetaWords error={{ slug: name, detail: words }} /> : null}
      </div>
    </li>
  );
}
