import { readFileSync } from 'node:fs';
import { page } from '../../html/page.ts';

/** The form behind the one-time link. The page's script reads the token from the address, so it is in no HTML. */
export const setupPage = page(
  'Cairn: first administrator',
  readFileSync(new URL('./setup-form.html', import.meta.url), 'utf8'),
);
