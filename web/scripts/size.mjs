// How much the first view weighs: everything that the sign-in and the Home page load, compressed; fonts and pictures
// excluded, the charts that Home draws included; and the browser script. Fails above a limit.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 420 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

// The pages of the first view, and what they load once they are drawn.
const views = ['index.html', 'src/routes/sign-in.tsx', 'src/routes/home.tsx', 'src/ui/chart-canvas.tsx', 'src/locales/en/index.ts'];

const files = new Set();
const seen = new Set();

function take(key) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`the build has no ${key}: adapt the list of views`);
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) take(imported);
}

views.forEach(take);

let total = 0;
for (const file of [...files].toSorted()) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += size;
  console.log(`${kilobytes(size).padStart(9)}  ${file}`);
}
console.log(`${kilobytes(total).padStart(9)}  first view, limit ${kilobytes(limit)}`);
if (total > limit) process.exitCode = 1;

// The browser script that other people's pages load.
const trackerLimit = 5 * 1024;
const tracker = gzipSync(readFileSync(new URL('tracker.js', dist)), { level: 9 }).length;
console.log(`${kilobytes(tracker).padStart(9)}  tracker.js, limit ${kilobytes(trackerLimit)}`);
if (tracker > trackerLimit) process.exitCode = 1;

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
