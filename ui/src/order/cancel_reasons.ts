// The customer reads the reason, so it is in the customer's language, not in the staff's.
import type { Language } from '../api/types';

export const cancelReasons: Record<Language, readonly string[]> = {
  he: [
    'חלק מהפריטים אזלו',
    'יש עומס ולא נספיק בזמן',
    'אנחנו כבר נסגרים',
    'הכתובת מחוץ לאזור המשלוחים',
    'לפי בקשתך',
  ],
  en: [
    'Some of the items are sold out',
    'We are too busy to make it in time',
    'We are closing',
    'The address is outside our delivery area',
    'As you asked',
  ],
};
