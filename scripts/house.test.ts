/** The import directions of ARCHITECTURE.md, on resolved paths, `import type` and `import()` included. */
import { type ICruiseResult, type IRegularForbiddenRuleType, cruise } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const ENGINE = '^electron/engine/';
const SQLITE = '^node_modules/better-sqlite3/';
const ELECTRON = '^node_modules/electron/';
/** Each pure room may use itself, shared, npm packages and the pure rooms before it in this list. */
const PURE_ROOMS = ['dialects', 'detectors', 'policy', 'agents', 'usage'];
/** Rooms with I/O: everything pure, and the rim rooms before them in this list; never traffic and what is behind it. */
const RIM_ROOMS = ['upstream', 'store', 'sync', 'judge', 'settings', 'interchange', 'trial'];

const forbid = (name: string, path: string, to: IRegularForbiddenRuleType['to']): IRegularForbiddenRuleType => ({
  name,
  severity: 'error',
  from: { path, pathNot: '\\.test\\.|/test-support/' },
  to,
});
const room = (...names: string[]) => `${ENGINE}(${names.join('|')})/`;

const forbidden: IRegularForbiddenRuleType[] = [
  forbid('no-cycle', '.', { circular: true }),
  forbid('resolvable', '.', { couldNotResolve: true }),
  forbid('shared-knows-nobody', '^shared/', { pathNot: '^shared/|^node_modules/zod/' }),
  forbid('renderer-knows-shared', '^renderer/', { path: `^electron/|${ELECTRON}` }),
  forbid('no-node-in-renderer', '^renderer/', { dependencyTypes: ['core'] }),
  forbid('main-talks-rpc', '^electron/(main|preload)/', { path: `${ENGINE}|${SQLITE}` }),
  forbid('engine-no-electron', ENGINE, { path: `^electron/(main|preload)/|^renderer/|${ELECTRON}` }),
  ...PURE_ROOMS.map((name, index) =>
    forbid(`pure-${name}`, room(name), {
      pathNot: `^shared/|^node_modules/|${room(...PURE_ROOMS.slice(0, index + 1))}|^(crypto|url|buffer|zlib|worker_threads|fs|path|string_decoder)$`,
    }),
  ),
  ...RIM_ROOMS.map((name, index) =>
    forbid(`rim-${name}`, room(name), { path: ENGINE, pathNot: room(...PURE_ROOMS, ...RIM_ROOMS.slice(0, index + 1)) }),
  ),
  forbid('traffic-below-ingress', room('traffic'), { path: room('ingress', 'cli', 'headless') }),
  forbid('ingress-below-hosts', room('ingress'), { path: room('cli', 'headless') }),
  forbid('by-index', `${ENGINE}([^/]+)/`, { path: `${ENGINE}[^/]+/`, pathNot: `${ENGINE}($1/|[^/]+/index\\.ts$)` }),
];

forbidden.push({
  name: 'sqlite-in-the-store',
  severity: 'error',
  from: { path: ENGINE, pathNot: `\\.test\\.|/test-support/|${room('store')}` },
  to: { path: SQLITE },
});

test('imports go one way', { timeout: 60_000 }, async () => {
  const { output } = await cruise(['electron', 'renderer', 'shared'], {
    ruleSet: { forbidden },
    validate: true,
    doNotFollow: { path: '^node_modules/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  });
  const { summary } = output as ICruiseResult;
  // Without a TypeScript parser it cruises nothing and passes.
  expect(summary.totalCruised).toBeGreaterThan(10);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});
