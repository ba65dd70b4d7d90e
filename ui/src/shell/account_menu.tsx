import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Menu } from '@base-ui/react/menu';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  Bot,
  Check,
  GraduationCap,
  LogOut,
  type LucideIcon,
  MessageSquareText,
  MonitorSmartphone,
  PlugZap,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { isOffice } from '../alerts/use_alerts';
import { request } from '../api/client';
import type { BusinessSummary, Language } from '../api/types';
import { useI18n } from '../i18n';
import { setTheme, type Theme, useTheme } from '../lib/preferences';
import { why } from '../lib/why';
import { useSession } from '../session';
import { type SettingsName, settingsFor, settingsRoute } from '../settings/settings_routes';
import { showToast } from '../ui/toasts';

const itemLook =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-input px-3 text-meta outline-none select-none data-highlighted:bg-sunken';
const settingsIcons: Record<SettingsName, LucideIcon> = {
  whatsapp: PlugZap,
  bot: Bot,
  templates: MessageSquareText,
  words: GraduationCap,
  sessions: MonitorSmartphone,
};
const languages: readonly { value: Language; word: string }[] = [
  { value: 'he', word: 'עברית' },
  { value: 'en', word: 'English' },
];
const themes = [
  { value: 'light', key: 'themeLight' },
  { value: 'dark', key: 'themeDark' },
  { value: 'system', key: 'themeSystem' },
] as const satisfies readonly { value: Theme; key: string }[];

function useLogout() {
  const i18n = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await request<void>('DELETE', '/api/session');
    } catch (error) {
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
      return;
    }
    await navigate({ to: '/login' });
    queries.clear();
  };
}

function Choice(props: { label: string; children: ReactNode }) {
  return (
    <Menu.Group className="border-t border-line py-1">
      <Menu.GroupLabel className="px-3 pt-1 text-caption text-mute">{props.label}</Menu.GroupLabel>
      {props.children}
    </Menu.Group>
  );
}

function Radio(props: { value: string; children: ReactNode; lang?: string }) {
  return (
    <Menu.RadioItem value={props.value} lang={props.lang} closeOnClick className={itemLook}>
      <span className="min-w-0 grow truncate">{props.children}</span>
      <Menu.RadioItemIndicator>
        <Check size={17} aria-hidden className="text-brand" />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}

export default function AccountMenu(props: {
  business: BusinessSummary;
  side: 'inline-end' | 'top';
  className: string;
  children: ReactNode;
}) {
  const { t, language, setLanguage, direction } = useI18n();
  const theme = useTheme();
  const session = useSession();
  const navigate = useNavigate();
  const logout = useLogout();
  // Inside the navigation, so that the menu belongs to a landmark.
  const place = useRef<HTMLSpanElement>(null);
  return (
    <DirectionProvider direction={direction}>
      <span ref={place} className="contents" />
      <Menu.Root defaultOpen>
        <Menu.Trigger aria-label={t('account')} className={props.className}>
          {props.children}
        </Menu.Trigger>
        <Menu.Portal container={place}>
          <Menu.Positioner
            side={props.side}
            align="end"
            sideOffset={8}
            className="z-60 outline-none"
          >
            <Menu.Popup className="sheet max-h-[var(--available-height)] w-64 overflow-y-auto rounded-card border border-line bg-raised p-1 shadow-menu outline-none">
              <div className="px-3 py-2">
                <p className="font-semibold">
                  <bdi>{session.user.name}</bdi>
                </p>
                <p className="text-caption text-mute">
                  <bdi>{props.business.name}</bdi>
                </p>
              </div>
              {session.businesses.length > 1 ? (
                <Choice label={t('switchBusiness')}>
                  <Menu.RadioGroup
                    value={props.business.id}
                    onValueChange={(businessId: string) =>
                      void navigate({ to: '/b/$businessId/orders', params: { businessId } })
                    }
                  >
                    {session.businesses.map((one) => (
                      <Radio key={one.id} value={one.id}>
                        <bdi>{one.name}</bdi>
                      </Radio>
                    ))}
                  </Menu.RadioGroup>
                </Choice>
              ) : null}
              <Choice label={t('language')}>
                <Menu.RadioGroup value={language} onValueChange={setLanguage}>
                  {languages.map((one) => (
                    <Radio key={one.value} value={one.value} lang={one.value}>
                      {one.word}
                    </Radio>
                  ))}
                </Menu.RadioGroup>
              </Choice>
              <Choice label={t('theme')}>
                <Menu.RadioGroup value={theme} onValueChange={setTheme}>
                  {themes.map((one) => (
                    <Radio key={one.value} value={one.value}>
                      {t(one.key)}
                    </Radio>
                  ))}
                </Menu.RadioGroup>
              </Choice>
              <Menu.Group className="border-t border-line py-1">
                <Menu.GroupLabel className="px-3 pt-1 text-caption text-mute">
                  {t('settings')}
                </Menu.GroupLabel>
                {settingsFor(isOffice(props.business)).map((one) => {
                  const Icon = settingsIcons[one];
                  return (
                    <Menu.LinkItem
                      key={one}
                      closeOnClick
                      className={itemLook}
                      render={
                        <Link to={settingsRoute[one]} params={{ businessId: props.business.id }} />
                      }
                    >
                      <Icon size={17} aria-hidden />
                      {t(`settings_${one}`)}
                    </Menu.LinkItem>
                  );
                })}
              </Menu.Group>
              <div className="border-t border-line pt-1">
                <Menu.Item className={itemLook} onClick={() => void logout()}>
                  <LogOut size={17} aria-hidden className="rtl:-scale-x-100" />
                  {t('logout')}
                </Menu.Item>
              </div>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </DirectionProvider>
  );
}
