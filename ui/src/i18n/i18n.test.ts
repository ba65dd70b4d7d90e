import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { english, hebrew } from '../test/harness';
import { en as enCore } from './en';
import { enConnect } from './en_connect';
import { enSettings } from './en_settings';
import { he as heCore } from './he';
import { heConnect } from './he_connect';
import { heSettings } from './he_settings';

const en = { ...enCore, ...enConnect, ...enSettings };
const he = { ...heCore, ...heConnect, ...heSettings };

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|css)$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }));

describe('the catalogue', () => {
  it('has the same keys in both languages, none empty', () => {
    expect(Object.keys(he).sort()).toEqual(Object.keys(en).sort());
    for (const text of [...Object.values(he), ...Object.values(en)])
      expect(text.trim()).not.toBe('');
  });
  it('never names a value that the other language does not get', () => {
    for (const [key, text] of Object.entries(en)) {
      // One and two are words in Hebrew.
      if (/_(one|two)$/.test(key)) continue;
      expect(names(he[key as keyof typeof en]), key).toEqual(names(text));
    }
  });
  it('is Hebrew in he', () => {
    const latin = ['appName', 'switchLanguage', 'noFigure'];
    for (const [key, text] of Object.entries(he)) {
      if (!latin.includes(key)) expect(text, key).toMatch(/[\u0590-\u05ff]/);
    }
  });
  it('holds no text that nothing shows', () => {
    const code = sources.filter(({ name }) => !/i18n.(en|he)(_\w+)?\.ts$/.test(name));
    const all = code.map(({ text }) => text).join('\n');
    const prefixes = [...all.matchAll(/[`']([a-zA-Z]+_)\$\{/g)].map((match) => match[1] ?? '');
    const unused = Object.keys(en).filter((key) => {
      const base = key.replace(/_(one|two|other)$/, '');
      const quoted = [key, base].some((one) => all.includes(`'${one}'`));
      return !quoted && !prefixes.some((prefix) => key.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });
});

describe('the texts that a page brings', () => {
  it.each([
    ['connect', enConnect],
    ['settings', enSettings],
  ])('are used below src/%s only', (place, texts) => {
    const elsewhere = sources
      .filter(({ name }) => !name.startsWith(`${place}/`) && !name.startsWith('i18n/'))
      .map(({ text }) => text)
      .join('\n');
    const used = Object.keys(texts).filter((key) => {
      const base = key.replace(/_(one|two|other)$/, '');
      return [key, base].some((one) => elsewhere.includes(`'${one}'`));
    });
    expect(used).toEqual([]);
    const prefixes = [...elsewhere.matchAll(/[`']([a-zA-Z]+_)\$\{/g)].map(
      ([, found]) => found ?? '',
    );
    expect(Object.keys(texts).filter((key) => prefixes.some((one) => key.startsWith(one)))).toEqual(
      [],
    );
  });
});

describe('plural', () => {
  it('has one, two and other in Hebrew', () => {
    expect([1, 2, 3, 0].map((n) => hebrew.plural('orders', n))).toEqual([
      'הזמנה אחת',
      'שתי הזמנות',
      '3 הזמנות',
      '0 הזמנות',
    ]);
    expect(english.plural('orders', 1)).toBe('1 order');
  });
});

describe('styles', () => {
  it('are logical only', () => {
    const physical =
      /(?<![\w-])-?(?:ml|mr|pl|pr|left|right|border-[lr]|rounded-(?:l|r|tl|tr|bl|br)|scroll-[mp][lr]|float)-(?:\d|\[|auto|px|full|sm|md|lg|xl|card|button)|(?<![\w-])text-(?:left|right)(?![\w-])/;
    const css =
      /(?:margin|padding|border|inset)-(?:left|right)\s*:|marginLeft|marginRight|paddingLeft|paddingRight/;
    for (const { name, text } of sources) {
      text.split('\n').forEach((line, index) => {
        expect(physical.test(line) || css.test(line), `${name}:${index + 1} ${line.trim()}`).toBe(
          false,
        );
      });
    }
    expect(physical.test('className="ml-2"')).toBe(true);
    expect(physical.test('className="text-right"')).toBe(true);
  });
});
