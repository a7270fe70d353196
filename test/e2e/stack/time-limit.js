import { jest } from '@jest/globals';

// Jest ignores `testTimeout` of a project among several; reading a document may take long on a busy machine.
jest.setTimeout(120_000);
