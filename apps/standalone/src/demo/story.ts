import type { SessionView, TimelineEntry } from './walk-session.js';

const indent = (text: string, by = '      '): string => text.replaceAll('\n', `\n${by}`);

/** One session as a person reads it: what was read and found, what happened when, what was decided and why. */
export function story(view: SessionView, timeline: TimelineEntry[], event: object | undefined): string {
  return [
    `    ${view.session_id}: ${view.status.toUpperCase()}`,
    '    Read',
    ...view.documents.map(documentLine),
    '    Found',
    ...view.checks.map(checkLine),
    ...faceLine(view),
    '    Timeline',
    ...timeline.map(timelineLine),
    '    Decision record',
    `      ${indent(JSON.stringify(view.decision, null, 2))}`,
    '    CloudEvent',
    `      ${indent(JSON.stringify(event ?? 'none arrived', null, 2))}`,
    '',
  ].join('\n');
}

function documentLine({ document_type, document_kind, fields }: SessionView['documents'][number]): string {
  const shown = Object.entries(fields)
    .filter(([name]) => name !== 'mrz')
    .map(([name, { value }]) => `${name} ${value}`);
  if (document_type === 'selfie') return '      selfie: judged by its face, not read';
  return `      ${document_type} (${document_kind ?? 'not read'}): ${shown.join(', ')}`;
}

interface Match {
  name: string;
  list: string;
  source_id: string;
  score: number;
  strength: string;
  evidence: { kind: string; verdict: string; detail: string }[];
}

function checkLine({ type, status, outcome, reasons, evidence }: SessionView['checks'][number]): string {
  const { screenings = [] } = (evidence ?? {}) as { screenings?: { matches: Match[] }[] };
  const matches = screenings.flatMap((screening) => screening.matches).map(matchLine);
  const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  return [`      ${type}: ${outcome ?? status}${why}`, ...matches].join('\n');
}

function matchLine({ name, list, source_id, score, strength, evidence }: Match): string {
  const details = evidence
    .map(({ kind, verdict, detail }) => `\n          ${kind} ${verdict}: ${detail}`)
    .join('');
  return `        ${strength} match ${score.toFixed(2)}: ${name} (${list} ${source_id})${details}`;
}

function faceLine({ biometrics }: SessionView): string[] {
  const { face_match } = biometrics;
  if (!face_match) return [];
  const { similarity, threshold, outcome } = face_match;
  return [`      face: similarity ${similarity.toFixed(2)}, threshold ${threshold.toFixed(2)}: ${outcome}`];
}

function timelineLine({ at, type, actor, before, after, details }: TimelineEntry): string {
  const move = after ? ` ${before ?? '·'} → ${after}` : '';
  const about = [details['step_id'], details['type']].find((one) => typeof one === 'string') ?? '';
  return `      ${at.slice(11, 23)}  ${type.padEnd(20)} ${about.padEnd(20)} ${actor.replace(/:.*/, '')}${move}`;
}
