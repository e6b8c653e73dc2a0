/**
 * The same text as the one copy that the engine uses for property names. Text cut out of an expression is a copy of its
 * own: reading a member by it, or comparing it with text of a payload, costs several times as much.
 */
export function intern(text: string): string {
  return Object.keys({ [text]: true })[0]!;
}
