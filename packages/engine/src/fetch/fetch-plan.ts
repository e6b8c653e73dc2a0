import type { CompiledExpression, GroupNeed } from '@cairn/expression';
import type { ActivityCompiler } from '../compile/activity-compiler.ts';
import type { DataSourceBinding } from '../journey-source.ts';

/** Values given in the editor's tabs: source name, group name, parameter, expression. */
export type SourceParameters = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** One field group an activity reads with one set of parameter expressions. */
export interface PlannedFetch {
  readonly source: string;
  readonly group: string;
  readonly dataSourceId: string;
  readonly params: readonly (readonly [name: string, expression: CompiledExpression])[];
  /** The reference gives no parameters of its own: those of the tabs, if any, hold. */
  readonly isFromTabs: boolean;
  /** Places in the plan of the groups that its parameters read; all lower than its own. */
  readonly dependsOn: readonly number[];
}
export type FetchPlan = readonly PlannedFetch[];

export const emptyPlan: FetchPlan = [];

/** Orders the external groups of an activity so that each comes after those its parameters read (J113). */
export class FetchPlanner {
  readonly plan: PlannedFetch[] = [];
  readonly #compiler: ActivityCompiler;
  readonly #bindings: ReadonlyMap<string, DataSourceBinding>;
  readonly #tabs: SourceParameters;
  readonly #places = new Map<string, number>();
  readonly #open = new Set<string>();

  constructor(
    compiler: ActivityCompiler,
    bindings: ReadonlyMap<string, DataSourceBinding>,
    sourceParameters: SourceParameters,
  ) {
    this.#compiler = compiler;
    this.#bindings = bindings;
    this.#tabs = sourceParameters;
  }

  /** Returns the places in the plan; groups of the profile source have none, they are read with the instance. */
  addAll(needs: readonly GroupNeed[]): number[] {
    return needs.flatMap((need) => {
      const binding = this.#bindings.get(need.source);
      return binding?.kind === 'external' ? [this.#add(need, binding)] : [];
    });
  }

  #add(need: GroupNeed, binding: DataSourceBinding): number {
    const params = need.params ? [...need.params] : this.#paramsOfTabs(need, binding);
    const key = keyOf(need, params);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#compiler.fail('ENGINE_PARAMETER_CYCLE', `parameters of ${need.source}.${need.group} need the group itself`);
    }
    this.#open.add(key);
    const dependsOn = params.flatMap(([, expression]) => this.addAll(expression.needs.groups));
    const { source, group } = need;
    this.plan.push({ source, group, dataSourceId: binding.id, params, isFromTabs: !need.params, dependsOn });
    this.#places.set(key, this.plan.length - 1);
    return this.plan.length - 1;
  }

  #paramsOfTabs(need: GroupNeed, binding: DataSourceBinding): PlannedFetch['params'] {
    const values = this.#tabs[need.source]?.[need.group] ?? {};
    return (binding.groups.get(need.group)?.params ?? []).map((name) => {
      const text = values[name];
      if (text === undefined || text.trim() === '') {
        this.#compiler.fail('ENGINE_PARAMETER_MISSING', `${need.source}.${need.group} needs a value for ${name}`);
      }
      return [name, this.#compiler.expression(text)] as const;
    });
  }
}

function keyOf(need: GroupNeed, params: PlannedFetch['params']): string {
  const origin = need.params ? 'inline' : 'tabs';
  return [origin, need.source, need.group, ...params.map(([name, { text }]) => `${name}=${text}`).sort()].join('\n');
}
