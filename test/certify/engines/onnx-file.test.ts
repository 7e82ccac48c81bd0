/**
 * The hash of a model covers what runs: weights in other files wherever the model names them, and nothing skips the
 * checks.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOnnxFile } from '../../../src/certify/engines/onnx/file-node.ts';
import { onnxOutline } from '../../../src/certify/engines/onnx/outline.ts';
import { message, type Field } from '../gpu/onnx-writer.ts';
import { newFolder, writeModel } from '../template-models.ts';

const entry = (key: string, value: string): Field => [13, message([1, key], [2, value])];
const external = (file: string): Uint8Array => message([1, 4], [2, 1], [8, 'w'], entry('location', file), [14, 1]);
const model = (...graph: Field[]): Uint8Array => message([1, 8], [7, message(...graph)]);
const constant = (tensor: Uint8Array): Uint8Array =>
  message([2, 'c'], [4, 'Constant'], [5, message([1, 'value'], [5, tensor])]);
const branch = (graph: Uint8Array): Uint8Array =>
  message([2, 'b'], [4, 'If'], [5, message([1, 'then_branch'], [6, graph])]);

/** Every place of a tensor in a file. */
const PLACES: Readonly<Record<string, (file: string) => Uint8Array>> = {
  'an initializer': (file) => model([5, external(file)]),
  'a Constant node': (file) => model([1, constant(external(file))]),
  'a branch of an If': (file) => model([1, branch(message([5, external(file)]))]),
  'a Constant in a branch in a branch': (file) =>
    model([1, branch(message([1, branch(message([1, constant(external(file))]))]))]),
  'a list of tensors': (file) => model([1, message([4, 'Op'], [5, message([1, 'list'], [10, external(file)])])]),
  'a list of graphs': (file) =>
    model([1, message([4, 'Op'], [5, message([1, 'list'], [11, message([5, external(file)])])])]),
  'a sparse initializer': (file) => model([15, message([1, external(file)])]),
  'a sparse constant': (file) =>
    model([1, message([4, 'Constant'], [5, message([1, 's'], [22, message([1, external(file)])])])]),
  'a function': (file) =>
    message([1, 8], [7, message([2, 'g'])], [25, message([1, 'f'], [7, constant(external(file))])]),
};

describe.each(Object.entries(PLACES))('weights of %s', (_, write) => {
  it('are part of the hash', async () => {
    const folder = newFolder();
    const path = join(folder, 'm.onnx');
    writeFileSync(path, write('w.bin'));
    await expect(readOnnxFile(path)).rejects.toThrow(/keeps weights in .*w\.bin, which cannot be read: no such file/);
    writeFileSync(join(folder, 'w.bin'), 'one');
    const first = await readOnnxFile(path);
    expect(first.externalFiles).toEqual(['w.bin']);
    writeFileSync(join(folder, 'w.bin'), 'two');
    expect((await readOnnxFile(path)).sha256).not.toBe(first.sha256);
  });
});

describe('a model', () => {
  const written = (bytes: Uint8Array, name = 'm.onnx'): string => {
    const path = join(newFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };

  it('with the mark of another format within is checked all the same', async () => {
    // Field 1 of length 6, "..ORTM": bytes 4 to 8 are the mark, and the rest is a model.
    const marked = Buffer.concat([message([15, Buffer.from('00ORTM')]), PLACES['an initializer']!('w.bin')]);
    expect(marked.toString('latin1', 4, 8)).toBe('ORTM');
    await expect(readOnnxFile(written(marked))).rejects.toThrow(/w\.bin, which cannot be read/);
    await expect(readOnnxFile(written(Buffer.from('0000ORTM....')))).rejects.toThrow(/is not an ONNX model/);
  });

  it.each(['../w.bin', '/etc/passwd', 'a/../../w.bin', '..\\w.bin'])('keeps no weights in %s', async (file) => {
    await expect(readOnnxFile(written(PLACES['a Constant node']!(file)))).rejects.toThrow(/outside its own folder/);
  });

  it('that changes while it is opened is noticed', async () => {
    const folder = newFolder();
    const path = writeModel(folder);
    const { requireUnchanged } = await readOnnxFile(path);
    requireUnchanged();
    renameSync(writeModel(folder, { name: 'other.onnx', gain: 2 }), path);
    expect(requireUnchanged).toThrow(/changed while the model was opened/);
  });

  it('of a million nodes, or of graphs within graphs without end, is refused within seconds', async () => {
    // A node is field 1 of three bytes: its operation, "A".
    const nodes = Buffer.alloc(5_000_000, Uint8Array.of(0x0a, 3, 0x22, 1, 0x41));
    const started = performance.now();
    await expect(readOnnxFile(written(message([7, nodes])))).rejects.toThrow(/more than 100,000 nodes/);
    let graph = message([2, 'g']);
    for (let depth = 0; depth < 100; depth++) graph = message([1, branch(graph)]);
    expect(() => onnxOutline(Buffer.from(message([7, graph])))).toThrow(/graphs within graphs/);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('that makes a giant constant of nothing is refused', async () => {
    const shape = (values: readonly number[]): Uint8Array =>
      message([2, 7], [8, 's'], ...values.map((each): Field => [7, each]));
    const fill = message([1, 's'], [2, 'c'], [4, 'ConstantOfShape']);
    await expect(readOnnxFile(written(model([1, fill], [5, shape([2 ** 20, 2 ** 20])])))).rejects.toThrow(
      /makes a tensor of 1\.10e\+12 numbers out of nothing/,
    );
    await expect(readOnnxFile(written(model([1, fill], [5, shape([64, 64])])))).resolves.toBeDefined();
  });

  it('is a file, not a folder, a device or a pipe, nor are its weights', async () => {
    const folder = newFolder();
    await expect(readOnnxFile('/dev/zero')).rejects.toThrow(/is a device or a pipe/);
    await expect(readOnnxFile(folder)).rejects.toThrow(/is a folder/);
    const path = join(folder, 'm.onnx');
    writeFileSync(path, PLACES['an initializer']!('w.bin'));
    symlinkSync('/dev/zero', join(folder, 'w.bin'));
    await expect(readOnnxFile(path)).rejects.toThrow(/w\.bin, which cannot be read: it is a device or a pipe/);
    execFileSync('mkfifo', [join(folder, 'pipe.onnx')]);
    await expect(readOnnxFile(join(folder, 'pipe.onnx'))).rejects.toThrow(/is a device or a pipe/);
    const huge = join(folder, 'huge.onnx');
    const file = openSync(huge, 'w');
    ftruncateSync(file, 6e9);
    closeSync(file);
    await expect(readOnnxFile(huge)).rejects.toThrow(/is larger than 2 GiB/);
  });
});
