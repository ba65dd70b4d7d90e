// Words that customers wrote and the menu does not have: one tap teaches what they mean.
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { get, isApiError, request } from '../api/client';
import type { Pagination } from '../api/types';
import type { MenuThing, UnknownWord } from '../api/whatsapp_types';
import { type I18n, useI18n } from '../i18n';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Empty, LoadError, Loading } from '../ui/states';
import { closeToast, showToast } from '../ui/toasts';
import { SettingsPage } from './settings_page';

interface WordPage {
  unknownWords: UnknownWord[];
  pagination: Pagination;
}

const undoFor = 8000;
const wordsKey = (businessId: string) => ['words', businessId] as const;

export default function WordsPage() {
  return (
    <SettingsPage name="words">
      <Content />
    </SettingsPage>
  );
}

const nameOf = (thing: MenuThing, { language }: I18n): string =>
  (language === 'he' ? thing.nameHe || thing.name : thing.name || thing.nameHe) ?? '';

const targetOf = ({ productId, optionGroupId, optionId }: MenuThing) =>
  productId ? { productId } : { optionGroupId, optionId };

function Content() {
  const { t } = useI18n();
  const { desk } = useDesk();
  const query = useInfiniteQuery({
    queryKey: wordsKey(desk.businessId),
    queryFn: ({ pageParam, signal }) =>
      get<WordPage>(
        `/api/businesses/${desk.businessId}/unknown-words`,
        { state: 'open', cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pagination }) => (pagination.hasMore ? pagination.nextCursor : null),
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const words = query.data.pages.flatMap((page) => page.unknownWords);
  if (words.length === 0) {
    return (
      <Empty
        title={t('wordsEmpty')}
        hint={t('wordsEmptyHint')}
        icon={<CircleCheck size={36} aria-hidden className="text-on-ready" />}
      />
    );
  }
  return (
    <>
      <p className="text-mute">{t('wordsLead')}</p>
      <ul className="flex flex-col gap-3">
        {words.map((word) => (
          <Word key={word.id} word={word} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('wordsMore')}
        </Button>
      ) : null}
    </>
  );
}

interface Act {
  verb: 'teach' | 'dismiss';
  thing?: MenuThing;
}

function useSettle(word: UnknownWord) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const key = wordsKey(desk.businessId);
  const path = `/api/businesses/${desk.businessId}/unknown-words/${word.id}`;
  const quoted = `\u2068${word.word}\u2069`;
  const again = () => queries.invalidateQueries({ queryKey: key });
  const fail = (error: unknown) =>
    showToast({
      text:
        isApiError(error) && error.status === 409
          ? t('wordsTaken', { word: quoted })
          : t('notSaved', { why: why(error, i18n) }),
      tone: 'bad',
    });
  const undo = async (version: number) => {
    try {
      await request('POST', `${path}/undo`, { version, body: {} });
      showToast({ text: t('wordsUndone', { word: quoted }) });
    } catch (error) {
      fail(error);
    }
    await again();
  };
  return useMutation({
    mutationFn: ({ verb, thing }: Act) =>
      request<{ unknownWord: UnknownWord }>('POST', `${path}/${verb}`, {
        version: word.version,
        body: thing ? targetOf(thing) : {},
      }),
    onSuccess: ({ unknownWord }, { thing }) => {
      // Gone at once; the undo brings it back.
      queries.setQueryData<InfiniteData<WordPage, string | null>>(key, (known) =>
        known
          ? {
              ...known,
              pages: known.pages.map((page) => ({
                ...page,
                unknownWords: page.unknownWords.filter((one) => one.id !== word.id),
              })),
            }
          : known,
      );
      const toast: number = showToast({
        text: thing
          ? t('wordsTaught', { word: quoted, name: `\u2068${nameOf(thing, i18n)}\u2069` })
          : t('wordsDismissed', { word: quoted }),
        until: Date.now() + undoFor,
        undo: () => {
          closeToast(toast);
          void undo(unknownWord.version);
        },
      });
    },
    onError: (error) => {
      fail(error);
      void again();
    },
  });
}

function Word({ word }: { word: UnknownWord }) {
  const i18n = useI18n();
  const { t, plural } = i18n;
  const settle = useSettle(word);
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="text-[1.125rem] font-semibold">
          <bdi>{word.word}</bdi>
        </h2>
        <span className="text-caption text-mute">{plural('wordsTimes', word.times)}</span>
      </div>
      {word.messageText ? (
        <p
          dir="auto"
          className="w-fit max-w-full rounded-card rounded-es-sm border border-line bg-canvas px-3 py-2 text-meta break-words"
        >
          <Marked text={word.messageText} word={word.word} />
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-meta text-mute">
          {t(word.suggestions.length ? 'wordsMeans' : 'wordsNoneNear')}
        </span>
        {word.suggestions.map((thing) => {
          const name = nameOf(thing, i18n);
          return (
            <Button
              key={JSON.stringify(targetOf(thing))}
              aria-label={t('wordsTeachOf', { word: word.word, name })}
              disabled={settle.isPending}
              onClick={() => settle.mutate({ verb: 'teach', thing })}
            >
              <bdi>{name}</bdi>
            </Button>
          );
        })}
        <Button
          look="ghost"
          className="ms-auto"
          aria-label={t('wordsDismissOf', { word: word.word })}
          disabled={settle.isPending}
          onClick={() => settle.mutate({ verb: 'dismiss' })}
        >
          {t('wordsDismiss')}
        </Button>
      </div>
    </li>
  );
}

/** The sentence with the word marked where it stands. */
function Marked({ text, word }: { text: string; word: string }) {
  const at = text.toLocaleLowerCase().indexOf(word.toLocaleLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-input bg-soon px-0.5 text-on-soon">
        {text.slice(at, at + word.length)}
      </mark>
      {text.slice(at + word.length)}
    </>
  );
}
