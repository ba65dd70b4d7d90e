// Who answers customers: the bot, the bot with staff before it, or staff alone.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bot, Hand, type LucideIcon, PencilLine } from 'lucide-react';
import { isApiError, request } from '../api/client';
import { type BotMode, type BusinessDetail, botModes } from '../api/types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { businessKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { LoadError, Loading } from '../ui/states';
import { closeToast, showToast } from '../ui/toasts';
import { SettingsPage } from './settings_page';

const undoFor = 8000;
const icons: Record<BotMode, LucideIcon> = { auto: Bot, assist: PencilLine, off: Hand };

export default function BotPage() {
  return (
    <SettingsPage name="bot">
      <Content />
    </SettingsPage>
  );
}

function useSave() {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const key = businessKey(desk.businessId);
  const known = () => queries.getQueryData<BusinessDetail>(key);
  const save = useMutation({
    // Arrow keys choose faster than the server answers: one after the other, each on the last version.
    scope: { id: `bot-${desk.businessId}` },
    mutationFn: async ({ mode }: { mode: BotMode; isUndo?: boolean }) => {
      const before = known()?.business;
      const { business } = await request<Pick<BusinessDetail, 'business'>>(
        'PATCH',
        `/api/businesses/${desk.businessId}`,
        {
          ...(before ? { version: before.version } : {}),
          body: { settings: { botMode: mode } },
        },
      );
      queries.setQueryData<BusinessDetail>(key, (one) => (one ? { ...one, business } : one));
      return before?.settings.botMode;
    },
    onSuccess: (before, { mode, isUndo }) => {
      const text = t('botSaved', { mode: t(`botMode_${mode}`) });
      if (isUndo || before === undefined || before === mode) {
        showToast({ text });
        return;
      }
      const toast: number = showToast({
        text,
        until: Date.now() + undoFor,
        undo: () => {
          closeToast(toast);
          save.mutate({ mode: before, isUndo: true });
        },
      });
    },
    onError: (error) => {
      showToast({
        text:
          isApiError(error) && error.status === 412
            ? t('botStale')
            : t('notSaved', { why: why(error, i18n) }),
        tone: 'bad',
      });
      return queries.invalidateQueries({ queryKey: key });
    },
  });
  return save;
}

function Content() {
  const { t } = useI18n();
  const { desk } = useDesk();
  const query = useBusiness(desk.businessId);
  const save = useSave();
  if (query.isPending) return <Loading />;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const stored = query.data.business.settings.botMode;
  const mode = save.isPending ? save.variables.mode : stored;
  return (
    <fieldset aria-busy={save.isPending} className="flex flex-col gap-3">
      <legend className="pb-4 text-mute">{t('botLead')}</legend>
      {botModes.map((one) => {
        const Icon = icons[one];
        return (
          <label
            key={one}
            className="flex gap-3 rounded-card border border-line bg-surface p-4 hover:border-field has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-[var(--focus)]"
          >
            <input
              type="radio"
              name="bot-mode"
              value={one}
              checked={mode === one}
              onChange={() => save.mutate({ mode: one })}
              aria-labelledby={`bot-${one}`}
              aria-describedby={`bot-${one}-what`}
              className="mt-0.5 size-5 shrink-0 accent-[var(--brand)] outline-none"
            />
            <span className="flex min-w-0 grow flex-col gap-1">
              <span id={`bot-${one}`} className="text-[1.0625rem] font-semibold">
                {t(`botMode_${one}`)}
              </span>
              <span id={`bot-${one}-what`} className="text-meta">
                {t(`botModeWhat_${one}`)}
              </span>
            </span>
            <Icon size={22} aria-hidden className="shrink-0 text-mute" />
          </label>
        );
      })}
    </fieldset>
  );
}
