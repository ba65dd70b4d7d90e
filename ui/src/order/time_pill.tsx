import { AlarmClock, Clock, TriangleAlert } from 'lucide-react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { useDerivedTime } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { orderTime, timeKey } from '../lib/order_time';

const looks = {
  late: 'bg-late text-on-late',
  soon: 'bg-soon text-on-soon',
  plain: 'bg-done text-on-done',
};

export function TimePill({ order, timezone }: { order: Order; timezone: string }) {
  const { t, plural, locale } = useI18n();
  useDerivedTime((now) => timeKey(orderTime(order, now)));
  const time = orderTime(order, Date.now());
  if (time.tone === 'none') return null;
  const look = time.tone === 'late' || time.tone === 'soon' ? time.tone : 'plain';
  const Icon = { late: TriangleAlert, soon: AlarmClock, plain: Clock }[look];
  const pill = `inline-flex shrink-0 items-center gap-1.5 rounded-full px-2.5 py-0.5 text-meta font-semibold tabular ${looks[look]}`;
  if (time.tone === 'scheduled') {
    return (
      <span className={pill}>
        <Icon size={15} aria-hidden />
        {t('timeFor', { time: clockOrDay(time.at, Date.now(), timezone, locale) })}
      </span>
    );
  }
  const word = {
    late: 'timeLate',
    soon: 'timeSoon',
    left: 'timeLeft',
    waiting: 'timeWaiting',
  } as const;
  return (
    <span className={pill} title={plural(word[time.tone], time.minutes)}>
      <Icon size={15} aria-hidden />
      <span className="sr-only">{plural(word[time.tone], time.minutes)}</span>
      <bdi dir="ltr" aria-hidden>
        {time.tone === 'late' ? '+' : ''}
        {time.minutes}′
      </bdi>
    </span>
  );
}
