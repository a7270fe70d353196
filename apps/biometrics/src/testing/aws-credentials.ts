/* eslint-disable no-restricted-syntax -- the AWS SDK's own chain reads the environment; nothing of ours is configured here */

/** Gives the AWS SDK credentials that no account has; returns how to take them back. */
export function lendAwsCredentials(): () => void {
  const usual = { ...process.env };
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE0EXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'not a real one',
  });
  return () => void (process.env = usual);
}
