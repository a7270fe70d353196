export { Database, type Transaction } from './database.js';
