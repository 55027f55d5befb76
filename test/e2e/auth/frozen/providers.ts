import { type AuthPage, form, isIn, isRight, json, noSession, page, right, session, to, wrong } from '../auth-page.ts';

const auth0Key = '@@auth0spajs@@::client::default::openid profile email';
const firebase = `<script>
  const KEY = 'firebase:authUser:AIza:[DEFAULT]';
  const store = (mode, use) => new Promise((done) => { const open = indexedDB.open('firebaseLocalStorageDb', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('firebaseLocalStorage', { keyPath: 'fbase_key' });
    open.onsuccess = () => { const asked = use(open.result.transaction('firebaseLocalStorage', mode).objectStore('firebaseLocalStorage')); asked.onsuccess = () => { done(asked.result); open.result.close(); }; }; });
  const keep = () => store('readwrite', (s) => s.put({ fbase_key: KEY, value: { uid: 'u1' } }));
  const show = (user) => { app.innerHTML = user ? 'Hello Ada <button id="out">Sign out</button>' : '<h1>Notes</h1><input id="user" type="email"><input id="pass" type="password"><button id="go">Sign in</button><p id="say"></p>';
    const post = (path, body) => fetch('{idp}' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (user) { out.onclick = async () => { await store('readwrite', (s) => s.delete(KEY)); show(null); }; }
    else go.onclick = async () => { const reply = await post('/v1/accounts:signInWithPassword?key=AIza', { email: user, password: pass.value, returnSecureToken: true });
      if (!reply.ok) { say.textContent = 'Wrong password'; return; } await post('/v1/accounts:lookup?key=AIza', { idToken: 't' }); await keep(); show(true); }; };
  (async () => { const user = await store('readonly', (s) => s.get(KEY));
    if (user) { await fetch('{idp}/v1/token?key=AIza', { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'r' }) }); await keep(); }
    else await store('readwrite', (s) => s.delete(KEY));
    show(user); })();
</script>`;

/** Sites that leave logging in to a provider or a library. */
export const providers: readonly AuthPage[] = [
  {
    name: 'nextauth-credentials',
    build: 'NextAuth with credentials, by fetch, then a change of location',
    routes: {
      '/': (ask) =>
        page(
          isIn(ask)
            ? `Hello Ada <button id="out">Sign out</button><script>out.onclick = async () => { await fetch('/api/auth/csrf');
              await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken: 't', json: 'true' }) }); location.reload(); };</script>`
            : '<p>Not signed in</p><a href="/signin">Sign in</a>',
        ),
      '/signin':
        page(`<h1>Sign in</h1>${form('', 'Sign in')}<p id="say"></p><script>document.forms[0].onsubmit = async (event) => { event.preventDefault();
        await fetch('/api/auth/providers'); await fetch('/api/auth/csrf');
        const reply = await fetch('/api/auth/callback/credentials', { method: 'POST', body: new URLSearchParams({ pass: pass.value, csrfToken: 't', json: 'true' }) });
        const { url } = await reply.json(); if (reply.ok) location.href = url; else say.textContent = 'Sign in failed.'; };</script>`),
      '/api/auth/providers': json({}),
      '/api/auth/csrf': json({ csrfToken: 't' }),
      '/api/auth/callback/credentials': (ask) =>
        isRight(ask) ? json({ url: '/' }, 200, session) : json({ url: '/signin?error=CredentialsSignin' }, 401),
      '/api/auth/signout': json({ url: '/' }, 200, noSession),
    },
    visit: [
      { open: '/signin', see: 'Sign in' },
      { type: wrong },
      { click: '#go', see: 'failed' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Not signed in', gives: ['logout'] },
    ],
  },
  {
    name: 'nextauth-signout-page',
    build: 'the page /api/auth/signout asks first; left once, confirmed the second time',
    routes: {
      '/start': to('/', session),
      '/': (ask) =>
        page(
          isIn(ask)
            ? 'Hello Ada <a id="out" href="/api/auth/signout">Sign out</a>'
            : '<p>Anonymous</p><a href="/api/auth/signin">Sign in</a>',
        ),
      '/api/auth/signout': page(
        '<h1>Signout</h1><p>Are you sure you want to sign out?</p><form method="post" action="/api/auth/signout"><button id="yes">Sign out</button></form>',
      ),
      'POST /api/auth/signout': to('/', noSession),
    },
    visit: [
      { open: '/start', see: 'Hello Ada' },
      { click: '#out', see: 'Are you sure' },
      { open: '/', see: 'Hello Ada' },
      { click: '#out', see: 'Are you sure' },
      { click: '#yes', see: 'Anonymous', gives: ['logout'] },
    ],
  },
  {
    name: 'auth0-spa',
    build: 'Auth0 in a single page: redirect to the tenant, code exchanged by fetch, tokens in localStorage',
    routes: {
      '/': page(`<div id="app">Loading</div><script>const KEY = ${JSON.stringify(auth0Key)};
        const show = () => { app.innerHTML = localStorage.getItem(KEY) ? 'Hello Ada <button id="out">Log out</button>' : '<p>Plans and prices</p><button id="in">Log in</button>';
          const enter = document.getElementById('in'); if (enter) enter.onclick = () => { sessionStorage.setItem('a0.spajs.txs.client', '{}'); location.href = '{idp}/authorize?response_type=code&state=s&redirect_uri={app}/'; };
          else out.onclick = () => { localStorage.removeItem(KEY); location.href = '{idp}/v2/logout?returnTo={app}/'; }; };
        (async () => { if (location.search.includes('code=')) { const reply = await fetch('{idp}/oauth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ grant_type: 'authorization_code', code: 'c' }) });
          if (reply.ok) { sessionStorage.removeItem('a0.spajs.txs.client'); localStorage.setItem(KEY, '{}'); } history.replaceState(null, '', '/'); } show(); })();</script>`),
      'idp /authorize': page(`<h1>Log in to continue</h1>${form('/u/login', 'Continue')}`),
      'idp /u/login': (ask) => (isRight(ask) ? to('{app}/?code=c&state=s') : to('/authorize')),
      'idp /oauth/token': json({ access_token: 'a', id_token: 'i' }),
      'idp /v2/logout': to('{app}/'),
    },
    visit: [
      { open: '/', see: 'Plans' },
      { click: '#in', see: 'to continue' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { open: '/', see: 'Hello Ada' },
      { click: '#out', see: 'Plans', gives: ['logout'] },
    ],
  },
  {
    name: 'firebase-email',
    build: 'Firebase: no form, another host, the user in IndexedDB; a refresh at each load',
    routes: {
      '/': page(`<div id="app"></div>${firebase}`),
      'idp /v1/accounts:signInWithPassword': (ask) =>
        isRight(ask) ? json({ idToken: 't', refreshToken: 'r' }) : json({ error: { message: 'INVALID_LOGIN_CREDENTIALS' } }, 400),
      'idp /v1/accounts:lookup': json({ users: [] }),
      'idp /v1/token': json({ access_token: 't' }),
    },
    visit: [
      { open: '/', see: 'Notes' },
      { type: wrong },
      { click: '#go', see: 'Wrong password' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { open: '/?again', see: 'Hello Ada' },
      { click: '#out', see: 'Notes', gives: ['logout'] },
      { open: '/', see: 'Notes' },
    ],
  },
  {
    name: 'cognito',
    build: 'Cognito: challenges at one address of another host, keys in localStorage',
    routes: {
      '/': page(`<div id="app"></div><script>const K = 'CognitoIdentityServiceProvider.client.ada.';
        const ask = (target) => fetch('{idp}/', { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.' + target, 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify({ ClientId: 'client', p: window.pass ? pass.value : '' }) });
        const show = () => { if (localStorage.getItem(K + 'accessToken')) { app.innerHTML = 'Hello Ada <button id="out">Sign out</button>';
          out.onclick = async () => { await ask('RevokeToken'); for (const name of ['idToken', 'accessToken', 'refreshToken']) localStorage.removeItem(K + name); show(); }; }
        else { app.innerHTML = '<h1>Photos</h1><form id="f"><input id="user"><input id="pass" type="password"><button id="go">Sign In</button></form><p id="say"></p>';
          f.onsubmit = async (event) => { event.preventDefault(); await ask('InitiateAuth'); const reply = await ask('RespondToAuthChallenge');
            if (!reply.ok) { say.textContent = 'Incorrect username or password.'; return; }
            for (const name of ['idToken', 'accessToken', 'refreshToken']) localStorage.setItem(K + name, 'x'); await ask('GetUser'); show(); }; } }; show();</script>`),
      'idp /': (ask) => (ask.body.includes('"wrong"') ? json({ __type: 'NotAuthorizedException' }, 400) : json({})),
    },
    visit: [
      { open: '/', see: 'Photos' },
      { type: wrong },
      { click: '#go', see: 'Incorrect' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Photos', gives: ['logout'] },
    ],
  },
  {
    name: 'keycloak-redirect',
    build: 'OpenID Connect by the server: form and log-out at the provider',
    routes: {
      '/': (ask) =>
        page(isIn(ask) ? 'Hello Ada <a id="out" href="/oidc/end">Sign out</a>' : 'Public <a id="in" href="/oidc/begin">Sign in</a>'),
      '/oidc/begin': to('{idp}/realms/x/protocol/openid-connect/auth?client_id=app'),
      'idp /realms/x/protocol/openid-connect/auth': page(`<h1>Realm</h1>${form('/realms/x/login-actions/authenticate', 'Sign In')}`),
      'idp /realms/x/login-actions/authenticate': (ask) =>
        isRight(ask)
          ? to('{app}/oidc/callback?state=s&session_state=ss&code=c', 'KEYCLOAK_SESSION=1; Path=/')
          : page(`<h1>Realm</h1>Invalid username or password.${form('/realms/x/login-actions/authenticate', 'Sign In')}`),
      '/oidc/callback': to('/', session),
      '/oidc/end': to('{idp}/realms/x/protocol/openid-connect/logout', noSession),
      'idp /realms/x/protocol/openid-connect/logout': to('{app}/'),
    },
    visit: [
      { open: '/', see: 'Public' },
      { click: '#in', see: 'Realm' },
      { type: wrong },
      { click: '#go', see: 'Invalid' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Public', gives: ['logout'] },
    ],
  },
  {
    name: 'magic-link-server',
    build: 'a link by e-mail, opened in the same tab; the server redirects',
    routes: {
      '/login': page(
        '<h1>Hello there</h1><form method="post" action="/login/link"><input id="user" name="email" type="email"><button id="go">Send me a log-in link</button></form>',
      ),
      '/login/link': to('/login/sent'),
      '/login/sent': page('<h1>Check your inbox</h1><p>We sent a link.</p><a href="/login">Log in another way</a>'),
      '/login/verify': to('/account', session),
      '/account': page('Your account <a id="out" href="/logout">Log out</a>'),
      '/logout': to('/login', noSession),
    },
    visit: [
      { open: '/login', see: 'Hello there' },
      { type: { '#user': 'ada@site.example' } },
      { click: '#go', see: 'Check your inbox' },
      { open: '/login/verify?token=0123456789abcdef', see: 'Your account', gives: ['login'] },
      { click: '#out', see: 'Hello there', gives: ['logout'] },
    ],
  },
  {
    name: 'magic-link-other-tab',
    build: 'a link by e-mail, opened in another tab, exchanged by script',
    routes: {
      '/login':
        page(`<h1>Hello there</h1><form id="f"><input id="user" name="email" type="email"><button id="go">E-mail me a link</button></form>
        <script>f.onsubmit = async (event) => { event.preventDefault(); await fetch('/api/magic', { method: 'POST', body: '{}' }); document.body.innerHTML = '<h1>Check your email</h1>'; };</script>`),
      '/api/magic': json({}),
      '/auth/magic':
        page(`<div id="app">Loading</div><script>(async () => { const reply = await fetch('/api/magic/verify', { method: 'POST', body: JSON.stringify({ token: 't' }) });
        if (reply.ok) { history.replaceState(null, '', '/app'); app.innerHTML = 'Your notes <button>Log out</button>'; } else app.textContent = 'This link is too old'; })();</script>`),
      '/api/magic/verify': json({ ok: true }, 200, session),
    },
    visit: [
      { open: '/login', see: 'Hello there' },
      { type: { '#user': 'ada@site.example' } },
      { click: '#go', see: 'Check your email' },
      { open: '/auth/magic?token=0123456789abcdef', inNewTab: true, see: 'Your notes', gives: ['login'] },
    ],
  },
  {
    name: 'oauth-code-server',
    build: '“Continue with …”: consent at the provider, the code taken by the server',
    routes: {
      '/login': page('<h1>Join or log in</h1><a id="in" href="/auth/provider">Continue with Provider</a>'),
      '/auth/provider': to('{idp}/o/oauth2/auth?response_type=code'),
      'idp /o/oauth2/auth': page(
        '<h1>Shop wants to know you</h1><form method="post" action="/o/consent"><button id="allow">Allow</button></form>',
      ),
      'idp /o/consent': to('{app}/auth/provider/callback?code=c&state=s'),
      '/auth/provider/callback': to('/home', session),
      '/home': page('Hello Ada <form method="post" action="/logout"><button id="out">Log out</button></form>'),
      '/logout': to('/login', noSession),
    },
    visit: [
      { open: '/login', see: 'Join or log in' },
      { click: '#in', see: 'wants to know' },
      { click: '#allow', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Join or log in', gives: ['logout'] },
    ],
  },
];
