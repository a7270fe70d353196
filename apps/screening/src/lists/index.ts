export { countryCode, countryName } from './country-codes.js';
export { isListDate, isPartialDate } from './list-dates.js';
export { listFormats, readWatchlist, type ListFormat, type WatchlistOptions } from './read-watchlist.js';
export {
  UnreadableWatchlist,
  type EntityType,
  type Identifier,
  type ListEntity,
  type ListName,
  type NameKind,
  type Watchlist,
} from './watchlist.js';
