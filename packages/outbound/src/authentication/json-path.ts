const prefix = 'json://';

/** Reads `json://a.b.0` from the text of a JSON document; undefined where the text is not JSON or the field is absent. */
export function readJsonPath(text: string, place: string): unknown {
  let value = parseOrUndefined(text);
  for (const step of place.slice(prefix.length).split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

export function isJsonPath(place: string): boolean {
  return place.startsWith(prefix) && place.length > prefix.length;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
