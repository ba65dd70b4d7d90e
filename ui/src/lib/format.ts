// Numbers, money and instants for people. Only Intl; the zone is the business's, never the device's.

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`;
  const made = (cache.get(key) as Intl.NumberFormat) ?? new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`;
  const made = (cache.get(key) as Intl.DateTimeFormat) ?? new Intl.DateTimeFormat(locale, options);
  cache.set(key, made);
  return made;
}

/** `minor` is in the currency's smallest unit (agorot); the decimals come from the currency. */
export function money(minor: number, currency: string, locale: string): string {
  const format = numberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

export const integer = (value: number, locale: string): string =>
  numberFormat(locale, {}).format(value);

/** 1800 basis points are 18 %. */
export const percent = (basisPoints: number, locale: string): string =>
  numberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);

export const clock = (instant: string | number, zone: string, locale: string): string =>
  dateFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant));

/** "2026-11-23": the calendar day in the zone, for comparing. */
export const dayKey = (instant: string | number, zone: string): string =>
  dateFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(
    new Date(instant),
  );

export const dayName = (instant: string | number, zone: string, locale: string): string =>
  dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'numeric', timeZone: zone }).format(
    new Date(instant),
  );

/** "20:30", or with its day when that is not today. */
export function clockOrDay(instant: string, now: number, zone: string, locale: string): string {
  const time = clock(instant, zone, locale);
  if (dayKey(instant, zone) === dayKey(now, zone)) return time;
  const day = dateFormat(locale, { day: 'numeric', month: 'numeric', timeZone: zone });
  return `${day.format(new Date(instant))} ${time}`;
}

function offsetMilliseconds(instant: number, zone: string): number {
  const parts = dateFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** When the business day that holds `now` began; `startsAt` is "05:00" local. */
export function businessDayStart(now: number, zone: string, startsAt: string): number {
  const [hours = 0, minutes = 0] = startsAt.split(':').map(Number);
  const shift = (hours * 60 + minutes) * 60_000;
  const localNow = now + offsetMilliseconds(now, zone);
  const day = 86_400_000;
  const localStart = Math.floor((localNow - shift) / day) * day + shift;
  // The offset at the start may differ from today's: clocks change at night.
  const guess = localStart - offsetMilliseconds(now, zone);
  return localStart - offsetMilliseconds(guess, zone);
}
