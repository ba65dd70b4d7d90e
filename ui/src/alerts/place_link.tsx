import { Link } from '@tanstack/react-router';
import type { Alert } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { connectHref } from '../lib/connect_href';
import { alertPlace, placeWord } from './alert_text';

export function PlaceLink(props: {
  alert: Alert;
  businessId: string;
  className: string;
  onFollow?: () => void;
}) {
  const { t } = useI18n();
  const place = alertPlace(props.alert);
  const word = t(placeWord[place]);
  // A document of its own, with a policy of its own.
  if (place === 'connect') {
    return (
      <a href={connectHref(props.businessId)} className={props.className}>
        {word}
      </a>
    );
  }
  return (
    <Link
      to={
        place === 'templates'
          ? '/b/$businessId/settings/templates'
          : '/b/$businessId/settings/whatsapp'
      }
      params={{ businessId: props.businessId }}
      className={props.className}
      {...(props.onFollow ? { onClick: props.onFollow } : {})}
    >
      {word}
    </Link>
  );
}
