import { expect, it } from 'vitest';
import { isAllowedOrigin, readSignupMessage } from './session_message';

const allowed = ['https://www.facebook.com', 'https://*.facebook.com', 'http://localhost:8090'];
const said = (data: unknown, origin = 'https://www.facebook.com') =>
  readSignupMessage({ origin, data }, allowed);
const finish = {
  type: 'WA_EMBEDDED_SIGNUP',
  event: 'FINISH',
  data: { phone_number_id: '401', waba_id: '301', business_id: '501' },
};

it('hears only the hosts it knows, by https unless named exactly', () => {
  for (const origin of ['https://www.facebook.com', 'https://business.facebook.com']) {
    expect(isAllowedOrigin(origin, allowed), origin).toBe(true);
  }
  expect(isAllowedOrigin('http://localhost:8090', allowed)).toBe(true);
  for (const origin of [
    'http://www.facebook.com',
    'https://facebook.com.evil.example',
    'https://evilfacebook.com',
    'https://business.facebook.com:8443',
    'http://localhost:8091',
    'null',
    '',
  ]) {
    expect(isAllowedOrigin(origin, allowed), origin).toBe(false);
  }
});

it('reads the end of the signup, as text or as an object', () => {
  expect(said(JSON.stringify(finish))).toMatchObject({
    kind: 'finish',
    wabaId: '301',
    phoneNumberId: '401',
  });
  expect(said(finish)?.kind).toBe('finish');
  const coexistence = {
    ...finish,
    event: 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING',
    data: { waba_id: '301' },
  };
  expect(said(coexistence)).toMatchObject({ kind: 'finish', wabaId: '301', phoneNumberId: '' });
});

it('reads why it was left', () => {
  const left = { ...finish, event: 'CANCEL', data: { current_step: 'PHONE_NUMBER_SETUP' } };
  expect(said(left)).toMatchObject({ kind: 'cancel', currentStep: 'PHONE_NUMBER_SETUP' });
  for (const event of ['CANCEL', 'ERROR']) {
    const data = { error_message: 'Bad name', error_code: 524126, session_id: 'ab' };
    expect(said({ ...finish, event, data })).toMatchObject({
      kind: 'error',
      errorMessage: 'Bad name',
      errorCode: '524126',
      sessionId: 'ab',
    });
  }
});

it('ignores everything else', () => {
  expect(said('cb=f99&code=secret')).toBeNull();
  expect(said('{"type":"WA_EMBEDDED_SIGNUP"}')).toBeNull();
  expect(said('null')).toBeNull();
  expect(said(7)).toBeNull();
  expect(said({ ...finish, event: 'SOMETHING_NEW' })).toBeNull();
  expect(said({ ...finish, type: 'OTHER' })).toBeNull();
  expect(said(finish, 'https://evil.example')).toBeNull();
  expect(said({ ...finish, data: { waba_id: '../1', phone_number_id: {} } })).toMatchObject({
    wabaId: '',
    phoneNumberId: '',
  });
});
