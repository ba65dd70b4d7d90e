// Writes the corpus's messages as seeds of understand_fuzz: node fuzz/seeds.mjs DIRECTORY
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownSets } from '../tests/understanding/score.mjs';

const directory = process.argv[2];
mkdirSync(directory, { recursive: true });
for (const { rows } of ownSets()) {
  for (const { id, text, context } of rows) {
    // The first byte's bits are what the target chooses by: 1 is the burger bar, 2 an open cart.
    const choice = (id.startsWith('pizzeria') ? 0 : 1) | (context?.cart?.length ? 2 : 0);
    writeFileSync(join(directory, id), Buffer.concat([Buffer.from([0x30 | choice]), Buffer.from(text)]));
  }
}
