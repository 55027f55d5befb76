import { type AuthPage, form, isIn, json, page, session, to } from '../auth-page.ts';

/** Sites on which nobody logs in or out, though it may look so. */
export const traps: readonly AuthPage[] = [
  {
    name: 'token-refresh',
    build: 'an access token is exchanged in the background, by a grant of type refresh_token',
    routes: {
      '/start': to('/', session),
      '/': page(`<h1>Charts</h1><button id="more">More</button><button>Log out</button><p id="say"></p><script>more.onclick = async () => { const reply = await fetch('/api/data'); if (reply.status === 401) {
        await fetch('/oauth/token', { method: 'POST', body: 'grant_type=refresh_token&refresh_token=r' }); await fetch('/api/data?again'); say.textContent = 'All the data'; } };</script>`),
      '/api/data': (ask) => json({}, ask.query.has('again') ? 200 : 401),
      '/oauth/token': json({ access_token: 'b' }),
    },
    visit: [
      { open: '/start', see: 'Charts' },
      { click: '#more', see: 'All the data' },
    ],
  },
  {
    name: 'token-rotation-storage',
    build: 'a token in localStorage is removed and set anew',
    routes: {
      '/': page(
        `<h1>Feed</h1><button id="more">More</button><p id="say"></p><script>localStorage.setItem('access_token', 'a'); more.onclick = async () => { localStorage.removeItem('access_token'); await fetch('/api/refresh', { method: 'POST' }); localStorage.setItem('access_token', 'b'); say.textContent = 'Newer things'; };</script>`,
      ),
      '/api/refresh': json({}),
    },
    visit: [
      { open: '/', see: 'Feed' },
      { click: '#more', see: 'Newer' },
      { open: '/', see: 'Feed' },
    ],
  },
  {
    name: 'prefetch-logout',
    build: 'pages fetched before anybody wants them, the one to log out among them',
    routes: {
      '/start': to('/', session),
      '/': page(
        `<link rel="prefetch" href="/logout"><h1>Blog</h1><a href="/logout">Log out</a><a id="next" href="/two">Next</a><script>fetch('/logout', { headers: { 'Next-Router-Prefetch': '1' } }); fetch('/logout', { headers: { Purpose: 'prefetch' } }); fetch('/logout');</script>`,
      ),
      '/logout': page('Do you want to log out?'),
      '/two': page('<h1>Page two</h1><a href="/logout">Log out</a>'),
    },
    visit: [
      { open: '/start', see: 'Blog' },
      { click: '#next', see: 'Page two' },
    ],
  },
  {
    name: 'search-form',
    build: 'a search',
    routes: {
      '/': page(
        '<h1>Shop</h1><a href="/login">Log in</a><form action="/search"><input id="q" type="search" name="q"><button id="go">Search</button></form>',
      ),
      '/search': page('<h1>Three things found</h1>'),
    },
    visit: [{ open: '/', see: 'Shop' }, { type: { '#q': 'how to log in' } }, { click: '#go', see: 'Three things' }],
  },
  {
    name: 'newsletter',
    build: 'an e-mail address for a newsletter, and back out of it',
    routes: {
      '/': page(
        '<h1>News</h1><form method="post" action="/subscribe"><input id="mail" type="email" name="mail"><button id="go">Sign up</button></form>',
      ),
      '/subscribe': page(
        '<h1>Thank you</h1><p>Please confirm your e-mail address.</p><a id="off" href="/unsubscribe">Vom Newsletter abmelden</a>',
      ),
      '/unsubscribe': page('<h1>Schade</h1><a href="/">Start</a>'),
    },
    visit: [
      { open: '/', see: 'News' },
      { type: { '#mail': 'ada@site.example' } },
      { click: '#go', see: 'Thank you' },
      { click: '#off', see: 'Schade' },
    ],
  },
  {
    name: 'change-password-bare',
    build: 'a form that changes a password, without hints for the browser, on a page without a way to log out',
    routes: {
      '/': page(
        '<h1>New password</h1><form method="post" action="/password"><input id="old" name="old" type="password"><input id="new" name="new" type="password"><input id="again" name="again" type="password"><button id="go">Save</button></form>',
      ),
      '/password': to('/done'),
      '/done': page('<h1>Saved</h1>'),
    },
    visit: [{ open: '/', see: 'New password' }, { type: { '#old': 'a', '#new': 'b', '#again': 'b' } }, { click: '#go', see: 'Saved' }],
  },
  {
    name: 'password-reset',
    build: 'a forgotten password is set anew by a link from the inbox; nobody is logged in by it',
    routes: {
      '/forgot-password': page(
        '<h1>Forgot it?</h1><form method="post" action="/forgot-password"><input id="mail" type="email" name="mail"><button id="go">Send link</button></form>',
      ),
      'POST /forgot-password': page('<p>Please check your inbox.</p>'),
      '/password/reset': page(`<h1>New password</h1>${form('/password/reset', 'Save')}`.replace('current-password', 'new-password')),
      'POST /password/reset': to('/password/done'),
      '/password/done': page('<h1>Your password is new</h1>'),
    },
    visit: [
      { open: '/forgot-password', see: 'Forgot it' },
      { type: { '#mail': 'ada@site.example' } },
      { click: '#go', see: 'check your inbox' },
      { open: '/password/reset?token=0123456789abcdef', see: 'New password' },
      { type: { '#user': 'ada@site.example', '#pass': 'better' } },
      { click: '#go', see: 'is new' },
    ],
  },
  {
    name: 'checkout-card-password',
    build: 'the secret number of a card in a password field',
    routes: {
      '/': page(
        '<h1>Checkout</h1><form method="post" action="/order"><input id="card" name="cardnumber"><input id="code" name="cvc" type="password" maxlength="4"><button id="go">Pay now</button></form>',
      ),
      '/order': to('/thanks'),
      '/thanks': page('<h1>Thank you for your order</h1>'),
    },
    visit: [{ open: '/', see: 'Checkout' }, { type: { '#card': '4111111111111111', '#code': '123' } }, { click: '#go', see: 'Thank you' }],
  },
  {
    name: 'third-party-requests',
    build: 'a chat of somebody else logs itself in and out',
    routes: {
      '/': page(
        `<h1>Help</h1><button id="chat">Chat</button><p id="say"></p><script>chat.onclick = async () => { await fetch('{idp}/api/login', { method: 'POST', body: '{}' }); await fetch('{idp}/api/logout', { method: 'POST', body: '{}' }); await fetch('{idp}/api/me'); say.textContent = 'Connected'; };</script>`,
      ),
      'idp /api/login': json({}),
      'idp /api/logout': json({}),
      'idp /api/me': json({}, 401),
    },
    visit: [
      { open: '/', see: 'Help' },
      { click: '#chat', see: 'Connected' },
    ],
  },
  {
    name: 'guest-token',
    build: 'every visitor gets a session and a token at once',
    routes: {
      '/': page(
        `<h1>Market</h1><a href="/login">Log in</a><a id="next" href="/two">Next</a><script>fetch('/api/session', { method: 'POST', body: '{}' }).then(() => { localStorage.setItem('session_token', 'g'); document.cookie = 'sessionid=g'; });</script>`,
      ),
      '/api/session': json({ guest: true }),
      '/two': page('<h1>More of the market</h1><a href="/login">Log in</a>'),
    },
    visit: [
      { open: '/', see: 'Market' },
      { click: '#next', see: 'More of the market' },
    ],
  },
  {
    name: 'article-about-logging-out',
    build: 'an article that speaks of it, in its address, its links and its text',
    routes: {
      '/blog/how-to-log-out': page(
        '<h1>How to log out everywhere</h1><p>Are you really logged out? You have been logged out when …</p><a id="next" href="/blog/log-out-of-all-devices">Log out of all devices</a>',
      ),
      '/blog/log-out-of-all-devices': page('<h1>All devices</h1><p>Click on it.</p><a id="back" href="/blog/how-to-log-out">Back</a>'),
    },
    visit: [
      { open: '/blog/how-to-log-out', see: 'How to' },
      { click: '#next', see: 'All devices' },
      { click: '#back', see: 'How to' },
    ],
  },
  {
    name: 'forbidden-resource',
    build: 'somebody who is logged in may not see everything',
    routes: {
      '/start': to('/', session),
      '/': (ask) =>
        page(
          `${isIn(ask) ? '<h1>Team</h1>' : ''}<button id="more">Salaries</button><a href="/logout">Log out</a><p id="say"></p><script>more.onclick = async () => { say.textContent = 'No: ' + (await fetch('/api/salaries')).status; };</script>`,
        ),
      '/api/salaries': json({}, 403),
    },
    visit: [
      { open: '/start', see: 'Team' },
      { click: '#more', see: 'No: 403' },
    ],
  },
];
