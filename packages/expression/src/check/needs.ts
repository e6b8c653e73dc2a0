import type { ExpressionNeeds, GroupNeed } from '../expression.ts';

/** Collects what an expression reads; each thing once. */
export class NeedsCollector {
  readonly #events = new Map<string, { readonly event: string; readonly path: string }>();
  readonly #groups = new Map<string, GroupNeed>();
  readonly #actions = new Map<string, { readonly action: string; readonly path: string }>();
  readonly segments = new Set<string>();
  readonly #properties = new Set<string>();

  addEvent(event: string, path: string): void {
    this.#events.set(JSON.stringify([event, path]), { event, path });
  }

  addAction(action: string, path: string): void {
    this.#actions.set(JSON.stringify([action, path]), { action, path });
  }

  addProperty(name: string): void {
    this.#properties.add(name);
  }

  /** Groups that the params read must be added before; groups with equal params (by their text) are one. */
  addGroup(need: GroupNeed): void {
    const params = need.params === undefined ? null : [...need.params].map(([name, value]) => [name, value.text]);
    const key = JSON.stringify([need.source, need.group, params]);
    if (!this.#groups.has(key)) this.#groups.set(key, need);
  }

  /** Takes over what another expression reads. */
  addAll(needs: ExpressionNeeds): void {
    for (const { event, path } of needs.events) this.addEvent(event, path);
    for (const { action, path } of needs.actions) this.addAction(action, path);
    for (const group of needs.groups) this.addGroup(group);
    for (const name of needs.segments) this.segments.add(name);
    for (const name of needs.properties) this.#properties.add(name);
  }

  toNeeds(): ExpressionNeeds {
    return {
      events: [...this.#events.values()],
      groups: [...this.#groups.values()],
      actions: [...this.#actions.values()],
      segments: [...this.segments],
      properties: [...this.#properties],
    };
  }
}
