/** Writes a model small enough to read: an attack is a text with a certain word. ONNX is protobuf; onnx.proto names the fields. */

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, value: readonly number[]): number[] => [
  ...varint((field << 3) | 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): number[] => bytes(field, [...Buffer.from(value)]);

const FLOAT = 1;
const INT64 = 7;

function tensor(name: string, type: number, dims: readonly number[], raw: ArrayBufferLike): number[] {
  return [
    ...dims.flatMap((dim) => number(1, dim)),
    ...number(2, type),
    ...text(8, name),
    ...bytes(9, [...new Uint8Array(raw)]),
  ];
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly number[][] = [],
): number[] {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(4, operator),
    ...attributes.flatMap((attribute) => bytes(5, attribute)),
  ];
}

const INT = 2;
const INTS = 7;
const attribute = (name: string, value: number): number[] => [
  ...text(1, name),
  ...number(3, value),
  ...number(20, INT),
];
const list = (name: string, value: number): number[] => [...text(1, name), ...number(8, value), ...number(20, INTS)];

function value(name: string, type: number, last: readonly number[]): number[] {
  const shape = [...bytes(1, number(1, 1)), ...bytes(1, last)];
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, type), ...bytes(2, shape)]))];
}

/** Inputs as a BERT has them; logits +-2 by whether token `id` is there. */
export function tinyModel(id: number): Buffer {
  const graph = [
    ...bytes(1, node('Equal', ['input_ids', 'word'], 'is_word')),
    ...bytes(1, node('Cast', ['is_word'], 'as_float', [attribute('to', FLOAT)])),
    ...bytes(1, node('ReduceMax', ['as_float'], 'any', [list('axes', 1), attribute('keepdims', 1)])),
    ...bytes(1, node('MatMul', ['any', 'weights'], 'weighted')),
    ...bytes(1, node('Add', ['weighted', 'bias'], 'logits')),
    ...text(2, 'tiny'),
    ...bytes(5, tensor('word', INT64, [1], BigInt64Array.of(BigInt(id)).buffer)),
    ...bytes(5, tensor('weights', FLOAT, [1, 2], Float32Array.of(-4, 4).buffer)),
    ...bytes(5, tensor('bias', FLOAT, [2], Float32Array.of(2, -2).buffer)),
    ...bytes(11, value('input_ids', INT64, text(2, 'length'))),
    ...bytes(11, value('attention_mask', INT64, text(2, 'length'))),
    ...bytes(12, value('logits', FLOAT, number(1, 2))),
  ];
  return Buffer.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ''), ...number(2, 13)])]);
}

export const TINY_VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'rules', 'ignore', 'the'].join('\n');
/** Line of `ignore` in the vocabulary. */
export const TINY_WORD = 5;
