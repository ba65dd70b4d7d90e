// Two languages, one typed catalogue. Each language is its own file, loaded alone.
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { configureApi } from '../api/client';
import type { Language } from '../api/types';
import { rememberLanguage } from '../lib/preferences';
import type { CoreKey, Key } from './en';

export type { Key };
export type Catalogue = Record<CoreKey, string>;
export type Values = Record<string, string | number>;
export type Translate = (key: Key, values?: Values) => string;

type PluralBase = {
  [K in Key]: K extends `${infer Base}_other` ? (`${Base}_one` extends Key ? Base : never) : never;
}[Key];

export interface I18n {
  language: Language;
  direction: 'rtl' | 'ltr';
  locale: string;
  t: Translate;
  /** Chooses `<base>_one`, `_two` or `_other`; {n} is the number. */
  plural: (base: PluralBase, n: number) => string;
  /** For words that come from the server as slugs: the translation, or undefined. */
  maybe: (key: string) => string | undefined;
  setLanguage: (language: Language) => void;
}

export const directionOf = (language: Language): 'rtl' | 'ltr' =>
  language === 'he' ? 'rtl' : 'ltr';
export const localeOf = (language: Language): string => (language === 'he' ? 'he-IL' : 'en-IL');

// Texts of pages that most visits do not open.
const brought: Record<Language, Partial<Record<Key, string>>> = { he: {}, en: {} };

/** A page brings its texts in both languages; its module calls this before it is drawn. */
export function addTexts<K extends Key>(texts: Record<Language, Record<K, string>>): void {
  Object.assign(brought.he, texts.he);
  Object.assign(brought.en, texts.en);
}

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'he' ? (await import('./he')).he : (await import('./en')).en;
}

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Everything a component needs of one language; also for tests. */
export function makeI18n(
  language: Language,
  catalogue: Catalogue,
  setLanguage: (language: Language) => void = () => {},
): I18n {
  const rules = new Intl.PluralRules(localeOf(language));
  const more = brought[language];
  const maybe = (key: string): string | undefined =>
    Object.hasOwn(catalogue, key)
      ? catalogue[key as CoreKey]
      : Object.hasOwn(more, key)
        ? more[key as Key]
        : undefined;
  const text = (key: string): string => maybe(key) ?? key;
  return {
    language,
    direction: directionOf(language),
    locale: localeOf(language),
    t: (key, values) => fill(text(key), values),
    plural: (base, n) => {
      const form = n === 2 ? 'two' : rules.select(n);
      return fill(maybe(`${base}_${form}`) ?? text(`${base}_other`), { n });
    },
    maybe,
    setLanguage,
  };
}

export const I18nContext = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const i18n = use(I18nContext);
  if (!i18n) throw new Error('I18nProvider is missing');
  return i18n;
}

export function I18nProvider(props: {
  language: Language;
  catalogue: Catalogue;
  children: ReactNode;
}) {
  const [current, setCurrent] = useState({ language: props.language, catalogue: props.catalogue });
  const setLanguage = useCallback((language: Language) => {
    loadCatalogue(language).then((catalogue) => {
      rememberLanguage(language);
      setCurrent({ language, catalogue });
    });
  }, []);
  useEffect(() => {
    document.documentElement.lang = current.language;
    document.documentElement.dir = directionOf(current.language);
    configureApi({ language: current.language });
  }, [current.language]);
  const value = useMemo(
    () => makeI18n(current.language, current.catalogue, setLanguage),
    [current, setLanguage],
  );
  return <I18nContext value={value}>{props.children}</I18nContext>;
}
