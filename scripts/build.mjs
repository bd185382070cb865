// Linked only once Node is known to be new enough.
import './lib/check-node.mjs';

await import('./commands/build.mjs');
