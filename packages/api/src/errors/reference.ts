import { accessErrors } from '@cairn/access';
import { authoringErrors, authoringRules } from '@cairn/authoring';
import { compileErrors, type DiscardCode } from '@cairn/engine';
import { problemTitles } from '@cairn/expression';
import { journeyIssueCodes, modelErrors } from '@cairn/model';
import { outboundErrors } from '@cairn/outbound';
import { catalogue } from './catalogue.ts';

/** What the list says of one code. */
export interface ErrorRow {
  readonly code: string;
  /** What it stands for, in whole sentences; `{name}` stands for what an occurrence names. */
  readonly meaning: string;
  /** Status of the answer, or how severe it is; empty where neither applies. */
  readonly status: string;
}

/** Codes that are met in one place. */
export interface ErrorSection {
  readonly title: string;
  /** Where they are met. */
  readonly about: string;
  readonly rows: readonly ErrorRow[];
}

/** A catalogue whose entries have a title and a remedy. */
export type TitledErrors = Readonly<Record<string, TitledError>>;

interface TitledError {
  readonly title: string;
  readonly remedy: string;
  readonly httpStatus?: number;
  readonly retryable: boolean;
}

/**
 * Every code of Cairn, for the page that the `type` of a problem leads to and for docs/reference/errors.md.
 * @param storeErrors The store's catalogue, which this room may not import.
 */
export function errorReference(storeErrors: TitledErrors): readonly ErrorSection[] {
  return [
    {
      title: 'Answers of the API',
      about: 'The `code` of a problem; its `type` leads here.',
      rows: titledRows({ ...catalogue, ...accessErrors, ...authoringErrors }),
    },
    {
      title: 'Rules of authored objects',
      about: 'Items of `errors` when a schema, event, data source, action or journey is refused.',
      rows: [...messageRows(modelErrors), ...plainRows(authoringRules)],
    },
    {
      title: 'Findings in journeys',
      about: 'Found by `validate`. Errors block publication, warnings do not.',
      rows: Object.entries(journeyIssueCodes).map(([code, { severity, text }]) => row(code, text, severity)),
    },
    {
      title: 'Problems of expressions',
      about: 'Found while an expression is read, checked or evaluated. Each occurrence has a place in the text.',
      rows: plainRows(problemTitles),
    },
    {
      title: 'Failures of calls',
      about: 'Why a call to another system failed, as its message and the test request say it.',
      rows: messageRows(outboundErrors),
    },
    {
      title: 'Discarded events',
      about: 'Why an event that matched a definition started nothing, as `/api/v1/discards` lists it.',
      rows: plainRows(discardTitles),
    },
    {
      title: 'Live versions that cannot run',
      about: 'In the log of the server: a published version could not be compiled. Other journeys go on.',
      rows: plainRows(compileErrors),
    },
    {
      title: 'The store',
      about: 'On the terminal of the server, when it starts or stops.',
      rows: titledRows(storeErrors),
    },
  ];
}

const discardTitles: Readonly<Record<DiscardCode, string>> = {
  eventWithoutJourney: 'No live journey listens to the event.',
  keyNotComputable: 'The key of the event is empty, or could not be computed.',
  instanceDuplicate: 'The person is inside the journey already, in this version or another.',
  badNamespace: 'The namespace of the event is not that of the journey.',
  reentranceNotAllowed: 'The person was inside before, and may not enter again, or not yet.',
  notListening: 'The person is inside the journey, which does not wait for this event.',
  outsideDates: 'The journey has not started, or has ended.',
  throughputExceeded: 'More rule-based events qualified in this second than the organisation may have.',
  internal: 'Something broke on our side; the log of the server has the cause.',
};

function row(code: string, meaning: string, status: string): ErrorRow {
  return { code, meaning, status };
}

function plainRows(titles: Readonly<Record<string, string>>): readonly ErrorRow[] {
  return Object.entries(titles).map(([code, title]) => row(code, title, ''));
}

function titledRows(errors: TitledErrors): readonly ErrorRow[] {
  return Object.entries(errors).map(([code, { title, remedy, httpStatus, retryable }]) =>
    row(code, `${title}. ${remedy}`, [httpStatus, retryable && 'may be sent again'].filter(Boolean).join(', ')),
  );
}

/** Catalogues that keep one message for each code; here it names its parameters instead of values. */
function messageRows(errors: Readonly<Record<string, { readonly message: unknown; readonly httpStatus?: number }>>) {
  return Object.entries(errors).map(([code, { message, httpStatus }]) =>
    row(code, (message as (params: object) => string)(placeholders), httpStatus?.toString() ?? ''),
  );
}

const placeholders = new Proxy({}, { get: (_, name) => `{${String(name)}}` });
