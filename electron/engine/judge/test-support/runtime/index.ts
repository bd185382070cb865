/**
 * onnxruntime-node's API over the one model of tiny-model.ts, for tests that run anywhere: the real package is 240 MB.
 * SLUICE_TEST_RUNTIME=<folder of it> makes the test use the real one.
 */
import { readFileSync } from 'node:fs';

export class Tensor {
  readonly data: BigInt64Array;

  constructor(type: string, data: BigInt64Array, dims: readonly number[]) {
    if (type !== 'int64' || !(data instanceof BigInt64Array) || dims[1] !== data.length)
      throw new TypeError('no tensor');
    this.data = data;
  }
}

interface Feeds {
  readonly input_ids: Tensor;
  readonly attention_mask: Tensor;
}

export const InferenceSession = {
  create(path: string): Promise<object> {
    const model = readFileSync(path);
    if (!model.includes('ReduceMax')) return Promise.reject(new Error('Load model failed: protobuf parsing failed.'));
    const name = model.indexOf('word', model.indexOf('logits') + 1);
    const word = model.readBigInt64LE(name + 'word'.length + 2);
    return Promise.resolve({
      inputNames: ['input_ids', 'attention_mask'],
      outputNames: ['logits'],
      run({ input_ids: ids, attention_mask: mask, ...unknown }: Feeds): Promise<object> {
        if (mask.data.length !== ids.data.length || Object.keys(unknown).length > 0) throw new Error('invalid feed');
        const found = ids.data.includes(word) ? 1 : 0;
        return Promise.resolve({ logits: { data: Float32Array.of(2 - 4 * found, 4 * found - 2) } });
      },
    });
  },
};
