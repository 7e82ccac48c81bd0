/** Cells in order of their mass, the heaviest at hand. */
import type { Cell } from './cells.ts';

/** A max-heap of cells by mass. */
export class CellHeap {
  readonly cells: Cell[] = [];

  push(cell: Cell): void {
    const { cells } = this;
    let i = cells.length;
    cells.push(cell);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (key(cells[parent]!) >= key(cell)) break;
      cells[i] = cells[parent]!;
      i = parent;
    }
    cells[i] = cell;
  }

  pop(): Cell {
    const { cells } = this;
    const top = cells[0]!;
    const last = cells.pop()!;
    if (cells.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= cells.length) break;
      if (child + 1 < cells.length && key(cells[child + 1]!) > key(cells[child]!)) child++;
      if (key(cells[child]!) <= key(last)) break;
      cells[i] = cells[child]!;
      i = child;
    }
    cells[i] = last;
    return top;
  }
}

const key = (cell: Cell): number => cell.logMass;
