import { customAction } from '../action/action.ts';
import { fieldGroup } from '../data-source/data-source.ts';
import { groupSchema } from '../data-source/group-fields.ts';
import { type JourneyDefinition, journeyDefinition } from './journey.ts';
import type { JourneyContext } from './journey-context.ts';
import { validateJourney } from './validate-journey.ts';

const payload = {
  type: 'object',
  fields: {
    id: { type: 'string' },
    delay: { type: 'integer' },
    legs: { type: 'listObject', fields: { port: { type: 'string' } } },
    booking: { type: 'object', fields: { code: { type: 'string' } } },
  },
} as const;

const group = (members: object) => groupSchema(fieldGroup.parse({ name: 'G', ...members }));

/** A sandbox with events of two namespaces and none, one action, a parameterised source and a profile source. */
export const context: JourneyContext = {
  events: [
    { name: 'Landed', namespace: 'Email', payload },
    { name: 'Claimed', namespace: 'Email', payload },
    { name: 'Scanned', namespace: 'Phone', payload },
    { name: 'Beacon', namespace: null, payload },
    { name: 'Opened', namespace: null, payload },
  ],
  actions: [
    {
      action: customAction.parse({
        name: 'Compensate',
        url: 'https://api.example/x',
        method: 'POST',
        headers: [{ name: 'X-Trace', mode: 'variable', label: 'Trace', optional: true }],
        queryParameters: [{ name: 'lang', mode: 'variable', label: 'Language' }],
        body: [
          { name: 'delay', type: 'integer', mode: 'variable', label: 'Delay' },
          { name: 'kind', type: 'string', mode: 'constant', value: 'delay' },
          {
            name: 'legs',
            type: 'listObject',
            mode: 'variable',
            label: 'Legs',
            optional: true,
            fields: [{ name: 'from', type: 'string', mode: 'variable', label: 'From' }],
          },
        ],
        responseSample: { voucher: 'x' },
      }),
    },
  ],
  dataSources: [
    {
      name: 'Weather',
      kind: 'external',
      groups: new Map([
        [
          'Now',
          group({
            dynamicValues: ['city'],
            fields: [
              { path: 'rain', type: 'boolean' },
              { path: 'station', type: 'string' },
            ],
          }),
        ],
        ['Place', group({ dynamicValues: ['port'], fields: [{ path: 'city', type: 'string' }] })],
      ]),
    },
    {
      name: 'ProfileStore',
      kind: 'profile',
      groups: new Map([['Person', { ...group({ fields: [{ path: 'city', type: 'string' }] }), isProfile: true }]]),
    },
  ],
};

type Activities = Readonly<Record<string, { readonly kind: string; readonly [member: string]: unknown }>>;

/**
 * A journey from activities by id and arrows written `from branch to`, the branch being `next` when left out.
 * Example: `journey({ in: event('Landed'), end: { kind: 'end' } }, ['in end'])`.
 */
export const journey = (
  activities: Activities,
  arrows: readonly string[] = [],
  members: object = {},
): JourneyDefinition =>
  journeyDefinition.parse({
    name: 'Compensation',
    activities: Object.entries(activities).map(([id, activity]) => ({ id, ...activity })),
    transitions: arrows.map((arrow, index) => {
      const [from, branch, to] = arrow.split(' ');
      return to === undefined ? { id: `t${index}`, from, to: branch } : { id: `t${index}`, from, branch, to };
    }),
    ...members,
  });

export const event = (eventName: string, members: object = {}) => ({ kind: 'event', eventName, ...members });
export const wait = (duration: string) => ({ kind: 'wait', wait: { type: 'duration', duration } });
export const condition = (expression: string, members: object = {}) => ({
  kind: 'condition',
  type: 'data',
  paths: [{ id: 'yes', type: 'data', expression }],
  ...members,
});
export const action = (members: object = {}) => ({
  kind: 'action',
  actionName: 'Compensate',
  queryParameters: { lang: "'en'" },
  parameters: { delay: '@{Landed.delay}' },
  ...members,
});

/** Codes found in a journey of the sandbox, each with the activity it stands at. */
export const problems = (definition: unknown, sandbox: JourneyContext = context): readonly string[] =>
  validateJourney(definition, sandbox).map(({ code, activityId }) =>
    [code.replace('ERR_JOURNEYVERSION', ''), activityId ?? 'journey'].join(' '),
  );
