import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainStartFailure, parseSettings } from '#libs/platform';
import { bootstrapKeyOf } from '../../../gateway/src/keys/bootstrap-key.js';
import { startStack, type Stack } from '../start-stack.js';
import { Api } from './api.js';
import { applicants } from './applicants.js';
import { publicEventOf } from './public-events.js';
import { keepSpecimens, makeSpecimens } from './specimens.js';
import { story } from './story.js';
import { walkSession, type TimelineEntry } from './walk-session.js';
import { demoWorkflow } from './workflow.js';

const started = performance.now();

/** Everything that takes a while is announced with the time since the start, so that a person sees it moving. */
function say(line: string): void {
  process.stdout.write(`[${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}\n`);
}

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
const dataDir = await mkdtemp(join(tmpdir(), 'kyc-demo-'));
const settings = parseSettings({
  ...process.env,
  DATA_DIR: dataDir,
  PORT: process.env['PORT'] ?? '0',
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
});
let exitCode = 0;
let stack: Stack | undefined;
try {
  say('Starting the embedded stack: mongod, six services, local OCR and face models, sample watchlist');
  stack = await startStack(settings, say);
  say(`Ready at ${stack.url}`);
  await tellStories(stack, new Api(stack.url, (await bootstrapKeyOf(settings))?.value ?? ''));
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  exitCode = 1;
} finally {
  say('Stopping');
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
say(exitCode === 0 ? 'Done.' : 'The demo failed.');
process.exit(exitCode);

async function tellStories(running: Stack, api: Api): Promise<void> {
  const { workflow_id } = await api.post<{ workflow_id: string }>('/kyc/workflows', demoWorkflow);
  for (const [i, applicant] of applicants.entries()) {
    say(`${applicant.title}: rendering and photographing documents`);
    const specimens = await makeSpecimens(applicant, i);
    if (values.keep) await keepSpecimens(values.keep, `${i + 1}-${applicant.passport.surname}`, specimens);
    say('walking the session: uploads, selfie, form, checks, decision');
    const view = await walkSession(api, workflow_id, applicant, specimens);
    const { data } = await api.get<{ data: TimelineEntry[] }>(`/kyc/sessions/${view.session_id}/timeline`);
    const event = await publicEventOf(running.eventsDir, view.session_id);
    process.stdout.write(`${story(view, data, event)}\n`);
  }
  if (values.keep) say(`The pictures are in ${values.keep}`);
}
