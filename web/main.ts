/** The explorer: a frame, and one view at a time, chosen and restored by the address. */
import './style.css';
import { Address } from './address.ts';
import type { PageRequest, PageResult } from './certify-run.ts';
import type { SampleRange } from '../src/index.ts';
import type { OpenView, OpenViewAt } from './view.ts';

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<OpenViewAt>;
}

const VIEWS: readonly Entry[] = [
  { name: 'radii', title: 'Radii', load: async () => (await import('./views/radii.ts')).radiiView },
  { name: 'crystals', title: 'Crystals', load: async () => (await import('./views/crystals.ts')).crystalsView },
  { name: 'growth', title: 'Growth', load: async () => (await import('./views/growth.ts')).growthView },
  { name: 'vet', title: 'Vet', load: async () => (await import('./views/vet.ts')).vetView },
  { name: 'claims', title: 'Claims', load: async () => (await import('./views/claims.ts')).claimsView },
  { name: 'certify', title: 'Certify', load: async () => (await import('./views/certify.ts')).certifyView },
];

// Within a document only the view is shown.
if (new URLSearchParams(location.search).has('embed')) document.documentElement.classList.add('embedded');

const place = document.getElementById('view')!;
const navigation = document.getElementById('views')!;
let open: OpenView | null = null;
let turn = 0;

/** Shows what the address says; the last call wins when a view is slow to load. */
async function show(): Promise<void> {
  const mine = ++turn;
  const asked = new Address(location.hash);
  const entry = VIEWS.find(({ name }) => name === asked.view) ?? VIEWS[0]!;
  const address = entry.name === asked.view ? asked : new Address(`#/${entry.name}`);
  const view = await entry.load();
  if (mine !== turn) return;
  open?.close();
  place.replaceChildren();
  for (const link of navigation.querySelectorAll('a')) {
    if (link.dataset['view'] === entry.name) {
      link.setAttribute('aria-current', 'page');
      // On a phone not all views have room.
      navigation.scrollLeft = link.offsetLeft - navigation.offsetLeft - 40;
    } else link.removeAttribute('aria-current');
  }
  document.title = `${entry.title} · wulff`;
  open = view(place, address);
}

for (const { name, title } of VIEWS) {
  const link = document.createElement('a');
  link.href = `#/${name}`;
  link.dataset['view'] = name;
  link.textContent = title;
  navigation.append(link);
}
addEventListener('hashchange', () => void show());
void show();

/** For scripts: the page's certification without its form. */
declare global {
  interface Window {
    wulff: {
      certify: (request: PageRequest) => Promise<PageResult>;
      votes: (request: PageRequest, range: SampleRange) => Promise<{ counts: number[]; nearTies: number[] }>;
    };
  }
}
window.wulff = {
  certify: async (request) => (await import('./certify-run.ts')).certify(request),
  votes: async (request, range) => (await import('./certify-run.ts')).votes(request, range),
};
