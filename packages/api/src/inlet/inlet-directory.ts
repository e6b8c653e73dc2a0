/** A streaming inlet as the door needs it. */
export interface Inlet {
  readonly id: string;
  readonly sandbox: string;
  /** Whose messages it takes: the organisation a sender must name. */
  readonly organizationId: string;
  /** False: anyone who knows the address may send. */
  readonly requiresAuthentication: boolean;
}

/** Looks inlets up by the id in their address. Asked for every message: answers from memory, undefined = unknown. */
export interface InletDirectory {
  get(inletId: string): Inlet | undefined;
}
