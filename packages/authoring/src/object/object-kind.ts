import type { Problem } from '../authoring-error.ts';
import type { AuthoringReads, ObjectKind, ObjectRow, Use } from '../store.ts';

/** Every object has a name, unique per kind and sandbox. */
export interface Named {
  readonly name: string;
}

/** What sets one kind of object apart from the others; the use cases are the same for all. */
export interface KindRules<Body extends Named> {
  readonly kind: ObjectKind;
  /** In messages: "There is no action ...". */
  readonly label: string;
  /** Whether a change concerns what is matched at the door or listed there, so that workers must load it again. */
  readonly isRouted: boolean;
  /** The body to store, from what was sent. Throws AUTHORING_INVALID naming each broken rule. */
  parse(sent: unknown, surroundings: Surroundings): Promise<Body>;
  /** Changes that an object in use does not allow. */
  findLockedChanges(before: Body, after: Body, uses: readonly Use[]): readonly Problem[];
  /** A copy under another name; what every object has for itself (an event id) is made from `freshId`. */
  copy(body: Body, name: string, freshId: string): Body;
  /** The body with each secret replaced; `path` is its dotted place. Absent for kinds without secrets. */
  mapSecrets?(body: Body, replace: ReplaceSecret): Body;
  /** Objects that nobody may delete or duplicate. */
  isBuiltIn?(body: Body): boolean;
  /** Other objects that need this one, which locks it and keeps it from being deleted; as problems to show. */
  findDependents?(row: ObjectRow, reads: AuthoringReads): Promise<readonly Problem[]>;
}

/** What rules may look at beside the body itself. */
export interface Surroundings {
  readonly sandbox: string;
  readonly reads: AuthoringReads;
  /** The body as stored before the change; null when the object is new. */
  readonly stored: unknown;
  /** For what the server makes on the first save. */
  readonly freshId: string;
}

/** Gives the replacement of one secret, which may be any JSON value. */
export type ReplaceSecret = (secret: unknown, path: string) => unknown;
