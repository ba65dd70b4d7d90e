import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { type BotMode, botModes } from '../api/types';
import { useI18n } from '../i18n';
import { Button } from '../ui/button';

const shops = 'shop';

/** The bot in one chat; "as in the business" is no choice of its own. */
export default function ModeMenu(props: {
  own: BotMode | null;
  shop: BotMode | undefined;
  busy: boolean;
  onChoose: (mode: BotMode | null) => void;
}) {
  const { t, direction } = useI18n();
  const { own, shop } = props;
  // Beside its button, so that a drawer around it keeps the focus in.
  const place = useRef<HTMLSpanElement>(null);
  const word = (mode: BotMode | undefined) => (mode ? t(`botMode_${mode}`) : t('botMode'));
  const options = [
    { value: shops, text: shop ? t('botModeOfShop', { mode: word(shop) }) : t('botModeShop') },
    ...botModes.map((mode) => ({ value: mode as string, text: word(mode) })),
  ];
  return (
    <DirectionProvider direction={direction}>
      <span ref={place} className="contents" />
      <Menu.Root>
        <Menu.Trigger
          disabled={props.busy}
          aria-label={t('botModeOfChat', { mode: word(own ?? shop) })}
          render={<Button className="!gap-1 !px-3" />}
        >
          {word(own ?? shop)}
          <ChevronDown size={16} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal container={place}>
          <Menu.Positioner align="end" sideOffset={6} className="z-60 outline-none">
            <Menu.Popup className="sheet w-64 rounded-card border border-line bg-raised p-1 text-ink shadow-menu outline-none">
              <Menu.Group>
                <Menu.GroupLabel className="px-3 pt-1 text-caption text-mute">
                  {t('botModeHere')}
                </Menu.GroupLabel>
                <Menu.RadioGroup
                  value={own ?? shops}
                  onValueChange={(value: string) =>
                    props.onChoose(botModes.find((mode) => mode === value) ?? null)
                  }
                >
                  {options.map((one) => (
                    <Menu.RadioItem
                      key={one.value}
                      value={one.value}
                      closeOnClick
                      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-input px-3 text-meta outline-none select-none data-highlighted:bg-sunken"
                    >
                      <span className="grow">{one.text}</span>
                      <Menu.RadioItemIndicator>
                        <Check size={17} aria-hidden className="text-brand" />
                      </Menu.RadioItemIndicator>
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              </Menu.Group>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </DirectionProvider>
  );
}
