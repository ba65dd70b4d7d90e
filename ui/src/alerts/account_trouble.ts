// Why a number is in error, by the kind of the alert that tells of it.
import type { AccountError } from '../api/types';
import { type AlertPlace, placeOf } from './alert_text';

const kinds = [
  'token_invalid',
  'account_blocked',
  'payments_missing',
  'account_removed',
  'number_unregistered',
  'name_not_approved',
] as const;
export type Trouble = (typeof kinds)[number];

// Meta's codes, as the server reads them (src/app/account_state.cpp).
const byCode: Partial<Record<string, Trouble>> = {
  0: 'token_invalid',
  190: 'token_invalid',
  131037: 'name_not_approved',
  131042: 'payments_missing',
  131045: 'number_unregistered',
  133000: 'number_unregistered',
  133010: 'number_unregistered',
};

export const troubleOf = (error: AccountError | null | undefined): Trouble | undefined =>
  kinds.find((kind) => kind === error?.kind) ?? byCode[String(error?.code)];

const byNumberStatus: Partial<Record<string, Trouble>> = {
  BANNED: 'account_blocked',
  DISCONNECTED: 'number_unregistered',
  UNLINKED: 'number_unregistered',
  DELETED: 'number_unregistered',
  MIGRATED: 'number_unregistered',
};

/** What the last look found, though nothing was refused yet (src/app/account_state.cpp). */
export const troubleOfNumber = (status: string | null | undefined): Trouble | undefined =>
  byNumberStatus[status ?? ''];

/** Alerts that say why a number is in error. */
export const troubles: ReadonlySet<string> = new Set(kinds);

/** Meta's own page has the details of what nobody here knows. */
export const placeOfTrouble = (trouble: Trouble | undefined): AlertPlace =>
  trouble ? placeOf(trouble) : 'manager';
