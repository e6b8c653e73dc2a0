/** A plain page of our own, without scripts from elsewhere. `title` and `body` are ours, never input. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #1c2733; }
  label { display: block; margin: 1rem 0 .25rem; }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid #667; border-radius: 4px; }
  button { font: inherit; margin-top: 1.5rem; padding: .5rem 1.5rem; }
  code { background: #eef1f4; padding: .1rem .3rem; }
  [role=alert] { color: #a40000; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Nothing but the page's own inline style and script, and requests to this server. */
export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; form-action 'none'; " +
  "base-uri 'none'; frame-ancestors 'none'";
