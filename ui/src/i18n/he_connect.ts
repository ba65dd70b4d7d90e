import type { enConnect } from './en_connect';

export const heConnect: Record<keyof typeof enConnect, string> = {
  connectTitle: 'חיבור וואטסאפ',
  connectLead: 'כמה דקות עם פייסבוק, וההזמנות מהוואטסאפ מגיעות ללוח מעצמן.',
  connectBusiness: 'עסק',
  connectNoBusiness: 'מספר שייך לעסק. קודם פותחים עסק; זה לוקח דקה.',
  connectOpenBusiness: 'פתיחת עסק',
  connectNotAllowed: 'רק בעלי העסק יכולים לחבר את המספר שלו.',
  connectNeedTitle: 'כדאי שיהיה בהישג יד',
  connectNeedFacebook: 'חשבון פייסבוק שמנהל את העסק',
  connectNeedPhone: 'הטלפון של המספר, לקבלת קוד ב־SMS או בשיחה',
  connectNeedApp: 'הטלפון עם אפליקציית WhatsApp Business, לסריקת קוד',
  connectVariantTitle: 'המספר נשאר גם באפליקציית WhatsApp Business?',
  connectVariant_coexistence: 'כן, אפליקציית WhatsApp Business בשימוש במספר הזה',
  connectVariantHint_coexistence: 'האפליקציה בטלפון ממשיכה לעבוד, ואותן שיחות מופיעות גם כאן.',
  connectVariant_embedded: 'לא, המספר עובר לכאן',
  connectVariantHint_embedded: 'מספר חדש, או כזה שאף טלפון כבר לא צריך. הוא יעבוד רק דרך Croozer.',
  connectStart: 'המשך עם פייסבוק',
  connectStartAgain: 'התחלה מחדש עם פייסבוק',
  connectSdkLoading: 'החיבור לפייסבוק בהכנה…',
  connectPopupOpen: 'החלון של פייסבוק פתוח. העמוד הזה ימשיך מעצמו בסיום.',
  connectSending: 'פייסבוק אישרה. האישור נשלח לשרת…',
  connectAlready: '{number} מחובר לעסק הזה.',
  connectManualOnly:
    'ההרשמה דרך פייסבוק לא הוגדרה בשרת הזה. אפשר לחבר מספר בעזרת אסימון הגישה שלו.',

  connectProblem_popup_blocked:
    'הדפדפן חסם את החלון של פייסבוק. צריך לאשר חלונות קופצים לאתר הזה (סמל ליד הכתובת) ולנסות שוב.',
  connectProblem_popup_closed:
    'החלון של פייסבוק נסגר לפני הסוף, ולכן שום דבר לא חובר. אפשר להתחיל שוב; פייסבוק זוכרת את מה שכבר מולא.',
  connectProblem_sdk_blocked:
    'הסקריפט של פייסבוק לא נטען. בדרך כלל חוסם פרסומות או תוסף פרטיות עוצר אותו: כדאי לכבות אותו בעמוד הזה ולנסות שוב.',
  connectProblem_offline: 'אין במכשיר חיבור לאינטרנט. כשיחזור אפשר לנסות שוב; שום דבר לא אבד.',
  connectProblem_no_code: 'פייסבוק סיימה אבל לא אישרה את החיבור. התחלה מחדש בדרך כלל עוזרת.',
  connectProblem_reported:
    'פייסבוק נעצרה בגלל שגיאה שלה. אפשר לנסות שוב בעוד כמה דקות; אם זה חוזר, הפרטים למטה יעזרו לתמיכה של מטא.',
  connectProblem_send: 'פייסבוק אישרה, אבל השרת לא קיבל את האישור. {why} אחר כך אפשר להתחיל מחדש.',
  connectCancel_BUSINESS_ACCOUNT_SELECTION:
    'החלון נסגר בשלב בחירת העסק. אפשר להתחיל שוב ולבחור את העסק שהמספר שייך לו, או לפתוח חדש.',
  connectCancel_WABA_PHONE_PROFILE_PICKER:
    'החלון נסגר בשלב בחירת חשבון הוואטסאפ. אפשר להתחיל שוב ולבחור חשבון, או לפתוח חדש.',
  connectCancel_WHATSAPP_BUSINESS_PROFILE_SETUP:
    'החלון נסגר בשלב פרופיל העסק. אפשר להתחיל שוב; שם וקטגוריה מספיקים.',
  connectCancel_PHONE_NUMBER_SETUP:
    'החלון נסגר בשלב הזנת המספר. אפשר להתחיל שוב עם המספר שהלקוחות כותבים אליו.',
  connectCancel_PHONE_NUMBER_VERIFICATION:
    'החלון נסגר לפני הזנת הקוד. אפשר להתחיל שוב; אם לא מגיע SMS, כדאי לבחור בשיחה.',
  connectCancel_PERMISSIONS:
    'החלון נסגר בשלב ההרשאות. בלעדיהן אי אפשר לקרוא הודעות או לשלוח. אפשר להתחיל שוב ולאשר אותן.',
  connectCancel_other: 'החלון נסגר לפני הסוף, ולכן שום דבר לא חובר. אפשר להתחיל שוב.',

  connectSteps: 'התקדמות',
  connectStep_exchange: 'אישור החיבור מפייסבוק',
  connectStep_inspect: 'בדיקת ההרשאות',
  connectStep_waba: 'איתור חשבון הוואטסאפ',
  connectStep_numbers: 'איתור המספר',
  connectStep_ownership: 'בדיקה שהמספר פנוי',
  connectStep_subscribe: 'הפעלת ההודעות הנכנסות',
  connectStep_register: 'רישום המספר',
  connectStep_facts: 'קריאת השם והמכסות',
  connectStep_templates: 'קריאת הפרופיל ותבניות ההודעה',
  connectStep_test: 'בדיקת החיבור',
  connectStepState_pending: 'בהמתנה',
  connectStepState_running: 'בביצוע',
  connectStepState_done: 'בוצע',
  connectStepState_skipped: 'לא נדרש',
  connectStepState_failed: 'לא הצליח',

  connectAdvice_oauth_code:
    'האישור של פייסבוק תקף לחצי דקה ופועל פעם אחת. תוקפו של האישור הזה פג, או שהוא כבר נוצל: צריך להתחיל מחדש עם פייסבוק.',
  connectAdvice_not_our_app:
    'הגישה הזאת שייכת לאפליקציה אחרת. צריך להתחיל מחדש כאן, בחלון של פייסבוק שנפתח מהעמוד הזה.',
  connectAdvice_token_invalid: 'אסימון הגישה לא תקף או שפג. צריך להעתיק אסימון חדש ולהתחיל מחדש.',
  connectAdvice_user_token:
    'האסימון הזה הוא של אדם: הוא מיועד לכניסה בלבד, ותוקפו קצר. צריך ליצור אסימון של משתמש מערכת, בהגדרות העסק במטא, ולהתחיל מחדש.',
  connectAdvice_scopes_missing:
    'חסרה הרשאה. צריך להתחיל מחדש ולהשאיר את כל ההרשאות בחלון של פייסבוק פועלות.',
  connectAdvice_waba_not_granted:
    'לא ניתנה גישה לחשבון הוואטסאפ הזה. צריך להתחיל מחדש ולבחור את החשבון שבו המספר.',
  connectAdvice_number_not_found:
    'אין מספר כזה בחשבון הוואטסאפ הזה. צריך להתחיל מחדש ולהוסיף את המספר בחלון של פייסבוק.',
  connectAdvice_number_choice: 'יש כאן יותר ממספר אחד. לאיזה מהם מגיעות ההזמנות?',
  connectAdvice_number_in_use:
    'המספר הזה מחובר כאן לעסק אחר. מי שמנהל את העסק ההוא צריך לנתק אותו קודם; אחר כך אפשר לנסות שוב.',
  connectAdvice_already_connected:
    'כבר מחובר מספר לעסק הזה. כדי להחליף אותו צריך קודם לנתק את המספר הנוכחי.',
  connectAdvice_pin_wrong:
    'המספר מוגן באימות דו־שלבי. צריך להזין את הקוד בן 6 הספרות שנקבע לו. אם הוא לא ידוע, אפשר לקבוע חדש במנהל WhatsApp, בהגדרות המספר.',
  connectAdvice_pin_wait:
    'הקוד הוזן לא נכון יותר מדי פעמים, ו־WhatsApp מבקשת הפסקה. אפשר לנסות שוב מאוחר יותר היום, או לקבוע קוד חדש במנהל WhatsApp ולהזין אותו כאן.',
  connectAdvice_number_unverified:
    'המספר עוד לא אומת בקוד. צריך להתחיל מחדש ולהזין את הקוד שמגיע ב־SMS או בשיחה.',
  connectAdvice_registration_limit:
    'מותר לרשום מספר עשר פעמים ב־72 שעות, והן נוצלו. אפשר לנסות שוב בעוד שלושה ימים.',
  connectAdvice_payments_missing:
    'לחשבון הוואטסאפ אין עדיין אמצעי תשלום. המספר מחובר; כדאי להוסיף כרטיס במנהל WhatsApp כדי שההודעות ימשיכו לצאת.',
  connectAdvice_templates_unread:
    'מטא לא מסרה את תבניות ההודעה. המספר מחובר, והשרת ימשיך לבקש אותן מעצמו; הפרטים למטה אומרים למה.',
  connectAdvice_profile_unread:
    'מטא לא מסרה את פרופיל העסק. המספר מחובר, והשרת ימשיך לבקש אותו מעצמו; הפרטים למטה אומרים למה.',
  connectAdvice_app_data_refused:
    'השיחות או אנשי הקשר מאפליקציית WhatsApp Business לא שותפו. המספר מחובר; הודעות חדשות מגיעות לכאן כרגיל.',
  connectAdvice_upstream: 'מטא לא עונה כרגע. אפשר לנסות שוב עוד רגע; מה שכבר בוצע נשמר.',
  connectAdvice_refused: 'מטא סירבה לשלב הזה. אפשר לנסות שוב; אם זה חוזר, הפרטים למטה אומרים למה.',
  connectPin: 'הקוד של המספר (6 ספרות)',
  connectPinBad: 'הקוד הוא בדיוק 6 ספרות',
  connectPinRefused:
    'הקוד שהוזן לא התאים לאימות הדו־שלבי של המספר. אפשר להזין קוד אחר, או לקבוע חדש במנהל WhatsApp, בהגדרות המספר.',
  connectPinSame: 'הקוד הזה כבר נדחה',
  connectPinSend: 'המשך עם הקוד הזה',
  connectChoose: 'איזה מספר?',
  connectChooseSend: 'חיבור המספר הזה',
  connectWorking: 'החיבור בביצוע. זה לוקח כמה שניות.',
  connectPassing: 'מטא לא עונה כרגע. השרת ממשיך לנסות מעצמו; אין צורך לעשות דבר.',
  connectLost: 'השרת לא עונה. הבקשה תישלח שוב מעצמה…',

  connectDoneTitle: 'הוואטסאפ מחובר',
  connectDoneLead_auto: 'מעכשיו הודעה אל {number} הופכת להזמנה על הלוח.',
  connectDoneLead_assist:
    'מעכשיו הודעה אל {number} מופיעה בשיחות. הבוט מציע תשובה, והצוות הוא ששולח אותה.',
  connectDoneLead_off: 'מעכשיו הודעה אל {number} מופיעה בשיחות. הבוט כבוי, והצוות עונה.',
  connectAgain: 'חיבור מחדש',
  connectAgainLead:
    'המספר מחובר כרגע. חיבור מחדש מחליף את הגישה שלו ומפעיל שוב את ההודעות הנכנסות. ההזמנות והשיחות נשארות.',
  connectSendTest: 'שליחת הודעת ניסיון',
  connectToBoard: 'אל הלוח',
  connectToAccount: 'אל פרטי החיבור',

  connectAdvanced: 'למתקדמים: חיבור בעזרת אסימון גישה',
  connectAdvancedLead:
    'למי שיש אפליקציה משלו במטא. לאסימון נדרשות ההרשאות whatsapp_business_management ו־whatsapp_business_messaging.',
  connectToken: 'אסימון גישה',
  connectWabaId: 'מזהה חשבון WhatsApp Business',
  connectPhoneNumberId: 'מזהה מספר הטלפון',
  connectPinOptional: 'קוד אימות דו־שלבי, אם יש למספר',
  connectManualSend: 'חיבור בעזרת אסימון',
  connectIdBad: 'ספרות בלבד',
};
