/** The sending side of `Signals`. */
export interface Notifier {
  logAppended(): void;
  routingChanged(): void;
}

/** For a store nobody else listens to. */
export const silentNotifier: Notifier = { logAppended: () => {}, routingChanged: () => {} };
