// Both languages of the signup window.
export const texts = {
  he: {
    badge: 'ארגז חול · לא Meta אמיתית', other: 'English', options: 'אפשרויות של ארגז החול', order: 'מה מגיע קודם',
    orderMessage: 'ההודעה, ואז הקוד', orderCode: 'הקוד, ואז ההודעה', orderCodeOnly: 'הקוד בלבד', orderMessageOnly: 'ההודעה בלבד',
    life: 'תוקף האסימון', life60: '60 יום', lifeNever: 'לא פג', reportedAs: 'דיווח על תקלה נשלח בתור',
    cancel: 'ביטול', report: 'דיווח על תקלה', close: 'סגירה', next: 'המשך', back: 'חזרה', finish: 'סיום',
    person: 'להתחבר בתור…', account: 'חשבון העסק ב‑WhatsApp', newAccount: 'חשבון עסק חדש', accountName: 'שם העסק',
    number: 'מספר הטלפון', newNumber: 'הוספת מספר', noNumber: 'בלי מספר עכשיו', display: 'מספר בפורמט בינלאומי', displayName: 'שם לתצוגה',
    verify: 'אימות המספר', code: 'הקוד שהתקבל', codeIs: 'בארגז החול הקוד הוא', permissions: 'מה Croozer תוכל לעשות',
    may: ['לנהל את חשבון ה‑WhatsApp של העסק', 'לשלוח ולקבל הודעות בשם העסק'], done: 'הכול מוכן', doneNote: 'סגירת החלון כאן נחשבת לסיום.',
    pin: 'קוד דו‑שלבי', coexistence: 'בשימוש באפליקציית WhatsApp Business', registered: 'רשום', choose: 'יש לבחור אחת מהאפשרויות.',
    wrongApp: 'מזהה האפליקציה אינו מוכר.', wrongOrigin: 'הדף שפתח את החלון אינו ברשימת הכתובות המותרות', noOpener: 'החלון נפתח שלא מתוך הדף.', failed: 'זה לא התקבל. כדאי לבדוק את הפרטים.',
  },
  en: {
    badge: 'Sandbox · no real Meta', other: 'עברית', options: 'Sandbox options', order: 'What comes first',
    orderMessage: 'The message, then the code', orderCode: 'The code, then the message', orderCodeOnly: 'The code only', orderMessageOnly: 'The message only',
    life: 'Life of the token', life60: '60 days', lifeNever: 'No end', reportedAs: 'A reported error is sent as',
    cancel: 'Cancel', report: 'Report an error', close: 'Close', next: 'Continue', back: 'Back', finish: 'Finish',
    person: 'Log in as…', account: 'WhatsApp business account', newAccount: 'A new business account', accountName: 'Business name',
    number: 'Phone number', newNumber: 'Add a number', noNumber: 'No number now', display: 'Number in international form', displayName: 'Display name',
    verify: 'Verify the number', code: 'The code that came', codeIs: 'In the sandbox the code is', permissions: 'What Croozer will be able to do',
    may: ['Manage the WhatsApp account of the business', 'Send and receive messages for the business'], done: 'All set', doneNote: 'Closing the window here counts as finished.',
    pin: 'two-step PIN', coexistence: 'in use in the WhatsApp Business app', registered: 'registered', choose: 'Choose one.',
    wrongApp: 'This app id is not known.', wrongOrigin: 'The page that opened this window is not among the allowed domains', noOpener: 'This window was not opened by a page.', failed: 'That was not taken. Please check it.',
  },
};
