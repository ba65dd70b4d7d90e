import { addTexts } from '../i18n';
import { enConnect } from '../i18n/en_connect';
import { heConnect } from '../i18n/he_connect';

addTexts({ en: enConnect, he: heConnect });
