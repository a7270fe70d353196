// Runs the TypeScript sources as they are: `node --import ./test/setup/typescript.js FILE.ts`.
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
