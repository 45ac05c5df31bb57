// What the journeys do without a mouse.
import { expect } from './harness.mjs';

/** Presses Tab until the focus stands on what is wanted. */
export async function tabTo(page, what, isIt, key = 'Tab') {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await page.evaluate(isIt)) return;
    await page.keyboard.press(key);
  }
  expect(false, `the keyboard does not reach ${what}`);
}

/** Reaches a button by Tab, opens its file chooser with Enter and gives it a file. The chooser is waited for before the first key: the browser learns on a way of its own that it is wanted, and a key may be faster. */
export async function fileByKeyboard(page, what, isIt, file) {
  const press = async () => {
    await tabTo(page, what, isIt);
    await page.keyboard.press('Enter');
  };
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles(file);
}
