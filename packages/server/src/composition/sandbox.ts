/** The one sandbox there is until sandboxes can be made. */
export const defaultSandbox = 'prod';
