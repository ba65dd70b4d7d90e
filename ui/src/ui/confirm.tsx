// Asks once more before what cannot be taken back.
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../i18n';
import { Button } from './button';

export function Confirm(props: {
  title: string;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const [open, setOpen] = useState(true);
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={setOpen}
      onOpenChangeComplete={(now) => {
        if (!now) props.onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop fixed inset-0 z-50 bg-black/45" />
        <AlertDialog.Popup className="sheet fixed inset-x-0 bottom-0 z-60 mx-auto flex max-h-[92dvh] w-full max-w-[28rem] flex-col gap-4 overflow-y-auto rounded-t-sheet bg-surface p-5 shadow-drawer outline-none sm:top-[12dvh] sm:bottom-auto sm:rounded-sheet">
          <AlertDialog.Title className="text-[1.25rem] font-bold">{props.title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="text-meta">
            {props.children}
          </AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button>{t('keep')}</Button>} />
            <Button
              look="danger"
              onClick={() => {
                props.onConfirm();
                setOpen(false);
              }}
            >
              {props.confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
