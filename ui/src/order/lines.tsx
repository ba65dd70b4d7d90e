import { TriangleAlert } from 'lucide-react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { money } from '../lib/format';
import { itemName, optionsText } from './words';

export function Lines(props: { order: Order; most?: number; prices?: boolean }) {
  const i18n = useI18n();
  const { order, most = Number.POSITIVE_INFINITY } = props;
  const shown = order.items.length > most ? order.items.slice(0, most - 1) : order.items;
  const hidden = order.items.length - shown.length;
  return (
    <ul className="flex flex-col gap-1">
      {shown.map((item) => {
        const options = optionsText(item, i18n);
        return (
          <li key={item.id} className="grid grid-cols-[2.25rem_1fr_auto] gap-x-1">
            <span className="tabular font-semibold">
              <bdi dir="ltr">{item.quantity}×</bdi>
            </span>
            <span className="min-w-0">
              <bdi>{itemName(item, i18n)}</bdi>
              {options ? (
                <span className="block text-meta text-mute">
                  <bdi>{options}</bdi>
                </span>
              ) : null}
              {item.notes ? (
                <span className="block text-meta font-medium text-on-soon">
                  <bdi>{item.notes}</bdi>
                </span>
              ) : null}
            </span>
            {props.prices && item.subtotal !== undefined ? (
              <span className="tabular">{money(item.subtotal, order.currency, i18n.locale)}</span>
            ) : null}
          </li>
        );
      })}
      {hidden > 0 ? (
        <li className="text-meta text-mute">{i18n.plural('moreLines', hidden)}</li>
      ) : null}
    </ul>
  );
}

export function NoteBar({ text }: { text: string }) {
  const { t } = useI18n();
  return (
    <p className="flex items-start gap-2 rounded-input bg-soon px-2.5 py-1.5 text-meta text-on-soon">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <span>
        <b className="font-semibold">{t('note')}:</b> <bdi>{text}</bdi>
      </span>
    </p>
  );
}
