// What the printer gets: the print style sheet hides everything else.
import { createPortal } from 'react-dom';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { clock } from '../lib/format';
import { useDesk } from '../live/desk_context';
import { addressText, itemName, optionsText } from './words';

export function Ticket({ order }: { order: Order }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { business } = useDesk();
  const due = order.promisedAt ?? order.requestedFor;
  return createPortal(
    <div className="ticket-root hidden" aria-hidden>
      <div className="ticket">
        <p className="text-[28pt] leading-tight font-bold">
          <bdi dir="ltr">#{order.number}</bdi>
        </p>
        <p>
          {t(order.deliveryType)} · <bdi>{order.customer.name}</bdi>
        </p>
        {due ? (
          <p className="font-bold">
            {t('timeFor', { time: clock(due, business.timezone, locale) })}
          </p>
        ) : null}
        {order.deliveryAddress ? <p>{addressText(order.deliveryAddress, i18n)}</p> : null}
        <ul className="my-2 border-y border-black py-2">
          {order.items.map((item) => (
            <li key={item.id}>
              <b>
                <bdi dir="ltr">{item.quantity}×</bdi> {item.kitchenName || itemName(item, i18n)}
              </b>
              <br />
              {optionsText(item, i18n)} {item.notes}
            </li>
          ))}
        </ul>
        {order.customerNotes ? <p className="font-bold">{order.customerNotes}</p> : null}
        {order.notes ? <p>{order.notes}</p> : null}
        <p>{clock(order.orderedAt, business.timezone, locale)}</p>
      </div>
    </div>,
    document.body,
  );
}
