/** Which kind of call a rule or a slot is for (section 8). */
export type RateService = 'action' | 'dataSource';

/** A deployed capping configuration, as the host hands it over; validated where it is authored. */
export interface RateRule {
  /** Names the rule's slots: all calls that match the rule share them. */
  readonly id: string;
  readonly sandbox: string;
  /** `*` stands for any run of characters in path and query, never in scheme, host or port. */
  readonly url: string;
  readonly methods: readonly string[];
  readonly services: Readonly<Partial<Record<RateService, RateAllowance>>>;
}

export interface RateAllowance {
  /** Connections open at a time, 1 to 400; absent or -1 = not limited by the rule. */
  readonly maxHttpConnections?: number;
  readonly rating: { readonly maxCallsCount: number; readonly periodInMs: number };
}

/** What a try is measured by. */
export interface RateSubject {
  readonly sandbox: string;
  readonly service: RateService;
  readonly method: string;
  readonly origin: string;
  /** Path and query, without credentials. */
  readonly path: string;
}

interface CompiledRule {
  readonly rule: RateRule;
  readonly pattern: string;
  readonly literalLength: number;
}

/** Rules by sandbox and origin, the most literal pattern first, so that the first match wins. */
export class RateRuleIndex {
  readonly #byPlace = new Map<string, CompiledRule[]>();

  constructor(rules: readonly RateRule[]) {
    for (const rule of rules) this.#add(rule);
    for (const list of this.#byPlace.values()) list.sort((a, b) => b.literalLength - a.literalLength);
  }

  find(subject: RateSubject): RateRule | null {
    const candidates = this.#byPlace.get(`${subject.sandbox} ${subject.origin}`);
    if (!candidates) return null;
    for (const { rule, pattern } of candidates) {
      const applies = rule.services[subject.service] !== undefined && rule.methods.includes(subject.method);
      if (applies && matchesWildcards(pattern, subject.path)) return rule;
    }
    return null;
  }

  /** A rule whose URL cannot be read limits nothing: it must not stop the calls of everyone else. */
  #add(rule: RateRule): void {
    const url = URL.parse(rule.url);
    if (!url) return;
    const pattern = url.pathname + url.search;
    const place = `${rule.sandbox} ${url.origin}`;
    const compiled = { rule, pattern, literalLength: pattern.replaceAll('*', '').length };
    this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), compiled]);
  }
}

/**
 * Whether `text` matches `pattern`, `*` standing for any run of characters. Goes back to the last star only, so the
 * time is at most pattern times text, whatever people write.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let starText = 0;
  let place = 0;
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at;
      starText = place;
      at += 1;
    } else if (pattern[at] === text[place]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      starText += 1;
      place = starText;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
