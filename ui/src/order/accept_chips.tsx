// Accepting is choosing a time: one tap on a chip, or another number of minutes.
import { Ellipsis, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { Button, IconButton } from '../ui/button';

const presets = [15, 25, 40] as const;
const mostMinutes = 240; // the API's limit
const usualMinutes = 25;

/** The chip that fits what the customer was told when ordering. */
export function suggested(order: Pick<Order, 'quotedMinutes'>): number {
  const wish = order.quotedMinutes ?? usualMinutes;
  return presets.reduce((best, one) => (Math.abs(one - wish) < Math.abs(best - wish) ? one : best));
}

export function AcceptChips(props: { order: Order; onAccept: (minutes: number) => void }) {
  const { t } = useI18n();
  const [custom, setCustom] = useState<string | null>(null);
  const best = suggested(props.order);
  if (custom !== null) {
    const minutes = Number(custom);
    const valid = Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes;
    const submit = (event: FormEvent) => {
      event.preventDefault();
      if (valid) props.onAccept(minutes);
    };
    return (
      <form onSubmit={submit} className="flex gap-2">
        <input
          // biome-ignore lint/a11y/noAutofocus: the field appears by the person's own tap
          autoFocus
          type="number"
          inputMode="numeric"
          min={1}
          max={mostMinutes}
          aria-label={t('acceptMinutes')}
          value={custom}
          onChange={(event) => setCustom(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setCustom(null);
          }}
          className="tabular min-h-11 w-0 min-w-0 grow rounded-input border border-field bg-surface px-3"
        />
        <Button type="submit" look="primary" disabled={!valid}>
          {t('accept')}
        </Button>
        <IconButton label={t('back')} onClick={() => setCustom(null)}>
          <X size={18} aria-hidden />
        </IconButton>
      </form>
    );
  }
  return (
    <fieldset className="flex gap-2">
      <legend className="sr-only">{t('acceptTitle', { number: `#${props.order.number}` })}</legend>
      {presets.map((minutes) => (
        <Button
          key={minutes}
          look={minutes === best ? 'primary' : 'outline'}
          aria-label={t('acceptIn', { n: minutes })}
          onClick={() => props.onAccept(minutes)}
          className="tabular grow basis-0 whitespace-nowrap !px-1"
        >
          {t('minutesShort', { n: minutes })}
        </Button>
      ))}
      <IconButton label={t('acceptCustom')} onClick={() => setCustom(String(best))}>
        <Ellipsis size={18} aria-hidden />
      </IconButton>
    </fieldset>
  );
}
