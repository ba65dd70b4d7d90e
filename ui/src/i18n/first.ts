// The language a document opens in, before anything is drawn.
import { configureApi, get } from '../api/client';
import type { Config, Language } from '../api/types';
import { asLanguage, rememberedLanguage } from '../lib/preferences';
import { type Catalogue, directionOf, loadCatalogue } from '.';

const configWithin = 2000; // milliseconds

async function firstLanguage(): Promise<Language> {
  const remembered = rememberedLanguage();
  if (remembered) return remembered;
  try {
    const config = await get<Config>('/api/config', {}, AbortSignal.timeout(configWithin));
    return asLanguage(config.defaultLanguage) ?? 'he';
  } catch {
    return 'he';
  }
}

export async function openInLanguage(): Promise<{ language: Language; catalogue: Catalogue }> {
  const language = await firstLanguage();
  configureApi({ language });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  return { language, catalogue: await loadCatalogue(language) };
}
