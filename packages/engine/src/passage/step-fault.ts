/** A step cannot be done with the values at hand; takes the alternative path like any failure of the step. */
export class StepFault extends Error {
  override readonly name = 'StepFault';
}
