const bareName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A field name as the language writes it in a reference: quoted when it must be. */
const referenceName = (name: string): string => (bareName.test(name) ? name : JSON.stringify(name));

/** `@{Event.path}` for a dotted path; the marks `[]` go, because a step on a list reads every element. */
export const fieldReference = (eventName: string, path: string): string =>
  `@{${[eventName, ...path.replaceAll('[]', '').split('.')].map(referenceName).join('.')}}`;
