import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxFile } from '../../src/eval/screening/onnx-file.ts';
import { bertFolder } from './bert-folder.ts';

/** A folder of a sentence-transformer's layout whose model says for each token which one it is, so that their mean is a bag of words. */
export async function sentenceFolder(): Promise<string> {
  const folder = await bertFolder();
  const { model } = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as {
    model: { vocab: Record<string, number> };
  };
  const count = Object.keys(model.vocab).length;
  const table = new Float32Array(count * count);
  for (let token = 0; token < count; token++) table[token * count + token] = 1;
  await writeFile(
    join(folder, 'model.onnx'),
    onnxFile({
      name: 'bag',
      doc: '',
      inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: 'int64', shape: ['batch', 'length'] })),
      outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'length', count] }],
      initializers: [
        { name: 'table', type: 'float32', shape: [count, count], data: table },
        { name: 'last', type: 'int64', shape: [1], data: BigInt64Array.of(2n) },
      ],
      nodes: [
        { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['rows'], attributes: { axis: 0 } },
        { op: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
        { op: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['column'] },
        { op: 'Mul', inputs: ['rows', 'column'], outputs: ['last_hidden_state'] },
      ],
    }),
  );
  await writeFile(join(folder, 'sentence_bert_config.json'), JSON.stringify({ max_seq_length: 32 }));
  return folder;
}
