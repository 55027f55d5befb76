import { expect } from 'idscope/playwright';
import { logIn, logOut, mara, signUp, test } from './shop.ts';

test('what a visitor did before signing up counts for the new customer', async ({ page, shop, identity }) => {
  await page.goto(`${shop}/products/harbour-mug`);
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await identity.settled();
  await expect(identity).toBeAnonymous();

  const id = await signUp(page, identity, shop);

  await expect(identity).toBeIdentifiedAs(id);
  await expect(identity).toHaveLandedOn('Sign Up', id);
  await expect(identity).toHaveLandedOn('Product Added', id, { vendor: 'mixpanel' });
  await expect(identity).toPassFlow('sign-up', { vendor: 'mixpanel' });
});

test('log-out ends the identity, once', async ({ page, shop, identity }) => {
  await logIn(page, shop);
  await expect(identity).toBeIdentifiedAs(mara.id);
  await logOut(page, identity);

  await expect(identity).toHaveReset();
  await expect(identity).toBeAnonymous();
  await expect(identity).toHaveNoFindings({ severity: 'error' });
});

test.describe('without the vendors', () => {
  test.use({ idscope: { vendors: 'stub' } });

  test('two people at one device stay two', async ({ page, shop, identity }) => {
    const id = await signUp(page, identity, shop);
    await logOut(page, identity);
    await expect(identity).toHaveReset();
    await page.goto(`${shop}/products/dusk-vase`);
    await logIn(page, shop);

    await expect(identity).toHaveLandedOn('Sign Up', id);
    await expect(identity).toHaveLandedOn('Log In', mara.id);
    await expect(identity).not.toHaveLandedOn('Log In', id);
    await identity.settled();
    const { simulation } = await identity.analysis();
    const shared = simulation.projects.flatMap(({ profiles }) => profiles.filter(({ ids }) => ids.includes(id) && ids.includes(mara.id)));
    expect(shared).toEqual([]);
  });
});
