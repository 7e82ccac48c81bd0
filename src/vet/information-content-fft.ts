/** Convolution powers of a law on a cyclic lattice, by the fast Fourier transform. */

/** Replaces the masses (length a power of 2) by those of the sum of n independent copies, modulo the length. */
export function convolutionPower(masses: Float64Array, n: number): void {
  const size = masses.length;
  const imaginary = new Float64Array(size);
  transform(masses, imaginary, 1);
  for (let k = 0; k < size; k++) {
    const logModulus = 0.5 * n * Math.log(masses[k]! ** 2 + imaginary[k]! ** 2);
    const argument = n * Math.atan2(imaginary[k]!, masses[k]!);
    const modulus = Math.exp(logModulus);
    masses[k] = modulus * Math.cos(argument);
    imaginary[k] = modulus * Math.sin(argument);
  }
  transform(masses, imaginary, -1);
  for (let k = 0; k < size; k++) masses[k] = masses[k]! / size;
}

/** In-place radix-2 transform of re + i im; sign 1 forward, -1 backward (unscaled). */
export function transform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  const { cosines, sines } = rootsOfUnity(n);
  for (let half = 1; half < n; half <<= 1) {
    const stride = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const c = cosines[k * stride]!;
        const s = -sign * sines[k * stride]!;
        const i = start + k;
        const j = i + half;
        const real = re[j]! * c - im[j]! * s;
        const imag = re[j]! * s + im[j]! * c;
        re[j] = re[i]! - real;
        im[j] = im[i]! - imag;
        re[i] = re[i]! + real;
        im[i] = im[i]! + imag;
      }
    }
  }
}

const roots = new Map<number, { cosines: Float64Array; sines: Float64Array }>();

/** cos and sin of 2 pi k/n for k < n/2, each from its own angle: a recurrence would lose digits. */
function rootsOfUnity(n: number): { cosines: Float64Array; sines: Float64Array } {
  let known = roots.get(n);
  if (known === undefined) {
    known = { cosines: new Float64Array(n >> 1), sines: new Float64Array(n >> 1) };
    for (let k = 0; k < n >> 1; k++) {
      known.cosines[k] = Math.cos((2 * Math.PI * k) / n);
      known.sines[k] = Math.sin((2 * Math.PI * k) / n);
    }
    roots.set(n, known);
  }
  return known;
}
