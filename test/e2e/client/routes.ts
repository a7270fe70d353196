/** One route of the public contract as the suite calls it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{names}` for what the caller fills in. */
  path: string;
  access: 'api_key' | 'access_token';
}

const back = (method: Route['method'], path: string): Route => ({ method, path, access: 'api_key' });
const end = (method: Route['method'], path: string): Route => ({
  method,
  path: `/public/sessions/{token}${path}`,
  access: 'access_token',
});

/** Every route the suite calls. The API description must know each of them. */
export const routes = {
  createWorkflow: back('POST', '/kyc/workflows'),
  validateWorkflow: back('POST', '/kyc/workflows/validate'),
  listWorkflows: back('GET', '/kyc/workflows'),
  getWorkflow: back('GET', '/kyc/workflows/{workflow_id}'),
  listWorkflowVersions: back('GET', '/kyc/workflows/{workflow_id}/versions'),
  updateWorkflow: back('PUT', '/kyc/workflows/{workflow_id}'),
  removeWorkflow: back('DELETE', '/kyc/workflows/{workflow_id}'),
  simulateWorkflow: back('POST', '/kyc/workflows/{workflow_id}/simulate'),
  createFromTemplate: back('POST', '/kyc/workflows/from-template/{type}'),

  createProfile: back('POST', '/kyc/extraction-profiles'),
  listProfiles: back('GET', '/kyc/extraction-profiles'),
  getProfile: back('GET', '/kyc/extraction-profiles/{profile_id}'),
  replaceProfile: back('PUT', '/kyc/extraction-profiles/{profile_id}'),
  removeProfile: back('DELETE', '/kyc/extraction-profiles/{profile_id}'),

  createSession: back('POST', '/kyc/sessions'),
  listSessions: back('GET', '/kyc/sessions'),
  getSession: back('GET', '/kyc/sessions/{session_id}'),
  processSession: back('POST', '/kyc/sessions/{session_id}/process'),
  getTimeline: back('GET', '/kyc/sessions/{session_id}/timeline'),
  getDocumentUrl: back('GET', '/kyc/sessions/{session_id}/documents/{doc_id}/url'),
  createSubsession: back('POST', '/kyc/sessions/{session_id}/subsessions'),
  listSubsessions: back('GET', '/kyc/sessions/{session_id}/subsessions'),
  relinkSubsession: back('POST', '/kyc/sessions/{session_id}/subsessions/{subsession_id}/regenerate-link'),
  removeSubsession: back('DELETE', '/kyc/sessions/{session_id}/subsessions/{subsession_id}'),
  decideSession: back('PATCH', '/kyc/sessions/{session_id}'),
  eraseSession: back('DELETE', '/kyc/sessions/{session_id}'),
  generateLink: back('POST', '/kyc/sessions/{session_id}/generate-link'),
  extendSession: back('POST', '/kyc/sessions/{session_id}/extend'),
  requestCorrections: back('POST', '/kyc/sessions/{session_id}/corrections'),
  revalidateSession: back('POST', '/kyc/sessions/{session_id}/validate'),

  screen: back('POST', '/kyc/screenings'),
  screenBatch: back('POST', '/kyc/screenings/batch'),
  getScreening: back('GET', '/kyc/screenings/{screening_id}'),
  resolveMatch: back('POST', '/kyc/screenings/{screening_id}/matches/{entity_id}/resolution'),
  getLists: back('GET', '/kyc/lists'),
  refreshLists: back('POST', '/kyc/lists/refresh'),
  listWatchlists: back('GET', '/kyc/watchlists'),
  createWatchlist: back('POST', '/kyc/watchlists'),
  listWatchlistSubjects: back('GET', '/kyc/watchlists/{watchlist_id}/subjects'),

  publicState: end('GET', ''),
  publicWorkflow: end('GET', '/workflow'),
  initUpload: end('POST', '/upload/init'),
  confirmUpload: end('POST', '/upload/confirm'),
  upload: end('POST', '/upload'),
  uploadDocument: end('POST', '/documents'),
  extract: end('POST', '/extract'),
  completeStep: end('POST', '/step/{step_id}/complete'),
  inviteParty: end('POST', '/subsessions'),
  listParties: end('GET', '/subsessions'),
  relinkParty: end('POST', '/subsessions/{subsession_id}/regenerate-link'),
  removeParty: end('DELETE', '/subsessions/{subsession_id}'),
  createLiveness: end('POST', '/liveness/create'),
  verifyLiveness: end('POST', '/liveness/verify'),
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
