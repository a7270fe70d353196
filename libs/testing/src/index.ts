export { testData, testDataDir } from './test-data.js';
export { MissingTool } from './infrastructure/missing-tool.js';
export { lendAwsCredentials } from './infrastructure/lend-aws-credentials.js';
export { mongodFacts, sharedMongoUri, startMongo, testCacheDir } from './infrastructure/start-mongo.js';
export { startKafka, type TestKafka } from './infrastructure/start-kafka.js';
export { startS3, type TestS3 } from './infrastructure/start-s3.js';
