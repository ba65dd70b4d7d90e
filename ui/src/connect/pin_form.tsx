import { type FormEvent, useState } from 'react';
import { useI18n } from '../i18n';
import { Button } from '../ui/button';
import { Field } from '../ui/field';

export function PinForm(props: {
  busy: boolean;
  /** What Meta has said no to; it counts the tries. */
  refused: string;
  onPin: (pin: string) => void;
}) {
  const { t } = useI18n();
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const whole = /^\d{6}$/.test(pin);
  const same = whole && pin === props.refused;
  const wrong = same ? t('connectPinSame') : whole ? undefined : t('connectPinBad');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole && !same) props.onPin(pin);
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={t('connectPin')}
        name="pin"
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        maxLength={6}
        value={pin}
        onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
        problem={tried ? wrong : undefined}
      />
      <Button type="submit" look="primary" className="min-h-13" disabled={props.busy}>
        {t('connectPinSend')}
      </Button>
    </form>
  );
}
