import fc from 'fast-check';

// A run tells about the change it tests, so it draws what the last one drew; `PROPERTY_SEED` draws something else, and
// `npm run bench` something new each time.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_260_101) });
