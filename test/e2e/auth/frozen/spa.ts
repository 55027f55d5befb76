import { type AuthPage, byFetch, form, isIn, isRight, json, noSession, page, right, session, to, wrong } from '../auth-page.ts';

/** A single page that asks the server once who is there and then draws itself. `signedIn` and `signedOut` are its two faces. */
const app = (signedIn: string, signedOut: string, script: string): string => `<div id="app">Loading …</div><script>
  const draw = (user) => { app.innerHTML = user ? ${JSON.stringify(signedIn)} : ${JSON.stringify(signedOut)}; ready(user); };
  const post = (path, body, method = 'POST') => fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const ready = (user) => { ${script} };
  fetch('/api/me').then((reply) => draw(reply.ok));</script>`;
const me = { '/api/me': (ask: Parameters<typeof isIn>[0]) => (isIn(ask) ? json({ id: 1 }) : json({ error: 'unauthenticated' }, 401)) };

/** Sites that draw themselves. */
export const spa: readonly AuthPage[] = [
  {
    name: 'modal-login',
    build: 'a form in a dialog, log-out in a menu',
    routes: {
      ...me,
      '/': page(
        app(
          '<h1>Shop</h1><button id="menu">Ada</button><div id="items"></div>',
          `<h1>Shop</h1><button id="in">Log in</button><div id="box" role="dialog" hidden>${form('', 'Log in')}</div>`,
          `if (user) { menu.onclick = () => { items.innerHTML = '<div role="menu"><a role="menuitem">Orders</a><a role="menuitem" id="out">Log out</a></div>'; out.onclick = async () => { await post('/api/logout', {}); draw(false); }; }; }
           else { const enter = document.getElementById('in'); enter.onclick = () => { box.hidden = false; };
             document.forms[0].onsubmit = async (event) => { event.preventDefault(); const reply = await post('/api/login', { pass: pass.value }); if (reply.ok) draw(true); }; }`,
        ),
      ),
      '/api/login': (ask) => (isRight(ask) ? json({}, 200, session) : json({}, 401)),
      '/api/logout': json({}, 200, noSession),
    },
    visit: [
      { open: '/', see: 'Log in' },
      { click: '#in', see: 'Shop' },
      { type: right },
      { click: '#go', see: 'Ada', gives: ['login'] },
      { click: '#menu', see: 'Orders' },
      { click: '#out', see: 'Log in', gives: ['logout'] },
    ],
  },
  {
    name: 'graphql',
    build: 'GraphQL mutations; the way out is a picture without words',
    routes: {
      '/': page(`<div id="app"></div><script>
        const ask = (operationName, query, variables = {}) => fetch('/graphql', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ operationName, variables, query }) }).then((reply) => reply.json());
        const draw = (user) => { if (user) { app.innerHTML = '<h1>Boards</h1><button id="out"><svg width="20" height="20"></svg></button>'; out.onclick = async () => { await ask('LogOut', 'mutation LogOut { logOut { ok } }'); draw(null); }; }
          else { app.innerHTML = ${JSON.stringify(`<h1>Welcome</h1>${form('', 'Continue')}`)}; document.forms[0].onsubmit = async (event) => { event.preventDefault(); const { data } = await ask('LogIn', 'mutation LogIn($pass: String!) { logIn(pass: $pass) { user { id } } }', { pass: pass.value }); draw(data.logIn); }; } };
        ask('Me', 'query Me { me { id } }').then(({ data }) => draw(data.me));</script>`),
      '/graphql': (ask) => {
        if (ask.body.includes('mutation LogIn')) return json({ data: { logIn: { user: { id: 1 } } } }, 200, session);
        if (ask.body.includes('mutation LogOut')) return json({ data: { logOut: { ok: true } } }, 200, noSession);
        return json({ data: { me: isIn(ask) ? { id: 1 } : null } });
      },
    },
    visit: [
      { open: '/', see: 'Welcome' },
      { type: right },
      { click: '#go', see: 'Boards', gives: ['login'] },
      { open: '/?again', see: 'Boards' },
      { click: '#out', see: 'Welcome', gives: ['logout'] },
    ],
  },
  {
    name: 'graphql-failed',
    build: 'trap: a refusal that GraphQL answers with 200, and a dialog that is then closed',
    routes: {
      '/': page(`<h1>News</h1><button id="in">Sign in</button><div id="box" role="dialog" hidden>${form('', 'Sign in')}<p id="say"></p><button id="close">Close</button></div>
        <script>document.getElementById('in').onclick = () => { box.hidden = false; }; close = document.getElementById('close'); close.onclick = () => box.remove();
        document.forms[0].onsubmit = async (event) => { event.preventDefault(); const reply = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ operationName: 'SignIn', query: 'mutation SignIn { signIn { token } }' }) });
        const { errors } = await reply.json(); if (errors) say.textContent = errors[0].message; };</script>`),
      '/graphql': json({ data: { signIn: null }, errors: [{ message: 'These credentials do not match' }] }),
    },
    visit: [
      { open: '/', see: 'News' },
      { click: '#in', see: 'News' },
      { type: wrong },
      { click: '#go', see: 'do not match' },
      { click: '#close', see: 'News' },
    ],
  },
  {
    name: 'icon-logout-label',
    build: 'an icon with a label for screen readers; the session is deleted by request',
    routes: {
      ...me,
      '/start': to('/', session),
      '/': page(
        app(
          '<h1>Inbox</h1><button id="out" aria-label="Sign out" title="Sign out"><svg width="20" height="20"></svg></button>',
          '<h1>Mail for everyone</h1><a href="/login">Sign in</a>',
          `if (user) out.onclick = async () => { await post('/api/session', {}, 'DELETE'); draw(false); };`,
        ),
      ),
      '/api/session': json({}, 200, noSession),
    },
    visit: [
      { open: '/start', see: 'Inbox' },
      { click: '#out', see: 'Mail for everyone', gives: ['logout'] },
    ],
  },
  {
    name: 'icon-logout-class',
    build: 'an icon without any label; only its class speaks; the session is deleted and the page left',
    routes: {
      '/start': to('/desk', session),
      '/desk':
        page(`<h1>Desk</h1><a href="#" id="out" class="nav-icon"><i class="fa fa-sign-out-alt" style="display:inline-block;width:20px;height:20px"></i></a>
        <script>out.onclick = async (event) => { event.preventDefault(); await fetch('/api/session', { method: 'DELETE' }); location.href = '/'; };</script>`),
      '/api/session': json({}, 200, noSession),
      '/': page('<h1>Try Desk</h1><a href="/login">Log in</a>'),
    },
    visit: [
      { open: '/start', see: 'Desk' },
      { click: '#out', see: 'Try Desk', gives: ['logout'] },
    ],
  },
  {
    name: 'spa-xhr',
    build: 'XMLHttpRequest as jQuery makes it; a route after it; log-out by GET request',
    routes: {
      '/': page(`<div id="app"></div><script>
        const ask = (method, path, data, done) => { const xhr = new XMLHttpRequest(); xhr.open(method, path); xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
          xhr.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded'); xhr.onload = () => done(xhr.status); xhr.send(data); };
        const show = (user) => { app.innerHTML = user ? '<h1>Dashboard</h1><span id="out" class="link">Logout</span>' : ${JSON.stringify(`<h1>Please identify yourself</h1>${form('/ajax/login', 'Login')}<p id="say"></p>`)};
          if (user) out.onclick = () => ask('GET', '/ajax/logout', null, () => { history.pushState(null, '', '/'); show(false); });
          else document.forms[0].onsubmit = (event) => { event.preventDefault(); ask('POST', '/ajax/login', 'pass=' + pass.value, (status) => { if (status === 200) { history.pushState(null, '', '/dashboard'); show(true); } else say.textContent = 'Sorry, wrong.'; }); }; };
        show(false);</script>`),
      '/ajax/login': (ask) => (isRight(ask) ? json({}, 200, session) : json({}, 403)),
      '/ajax/logout': json({}, 200, noSession),
    },
    visit: [
      { open: '/', see: 'identify yourself' },
      { type: wrong },
      { click: '#go', see: 'Sorry' },
      { type: right },
      { click: '#go', see: 'Dashboard', gives: ['login'] },
      { click: '#out', see: 'identify yourself', gives: ['logout'] },
    ],
  },
  {
    name: 'spa-200-but-wrong',
    build: 'trap: a refusal answered with 200, after which the visitor goes home',
    routes: {
      '/login': page(
        `<h1>Log in</h1>${form('')}<p id="say"></p><a id="home" href="/">Home</a>${byFetch('/api/login', "if (answer.ok) location.href = '/'; else say.textContent = 'Unknown user';", '')}`,
      ),
      '/api/login': json({ ok: false }),
      '/': page('<h1>All our offers</h1><a href="/login">Log in</a>'),
    },
    visit: [
      { open: '/login', see: 'Log in' },
      { type: wrong },
      { click: '#go', see: 'Unknown user' },
      { click: '#home', see: 'All our offers' },
    ],
  },
  {
    name: 'otp-code',
    build: 'a code by text message in place of a password',
    routes: {
      ...me,
      '/': page(
        app(
          '<h1>Your rides</h1>',
          '<h1>Rides</h1><form id="a"><input id="phone" type="tel" autocomplete="tel"><button id="send">Send code</button></form>',
          `if (user) return; a.onsubmit = async (event) => { event.preventDefault(); await post('/api/otp/send', {});
             app.innerHTML = '<h1>Enter the code</h1><form id="b"><input id="code" inputmode="numeric" autocomplete="one-time-code"><button id="go">Continue</button></form><p id="say"></p>';
             b.onsubmit = async (e) => { e.preventDefault(); const reply = await post('/api/otp/verify', { code: code.value }); if (reply.ok) { draw(true); } else { say.textContent = 'That is not the code'; } }; };`,
        ),
      ),
      '/api/otp/send': json({}),
      '/api/otp/verify': (ask) => (ask.body.includes('123456') ? json({}, 200, session) : json({}, 400)),
    },
    visit: [
      { open: '/', see: 'Rides' },
      { type: { '#phone': '5551234' } },
      { click: '#send', see: 'Enter the code' },
      { type: { '#code': '000000' } },
      { click: '#go', see: 'not the code' },
      { type: { '#code': '123456' } },
      { click: '#go', see: 'Your rides', gives: ['login'] },
    ],
  },
  {
    name: 'logout-dialog-accepted',
    build: 'a dialog asks; the first time no, the second time yes',
    routes: {
      '/start': to('/', session),
      '/': (ask) =>
        page(
          isIn(ask)
            ? `<h1>Journal</h1><button id="out">Log out</button><dialog id="box">Really log out? <button id="yes">Yes, log me out</button><button id="no">Stay</button></dialog>
               <script>out.onclick = () => box.showModal(); no.onclick = () => box.close(); yes.onclick = async () => { await fetch('/auth/end', { method: 'POST' }); location.reload(); };</script>`
            : '<h1>Write every day</h1><a href="/login">Log in</a>',
        ),
      '/auth/end': json({}, 200, noSession),
    },
    visit: [
      { open: '/start', see: 'Journal' },
      { click: '#out', see: 'Really' },
      { click: '#no', see: 'Journal' },
      { click: '#out', see: 'Really' },
      { click: '#yes', see: 'Write every day', gives: ['logout'] },
    ],
  },
  {
    name: 'me-401-when-anonymous',
    build: 'trap: an application that asks who is there and is told 401, page after page',
    routes: {
      ...me,
      '/': page(app('', '<h1>Recipes</h1><a href="/login">Log in</a> <a id="next" href="/soups">Soups</a>', '')),
      '/soups': page(app('', '<h1>Soups</h1><a id="in" href="/login">Log in</a>', '')),
      '/login': page(app('', `<h1>Log in</h1>${form('')}<a id="home" href="/">Back</a>`, '')),
    },
    visit: [
      { open: '/', see: 'Recipes' },
      { click: '#next', see: 'Soups' },
      { click: '#in', see: 'Back' },
      { click: '#home', see: 'Recipes' },
    ],
  },
];
