/** What happened to a file of flights, or has to. */
export interface Counts {
  readonly entered: number;
  readonly longDelays: number;
  readonly shortDelays: number;
  readonly onTime: number;
  /** Long delays that rain or snow at the destination explains: a message, no compensation. */
  readonly excusedByWeather: number;
  /** Calls to the compensation action, each once whatever its tries. */
  readonly compensations: number;
  /** Compensations whose first try was answered 500 and that were tried again. */
  readonly retried: number;
  /** Compensations that failed for good and took the alternative path. */
  readonly failed: number;
  readonly messages: number;
  readonly weatherLookUps: number;
  readonly completed: number;
}

/** The rows of the table, in the order of the journey. */
export const countTitles: Readonly<Record<keyof Counts, string>> = {
  entered: 'entered the journey',
  longDelays: 'over an hour late',
  shortDelays: 'over 15 minutes late',
  onTime: 'on time',
  weatherLookUps: 'weather look-ups',
  excusedByWeather: 'excused by the weather',
  compensations: 'compensations called',
  retried: '  of them retried',
  failed: '  of them failed for good',
  messages: 'messages delivered',
  completed: 'completed the journey',
};

/** One line of the table: what each of the three says, and whether they agree. */
export interface Agreement {
  readonly title: string;
  readonly cairn: number;
  /** Null where the third party cannot know. */
  readonly service: number | null;
  readonly file: number;
  readonly isAgreed: boolean;
}

/** Compares what Cairn counted and what the service counted with what the file says. */
export function compareCounts(cairn: Counts, service: Partial<Counts>, file: Counts): Agreement[] {
  return (Object.keys(countTitles) as (keyof Counts)[]).map((name) => {
    const seen = service[name] ?? null;
    const isAgreed = cairn[name] === file[name] && (seen === null || seen === file[name]);
    return { title: countTitles[name], cairn: cairn[name], service: seen, file: file[name], isAgreed };
  });
}
