import type { ShopContext } from './context.ts';
import { type Html, html, jsonScript, raw } from './html.ts';
import { variants } from './variants.ts';

export type Layout = {
  readonly title: string;
  readonly path: string;
  readonly context: ShopContext;
  /** Inline script of Mixpanel's own snippet with its `init`. */
  readonly mixpanelSnippet: string;
};

/** A whole document. Mixpanel stands in the head as its guide asks; the shop's script brings Segment from its package. */
export function layout(page: Layout, body: Html): string {
  const { user, variant } = page.context;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Kiln & Kettle</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
<script>${raw(page.mixpanelSnippet)}</script>
<script id="shop-context" type="application/json">${jsonScript(page.context)}</script>
<script defer src="/assets/shop.js"></script>
</head>
<body>
<header class="top">
<a class="brand" href="/">Kiln <b>&</b> Kettle</a>
<nav aria-label="Shop">${user ? insideLinks(user.name) : outsideLinks}</nav>
</header>
<main>${body}</main>
<footer class="foot"><div>
<p>A demonstration: people, goods and prices are invented, and nothing leaves this computer. How should this shop call Mixpanel?</p>
<ul class="switch">${variants.map((one) => switchItem(one.id, one.title, one.id === variant))}</ul>
<p>${variants.find((one) => one.id === variant)?.says ?? ''}</p>
<form method="post" action="/start-over"><button class="plain">Start over as a new visitor</button></form>
</div></footer>
</body>
</html>`.text;
}

const switchItem = (id: string, title: string, current: boolean): Html =>
  html`<li><a href="/?variant=${id}"${current && raw(' aria-current="true"')}>${title}</a></li>`;

const outsideLinks = html`<a href="/login">Log in</a><a class="button" href="/signup">Sign up</a>`;

const insideLinks = (name: string): Html =>
  html`<span class="who">${name}</span><a href="/account">Account</a><form id="logout" method="post" action="/logout"><button class="plain">Log out</button></form>`;
