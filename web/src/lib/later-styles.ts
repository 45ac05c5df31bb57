/**
 * Loads a piece of the console together with the styles of the library's components that the first view does without.
 * They are asked for first: what the piece brings of its own comes after them and wins.
 */
export async function withStyles<Module>(piece: () => Promise<Module>): Promise<Module> {
  const styles = import('./library-later.css');
  const [module] = await Promise.all([piece(), styles]);
  return module;
}
