// Whether Meta lets the number send, and what stands in its way.
import { troubleOfNumber } from '../alerts/account_trouble';
import type { HealthEntity } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { Badge, type Tone } from '../ui/notice';
import { Panel } from './settings_page';
import { type PanelProps, useWhen } from './whatsapp_panels';

const healthTones: Record<string, Tone> = {
  AVAILABLE: 'good',
  LIMITED: 'warning',
  BLOCKED: 'bad',
};
const qualityTones: Record<string, Tone> = { GREEN: 'good', YELLOW: 'warning', RED: 'bad' };

function SendBadge({ canSend }: { canSend: string }) {
  const { t, maybe } = useI18n();
  return (
    <Badge tone={healthTones[canSend] ?? 'plain'}>
      {maybe(`waHealth_${canSend}`) ?? t('waHealth_UNKNOWN')}
    </Badge>
  );
}

export function HealthPanel({ view }: PanelProps) {
  const { t, maybe } = useI18n();
  const when = useWhen();
  const { health, account } = view;
  const quality = view.limits?.quality || 'UNKNOWN';
  const hint = maybe(`waQualityHint_${quality}`);
  // What Meta said before it refused is not how it is now.
  const stopped = account?.status === 'error' || troubleOfNumber(view.facts?.numberStatus);
  const entities = (health?.entities ?? []).filter(
    ({ canSend }) => !stopped || canSend !== 'AVAILABLE',
  );
  return (
    <Panel
      title={t('waHealth')}
      action={
        stopped ? (
          <Badge tone="bad">{t('waHealth_stopped')}</Badge>
        ) : (
          <SendBadge canSend={health?.canSend ?? 'UNKNOWN'} />
        )
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-meta text-mute">{t('waQuality')}</span>
        <Badge tone={qualityTones[quality] ?? 'plain'}>
          {maybe(`waQuality_${quality}`) ?? t('waQuality_UNKNOWN')}
        </Badge>
      </div>
      {hint ? <p className="text-meta">{hint}</p> : null}
      {entities.length ? (
        <ul className="flex flex-col divide-y divide-line">
          {entities.map((entity) => (
            <Entity key={`${entity.type}${entity.id}`} entity={entity} />
          ))}
        </ul>
      ) : null}
      {health ? (
        <p className="text-caption text-mute">
          {t('waCheckedAt', { time: when(health.checkedAt) })}
        </p>
      ) : null}
    </Panel>
  );
}

function Entity({ entity }: { entity: HealthEntity }) {
  const { t, maybe } = useI18n();
  const name = maybe(`waEntity_${entity.type}`) ?? entity.type;
  return (
    <li className="flex flex-col gap-1 py-2 [overflow-wrap:anywhere]">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{name}</span>
        <SendBadge canSend={entity.canSend} />
      </div>
      {entity.errors.length ? (
        <p className="text-caption text-mute">{t('waHealthErrors')}</p>
      ) : null}
      {entity.errors.map((error) => (
        <div key={`${error.code}${error.description}`} dir="auto" className="text-meta">
          <p>
            {error.description} <span className="tabular text-mute">({error.code})</span>
          </p>
          {error.possibleSolution ? <p className="font-medium">{error.possibleSolution}</p> : null}
        </div>
      ))}
      {entity.information.map((text) => (
        <p key={text} dir="auto" className="text-meta text-mute">
          {text}
        </p>
      ))}
    </li>
  );
}
