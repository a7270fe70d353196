/**
 * Gives the AWS SDK of this process credentials of no account, where it looks for them by itself, and returns how to
 * take them back. For services under test that are set up as in production.
 */
export function lendAwsCredentials(): () => void {
  const usual = { ...process.env };
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE0EXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'not a real one',
  });
  return () => void (process.env = usual);
}
