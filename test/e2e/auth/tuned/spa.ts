import { type AuthPage, byFetch, form, isIn, isRight, json, noSession, page, right, session, to, wrong } from '../auth-page.ts';

/** Sites that draw themselves. */
export const spa: readonly AuthPage[] = [
  {
    name: 'firebase-popup',
    build: 'Firebase: a popup of the provider, the user in IndexedDB',
    routes: {
      '/': page(`<div id="app"></div><script>
        const store = (mode, use) => new Promise((done) => { const open = indexedDB.open('firebaseLocalStorageDb', 1);
          open.onupgradeneeded = () => open.result.createObjectStore('firebaseLocalStorage', { keyPath: 'fbase_key' });
          open.onsuccess = () => { const asked = use(open.result.transaction('firebaseLocalStorage', mode).objectStore('firebaseLocalStorage')); asked.onsuccess = () => done(asked.result); }; });
        const KEY = 'firebase:authUser:AIza:[DEFAULT]';
        const show = (user) => { app.innerHTML = user ? '<h1>Your notes</h1><button id="out">Sign out</button>' : '<h1>Notes for all</h1><button id="in">Sign in with Google</button>';
          const enter = document.getElementById('in');
          if (enter) enter.onclick = () => { open('{idp}/popup', 'p', 'width=300,height=300'); onmessage = async () => { await fetch('{idp}/v1/accounts:signInWithIdp', { method: 'POST', body: '{}' }); await store('readwrite', (s) => s.put({ fbase_key: KEY })); show(true); }; };
          else out.onclick = async () => { await store('readwrite', (s) => s.delete(KEY)); show(false); }; };
        store('readonly', (s) => s.get(KEY)).then(show);</script>`),
      'idp /popup': { html: `<script>setTimeout(() => { opener.postMessage('done', '*'); close(); }, 100)</script>` },
      'idp /v1/accounts:signInWithIdp': json({}),
    },
    visit: [
      { open: '/', see: 'Notes for all' },
      { click: '#in', see: 'Your notes', gives: ['login'] },
      { open: '/', see: 'Your notes' },
      { click: '#out', see: 'Notes for all', gives: ['logout'] },
    ],
  },
  {
    name: 'supabase-magic-link',
    build: 'Supabase: a link whose fragment carries the tokens, kept in localStorage',
    routes: {
      '/': page(`<div id="app">Loading</div><script>const KEY = 'sb-abc-auth-token';
        if (location.hash.includes('access_token')) { localStorage.setItem(KEY, '{}'); history.replaceState(null, '', '/'); }
        const show = () => { if (localStorage.getItem(KEY)) { app.innerHTML = '<h1>Todos</h1><button id="out">Sign out</button>'; out.onclick = async () => { await fetch('{idp}/auth/v1/logout', { method: 'POST' }); localStorage.removeItem(KEY); show(); }; }
          else { app.innerHTML = '<h1>Supatodo</h1><form id="f"><input id="user" type="email"><button id="go">Send magic link</button></form>'; f.onsubmit = async (event) => { event.preventDefault(); await fetch('{idp}/auth/v1/otp', { method: 'POST', body: '{}' }); app.innerHTML = '<p>Check your email for the link</p>'; }; } }; show();</script>`),
      'idp /auth/v1/otp': json({}),
      'idp /auth/v1/logout': json({}),
    },
    visit: [
      { open: '/', see: 'Supatodo' },
      { type: { '#user': 'ada@site.example' } },
      { click: '#go', see: 'Check your email' },
      { open: '/?magic#access_token=a&refresh_token=r&type=magiclink', see: 'Todos', gives: ['login'] },
      { open: '/', see: 'Todos' },
      { click: '#out', see: 'Supatodo', gives: ['logout'] },
    ],
  },
  {
    name: 'oauth-popup-message',
    build: 'a popup that posts a message; the page then asks the server for a session',
    routes: {
      '/': page(`<div id="app"><h1>Offers</h1><button id="in">Continue with Apple</button></div><script>
        document.getElementById('in').onclick = () => open('{idp}/authorize', 'a', 'width=300,height=300');
        onmessage = async () => { await fetch('/auth/apple/callback', { method: 'POST', body: '{}' }); app.innerHTML = '<h1>Your offers</h1><button>Log out</button>'; };</script>`),
      'idp /authorize': { html: `<script>setTimeout(() => { opener.postMessage('c', '*'); close(); }, 100)</script>` },
      '/auth/apple/callback': json({}, 200, session),
    },
    visit: [
      { open: '/', see: 'Offers' },
      { click: '#in', see: 'Your offers', gives: ['login'] },
    ],
  },
  {
    name: 'passkey',
    build: 'a passkey is made (which logs nobody in), then used',
    authenticator: true,
    routes: {
      '/setup':
        page(`<h1>Security</h1><button id="make">Add a passkey</button><p id="say"></p><script>make.onclick = async () => { const made = await navigator.credentials.create({ publicKey: { rp: { name: 'x' }, user: { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' }, challenge: new Uint8Array(16), pubKeyCredParams: [{ type: 'public-key', alg: -7 }], authenticatorSelection: { residentKey: 'required' } } });
        await fetch('/webauthn/register', { method: 'POST', body: '{}' }); say.textContent = 'Made'; };</script><a href="/logout">Log out</a>`),
      '/webauthn/register': json({}),
      '/login':
        page(`<h1>Hello</h1><button id="go">Use a passkey</button><script>go.onclick = async () => { await navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } });
        const reply = await fetch('/webauthn/verify', { method: 'POST', body: '{}' }); if (reply.ok) location.href = '/home'; };</script>`),
      '/webauthn/verify': json({}, 200, session),
      '/home': page('<h1>Your keys</h1>'),
    },
    visit: [
      { open: '/setup', see: 'Security' },
      { click: '#make', see: 'Made' },
      { open: '/login', see: 'Hello' },
      { click: '#go', see: 'Your keys', gives: ['login'] },
    ],
  },
  {
    name: 'passkey-cancelled',
    build: 'trap: no passkey is there, the browser says no; the visitor looks around instead',
    authenticator: true,
    routes: {
      '/login': page(
        `<h1>Hello</h1><button id="go">Use a passkey</button><a id="tour" href="/tour">Tour</a><p id="say"></p><script>go.onclick = () => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), timeout: 300 } }).catch(() => { say.textContent = 'Not now'; });</script>`,
      ),
      '/tour': page('<h1>All you can do</h1>'),
    },
    visit: [
      { open: '/login', see: 'Hello' },
      { click: '#go', wait: 400 },
      { click: '#tour', see: 'All you can do' },
    ],
  },
  {
    name: 'modal-login-failed',
    build: 'trap: a refused log-in in a dialog, twice, then closed',
    routes: {
      '/': page(
        `<h1>Shop</h1><div id="box" role="dialog">${form('')}<p id="say"></p><button id="close">x</button></div><script>document.getElementById('close').onclick = () => box.remove();</script>${byFetch('/api/login', 'box.remove()', "say.textContent = 'Wrong ' + status")}`,
      ),
      '/api/login': json({}, 401),
    },
    visit: [
      { open: '/', see: 'Shop' },
      { type: wrong },
      { click: '#go', see: 'Wrong' },
      { click: '#go', see: 'Wrong' },
      { click: '#close', see: 'Shop' },
    ],
  },
  {
    name: 'modal-closed',
    build: 'trap: a dialog with a form that fails its own check and is then closed',
    routes: {
      '/': page(`<h1>Shop</h1><div id="box" role="dialog">${form('')}<p id="say"></p><button id="close">x</button></div><script>document.getElementById('close').onclick = () => box.remove();
        document.forms[0].onsubmit = (event) => { event.preventDefault(); say.textContent = 'Too short'; };</script>`),
    },
    visit: [
      { open: '/', see: 'Shop' },
      { type: { '#user': 'a@b.example', '#pass': 'x' } },
      { click: '#go', see: 'Too short' },
      { click: '#close', see: 'Shop' },
    ],
  },
  {
    name: 'expiry-401-spa',
    build: 'a request is answered 401 and the application shows its log-in page',
    routes: {
      '/start': to('/', session),
      '/': page(`<div id="app"></div><script>const login = () => { history.pushState(null, '', '/login'); app.innerHTML = ${JSON.stringify(`<h1>Please log in</h1>${form('')}`)}; };
        app.innerHTML = '<h1>Orders</h1><button id="more">More</button><button>Log out</button>'; more.onclick = async () => { if ((await fetch('/api/orders')).status === 401) login(); };</script>`),
      '/api/orders': json({}, 401),
    },
    visit: [
      { open: '/start', see: 'Orders' },
      { click: '#more', see: 'Please log in', gives: ['expiry'] },
    ],
  },
  {
    name: 'expiry-fetch-redirect',
    build: 'a request is answered 401 and the application leaves for the log-in page',
    routes: {
      '/start': to('/', session),
      '/': page(
        `<h1>Orders</h1><button id="more">More</button><a href="/logout">Log out</a><script>more.onclick = async () => { const reply = await fetch('/api/orders', { method: 'POST' }); if (!reply.ok) location.href = '/login?next=/'; };</script>`,
      ),
      '/api/orders': json({}, 401),
      '/login': page(`<h1>Who are you?</h1>${form('/login')}`),
    },
    visit: [
      { open: '/start', see: 'Orders' },
      { click: '#more', see: 'Who are you', gives: ['expiry'] },
    ],
  },
  {
    name: 'expiry-idle-timer',
    build: 'an application that gives up by itself after a while without a click',
    routes: {
      '/start': to('/', session),
      '/': page(
        `<div id="app"><h1>Account</h1><button>Log out</button></div><script>setTimeout(() => { app.innerHTML = ${JSON.stringify(`<p>Your session has timed out.</p>${form('')}`)}; }, 900);</script>`,
      ),
    },
    visit: [
      { open: '/start', see: 'Account' },
      { wait: 600, see: 'timed out', gives: ['expiry'] },
    ],
  },
  {
    name: 'spa-without-form',
    build: 'fields without a form; a route when it is done',
    routes: {
      '/': page(`<div id="app"><h1>Start</h1><input id="user"><input id="pass" type="password"><div id="go" class="button">Enter</div><p id="say"></p></div><script>
        go.onclick = async () => { const reply = await fetch('/api/enter', { method: 'POST', body: JSON.stringify({ pass: pass.value }) }); if (!reply.ok) { say.textContent = 'No'; return; } history.pushState(null, '', '/home'); app.innerHTML = '<h1>Home</h1>'; };</script>`),
      '/api/enter': (ask) => (isRight(ask) ? json({}, 200, session) : json({}, 422)),
    },
    visit: [
      { open: '/', see: 'Start' },
      { type: wrong },
      { click: '#go', see: 'No' },
      { type: right },
      { click: '#go', see: 'Home', gives: ['login'] },
    ],
  },
  {
    name: 'logout-reload',
    build: 'a request to an address without a name, then a reload',
    routes: {
      '/start': to('/', session),
      '/': (ask) =>
        page(
          isIn(ask)
            ? `<h1>Desk</h1><button id="out">Log out</button><script>out.onclick = async () => { await fetch('/api/v2/bye', { method: 'POST' }); location.reload(); };</script>`
            : '<h1>Try Desk</h1><p>Free for a month.</p>',
        ),
      '/api/v2/bye': json({}, 200, noSession),
    },
    visit: [
      { open: '/start', see: 'Desk' },
      { click: '#out', see: 'Free for a month', gives: ['logout'] },
    ],
  },
  {
    name: 'logout-beacon',
    build: 'log-out by a beacon, then another page',
    routes: {
      '/start': to('/', session),
      '/': page(
        `<h1>Mail</h1><button id="out" title="Sign out">⏻</button><script>out.onclick = () => { navigator.sendBeacon('/auth/logout'); location.href = '/bye'; };</script>`,
      ),
      '/auth/logout': json({}, 200, noSession),
      '/bye': page('<h1>See you</h1><a href="/login">Sign in</a>'),
    },
    visit: [
      { open: '/start', see: 'Mail' },
      { click: '#out', see: 'See you', gives: ['logout'] },
    ],
  },
  {
    name: 'logout-dialog-cancelled',
    build: 'trap: a dialog asks and is told no; the visitor goes on',
    routes: {
      '/start': to('/', session),
      '/': page(`<h1>Journal</h1><button id="out">Log out</button><div id="box" role="dialog" hidden>Really log out? <button id="no">Cancel</button></div><a id="next" href="/page2">Next</a>
        <script>out.onclick = () => { box.hidden = false; }; no.onclick = () => { box.hidden = true; };</script>`),
      '/page2': page('<h1>The second page</h1>'),
    },
    visit: [
      { open: '/start', see: 'Journal' },
      { click: '#out', see: 'Really' },
      { click: '#no', see: 'Journal' },
      { click: '#next', see: 'second page' },
    ],
  },
  {
    name: 'cookie-session-by-script',
    build: 'a session cookie that scripts set and remove; the controls say nothing of it',
    routes: {
      '/': page(`<div id="app"></div><script>const show = () => { if (document.cookie.includes('auth_token=')) { app.innerHTML = '<h1>Cockpit</h1><button id="out">Finish</button>'; out.onclick = () => { document.cookie = 'auth_token=; Max-Age=0'; show(); }; }
        else { app.innerHTML = ${JSON.stringify(`<h1>Start</h1>${form('', 'Go')}`)}; document.forms[0].onsubmit = async (event) => { event.preventDefault(); await fetch('/api/start', { method: 'POST', body: '{}' }); document.cookie = 'auth_token=abc'; show(); }; } }; show();</script>`),
      '/api/start': json({ token: 'abc' }),
    },
    visit: [
      { open: '/', see: 'Start' },
      { type: right },
      { click: '#go', see: 'Cockpit', gives: ['login'] },
      { click: '#out', see: 'Start', gives: ['logout'] },
    ],
  },
  {
    name: 'react-router-logout',
    build: 'a route /logout that ends the session and goes on to the log-in page',
    routes: {
      '/start': to('/', session),
      '/': page(`<div id="app"></div><script>const go = (path) => { history.pushState(null, '', path); draw(); };
        const draw = async () => { if (location.pathname === '/logout') { app.innerHTML = '<p>Signing you out …</p>'; await fetch('/api/end', { method: 'POST' }); history.replaceState(null, '', '/login'); draw(); }
          else if (location.pathname === '/login') app.innerHTML = ${JSON.stringify(`<h1>Who is there?</h1>${form('')}`)};
          else { app.innerHTML = '<h1>Board</h1><a id="out" href="/logout">Log out</a>'; out.onclick = (event) => { event.preventDefault(); go('/logout'); }; } }; draw();</script>`),
      '/api/end': json({}, 200, noSession),
    },
    visit: [
      { open: '/start', see: 'Board' },
      { click: '#out', see: 'Who is there', gives: ['logout'] },
    ],
  },
];
