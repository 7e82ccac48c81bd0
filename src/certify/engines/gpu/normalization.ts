/**
 * Normalization on a device: a model behind a buffer of its own, from which a shader writes (value - mean) / std to the
 * model's input. So copies and clean images are normalized alike, in one place, after the noise.
 *
 * WGSL divides to 2.5 units in the last place, so that the numbers are those of the host but for rounding, as the
 * model's own are.
 */
import { openPipeline } from '../../copies/wgsl/device-noise.ts';
import { WORKGROUP } from '../../copies/wgsl/noise-shaders.ts';
import type { Layout } from '../../data/labelled-arrays.ts';
import { normalize, type Normalization } from '../../data/normalization.ts';
import { layoutOf } from '../../data/prepare-image.ts';
import { sizeOf } from '../../shape.ts';
import { modelBufferUsage, type DeviceModel, type OpenDeviceModel } from './model.ts';

/** What is given of a normalization. */
interface Given {
  readonly normalization?: Normalization | undefined;
  readonly imageLayout?: Layout | undefined;
}

/** Images as a model without normalization is given them by the host. */
export function normalizedOnHost(
  pixels: Float32Array,
  count: number,
  { inputShape }: Pick<DeviceModel['facts'], 'inputShape'>,
  { normalization, imageLayout }: Given,
): Float32Array {
  if (normalization === undefined) return pixels;
  const own = pixels.slice();
  normalize(own, count, own.length / count, normalization, imageLayout ?? layoutOf(inputShape) ?? 'nchw');
  return own;
}

/** The models that `open` opens, normalized; as they are where no normalization is given. */
export function normalizedOnDevice(open: OpenDeviceModel, { normalization, imageLayout }: Given): OpenDeviceModel {
  if (normalization === undefined) return open;
  return async (on, batch) => {
    const model = await open(on, batch);
    const layout = imageLayout ?? layoutOf(model.facts.inputShape) ?? 'nchw';
    try {
      return await normalizedModel(on.device, model, normalization, layout);
    } catch (error) {
      await model.close();
      throw error;
    }
  };
}

async function normalizedModel(
  device: GPUDevice,
  model: DeviceModel,
  { mean, std }: Normalization,
  layout: Layout,
): Promise<DeviceModel> {
  const dim = sizeOf(model.facts.inputShape);
  const channels = mean.length;
  const channel = layout === 'nchw' ? `i / ${dim / channels}u` : `i % ${channels}u`;
  const pipeline = await openPipeline(device, 'normalization', shader(dim, channel, mean, std));
  const input = device.createBuffer({ size: 4 * model.batch * dim, usage: modelBufferUsage() });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [input, model.input].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return {
    facts: model.facts,
    batch: model.batch,
    input,
    partlyOnHost: model.partlyOnHost,
    run: (rows) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(Math.ceil(dim / WORKGROUP), rows);
      pass.end();
      device.queue.submit([encoder.finish()]);
      return model.run(rows);
    },
    close: async () => {
      await model.close();
      input.destroy();
    },
  };
}

/** float32 literals of WGSL. */
const floats = (values: readonly number[]): string => values.map((value) => `f32(${Math.fround(value)})`).join(', ');

const shader = (dim: number, channel: string, mean: readonly number[], std: readonly number[]): string => `
const MEAN = array<f32, ${mean.length}>(${floats(mean)});
const STD = array<f32, ${std.length}>(${floats(std)});
@group(0) @binding(0) var<storage, read> copies: array<f32>;
@group(0) @binding(1) var<storage, read_write> normal: array<f32>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${dim}u) { return; }
  let at = id.y * ${dim}u + i;
  let c = ${channel};
  var means = MEAN;
  var deviations = STD;
  normal[at] = (copies[at] - means[c]) / deviations[c];
}`;
