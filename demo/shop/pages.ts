import type { Account } from './accounts.ts';
import { type Product, products } from './catalogue.ts';
import { type Html, html } from './html.ts';
import { picture } from './picture.ts';

export const homePage = (): Html => html`
<h1>Made slowly,<br>used every day.</h1>
<p class="lead">Pots from a small kiln and leaves for the kettle. Look around; nobody needs an account for that.</p>
<ul class="grid">${products.map(card)}</ul>`;

const card = (product: Product): Html => html`<li><a class="card" href="/products/${product.slug}">${picture(product)}
<div><strong>${product.name}</strong><span>${product.line} €${product.price}</span></div></a></li>`;

export const productPage = (product: Product): Html => html`<div class="product">${picture(product)}
<div><h1>${product.name}</h1><p>${product.story}</p><p class="note">${product.line}</p><p class="price">€${product.price}</p>
<button id="add" data-product="${product.slug}">Add to basket</button> <span id="added" class="note" role="status"></span></div></div>`;

export const signUpPage = (error: string | null): Html => html`
<h1>Sign up</h1><p class="lead">Orders, addresses and a drawer for receipts. Any name will do, it is only a demonstration.</p>
<form class="form" method="post" action="/signup">${errorLine(error)}
<label>Name <input name="name" autocomplete="name" required></label>
<label>E-mail <input name="email" type="email" autocomplete="email" required></label>
<label>Password <input name="password" type="password" autocomplete="new-password" minlength="6" required></label>
<label>Repeat password <input name="confirmation" type="password" autocomplete="new-password" minlength="6" required></label>
<button>Create account</button>
<p class="note">Been here before? <a href="/login">Log in</a></p></form>`;

export const logInPage = (error: string | null, known: Account): Html => html`
<h1>Log in</h1><p class="lead">One customer is already known: <b>${known.email}</b> with the password <b>${known.password}</b>.</p>
<form class="form" method="post" action="/login">${errorLine(error)}
<label>E-mail <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Log in</button>
<p class="note">New here? <a href="/signup">Sign up</a></p></form>`;

export const welcomePage = (account: Account): Html => html`
<h1>Welcome, ${account.name}.</h1><p class="lead">Your account is ready. Your basket came with you.</p><ul class="grid">${products.slice(0, 4).map(card)}</ul>`;

export const accountPage = (account: Account): Html => html`
<h1>Your account</h1><dl class="facts"><dt>Customer</dt><dd>${account.id}</dd><dt>Name</dt><dd>${account.name}</dd><dt>E-mail</dt><dd>${account.email}</dd></dl>
<p class="note">No orders yet. <a href="/">Have a look around</a>.</p>`;

export const missingPage = (): Html => html`<h1>Nothing here</h1><p class="lead"><a href="/">Back to the shop</a></p>`;

const errorLine = (error: string | null): Html | null => (error === null ? null : html`<p class="error" role="alert">${error}</p>`);
