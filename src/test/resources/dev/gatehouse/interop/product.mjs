// The product's own functions for pairing, found by name: the files of its distribution carry a hash that changes with
// every release, the functions' names do not.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export async function functionsOf(dist, stem) {
  const files = fs.readdirSync(dist).filter((file) => file.startsWith(`${stem}-`) && /\.m?js$/.test(file));
  const found = {};
  for (const file of files) {
    const exported = await import(pathToFileURL(path.join(dist, file)));
    for (const one of Object.values(exported)) {
      if (typeof one === 'function') found[one.name] = one;
    }
  }
  if (Object.keys(found).length === 0) throw new Error(`nothing called ${stem} in ${dist}`);
  return found;
}
