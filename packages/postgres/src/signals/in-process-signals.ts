import type { Notifier } from './notifier.ts';
import { createSubscribers, type Signals } from './signals.ts';

/** Signals within one process: all the embedded database needs, which no other process can open. */
export function createInProcessSignals(): Signals & Notifier {
  const { subscribe, emit } = createSubscribers();
  return {
    onLogAppended: (callback) => subscribe('logAppended', callback),
    onRoutingChanged: (callback) => subscribe('routingChanged', callback),
    logAppended: () => emit('logAppended'),
    routingChanged: () => emit('routingChanged'),
    close: async () => {},
  };
}
