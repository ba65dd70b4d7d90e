import { addTexts } from '../i18n';
import { enSettings } from '../i18n/en_settings';
import { heSettings } from '../i18n/he_settings';

addTexts({ en: enSettings, he: heSettings });
