/**
 * Bytes that cross between the host and all GPUs of this process, counted where WebGPU is called, so that what a
 * runtime moves on its own account counts as well.
 */

export interface Traffic {
  toDevice: number;
  fromDevice: number;
}

let counter: Traffic | undefined;

/** The counter, which runs from the first call on. WebGPU's classes must be there. */
export function countTraffic(): Traffic {
  if (counter !== undefined) return counter;
  const traffic = (counter = { toDevice: 0, fromDevice: 0 });

  /* oxlint-disable typescript/unbound-method -- methods of prototypes, called with their own `this` below */
  const { writeBuffer } = GPUQueue.prototype;
  GPUQueue.prototype.writeBuffer = function (buffer, bufferOffset, data, dataOffset, size) {
    const bytes = bytesOf(data, dataOffset ?? 0, size);
    traffic.toDevice += bytes.byteLength;
    // Dawn in Node refuses views of shared memory, which is where a runtime with threads keeps its heap.
    writeBuffer.call(
      this,
      buffer,
      Number(bufferOffset),
      isShared(bytes) ? bytes.slice() : (bytes as Uint8Array<ArrayBuffer>),
    );
  };
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    if (descriptor.mappedAtCreation === true) traffic.toDevice += descriptor.size;
    return createBuffer.call(this, descriptor);
  };
  const { mapAsync } = GPUBuffer.prototype;
  GPUBuffer.prototype.mapAsync = function (mode, offset, size) {
    const bytes = size ?? this.size - (offset ?? 0);
    if ((mode & GPUMapMode.READ) !== 0) traffic.fromDevice += bytes;
    else traffic.toDevice += bytes;
    return mapAsync.call(this, mode, offset, size);
  };
  /* oxlint-enable typescript/unbound-method */
  return traffic;
}

function bytesOf(data: AllowSharedBufferSource, offset: number, size: number | undefined): Uint8Array {
  const isView = ArrayBuffer.isView(data);
  const all = isView ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
  // Offsets into typed arrays count elements, into everything else bytes.
  const unit = isView && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  const from = offset * unit;
  return all.subarray(from, size === undefined ? all.length : from + size * unit);
}

const isShared = (bytes: Uint8Array): boolean =>
  typeof SharedArrayBuffer !== 'undefined' && bytes.buffer instanceof SharedArrayBuffer;
