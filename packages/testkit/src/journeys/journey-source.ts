import type { JourneySource } from '@cairn/engine';
import { type JourneyDefinition, journeyDefinition } from '@cairn/model';
import { eventSource } from './sources.ts';

/** One arrow of a drawing, `from -> to` or `from -branch-> to`. */
export type ArrowText = string;

export interface JourneyDrawing extends Partial<Omit<JourneySource, 'definition'>> {
  /** As the builders of activities make them; missing members take the defaults of the model. */
  readonly activities: readonly object[];
  /** Arrows, upper first: `landed -> late` leaves by `next`, `late -yes-> pay` by the branch `yes`. Ids are `t1`, `t2`... */
  readonly arrows?: readonly ArrowText[];
  readonly definition?: Partial<Omit<JourneyDefinition, 'activities' | 'transitions'>>;
}

/** Midnight UTC of the first day of 2030: when the drawn journeys were published. */
export const publishedAt = Date.UTC(2030, 0, 1);

/** A live journey version out of a drawing. Events that activities name and `events` lacks get a plain definition. */
export function journeySource(drawing: JourneyDrawing): JourneySource {
  const { activities, arrows = [], definition, ...more } = drawing;
  const drawn = journeyDefinition.parse({
    name: 'Journey',
    ...definition,
    activities,
    transitions: arrows.map(parseArrow),
  });
  const given = more.events ?? [];
  const names = new Set(drawn.activities.flatMap((activity) => (activity.kind === 'event' ? activity.eventName : [])));
  for (const { name } of given) names.delete(name);
  return {
    sandbox: 'prod',
    organizationId: 'org-1',
    journeyId: 'journey-1',
    versionId: 'version-1',
    version: 1,
    status: 'live',
    publishedAt,
    actions: [],
    dataSources: [],
    ...more,
    definition: drawn,
    events: [...given, ...[...names].map((name) => eventSource(name))],
  };
}

function parseArrow(text: ArrowText, index: number) {
  const parts = /^(\S+) -(?:(\S+)-)?> (\S+)$/.exec(text);
  if (!parts) throw new Error(`${text} is not an arrow such as "landed -> late" or "late -yes-> pay"`);
  const [, from, branch, to] = parts;
  return { id: `t${index + 1}`, from, branch: branch ?? 'next', to };
}
