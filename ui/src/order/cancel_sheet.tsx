import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { asLanguage } from '../lib/preferences';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { cancelReasons } from './cancel_reasons';
import { useMoves } from './use_moves';

const longestReason = 200;

export default function CancelSheet(props: {
  order: Order;
  preferredLanguage: string | null;
  onClose: () => void;
}) {
  const { order } = props;
  const { t, language } = useI18n();
  const { business } = useDesk();
  const moves = useMoves();
  const theirs = asLanguage(props.preferredLanguage) ?? asLanguage(business.language) ?? language;
  const reasons = cancelReasons[theirs];
  const [reason, setReason] = useState(reasons[0] ?? '');
  const text = reason.trim();
  const number = `\u2066#${order.number}\u2069`;
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className="backdrop fixed inset-0 z-50 bg-black/45" />
        <Dialog.Popup className="sheet fixed inset-x-0 bottom-0 z-60 mx-auto flex max-h-[92dvh] w-full max-w-[30rem] flex-col gap-4 overflow-y-auto rounded-t-sheet bg-surface p-5 shadow-drawer outline-none sm:bottom-auto sm:top-[8dvh] sm:rounded-sheet">
          <Dialog.Title className="text-[1.25rem] font-bold">
            {t('cancelTitle', { number })}
          </Dialog.Title>
          <fieldset>
            <legend className="mb-1 text-caption text-mute">{t('cancelReason')}</legend>
            {reasons.map((one) => (
              <label
                key={one}
                className="flex min-h-11 items-center gap-3 rounded-input px-1 hover:bg-sunken"
              >
                <input
                  type="radio"
                  name="reason"
                  checked={reason === one}
                  onChange={() => setReason(one)}
                  className="size-5 accent-[var(--brand)]"
                />
                <bdi>{one}</bdi>
              </label>
            ))}
          </fieldset>
          <label className="flex flex-col gap-1">
            <span className="text-caption text-mute">{t('cancelReasonText')}</span>
            <textarea
              dir="auto"
              rows={2}
              maxLength={longestReason}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              className="rounded-input border border-field bg-surface px-3 py-2"
            />
          </label>
          <div>
            <p className="mb-1 text-caption text-mute">{t('cancelPreview')}</p>
            <p
              lang={theirs}
              dir="auto"
              className="ms-auto w-fit max-w-full rounded-card bg-brand-soft px-3 py-2 text-meta"
            >
              {text}
            </p>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Dialog.Close render={<Button>{t('cancelKeep')}</Button>} />
            <Dialog.Close
              render={
                <Button
                  look="danger"
                  disabled={!text}
                  onClick={() => void moves.cancel(order, text)}
                >
                  {t('cancelConfirm')}
                </Button>
              }
            />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
