/** What the model card says of the file itself: version, data, size, thresholds. */
import { gzipSync } from 'node:zlib';
import type { Anchor, ModelFile } from '../../electron/engine/detectors/injection/model/model-file.ts';

/** Markdown, the last part of RESULTS.md. `json`: the file as it is written. */
export function describeFile(model: ModelFile, json: string): string {
  const kilobytes = (gzipSync(json).length / 1024).toFixed(0);
  return [
    '## The file',
    '',
    `- version ${model.version}, ${kilobytes} KB gzip`,
    `- SHA-256 of the data: \`${model.dataSha256}\``,
    `- licences: ${model.licences.join(', ')}`,
    '',
    '| role | folded characters | alert from | block from |',
    '|---|---|---|---|',
    ...anchors('user', model.calibration.user),
    ...anchors('tool', model.calibration.tool),
    '',
    'Thresholds are in the unit of the model, between two lengths by the logarithm; on the scale of `detect` they are 0.5 and 0.9.',
    '',
  ].join('\n');
}

function anchors(role: string, list: readonly Anchor[]): string[] {
  return list.map(({ length, alert, block }) => `| ${role} | ${length} | ${alert.toFixed(2)} | ${block.toFixed(2)} |`);
}
