/** Wake-ups between the parts of Cairn. They may be lost: whoever listens looks for itself now and then too. */
export interface Signals {
  /** Another process, or this one, appended to the event log. Returns a function that stops listening. */
  onLogAppended(callback: () => void): () => void;
  /** What is live has changed: publish, close, stop, edit of an event. Returns a function that stops listening. */
  onRoutingChanged(callback: () => void): () => void;
  close(): Promise<void>;
}

export const signalNames = ['logAppended', 'routingChanged'] as const;
export type SignalName = (typeof signalNames)[number];

/** Callbacks by signal. */
export function createSubscribers() {
  const callbacks: Record<SignalName, Set<() => void>> = { logAppended: new Set(), routingChanged: new Set() };
  return {
    subscribe: (name: SignalName, callback: () => void) => {
      callbacks[name].add(callback);
      return () => void callbacks[name].delete(callback);
    },
    emit: (name: SignalName) => {
      for (const callback of callbacks[name]) callback();
    },
  };
}
