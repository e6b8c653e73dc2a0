/** Milliseconds of an ISO-8601 duration without years and months; Infinity for one beyond what can be counted. */
export const durationMs = (iso: string): number => {
  try {
    return Temporal.Duration.from(iso).total('milliseconds');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

export const dayMs = 86_400_000;

const units = [
  ['days', 'd'],
  ['hours', 'h'],
  ['minutes', 'min'],
  ['seconds', 's'],
] as const;

/** A duration as arrows show it, such as `1 d` or `6 h 30 min`. */
export const durationLabel = (iso: string): string => {
  const duration = Temporal.Duration.from(iso);
  const parts = units.filter(([unit]) => duration[unit] !== 0).map(([unit, text]) => `${duration[unit]} ${text}`);
  return parts.length === 0 ? '0 s' : parts.join(' ');
};
