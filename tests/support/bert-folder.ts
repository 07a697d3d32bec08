import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxFile } from '../../src/eval/screening/onnx-file.ts';

const TOKENS = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'you',
  'are',
  'a',
  'idiot',
  'fucking',
  'hello',
  'good',
  '##ing',
  'fuck',
  'kill',
];
/** What each token adds to toxic, threat and obscene. */
const ADDS: Record<string, readonly [number, number, number]> = {
  idiot: [9, 0, 0],
  fucking: [2, 0, 9],
  fuck: [2, 0, 9],
  kill: [4, 9, 0],
};

/** A folder of Hugging Face's layout with a BERT-style classifier of one layer, which adds up what its tokens say. */
export async function bertFolder(options: { labels?: string[] } = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'safenest-bert-'));
  const labels = options.labels ?? ['toxic', 'threat', 'obscene'];
  const table = Float32Array.from(TOKENS.flatMap((token) => ADDS[token] ?? [0, 0, 0]));
  const model = onnxFile({
    name: 'bag',
    doc: '',
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
      name,
      type: 'int64',
      shape: ['batch', 'length'],
    })),
    outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 3] }],
    initializers: [
      { name: 'table', type: 'float32', shape: [TOKENS.length, 3], data: table },
      { name: 'bias', type: 'float32', shape: [3], data: Float32Array.of(-4, -4, -4) },
      { name: 'axis', type: 'int64', shape: [1], data: BigInt64Array.of(1n) },
      { name: 'last', type: 'int64', shape: [1], data: BigInt64Array.of(2n) },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['rows'], attributes: { axis: 0 } },
      { op: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['column'] },
      { op: 'Mul', inputs: ['rows', 'column'], outputs: ['kept'] },
      { op: 'ReduceSum', inputs: ['kept', 'axis'], outputs: ['sum'], attributes: { keepdims: 0 } },
      { op: 'Cast', inputs: ['token_type_ids'], outputs: ['types'], attributes: { to: 1 } },
      { op: 'ReduceSum', inputs: ['types', 'axis'], outputs: ['nothing'], attributes: { keepdims: 1 } },
      { op: 'Add', inputs: ['sum', 'nothing'], outputs: ['both'] },
      { op: 'Add', inputs: ['both', 'bias'], outputs: ['logits'] },
    ],
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), model);
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({
      model_type: 'bert',
      problem_type: 'multi_label_classification',
      max_position_embeddings: 64,
      id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
    }),
  );
  await writeFile(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({ tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 64 }),
  );
  await writeFile(
    join(folder, 'tokenizer.json'),
    JSON.stringify({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: TOKENS.slice(0, 4).map((content, id) => ({
        id,
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      })),
      normalizer: {
        type: 'BertNormalizer',
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: {
        type: 'TemplateProcessing',
        single: [
          { SpecialToken: { id: '[CLS]', type_id: 0 } },
          { Sequence: { id: 'A', type_id: 0 } },
          { SpecialToken: { id: '[SEP]', type_id: 0 } },
        ],
        pair: [],
        special_tokens: {
          '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
          '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
        },
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(TOKENS.map((token, i) => [token, i])),
      },
    }),
  );
  return folder;
}
