// The page that connects a number (src/connect).
export const enConnect = {
  connectTitle: 'Connect WhatsApp',
  connectLead: 'A few minutes with Facebook, and WhatsApp orders reach the board by themselves.',
  connectBusiness: 'Business',
  connectNoBusiness: 'A number belongs to a business. First open one; it takes a minute.',
  connectOpenBusiness: 'Open a business',
  connectNotAllowed: 'Only the owner of a business can connect its number.',
  connectNeedTitle: 'Worth having at hand',
  connectNeedFacebook: 'A Facebook account that manages the business',
  connectNeedPhone: 'The phone of the number, for a code by SMS or call',
  connectNeedApp: 'The phone with the WhatsApp Business app, to scan a code',
  connectVariantTitle: 'Does this number stay in the WhatsApp Business app?',
  connectVariant_coexistence: 'Yes, I use the WhatsApp Business app on this number',
  connectVariantHint_coexistence:
    'The app on the phone goes on working, and the same chats show here too.',
  connectVariant_embedded: 'No, the number moves here',
  connectVariantHint_embedded:
    'A new number, or one that no phone needs any more. It works only through Croozer.',
  connectStart: 'Continue with Facebook',
  connectStartAgain: 'Start again with Facebook',
  connectSdkLoading: 'Preparing Facebook…',
  connectPopupOpen: "Facebook's window is open. This page goes on by itself once it is done.",
  connectSending: 'Facebook has confirmed. Sending it to the server…',
  connectAlready: '{number} is connected to this business.',
  connectManualOnly:
    'Signing up through Facebook is not set up on this server. A number can be connected by its access token.',

  connectProblem_popup_blocked:
    "The browser blocked Facebook's window. Allow pop-up windows for this site (an icon beside the address), then try again.",
  connectProblem_popup_closed:
    "Facebook's window was closed before the end, so nothing was connected. You can start again; Facebook remembers what was filled in.",
  connectProblem_sdk_blocked:
    "Facebook's script did not load. An ad blocker or a privacy extension usually stops it: switch it off for this page, then try again.",
  connectProblem_offline:
    'This device has no internet connection. Once it is back, try again; nothing is lost.',
  connectProblem_no_code:
    'Facebook finished but did not confirm the connection. Starting again usually helps.',
  connectProblem_reported:
    'Facebook stopped with an error of its own. Try again in a few minutes; if it comes back, the details below help Meta’s support.',
  connectProblem_send:
    'Facebook confirmed, but the server did not take it. {why} Then start again.',
  connectCancel_BUSINESS_ACCOUNT_SELECTION:
    'The window was left while choosing the business. Start again and choose the business that the number belongs to, or make a new one.',
  connectCancel_WABA_PHONE_PROFILE_PICKER:
    'The window was left while choosing the WhatsApp account. Start again and choose one, or make a new one.',
  connectCancel_WHATSAPP_BUSINESS_PROFILE_SETUP:
    'The window was left at the business profile. Start again; a name and a category are enough.',
  connectCancel_PHONE_NUMBER_SETUP:
    'The window was left while entering the number. Start again with the number that customers write to.',
  connectCancel_PHONE_NUMBER_VERIFICATION:
    'The window was left before the code was entered. Start again; if no SMS arrives, choose a phone call.',
  connectCancel_PERMISSIONS:
    'The window was left at the permissions. Without them messages can be neither read nor sent. Start again and approve them.',
  connectCancel_other:
    'The window was left before the end, so nothing was connected. You can start again.',

  connectSteps: 'Progress',
  connectStep_exchange: 'Facebook’s confirmation',
  connectStep_inspect: 'Permissions',
  connectStep_waba: 'WhatsApp account',
  connectStep_numbers: 'The number',
  connectStep_ownership: 'The number is free',
  connectStep_subscribe: 'Incoming messages',
  connectStep_register: 'Registration of the number',
  connectStep_facts: 'Name and limits',
  connectStep_templates: 'Profile and message templates',
  connectStep_test: 'Test of the connection',
  connectStepState_pending: 'waiting',
  connectStepState_running: 'in progress',
  connectStepState_done: 'done',
  connectStepState_skipped: 'not needed',
  connectStepState_failed: 'did not work',

  connectAdvice_oauth_code:
    "Facebook's confirmation holds for half a minute and works once. This one has run out or is used up: start again with Facebook.",
  connectAdvice_not_our_app:
    'This access belongs to another app. Start again here, with Facebook’s window from this page.',
  connectAdvice_token_invalid:
    'The access token is not valid, or it has run out. Copy a new one and start again.',
  connectAdvice_user_token:
    'This is a person’s token: it is for signing in, and ends soon. Make one for a system user, in the business settings at Meta, and start again.',
  connectAdvice_scopes_missing:
    'A permission is missing. Start again and leave every permission in Facebook’s window switched on.',
  connectAdvice_waba_not_granted:
    'Access to this WhatsApp account was not given. Start again and choose the account with the number.',
  connectAdvice_number_not_found:
    'There is no such number in this WhatsApp account. Start again and add the number in Facebook’s window.',
  connectAdvice_number_choice: 'There is more than one number here. Which one takes the orders?',
  connectAdvice_number_in_use:
    'This number is connected to another business here. Whoever runs that business has to disconnect it first; after that, try again.',
  connectAdvice_already_connected:
    'A number is already connected to this business. To change it, disconnect the present one first.',
  connectAdvice_pin_wrong:
    'The number has a two-step verification PIN. Enter the 6 digits that were set for it. If nobody knows them, set new ones in WhatsApp Manager, in the settings of the number.',
  connectAdvice_pin_wait:
    'The PIN was wrong too many times, and WhatsApp asks for a pause. Try again later today, or set a new PIN in WhatsApp Manager and enter it here.',
  connectAdvice_number_unverified:
    'The number was not verified by a code yet. Start again, and enter the code that arrives by SMS or call.',
  connectAdvice_registration_limit:
    'WhatsApp allows ten registrations of a number in 72 hours, and they are used up. Try again in three days.',
  connectAdvice_payments_missing:
    'The WhatsApp account has no way to pay yet. The number is connected; add a card in WhatsApp Manager so that messages keep going out.',
  connectAdvice_templates_unread:
    'Meta did not give the message templates. The number is connected, and the server goes on asking by itself; the details below say why.',
  connectAdvice_profile_unread:
    'Meta did not give the business profile. The number is connected, and the server goes on asking by itself; the details below say why.',
  connectAdvice_app_data_refused:
    'The chats or contacts of the WhatsApp Business app were not shared. The number is connected; new messages arrive here as usual.',
  connectAdvice_upstream:
    'Meta does not answer right now. Try again in a moment; what was done stays done.',
  connectAdvice_refused:
    'Meta refused this step. Try again; if it comes back, the details below say why.',
  connectPin: 'The number’s PIN (6 digits)',
  connectPinBad: 'The PIN is exactly 6 digits',
  connectPinRefused:
    'That was not the two-step verification PIN of the number. Enter another one, or set a new one in WhatsApp Manager, in the settings of the number.',
  connectPinSame: 'This PIN was refused already',
  connectPinSend: 'Continue with this PIN',
  connectChoose: 'Which number?',
  connectChooseSend: 'Connect this number',
  connectWorking: 'Connecting. This takes a few seconds.',
  connectPassing:
    'Meta does not answer right now. The server goes on trying by itself; nothing needs to be done.',
  connectLost: 'The server does not answer. Asking again by itself…',

  connectDoneTitle: 'WhatsApp is connected',
  connectDoneLead_auto: 'A message to {number} now becomes an order on the board.',
  connectDoneLead_assist:
    'A message to {number} now shows up in the chats. The bot proposes an answer, and staff sends it.',
  connectDoneLead_off:
    'A message to {number} now shows up in the chats. The bot is off, and staff answers.',
  connectAgain: 'Connect again',
  connectAgainLead:
    'The number is connected. Connecting again renews its access and turns incoming messages on again. Orders and chats stay.',
  connectSendTest: 'Send a test message',
  connectToBoard: 'To the board',
  connectToAccount: 'To the connection',

  connectAdvanced: 'Advanced: connect by access token',
  connectAdvancedLead:
    'For those who run their own app in Meta. The token needs whatsapp_business_management and whatsapp_business_messaging.',
  connectToken: 'Access token',
  connectWabaId: 'WhatsApp Business Account ID',
  connectPhoneNumberId: 'Phone number ID',
  connectPinOptional: 'PIN, if the number has one',
  connectManualSend: 'Connect by token',
  connectIdBad: 'Digits only',
} as const;
