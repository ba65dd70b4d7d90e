import { Link } from '@tanstack/react-router';
import { useI18n } from '../i18n';
import { connectHref } from '../lib/connect_href';
import { managerHref } from '../lib/manager_href';
import { type AlertPlace, placeWord } from './alert_text';

const routes = {
  templates: '/b/$businessId/settings/templates',
  chats: '/b/$businessId/chats',
  account: '/b/$businessId/settings/whatsapp',
} as const;

export function PlaceLink(props: {
  place: AlertPlace;
  businessId: string;
  className: string;
  onFollow?: () => void;
}) {
  const { t } = useI18n();
  const { place, businessId, className } = props;
  const word = t(placeWord[place]);
  // A document of its own, with a policy of its own.
  if (place === 'connect') {
    return (
      <a href={connectHref(businessId, { again: 1 })} className={className}>
        {word}
      </a>
    );
  }
  if (place === 'manager') {
    return (
      <a href={managerHref()} target="_blank" rel="noreferrer" className={className}>
        {word}
      </a>
    );
  }
  return (
    <Link
      to={routes[place]}
      params={{ businessId }}
      className={className}
      {...(props.onFollow ? { onClick: props.onFollow } : {})}
    >
      {word}
    </Link>
  );
}
