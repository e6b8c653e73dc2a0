/** An object that a journey names. */
export interface Reference {
  readonly kind: 'event' | 'dataSource' | 'action';
  readonly name: string;
  /** Field group of a data source, else empty. */
  readonly part: string;
}
