// Letters and digits that are not taken for one another.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const each = 4;

/** A password for somebody's first sign-in: 16 random letters and digits (79 bits), in groups to be read out. */
export function firstPassword(): string {
  const group = () => Array.from({ length: each }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** Every letter is as likely as any other: what would favour the first ones is drawn again. */
function letter(): string {
  const [drawn = 0] = globalThis.crypto.getRandomValues(new Uint8Array(1));
  return drawn < 256 - (256 % letters.length) ? (letters[drawn % letters.length] ?? '') : letter();
}
