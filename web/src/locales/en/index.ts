import common from './common.json';

/** The parts of this language. The first view's part comes with the list of them, the others when a page needs them. */
export const parts = { './common.json': async () => common, ...import.meta.glob<object>(['./*.json', '!./common.json'], { import: 'default' }) };
