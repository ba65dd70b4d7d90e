// What a tap on an order does: shown at once, sent, and undone as long as the server allows it.
import { useMemo } from 'react';
import { isApiError, request } from '../api/client';
import type { MoveResult, Order, OrderStatus } from '../api/types';
import { type I18n, useI18n } from '../i18n';
import { why } from '../lib/why';
import type { Desk } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { closeToast, showToast } from '../ui/toasts';
import { notificationReason, statusWord } from './words';

export interface Moves {
  move: (order: Order, status: OrderStatus, promisedMinutes?: number) => Promise<boolean>;
  cancel: (order: Order, reason: string) => Promise<boolean>;
}

const path = (order: Order, act: string): string => `/api/orders/${order.id}/${act}`;

async function undoMove(desk: Desk, i18n: I18n, orderId: string, from: Order, token: string) {
  const order = desk.orders.truth(orderId);
  if (!order) return;
  desk.orders.overlay(orderId, { status: from.status, promisedAt: from.promisedAt ?? null });
  try {
    const answer = await request<{ order: Order }>('POST', path(order, 'undo'), {
      query: { businessId: desk.businessId },
      version: order.version,
      body: { token },
    });
    desk.orders.settle(orderId, answer.order);
    const status = statusWord(answer.order, i18n);
    showToast({ text: i18n.t('undoDone', { number: `#${order.number}`, status }) });
  } catch (error) {
    desk.orders.settle(orderId);
    await explain(desk, i18n, order, error);
  }
}

// Says why a change was refused, and shows the order as it stands.
async function explain(desk: Desk, i18n: I18n, order: Order, error: unknown): Promise<void> {
  const { t } = i18n;
  const number = `#${order.number}`;
  if (isApiError(error, 'already_sent')) {
    showToast({ text: t('alreadySent'), tone: 'bad' });
  } else if (isApiError(error) && error.status === 412) {
    showToast({ text: t('stale', { number }), tone: 'bad' });
  } else if (isApiError(error) && error.status === 409) {
    showToast({ text: t('notAllowed'), tone: 'bad' });
  } else {
    showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    if (!isApiError(error) || error.status === 0) return;
  }
  await desk.refreshOrder(order.id).catch(() => desk.resync());
}

function announce(desk: Desk, i18n: I18n, before: Order, result: MoveResult): void {
  const { t } = i18n;
  const { order, notification, undo } = result;
  const number = `#${order.number}`;
  const text = result.refundInitiated
    ? t('refundStarted', { number })
    : t('movedTo', { number, status: statusWord(order, i18n) });
  const told =
    notification.state === 'queued' || notification.state === 'held'
      ? t('willNotify')
      : notification.state === 'not_notified'
        ? t('notNotifiedNow', { reason: notificationReason(notification.reason, i18n) })
        : undefined;
  const id = showToast({
    text,
    ...(told ? { detail: told } : {}),
    ...(undo
      ? {
          until: Date.parse(undo.until),
          undo: () => {
            closeToast(id);
            void undoMove(desk, i18n, order.id, before, undo.token);
          },
        }
      : {}),
  });
}

export function makeMoves(desk: Desk, i18n: I18n): Moves {
  const send = async (
    order: Order,
    target: OrderStatus,
    promisedAt: string | null,
    act: () => Promise<MoveResult>,
  ): Promise<boolean> => {
    if (desk.orders.isPending(order.id)) return false;
    const before = desk.orders.truth(order.id) ?? order;
    desk.orders.apply(order);
    desk.orders.overlay(order.id, { status: target, ...(promisedAt ? { promisedAt } : {}) });
    try {
      const result = await act();
      desk.orders.settle(order.id, result.order);
      announce(desk, i18n, before, result);
      return true;
    } catch (error) {
      desk.orders.settle(order.id);
      await explain(desk, i18n, order, error);
      return false;
    }
  };
  const query = { businessId: desk.businessId };
  return {
    move: (order, status, promisedMinutes) => {
      const promisedAt =
        promisedMinutes === undefined
          ? null
          : new Date(Date.now() + promisedMinutes * 60_000).toISOString();
      const body = promisedMinutes === undefined ? { status } : { status, promisedMinutes };
      return send(order, status, promisedAt, () =>
        request<MoveResult>('PATCH', path(order, 'status'), {
          query,
          version: order.version,
          body,
        }),
      );
    },
    cancel: (order, reason) =>
      send(order, 'cancelled', null, () =>
        request<MoveResult>('POST', path(order, 'cancel'), {
          query,
          version: order.version,
          body: { reason },
        }),
      ),
  };
}

export function useMoves(): Moves {
  const { desk } = useDesk();
  const i18n = useI18n();
  return useMemo(() => makeMoves(desk, i18n), [desk, i18n]);
}
