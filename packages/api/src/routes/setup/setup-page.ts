import { page } from '../../html/page.ts';

/** The form behind the one-time link. The token is read from the address by the page, so it is in no HTML. */
export const setupPage = page(
  'Cairn: first administrator',
  `<h1>First administrator</h1>
<p>Choose how you will sign in. This link works once.</p>
<form>
  <label for="name">Name</label>
  <input id="name" name="name" required maxlength="100" autocomplete="name">
  <label for="email">Email</label>
  <input id="email" name="email" type="email" required maxlength="200" autocomplete="username">
  <label for="password">Password, 12 characters at least</label>
  <input id="password" name="password" type="password" required minlength="12" maxlength="128" autocomplete="new-password">
  <button>Create</button>
</form>
<p role="alert"></p>
<script>
  const form = document.querySelector('form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const token = new URLSearchParams(location.search).get('token') ?? '';
    const answer = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
    });
    const body = await answer.json();
    if (answer.ok) {
      form.replaceWith('Done. You can sign in now.');
      history.replaceState(null, '', '/setup');
    }
    const faults = (body.errors ?? []).map((error) => error.path + ' ' + error.message);
    document.querySelector('[role=alert]').textContent = answer.ok ? '' : [body.detail, ...faults].join('; ');
  });
</script>`,
);
