// The certified OpenID Connect provider `oidc-provider` with a login page of a few lines, for tests.
//
//   node provider.mjs MODULE ORIGIN     MODULE: its lib/index.js; ORIGIN: where the office is reached
//
// Prints its address when it is ready. Whoever signs in writes `NAME` or `NAME LEVEL`; the claim `personal_code` is
// `PNOLV-NAME`. What a test needs to go wrong is switched with GET /test/KEY/VALUE.
import http from 'node:http';
import { generateKeyPairSync } from 'node:crypto';

const [, , module, origin] = process.argv;
const { default: Provider } = await import(module);
const wrong = { jwks: '', idToken: '' };

// A provider whose clock is half an hour behind when it signs gives what is over already.
const now = Date.now;
let behind = 0;
Date.now = () => now() - behind;

const key = (kid) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid, use: 'sig',
});
const other = key('another');
const publicOf = ({ kty, n, e, kid, use }) => ({ kty, n, e, kid, use });

let handle = null;
const server = http.createServer((request, response) => {
  if (wrong.idToken === 'old' && request.url.startsWith('/token')) {
    behind = 1_800_000;
    response.on('finish', () => { behind = 0; });
  }
  handle(request, response);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = (id) => ({
  client_id: id,
  client_secret: `secret of ${id}`,
  redirect_uris: [`${origin}/sign-in/back/${id}`],
  post_logout_redirect_uris: [`${origin}/signed-out`],
});
const provider = new Provider(issuer, {
  clients: [client('eid'), client('staff')],
  jwks: { keys: [key('first')] },
  acrValues: ['low', 'high'],
  claims: { openid: ['sub'], profile: ['personal_code'], acr: null, auth_time: null },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
  ttl: {
    Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600,
    IdToken: 600,
  },
  findAccount: (_, id) => ({
    accountId: id, claims: () => ({ sub: id, personal_code: `PNOLV-${id}` }),
  }),
  // Nobody is asked for consent here.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

const page = (response, body) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="en"><title>Provider</title><main>${body}</main></html>`);
};
const body = (request) => new Promise((resolve) => {
  let text = '';
  request.on('data', (part) => { text += part; });
  request.on('end', () => resolve(new URLSearchParams(text)));
});
const callback = provider.callback();

handle = async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  const [, first, second, third] = pathname.split('/');
  try {
    if (first === 'test') {
      wrong[second] = third;
      page(response, 'noted');
    } else if (first === 'jwks' && wrong.jwks === 'other') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [publicOf(other)] }));
    } else if (first === 'login' && request.method === 'POST') {
      const form = await body(request);
      const [name, level] = (form.get('name') || '').split(' ');
      const result = form.get('do') === 'stop'
        ? { error: 'access_denied', error_description: 'stopped' }
        : { login: { accountId: name, acr: level || 'high', remember: true } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } else if (first === 'login') {
      page(response, `<form method="post"><label>Name <input name="name" id="name"></label>
        <button id="in" name="do" value="in">Sign in</button>
        <button id="stop" name="do" value="stop">Stop</button></form>`);
    } else {
      await callback(request, response);
    }
  } catch (error) {
    response.statusCode = 500;
    page(response, `fault: ${error.message}`);
  }
};
console.log(issuer);
